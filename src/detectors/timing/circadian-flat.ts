import { activity, activitySlot } from '../../measures/catalogue/activity.js';
import type { SlotCounts } from '../../measures/sketches/slot-counts.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

const hour = 3_600_000;

export default defineDetector({
  meta: {
    id: 'circadian-flat',
    code: 'T1',
    title: 'No night',
    family: 'timing',
    question: 'Is it equally active at every hour of the day?',
    method:
      'Entropy of requests over the 24 hours of the day divided by log 24, as an upper-tail probability. Capped at a likelihood ratio of 4.5: 22 % of real production clients are as flat.',
    lookalikes: ['global services, applications, batch jobs and monitors have no night either'],
    evasion: 'Keep a sleep schedule: spacing, load and hand-overs remain.',
    references: ['ServeGen (public): 22 % of 251 production clients above 0.98'],
    techniques: [...extraction, 'T1029'],
    capBits: 2.1,
  },
  needs: { activity },
  requires: ['time'],
  options: {
    leastRequests: { default: 200, unit: 'requests', why: 'fewer cannot fill 24 hours evenly' },
    flat: { default: 0.97, unit: 'share of the maximum', why: 'three quarters of real clients lie at or below 0.98' },
  },
  leastRequests: ({ leastRequests }) => leastRequests,
  features: { flatness: ({ activity }, { leastRequests }) => flatness(activity, leastRequests) },
  assess(_values, { population, options, feature, duration }) {
    if (duration < 36 * hour) return undefined;
    const value = feature('flatness');
    if (value === undefined || value < options.flat) return undefined;
    const p = population.tail('flatness', value);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    return {
      bits,
      statement: `active alike at all 24 hours (entropy ${(100 * value).toFixed(1)} % of the maximum)`,
      measured: { flatness: Math.round(1000 * value) / 1000 },
      expected: { median: Math.round(1000 * population.quantile('flatness', 0.5)) / 1000, tail: p },
    };
  },
});

function flatness({ counts }: SlotCounts, least: number): number | undefined {
  const hours = new Array<number>(24).fill(0);
  let total = 0;
  for (const [slot, count] of counts) {
    (hours[Math.floor((slot * activitySlot) / hour) % 24] as number) += count;
    total += count;
  }
  if (total < least) return undefined;
  const entropy = hours.reduce((sum, n) => (n === 0 ? sum : sum - (n / total) * Math.log(n / total)), 0);
  return entropy / Math.log(24);
}
