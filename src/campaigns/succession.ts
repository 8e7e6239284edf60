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
    const edge = Math.max(leastEdge, (gaps * (life.last - life.first)) / Math.max(1, life.requests - 1));
    if (log.to - life.last > edge) ends.push([life.last, i]);
    if (life.first - log.from > edge) beginnings.push([life.first, i]);
  });
  if (Math.min(ends.length, beginnings.length) < leastMatches) return undefined;
  let best: { bits: number; pairs: [number, number][]; wait: number; expected: number } | undefined;
  for (const wait of waits) {
    const pairs = match(ends, beginnings, wait);
    const chance = 1 - Math.exp((-beginnings.length * wait) / Math.max(1, span));
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

/** Each end takes the first beginning after it that is still free. */
function match(
  ends: readonly [number, number][],
  beginnings: readonly [number, number][],
  wait: number,
): [number, number][] {
  const byTime = (a: readonly [number, number], b: readonly [number, number]) => a[0] - b[0] || a[1] - b[1];
  const free = [...beginnings].sort(byTime);
  const pairs: [number, number][] = [];
  for (const [end, from] of [...ends].sort(byTime)) {
    const i = free.findIndex(([start, to]) => start >= end && start - end <= wait && to !== from);
    if (i < 0) continue;
    pairs.push([from, (free[i] as [number, number])[1]]);
    free.splice(i, 1);
  }
  return pairs;
}
