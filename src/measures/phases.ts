/** How closely events keep to one phase of a clock, roughly: most keep to none, and that is seen without any sine. */
import { hashPair } from '../requests/hash.js';

const bins = 64;
const cosines = Float64Array.from({ length: bins }, (_, bin) => Math.cos((2 * Math.PI * (bin + 0.5)) / bins));
const sines = Float64Array.from({ length: bins }, (_, bin) => Math.sin((2 * Math.PI * (bin + 0.5)) / bins));
/** How far a phase is from the middle of its bin at most, as a distance on the unit circle; and some for rounding. */
const coarseness = 2 * Math.sin(Math.PI / (2 * bins)) + 1e-9;

/** Events by the bin of their phase, for one period after another. */
const counts = new Uint32Array(bins);

export interface Phase {
  /** Periods with an event. */
  readonly periods: number;
  /** At least the length of the mean of their phases, as points on the unit circle: 1 and more when all are the same. */
  readonly most: number;
}

/**
 * Of the events that `MomentSample.oncePer` would draw for a period.
 * @param times ms, ascending, each once
 * @param least what is asked for: of a phase that does not reach it, `most` may be more than it need be, or 0 where there are
 *   too few periods
 */
export function roughPhase(times: Float64Array, period: number, least: Phase = { periods: 0, most: 0 }): Phase {
  counts.fill(0);
  let periods = 0;
  // Periods with more than one event: which of them counts is drawn by hashes, and that takes longest.
  let shared = 0;
  for (let i = 0; i < times.length; periods++) {
    const time = times[i++] as number;
    const cycle = Math.floor(time / period);
    const end = (cycle + 1) * period;
    if (i < times.length && (times[i] as number) < end) {
      shared++;
      for (i++; i < times.length && (times[i] as number) < end; i++);
    } else counts[binOf(time, cycle, period)]!++;
  }
  if (periods < Math.max(1, least.periods)) return { periods, most: 0 };
  const most = (lengthOf(counts) + shared) / periods + coarseness;
  if (shared === 0 || most < least.most) return { periods, most };
  drawShared(times, period);
  return { periods, most: lengthOf(counts) / periods + coarseness };
}

/** Adds one event, drawn by hash, of each period that has several. */
function drawShared(times: Float64Array, period: number): void {
  for (let i = 0; i < times.length;) {
    let drawn = times[i++] as number;
    const cycle = Math.floor(drawn / period);
    const end = (cycle + 1) * period;
    if (i === times.length || (times[i] as number) >= end) continue;
    let least = hashPair(drawn, period);
    for (; i < times.length && (times[i] as number) < end; i++) {
      const time = times[i] as number;
      const hash = hashPair(time, period);
      if (hash >= least) continue;
      least = hash;
      drawn = time;
    }
    counts[binOf(drawn, cycle, period)]!++;
  }
}

function binOf(time: number, cycle: number, period: number): number {
  return Math.floor(((time - cycle * period) / period) * bins);
}

/** Of the sum of points on the unit circle, so many in the middle of each bin. */
function lengthOf(points: Uint32Array): number {
  let [x, y] = [0, 0];
  for (let bin = 0; bin < bins; bin++) {
    x += (points[bin] as number) * (cosines[bin] as number);
    y += (points[bin] as number) * (sines[bin] as number);
  }
  return Math.hypot(x, y);
}
