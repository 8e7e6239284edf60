/** How closely events keep to one phase of a clock, roughly: most keep to none, and that is seen without any sine. */
import { hashPair } from '../requests/hash.js';

const bins = 64;
const cosines = Float64Array.from({ length: bins }, (_, bin) => Math.cos((2 * Math.PI * (bin + 0.5)) / bins));
const sines = Float64Array.from({ length: bins }, (_, bin) => Math.sin((2 * Math.PI * (bin + 0.5)) / bins));
/** How far a phase is from the middle of its bin at most, as a distance on the unit circle; and some for rounding. */
const coarseness = 2 * Math.sin(Math.PI / (2 * bins)) + 1e-9;

export interface Phase {
  /** Periods with an event. */
  readonly periods: number;
  /** At least the length of the mean of their phases, as points on the unit circle: 1 and more when all are the same. */
  readonly most: number;
}

/**
 * Of the events that `MomentSample.oncePer` would draw for a period.
 * @param times ms, ascending, each once
 */
export function roughPhase(times: ArrayLike<number>, period: number): Phase {
  const counts = new Uint32Array(bins);
  let periods = 0;
  for (let i = 0; i < times.length;) {
    const cycle = Math.floor((times[i] as number) / period);
    let drawn = times[i++] as number;
    let least = 0;
    for (; i < times.length && Math.floor((times[i] as number) / period) === cycle; i++) {
      const time = times[i] as number;
      if (least === 0) least = hashPair(drawn, period);
      const hash = hashPair(time, period);
      if (hash >= least) continue;
      least = hash;
      drawn = time;
    }
    counts[Math.floor(((drawn - cycle * period) / period) * bins)]!++;
    periods++;
  }
  let [x, y] = [0, 0];
  for (let bin = 0; bin < bins; bin++) {
    x += (counts[bin] as number) * (cosines[bin] as number);
    y += (counts[bin] as number) * (sines[bin] as number);
  }
  return { periods, most: periods === 0 ? 0 : Math.hypot(x, y) / periods + coarseness };
}
