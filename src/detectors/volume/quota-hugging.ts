import { activity } from '../../measures/catalogue/activity.js';
import type { SlotCounts } from '../../measures/sketches/slot-counts.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'quota-hugging',
    code: 'V2',
    title: 'Always at the limit',
    family: 'volume',
    question: 'Does it run at its own ceiling whenever it runs?',
    method:
      'Share of active 10-minute slots with at least 80 % of the account’s busiest slot, as an upper-tail probability among accounts with as many active slots.',
    lookalikes: [
      'batch jobs and coding agents: only in working hours, or at one fixed hour',
      'uptime monitors: one constant prompt',
    ],
    evasion: 'Throttle to 60 % of the quota: the load is then too flat instead, which is the same signal.',
    references: ['indicators: V2'],
    techniques: [...extraction, 'AML.T0034.000'],
    capBits: 2,
  },
  needs: { activity },
  requires: ['time'],
  options: {
    leastSlots: { default: 18, unit: 'slots of 10 minutes', why: 'three hours of activity show a habit' },
    leastPeak: { default: 5, unit: 'requests', why: 'a peak of a few requests is no ceiling' },
  },
  leastRequests: ({ leastSlots }) => leastSlots,
  features: { hugging: ({ activity }, { leastSlots, leastPeak }) => hugging(activity, leastSlots, leastPeak) },
  assess({ activity }, { population, feature, subject }) {
    if (subject.kind === 'campaign') return undefined;
    const share = feature('hugging');
    if (share === undefined || share < 0.5) return undefined;
    const p = population.tail('hugging', share);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    return {
      bits,
      statement: `${(100 * share).toFixed(0)} % of its active time within a fifth of its own peak`,
      measured: { share: Math.round(1000 * share) / 1000, slots: activity.counts.size },
      expected: { median: Math.round(1000 * population.quantile('hugging', 0.5)) / 1000, tail: p },
    };
  },
});

function hugging({ counts }: SlotCounts, leastSlots: number, leastPeak: number): number | undefined {
  if (counts.size < leastSlots) return undefined;
  const peak = Math.max(...counts.values());
  if (peak < leastPeak) return undefined;
  let near = 0;
  for (const count of counts.values()) if (count >= 0.8 * peak) near++;
  return near / counts.size;
}
