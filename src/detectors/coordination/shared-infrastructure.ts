import { linkOf } from '../../campaigns/campaign.js';
import type { Link } from '../../campaigns/campaign.js';
import { defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

const nouns = { address: 'address', prefix: 'network', asn: 'autonomous system' } as const;
const exits = { addresses: 'addresses', prefixes: 'networks', asns: 'autonomous systems' } as const;

export default defineDetector({
  meta: {
    id: 'shared-infrastructure',
    code: 'K5',
    title: 'The same network behind many accounts',
    family: 'coordination',
    question: 'Do its accounts call from the same place far more often than others do?',
    method:
      'Share of members with the same address, prefix or autonomous system against its rate among all other accounts: binomial upper tail, times the values tried; tested on the whole group when the place chose its members. Or how many members share a place with another member, against accounts picked at random: Poisson tail.',
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
  subjects: 'campaigns',
  assess(_values, { subject }) {
    const { campaign, accounts } = subject;
    const named = (attributes: object) => Object.keys(attributes).map(attribute => linkOf(campaign, attribute));
    const best = [...named(nouns), ...named(exits)]
      .filter(link => link !== undefined)
      .reduce<Link | undefined>((a, b) => (a === undefined || b.bits > a.bits ? b : a), undefined);
    if (best === undefined) return undefined;
    return {
      bits: best.bits,
      statement: statementOf(best, accounts.length),
      measured: { holders: best.holders.length, of: accounts.length },
      expected: { elsewhere: `in ${best.outside} other accounts` },
    };
  },
});

function statementOf({ attribute, label, holders, facts }: Link, members: number): string {
  if (attribute in nouns) {
    const noun = nouns[attribute as keyof typeof nouns];
    return `${holders.length} of ${members} accounts share one ${noun} (${attribute === 'asn' ? 'AS' : ''}${label})`;
  }
  const noun = exits[attribute as keyof typeof exits];
  return `${holders.length} of ${members} accounts come in groups through ${String(facts['exits'])} ${noun} (${label}${Number(facts['exits']) > 3 ? ' …' : ''})`;
}
