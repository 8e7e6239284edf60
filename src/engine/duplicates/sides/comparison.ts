/** Whether two inputs describe the same requests, by what they have in common. */
import type { ColumnName } from '../../../requests/batch.js';
import { agrees } from './agreement.js';
import { kinds, type Kind } from './kinds.js';
import { match, type Matching, type Shift } from './matching.js';
import { kindPairs, meetings, type Clock, type Meeting, type Span } from './meeting.js';
import { differences, mode, ownDifferences } from './shift.js';
import type { Side } from './side.js';

export interface ComparedInput {
  readonly side: Side;
  readonly span: Span;
  readonly columns: ReadonlySet<ColumnName>;
}

/** What shows it. */
export interface Likeness {
  /** Requests of one of the inputs that were asked, and that have a counterpart in the other. */
  readonly asked: number;
  readonly matched: number;
  /** By what, in words; '' by the time alone. */
  readonly words: string;
  /** ms between the two, of the middle pair. */
  readonly apart: number;
  /** Whether both say the same of each request. */
  readonly isAlike: boolean;
}

/** ms: the times of one side are rounded; the answer takes shorter or longer. */
const tolerances = [60, 1000, 4000, 15_000, 45_000];
const asLogged: readonly [Clock, Clock] = [0, 0];
const leastMatched = 0.9;
/** The other way round: one of the sides may see requests that never reach the other. */
const leastReturned = 0.5;
/** As often at another time: a clock that both follow, or many requests. */
const mostByChance = 0.4;
/** Of requests that do not stand alone. */
const leastTogether = 0.75;
const leastAsked = 40;
const leastKeys = 10;

/** What shows it best; undefined where nothing does. */
export function compare(one: ComparedInput, other: ComparedInput): Likeness | undefined {
  const both = { first: Math.max(one.span.first, other.span.first), last: Math.min(one.span.last, other.span.last) };
  if (both.first >= both.last) return undefined;
  const alike = isSame(one.columns, other.columns);
  const clocks = alike ? [asLogged] : clocksOf(one, other);
  let best: Likeness | undefined;
  for (const [i, j] of kindPairs()) {
    const kind = kinds[i] as Kind;
    const samples = [one.side.sample(i), other.side.sample(j)] as const;
    for (const pair of clocks) {
      const met = meetings({ kind, samples, both }, pair);
      if (met.length === 0) break;
      const found = likeness(met, { kind, alike });
      if (found === undefined || found.matched <= (best?.matched ?? 0)) continue;
      best = { ...found, words: kind.words };
    }
  }
  return best;
}

function isSame(one: ReadonlySet<ColumnName>, other: ReadonlySet<ColumnName>): boolean {
  return one.size === other.size && [...one].every(column => other.has(column));
}

/** One writes down when a request came, the other perhaps when its answer ended. */
function clocksOf(one: ComparedInput, other: ComparedInput): (readonly [Clock, Clock])[] {
  const clocks = [asLogged];
  if (one.columns.has('latency')) clocks.push([-1, 0], [1, 0]);
  if (other.columns.has('latency')) clocks.push([0, -1], [0, 1]);
  return clocks;
}

function likeness(
  met: readonly Meeting[],
  { kind, alike }: { readonly kind: Kind; readonly alike: boolean },
): Omit<Likeness, 'words'> | undefined {
  const apart = differences(met);
  for (const tolerance of tolerances.filter(tolerance => tolerance <= kind.loosest)) {
    const { middle: by, count } = mode(apart, 2 * tolerance);
    if (count < leastAsked) continue;
    const shift = { by, tolerance };
    const there = match(met, 0, shift);
    if (share(there) < leastReturned) continue;
    const back = match(met, 1, shift);
    const from = share(there) >= share(back) ? 0 : 1;
    const [most, least] = from === 0 ? [there, back] : [back, there];
    if (most.asked < leastAsked || most.keys < leastKeys) continue;
    if (share(most) < leastMatched || share(least) < leastReturned) continue;
    if (most.togetherMatched < leastTogether * most.together) continue;
    if (isByChance(met, from, shift) || !agrees(most.pairs, alike)) continue;
    const { asked, matched } = most;
    return { asked, matched, apart: middleGap(most), isAlike: alike };
  }
  return undefined;
}

/** Where requests come by a clock, they meet others at its every beat. */
function isByChance(met: readonly Meeting[], from: 0 | 1, shift: Shift): boolean {
  const beat = mode(ownDifferences(met, from), 2 * shift.tolerance, 2 * (Math.abs(shift.by) + shift.tolerance)).middle;
  return beat > 0 && [beat, -beat].some(lag => share(match(met, from, shift, lag)) > mostByChance);
}

function middleGap({ pairs }: Matching): number {
  const gaps = pairs.map(([one, other]) => Math.abs(other.time - one.time)).sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 0;
}

function share({ asked, matched }: Matching): number {
  return asked === 0 ? 0 : matched / asked;
}
