import type { LabelledSample } from './sketches/labelled-sample.js';

/**
 * Hashes and counts of a sample in the order of its entries, most frequent first. Labels, which only decide between equal
 * counts, are not asked for where all counts differ: most accounts have one value.
 */
export function byCount(sample: LabelledSample): readonly (readonly [hash: number, count: number])[] {
  const counts = sample.counts.entries();
  if (counts.length < 2) return counts;
  if (new Set(counts.map(([, count]) => count)).size === counts.length) return counts.sort((a, b) => b[1] - a[1]);
  return sample.entries().map(({ hash, count }) => [hash, count]);
}
