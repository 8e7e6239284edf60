import { linkOf } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'synchrony',
    code: 'K1',
    title: 'Active in the same minutes',
    family: 'coordination',
    question: 'Are its accounts active in the same ten minutes more often than their days explain?',
    method:
      'Sum over 10-minute slots of the squared number of active members, against 32 versions with each member shifted by up to an hour (circular-shift null, which keeps everyone’s day), normal tail times the groups tried.',
    lookalikes: ['class-rooms and launches: broad populations with many templates', 'uptime monitors: one period'],
    evasion: 'Jitter beyond an hour.',
    references: ['SynchroTrap, CCS 2014'],
    techniques: [...extraction, 'AML.T0021'],
    capBits: 6,
  },
  needs: {},
  requires: ['time', 'account'],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const link = linkOf(subject.campaign, 'synchrony');
    if (link === undefined) return undefined;
    return {
      bits: link.bits,
      statement: `${link.holders.length} of ${subject.accounts.length} accounts are active in the same ten minutes as others (z = ${String(link.facts['z'])})`,
      measured: { coincidence: link.facts['coincidence'] ?? 0 },
      expected: { coincidence: link.facts['expected'] ?? 0 },
    };
  },
});
