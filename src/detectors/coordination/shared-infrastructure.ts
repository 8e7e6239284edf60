import { linkOf } from '../../campaigns/campaign.js';
import type { Link } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

const attributes = ['address', 'prefix', 'asn'] as const;
const nouns = {
  network: 'network fingerprint',
  address: 'address',
  prefix: 'network',
  asn: 'autonomous system',
} as const;

export default defineDetector({
  meta: {
    id: 'shared-infrastructure',
    code: 'K5',
    title: 'The same network behind many accounts',
    family: 'coordination',
    question: 'Do its accounts call from the same place far more often than others do?',
    method:
      'Share of members with the same address, prefix or autonomous system against its rate among all other accounts: binomial upper tail, times the values tried; tested on the whole group when the place chose its members.',
    lookalikes: [
      'campuses, carrier-grade NAT, VPN exits and cloud NAT: many unrelated tools behind one address, so no second kind of link',
      'offices: one payer',
    ],
    evasion: 'Residential proxies: templates, load and client builds still link.',
    references: ['EvilCohort, USENIX Security 2015', 'BotGraph, NSDI 2009'],
    techniques: [...extraction, 'T1090.002', 'T1583'],
    capBits: 7,
  },
  needs: {},
  requires: [['ip', 'asn', 'prefix']],
  assess(_values, { subject }) {
    let best: { link: Link; noun: string } | undefined;
    for (const attribute of attributes) {
      const link = linkOf(subject.campaign, attribute);
      if (link !== undefined && (best === undefined || link.bits > best.link.bits))
        best = { link, noun: nouns[attribute] };
    }
    if (best === undefined) return undefined;
    const { link, noun } = best;
    const label = noun === 'autonomous system' ? `AS${link.label}` : link.label;
    return {
      bits: link.bits,
      statement: `${link.holders.length} of ${subject.accounts.length} accounts share one ${noun} (${label})`,
      measured: { holders: link.holders.length, of: subject.accounts.length },
      expected: { elsewhere: `in ${link.outside} other accounts` },
    };
  },
});
