import { parameters } from '../../measures/catalogue/parameters.js';
import { prompts, withTrait } from '../../measures/catalogue/prompts.js';
import { traffic, type Traffic } from '../../measures/catalogue/traffic.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'access-probing',
    code: 'P2',
    title: 'Trying doors',
    family: 'parameters',
    question: 'Does it probe keys, models and limits before it uses them?',
    method:
      'Share of requests refused as unauthorised or invalid, as an upper-tail probability; with the number of models and empty checks (“hi”, “ping”).',
    lookalikes: ['developers integrating for the first time', 'expired keys of an application'],
    evasion: 'Use keys known to work.',
    references: ['indicators: P2'],
    techniques: [...extraction, 'AML.T0055', 'T1526', 'T1496.004'],
    capBits: 2,
  },
  needs: { parameters, prompts, traffic },
  requires: ['status'],
  options: { leastRequests: { default: 20, unit: 'requests', why: 'a first try fails for everybody' } },
  leastRequests: ({ leastRequests }) => leastRequests,
  features: { refused: ({ traffic }, { leastRequests }) => refused(traffic, leastRequests) },
  assess({ parameters, prompts }, { population, feature }) {
    const share = feature('refused');
    if (share === undefined || share < 0.1) return undefined;
    const p = population.tail('refused', share);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    const models = parameters.model.counts.distinct();
    const checks = withTrait(prompts, 'probe');
    return {
      bits,
      statement: `${(100 * share).toFixed(0)} % of its requests were refused as unauthorised or invalid, over ${models} models, with ${checks} empty checks`,
      measured: { share: Math.round(1000 * share) / 1000, models, checks },
      expected: { median: Math.round(1000 * population.quantile('refused', 0.5)) / 1000, tail: p },
    };
  },
});

function refused({ statuses, unauthorized, invalid }: Traffic, least: number): number | undefined {
  return statuses < least ? undefined : (unauthorized + invalid) / statuses;
}
