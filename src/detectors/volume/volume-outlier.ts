import { traffic, type Traffic } from '../../measures/catalogue/traffic.js';
import { inGroups } from '../../digits.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

const day = 86_400_000;

export default defineDetector({
  meta: {
    id: 'volume-outlier',
    code: 'V1',
    title: 'More answers than almost anyone',
    family: 'volume',
    question: 'Does it collect more output than almost every other account?',
    method:
      'Output tokens (requests where no tokens are logged) a day over the span of the log, as an upper-tail probability among the other accounts. A campaign is measured as one customer.',
    lookalikes: [
      'batch jobs, applications and aggregators: their volume is stable month over month and has a known payer',
      'coding agents: high in requests and input, low in output',
    ],
    evasion: 'Split the volume over accounts: the campaign’s sum still shows once linking has joined them.',
    references: ['indicators: V1'],
    techniques: [...extraction, 'AML.T0034.000', 'API4:2023'],
    capBits: 2.5,
  },
  needs: { traffic },
  requires: [],
  options: { leastRequests: { default: 20, unit: 'requests', why: 'fewer are nobody’s harvest' } },
  leastRequests: ({ leastRequests }) => leastRequests,
  features: {
    volume: ({ traffic }, { leastRequests }) => (traffic.requests < leastRequests ? undefined : volume(traffic)),
  },
  assess({ traffic }, { population, options, duration }) {
    if (traffic.requests < options.leastRequests) return undefined;
    const value = volume(traffic);
    const p = population.tail('volume', value);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    const days = Math.max(1, duration / day);
    const what = traffic.counted > 0 ? 'output tokens' : 'requests';
    const typical = population.quantile('volume', 0.5);
    return {
      bits,
      statement: `${format(value / days)} ${what} a day, more than ${share(1 - p)} of accounts`,
      measured: { perDay: Math.round(value / days), requests: traffic.requests },
      expected: { medianPerDay: Math.round(typical / days), tail: p },
    };
  },
});

function volume({ counted, outputTokens, requests }: Traffic): number {
  return counted > 0 ? outputTokens : requests;
}

function format(value: number): string {
  return inGroups(Math.round(value));
}

function share(value: number): string {
  return `${(100 * value).toFixed(value > 0.99 ? 1 : 0)} %`;
}
