/** A class of innocent users. */
import type { Random } from '../random.js';
import type { SimulatedRequest, Source } from '../request.js';
import type { World } from '../world.js';
import { innocent, type Caller } from '../caller.js';

export interface Population {
  /** Class in the truth file. */
  readonly name: string;
  /** What they do, and whom they resemble. */
  readonly title: string;
  /** Their sources; the account with one index is the same however many are asked for, unless they belong together. */
  create(world: World, random: Random, count: number): Source[];
}

/** Accounts that know nothing of each other: each has its own stream of randomness. */
export function apart(random: Random, count: number, make: (own: Random) => Source): Source[] {
  return Array.from({ length: count }, (_, i) => make(random.fork(String(i))));
}

export function sourceOf(who: Caller, className: string, requests: () => Iterable<SimulatedRequest>): Source {
  return { labels: [innocent(who, className)], requests };
}
