/** Seeded numbers for made-up logs: the same seed, the same log, on every machine. */
import { hashText } from '../requests/hash.js';

export interface Draw {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Integer in [0, below). */
  integer(below: number): number;
  pick<T>(values: readonly T[]): T;
  /** exp(N(0, 1) * spread) * median. */
  logNormal(median: number, spread: number): number;
  /** The values in another order. */
  shuffled<T>(values: readonly T[]): T[];
}

/** A generator (mulberry32) for a seed that may be any text. */
export function drawFrom(seed: string): Draw {
  let state = hashText(seed) >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const integer = (below: number) => Math.floor(uniform() * below);
  return {
    uniform,
    integer,
    pick: values => {
      if (values.length === 0) throw new RangeError('there is nothing to pick from');
      return values[integer(values.length)] as (typeof values)[number];
    },
    logNormal: (median, spread) => {
      const normal = Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
      return median * Math.exp(spread * normal);
    },
    shuffled: values => {
      const order = [...values];
      for (let i = order.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [order[i], order[j]] = [order[j] as (typeof order)[number], order[i] as (typeof order)[number]];
      }
      return order;
    },
  };
}
