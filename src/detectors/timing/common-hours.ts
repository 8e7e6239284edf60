import { linkOf } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'common-hours',
    title: 'One clock for all accounts',
    family: 'timing',
    question: 'Do its accounts rest in the same hours, or never, unlike others from their countries?',
    method:
      'Accounts that all rest in one window of 5 to 8 hours though they call from several countries: binomial tail against the shares of other accounts of each country that rest then, times the 96 windows. Or accounts that leave no longer gap in the day than as many requests at random times would: binomial tail against others of their countries.',
    lookalikes: [
      'customers of one server-side program: it runs day and night for each of them; networks and loads are their own',
      'colleagues in one time zone: one country',
    ],
    evasion: 'Give each account the night of its country: throughput falls by a third.',
    references: ['indicators: T1', 'ServeGen: 22 % of real API clients are active around the clock'],
    techniques: [...extraction, 'T1029'],
    capBits: 5,
  },
  needs: {},
  requires: ['time', 'account'],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const [rest, restless] = [linkOf(subject.campaign, 'rest'), linkOf(subject.campaign, 'restless')];
    const link = (rest?.bits ?? 0) > (restless?.bits ?? 0) ? rest : restless;
    if (link === undefined) return undefined;
    return {
      bits: link.bits,
      statement: link.label,
      measured: { accounts: link.facts['accounts'] ?? 0 },
      expected: link === rest ? { hours: 'the nights of their countries' } : { accounts: link.facts['expected'] ?? 0 },
    };
  },
});
