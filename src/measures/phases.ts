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
 * @param worthwhile periods with an event below which nobody asks how close they keep: nothing is drawn then, and `most` is 0
 */
export function roughPhase(times: Float64Array, period: number, worthwhile = 0): Phase {
  const periods = countPeriods(times, period);
  return { periods, most: periods < worthwhile ? 0 : mostOf(times, period, periods) };
}

function countPeriods(times: Float64Array, period: number): number {
  let periods = 0;
  let end = -Infinity;
  for (let i = 0; i < times.length; i++) {
    const time = times[i] as number;
    if (time < end) continue;
    end = (Math.floor(time / period) + 1) * period;
    periods++;
  }
  return periods;
}

function mostOf(times: Float64Array, period: number, periods: number): number {
  if (periods === 0) return 0;
  counts.fill(0);
  for (let i = 0; i < times.length;) {
    const cycle = Math.floor((times[i] as number) / period);
    const end = (cycle + 1) * period;
    let drawn = times[i++] as number;
    let least = 0;
    for (; i < times.length && (times[i] as number) < end; i++) {
      const time = times[i] as number;
      if (least === 0) least = hashPair(drawn, period);
      const hash = hashPair(time, period);
      if (hash >= least) continue;
      least = hash;
      drawn = time;
    }
    counts[Math.floor(((drawn - cycle * period) / period) * bins)]!++;
  }
  let [x, y] = [0, 0];
  for (let bin = 0; bin < bins; bin++) {
    x += (counts[bin] as number) * (cosines[bin] as number);
    y += (counts[bin] as number) * (sines[bin] as number);
  }
  return Math.hypot(x, y) / periods + coarseness;
}
