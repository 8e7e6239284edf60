import { linkOf } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'load-levelling',
    code: 'K2',
    title: 'The same load on every account',
    family: 'coordination',
    question: 'Do its accounts carry more equal loads than independent users would?',
    method:
      'Variance of ln(requests) over members against that of independent users of one tool (standard deviation 0.5 or more), chi-square left tail, times the number of groups tried.',
    lookalikes: [
      'uptime monitors: equal by their period, one constant prompt',
      'evaluation harnesses: equal because they replay the same set',
      'pooled team seats: few accounts, one payer',
    ],
    evasion: 'Deliberate unevenness costs throughput.',
    references: ['indicators: K2', 'public pool routers: least-used and round-robin'],
    techniques: [...extraction, 'AML.T0008.005'],
    capBits: 12,
  },
  needs: {},
  requires: ['account'],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const link = linkOf(subject.campaign, 'volume');
    if (link === undefined) return undefined;
    return {
      bits: link.bits,
      statement: `${link.label} over ${subject.accounts.length} accounts`,
      measured: { mean: link.facts['mean'] ?? 0, deviation: link.facts['deviation'] ?? 0 },
      expected: { deviation: `± ${String(link.facts['expectedDeviation'])} or more` },
    };
  },
});
