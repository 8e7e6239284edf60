import { traffic, type Traffic } from '../../measures/catalogue/traffic.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'output-heavy',
    code: 'V3',
    title: 'Long answers to short questions',
    family: 'volume',
    question: 'Does it get far more text out than it puts in?',
    method:
      'log2((output + 1) / (input + 1)) over all counted tokens (bytes sent and received where no tokens are logged), as an upper-tail probability among accounts with at least the same number of requests.',
    lookalikes: [
      'permitted synthetic-data generation and writing tools: alike in traffic; a contract tells them apart',
      'retrieval back ends and classifiers are the opposite: long in, short out',
    ],
    evasion: 'Pad prompts or ask short answers: padding is paid for, short answers are worth less.',
    references: ['indicators: V3', 'Azure and ServeGen traces: input exceeds output for most clients'],
    techniques: [...extraction],
    capBits: 4,
  },
  needs: { traffic },
  requires: [['outputTokens', 'bytesOut']],
  options: { leastRequests: { default: 20, unit: 'requests', why: 'a ratio of few answers is noise' } },
  leastRequests: ({ leastRequests }) => leastRequests,
  features: { ratio: ({ traffic }, { leastRequests }) => ratio(traffic, leastRequests) },
  assess({ traffic }, { population, feature }) {
    const value = feature('ratio');
    if (value === undefined || value < 0) return undefined;
    const p = population.tail('ratio', value);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    const times = 2 ** value;
    const unit = traffic.counted > 0 ? 'tokens' : 'bytes';
    return {
      bits,
      statement: `${times.toFixed(1)} ${unit} out for each one in`,
      measured: { outPerIn: round(times), meanOutput: Math.round(traffic.outputTokens / Math.max(1, traffic.counted)) },
      expected: { median: round(2 ** population.quantile('ratio', 0.5)), tail: p },
    };
  },
});

function ratio(traffic: Traffic, leastRequests: number): number | undefined {
  if (traffic.counted >= leastRequests && traffic.inputTokens > 0) {
    return Math.log2((traffic.outputTokens + 1) / (traffic.inputTokens + 1));
  }
  if (traffic.sized < leastRequests || traffic.bytesIn === 0) return undefined;
  return Math.log2((traffic.bytesOut + 1) / (traffic.bytesIn + 1));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
