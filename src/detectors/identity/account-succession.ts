import { linkOf } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'account-succession',
    code: 'I3',
    title: 'One account ends, the next one begins',
    family: 'identity',
    question: 'Is an account that falls silent replaced within hours by a new one with the same work?',
    method:
      'Members that fall silent for good and are followed within 1, 6 or 24 hours by the first request of another, matched one to one; binomial tail against beginnings spread evenly over the log, times the three waits.',
    lookalikes: [
      'class-rooms and hackathons: all begin together, none replaces another',
      'key rotation inside one organisation: one payer',
    ],
    evasion: 'Keep aged accounts in reserve: their first heavy day follows the ban all the same.',
    references: ['indicators: I3', 'public reports of 2026: banned accounts replaced at once'],
    techniques: [...extraction, 'T1585', 'T1078.004'],
    capBits: 6,
  },
  needs: {},
  requires: ['account', 'time'],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const link = linkOf(subject.campaign, 'succession');
    if (link === undefined) return undefined;
    return {
      bits: link.bits,
      statement: link.label,
      measured: { replaced: link.facts['replaced'] ?? 0, ended: link.facts['ended'] ?? 0 },
      expected: { replaced: link.facts['expected'] ?? 0 },
    };
  },
});
