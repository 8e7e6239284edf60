import { moments2 } from './statistics.js';
import type { CountedSample } from './sketches/counted-sample.js';
import type { MomentSample } from './sketches/moment-sample.js';

/**
 * Fixed intervals of half a minute and more, and nothing to say but one thing or two: a monitor's clock. A pool that hands
 * out work in turn keeps its accounts nearly as regular, but not within a twentieth, and its prompts differ.
 */
export function isMonitor(prompts: CountedSample, moments: MomentSample): boolean {
  if (prompts.total > 0 && prompts.distinct() > 3) return false;
  const gaps = moments.gaps();
  const { mean, variance } = moments2(gaps);
  return gaps.length >= 20 && mean >= 30_000 && Math.sqrt(variance) < 0.05 * mean;
}
