import { linkOf, type Link } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

const nouns = {
  client: 'client build',
  parameters: 'set of model parameters',
  workload: 'weight of requests',
} as const;

export default defineDetector({
  meta: {
    id: 'shared-client',
    title: 'One program behind all accounts',
    family: 'identity',
    question: 'Do its accounts run one client, with one set of parameters, that hardly anybody else has?',
    method:
      'Rarity among all other accounts of the client build (user agent and TLS fingerprint), the combination of parameters, or the mean weight of a request that members share: binomial tail. Only for campaigns that linking formed on two kinds of evidence.',
    lookalikes: [
      'users of one application or tool: neither their networks nor their loads nor their hours agree',
      'corporate TLS proxies: one stack for many programs',
    ],
    evasion: 'A client of its own for each account: the wrapper and the weight of requests still agree.',
    references: ['indicators: I1', 'public relay code: one emulated client for the whole pool'],
    techniques: [...extraction, 'AML.T0074'],
    capBits: 4,
  },
  needs: {},
  requires: [['userAgent', 'tls', 'client', 'parameters', 'outputTokens', 'bytesOut']],
  subjects: 'campaigns',
  assess(_values, { subject }) {
    let best: { link: Link; noun: string } | undefined;
    for (const [attribute, noun] of Object.entries(nouns)) {
      const link = linkOf(subject.campaign, attribute);
      if (link !== undefined && (best === undefined || link.bits > best.link.bits)) best = { link, noun };
    }
    if (best === undefined) return undefined;
    const { link, noun } = best;
    const label = noun === nouns.parameters ? '' : ` (${link.label})`;
    return {
      bits: link.bits / 2,
      statement: `${link.holders.length} of ${subject.accounts.length} accounts share one ${noun}${label}`,
      measured: { holders: link.holders.length, of: subject.accounts.length },
      expected: { elsewhere: `in ${link.outside} other accounts` },
    };
  },
});
