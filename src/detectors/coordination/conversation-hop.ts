import { linkOf } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'conversation-hop',
    code: 'K4',
    title: 'One conversation, several accounts',
    family: 'coordination',
    question: 'Are conversations left on one account and continued on another?',
    method:
      'Count of requests whose earlier turns equal the state another account’s conversation was left in (hash over all turns). 3 bits for each doubling.',
    lookalikes: ['shared links and exported histories: rare'],
    evasion: 'Sticky sessions: their absence clears nobody.',
    references: ['indicators: K4'],
    techniques: [...extraction, 'AML.T0091.000'],
    capBits: 12,
  },
  needs: {},
  requires: ['conversationParent', 'conversationState'],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const link = linkOf(subject.campaign, 'hop');
    if (link === undefined) return undefined;
    return {
      bits: link.bits,
      statement: `${String(link.facts['count'])} conversations went on on another of its accounts`,
      measured: { hops: link.facts['count'] ?? 0, accounts: link.facts['accounts'] ?? 0 },
      expected: { hops: 'none by chance' },
    };
  },
});
