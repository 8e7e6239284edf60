/** Do members take each other's place? One falls silent for good, and within hours another, never seen before, starts. */
import { binomialAtLeast, bitsOf } from '../measures/statistics.js';
import type { Link } from './campaign.js';

/** When an account was at work, ms. */
export interface Life {
  readonly first: number;
  readonly last: number;
  readonly requests: number;
}

const hour = 3_600_000;
/** Waits that are tried, ms: at once, within a shift, within a day. */
const waits = [hour, 6 * hour, 24 * hour] as const;
/** A silence is an end, and a first request a beginning, from this many of the account's own gaps from the log's edge. */
const gaps = 8;
const leastEdge = 3 * hour;
const leastMatches = 3;

/**
 * Ends followed by a beginning within the wait, matched one to one in order of time, against beginnings spread evenly over
 * the log: P(Binomial(ends, 1 - exp(-beginnings x wait / span)) >= matches), times the waits tried.
 */
export function successionLink(members: readonly Life[], log: { from: number; to: number }): Link | undefined {
  const span = log.to - log.from;
  const ends: [time: number, member: number][] = [];
  const beginnings: [time: number, member: number][] = [];
  members.forEach((life, i) => {
    const edge = edgeOf(life.first, life.last, life.requests);
    if (log.to - life.last > edge) ends.push([life.last, i]);
    if (life.first - log.from > edge) beginnings.push([life.first, i]);
  });
  if (Math.min(ends.length, beginnings.length) < leastMatches) return undefined;
  let best: { bits: number; pairs: [number, number][]; wait: number; expected: number } | undefined;
  for (const wait of waits) {
    const pairs = match(ends, beginnings, wait);
    const chance = chanceOf(beginnings.length, wait, span);
    const bits = bitsOf(Math.min(1, waits.length * binomialAtLeast(pairs.length, ends.length, chance)));
    if (best === undefined || bits > best.bits) best = { bits, pairs, wait, expected: chance * ends.length };
  }
  if (best === undefined || best.bits <= 0 || best.pairs.length < leastMatches) return undefined;
  return {
    kind: 'schedule',
    attribute: 'succession',
    value: 0,
    label: `${best.pairs.length} of ${ends.length} accounts that fell silent replaced within ${best.wait / hour} h`,
    bits: best.bits,
    unadjusted: best.bits,
    holders: [...new Set(best.pairs.flat())].sort((a, b) => a - b),
    outside: 0,
    facts: {
      replaced: best.pairs.length,
      ended: ends.length,
      hours: best.wait / hour,
      expected: Math.round(10 * best.expected) / 10,
    },
    examples: [],
  };
}

/** P(a beginning follows within the wait), were they spread evenly. */
function chanceOf(beginnings: number, wait: number, span: number): number {
  return 1 - Math.exp((-beginnings * wait) / Math.max(1, span));
}

/** How far inside the log a first or last request is a beginning or an end, ms. */
function edgeOf(first: number, last: number, requests: number): number {
  return Math.max(leastEdge, (gaps * (last - first)) / Math.max(1, requests - 1));
}

/**
 * {@link successionLink} of accounts in columns: most groups have nobody who comes or goes, which is seen first.
 * @param least fewer bits than this need not be told
 */
export function successionOf(
  members: readonly number[],
  { first, last, requests }: Readonly<Record<'first' | 'last' | 'requests', Float64Array>>,
  { log, least }: { log: { from: number; to: number }; least: number },
): Link | undefined {
  let [ends, beginnings] = [0, 0];
  for (const member of members) {
    const [from, to] = [first[member] as number, last[member] as number];
    const edge = edgeOf(from, to, requests[member] as number);
    if (log.to - to > edge) ends++;
    if (from - log.from > edge) beginnings++;
  }
  const most = Math.min(ends, beginnings);
  if (most < leastMatches) return undefined;
  // Were all of them matched at once, it would be the most that can be said.
  const chance = chanceOf(beginnings, waits[0], log.to - log.from);
  if (bitsOf(Math.min(1, waits.length * binomialAtLeast(most, ends, chance))) < least) return undefined;
  const lives = members.map(member => ({
    first: first[member] as number,
    last: last[member] as number,
    requests: requests[member] as number,
  }));
  return successionLink(lives, log);
}

/** Each end takes the first beginning after it that is still free. */
function match(
  ends: readonly [number, number][],
  beginnings: readonly [number, number][],
  wait: number,
): [number, number][] {
  const byTime = (a: readonly [number, number], b: readonly [number, number]) => a[0] - b[0] || a[1] - b[1];
  const starts = [...beginnings].sort(byTime);
  const free = new FreePlaces(starts.length);
  const pairs: [number, number][] = [];
  let earliest = 0;
  for (const [end, from] of [...ends].sort(byTime)) {
    while (earliest < starts.length && (starts[earliest] as [number, number])[0] < end) earliest++;
    let i = free.from(earliest);
    // Nobody follows himself; whoever comes next does.
    if (starts[i]?.[1] === from) i = free.from(i + 1);
    const [start, to] = starts[i] ?? [Infinity, -1];
    if (start - end > wait) continue;
    pairs.push([from, to]);
    free.take(i);
  }
  return pairs;
}

/** Places in a row of which some are taken: the next free one is found without going through those. */
class FreePlaces {
  readonly #next: Int32Array;

  constructor(places: number) {
    this.#next = Int32Array.from({ length: places + 1 }, (_, i) => i);
  }

  /** The first free place from this one on; one beyond the last when there is none. */
  from(place: number): number {
    let free = place;
    while (this.#next[free] !== free && free < this.#next.length) free = this.#next[free] as number;
    for (let at = place; at < free;) {
      const next = this.#next[at] as number;
      this.#next[at] = free;
      at = next;
    }
    return free;
  }

  take(place: number): void {
    this.#next[place] = place + 1;
  }
}
