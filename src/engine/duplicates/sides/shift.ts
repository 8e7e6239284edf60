/** By how much two inputs are apart: the difference that most requests of the same cell have. */
import type { Meeting, Seen } from './meeting.js';

/** Requests are looked for so far (ms) from each other: as long as an answer may take. */
const furthest = 90_000;

/** Differences within `width` of each other that are most frequent, by their middle, and how many they are. */
export interface Mode {
  readonly middle: number;
  readonly count: number;
}

/** From requests of the first input to those of the second, in order. */
export function differences(met: readonly Meeting[]): Float64Array {
  return sortedDifferences(met.map(({ sides }) => sides));
}

/** From requests of one input to others of it, in order. */
export function ownDifferences(met: readonly Meeting[], side: 0 | 1): Float64Array {
  return sortedDifferences(met.map(({ sides }) => [sides[side], sides[side]] as const));
}

export function mode(sorted: Float64Array, width: number, least = -Infinity): Mode {
  let best: Mode = { middle: 0, count: 0 };
  let from = sorted.findIndex(difference => difference >= least);
  if (from < 0) return best;
  for (let to = from; to < sorted.length; to++) {
    while ((sorted[to] as number) - (sorted[from] as number) > width) from++;
    const count = to - from + 1;
    if (count > best.count) best = { middle: ((sorted[from] as number) + (sorted[to] as number)) / 2, count };
  }
  return best;
}

function sortedDifferences(pairs: readonly (readonly [readonly Seen[], readonly Seen[]])[]): Float64Array {
  const found: number[] = [];
  for (const [first, second] of pairs) {
    for (const one of first) {
      for (const other of second) {
        const difference = other.time - one.time;
        if (one !== other && Math.abs(difference) <= furthest) found.push(difference);
      }
    }
  }
  return Float64Array.from(found).sort();
}
