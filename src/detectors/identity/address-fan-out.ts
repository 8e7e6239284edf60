import { places, type Places } from '../../measures/catalogue/places.js';
import { traffic } from '../../measures/catalogue/traffic.js';
import { inGroups } from '../../digits.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'address-fan-out',
    code: 'K6',
    title: 'One account, very many places',
    family: 'identity',
    question: 'Does one account call from far more networks than others of its volume?',
    method:
      'Distinct prefixes per 100 requests and distinct autonomous systems (bottom-32 samples), as an upper-tail probability among accounts with at least twenty requests.',
    lookalikes: ['mobile users: few requests from several places', 'serverless egress of applications'],
    evasion: 'One clean address an account: load, templates and lists of work remain.',
    references: ['indicators: K6'],
    techniques: [...extraction, 'T1090'],
    capBits: 2,
  },
  needs: { places, traffic },
  requires: [['ip', 'prefix']],
  options: { leastRequests: { default: 20, unit: 'requests', why: 'fewer have few places anyway' } },
  leastRequests: ({ leastRequests }) => leastRequests,
  features: {
    spread: ({ places, traffic }, { leastRequests }) => (traffic.requests < leastRequests ? undefined : spread(places)),
  },
  assess({ places, traffic }, { population, options, subject }) {
    if (subject.kind === 'campaign' || traffic.requests < options.leastRequests) return undefined;
    const value = spread(places);
    const systems = places.asn.counts.distinct();
    if (systems < 3) return undefined;
    const p = population.tail('spread', value);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    return {
      bits,
      statement: `calls from ${inGroups(value)} networks in ${systems} autonomous systems`,
      measured: { prefixes: value, systems },
      expected: { median: population.quantile('spread', 0.5), tail: p },
    };
  },
});

function spread({ prefix }: Places): number {
  return prefix.counts.distinct();
}
