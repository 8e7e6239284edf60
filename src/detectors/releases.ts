/**
 * Models that came out while a log was running, and who moved to them when. A release is known by who uses it: the
 * model's third account sets its time, so that one early or forged request does not.
 */
import { modelSlot, useOf, usesOf, type ModelUses } from '../measures/catalogue/models.js';
import type { SlotCounts } from '../measures/sketches/slot-counts.js';

const hour = 3_600_000;
const day = 24 * hour;
/** The account whose first use is taken for the release: earlier ones may be tests, or forged. */
const telling = 3;
/** Requests before and after a release from which an account could have been seen to move. */
const regular = 5;
/** The requests that takes. */
export const leastRegular = 2 * regular;

export interface Release {
  /** Hash of the model's name, and the name. */
  readonly model: number;
  readonly name: string;
  /** ms */
  readonly at: number;
  /** End of the log, ms, to the slot. */
  readonly end: number;
  readonly adopters: number;
  /** Accounts at work before and after, and the first uses (ms) of those that adopted it. */
  readonly regulars: number;
  readonly firsts: readonly number[];
}

/** What one account (or several together) did about a release. */
export interface Move {
  /** Requests before the release. */
  readonly before: number;
  /** ms from the release to its first use, 0 when it came first; Infinity when it never used it. */
  readonly lag: number;
  /** Requests in the 48 hours from its first use, and those of them to the new model. */
  readonly requests: number;
  readonly moved: number;
  /** Requests to the new model in the second of these days for each in the first; undefined when the log ends before. */
  readonly kept: number | undefined;
}

/** Models looked at, beyond which only those with the smallest hashes of their names are. */
const mostModels = 65_536;

/** Looks for releases in a log, account by account: nothing is held of most. */
export class ReleaseSearch {
  /** By hash of the name, once all accounts were taken. */
  releases: readonly Release[] = [];
  readonly #span = { from: Infinity, end: -Infinity };
  readonly #seen = new Map<number, Seen>();

  take(state: ModelUses): void {
    const seen = this.#seen;
    widen(this.#span, state);
    for (const [model, { name, first }] of usesOf(state)) {
      const known = seen.get(model);
      if (known === undefined) seen.set(model, { name, users: 1, earliest: [first] });
      else addUse(known, name, first);
    }
    if (seen.size > 2 * mostModels) leaveSmallest(seen);
  }

  /** @param everybody gone through once more, where there is a release */
  end(everybody: Iterable<ModelUses>): this {
    leaveSmallest(this.#seen);
    const { from, end } = this.#span;
    const releases: Draft[] = [];
    for (const [model, { name, users, earliest }] of [...this.#seen].sort((a, b) => a[0] - b[0])) {
      const at = earliest[telling - 1];
      if (at === undefined || at - from < Math.min(day, (end - from) / 4)) continue;
      releases.push({ model, name, at, end, adopters: users, regulars: 0, firsts: [] });
    }
    if (releases.length > 0) countRegulars(releases, everybody);
    this.#seen.clear();
    this.releases = releases;
    return this;
  }
}

/** What is known of a model's users. */
interface Seen {
  name: string;
  users: number;
  /** The earliest first uses (ms), ascending: as many as set a release's time. */
  readonly earliest: number[];
}

type Draft = { -readonly [K in keyof Release]: Release[K] } & { firsts: number[] };

function addUse(seen: Seen, name: string, first: number): void {
  seen.name = name;
  seen.users++;
  const { earliest } = seen;
  if (earliest.length === telling && first >= (earliest[telling - 1] as number)) return;
  earliest.push(first);
  earliest.sort((a, b) => a - b);
  earliest.length = Math.min(earliest.length, telling);
}

/** A model that ends among the smallest was among them from its first user on. */
function leaveSmallest(seen: Map<number, Seen>): void {
  if (seen.size <= mostModels) return;
  const threshold = Float64Array.from(seen.keys()).sort()[mostModels - 1] as number;
  for (const model of seen.keys()) if (model > threshold) seen.delete(model);
}

function countRegulars(releases: readonly Draft[], everybody: Iterable<ModelUses>): void {
  for (const state of everybody) {
    for (const release of releases) {
      if (!isRegular(state, release.at)) continue;
      release.regulars++;
      release.firsts.push(...firstUse(state, release.model));
    }
  }
  for (const { firsts } of releases) firsts.sort((a, b) => a - b);
}

/** undefined where it cannot be told. */
export function moveTo(state: ModelUses, { model, at, end }: Release): Move | undefined {
  const use = useOf(state, model);
  if (use === 'unknown') return undefined;
  const before = requestsIn(state, -Infinity, at);
  if (use === undefined) return { before, lag: Infinity, requests: 0, moved: 0, kept: undefined };
  const { first, slots } = use;
  const secondDay = first + day;
  const moved = within(slots, first, secondDay);
  const later = within(slots, secondDay, secondDay + day);
  return {
    before,
    lag: Math.max(0, first - at),
    requests: requestsIn(state, first, secondDay + day),
    moved: moved + later,
    kept: secondDay + day > end ? undefined : later / Math.max(1, moved),
  };
}

/** Whether an account was at work on both sides of a release. */
export function isRegular(state: ModelUses, at: number): boolean {
  return requestsIn(state, -Infinity, at) >= regular && requestsIn(state, at, Infinity) >= regular;
}

/** Its first use of a model in a list, which is empty when there is none. */
export function firstUse(state: ModelUses, model: number): number[] {
  const use = useOf(state, model);
  return use === undefined || use === 'unknown' ? [] : [use.first];
}

/** Requests with any model, in the same slots as {@link within}. */
function requestsIn(state: ModelUses, from: number, to: number): number {
  let sum = within(state.rest, from, to);
  for (const { slots } of usesOf(state).values()) sum += within(slots, from, to);
  return sum;
}

/** Requests in the slots that begin at or after that of `from` and before that of `to` (ms). */
function within({ counts }: SlotCounts, from: number, to: number): number {
  const [first, last] = [Math.floor(from / modelSlot), Math.floor(to / modelSlot)];
  let sum = 0;
  for (const [slot, count] of counts) if (slot >= first && slot < last) sum += count;
  return sum;
}

/** The period to the slot. */
function widen(span: { from: number; end: number }, state: ModelUses): void {
  widenBy(span, state.rest);
  for (const { slots } of usesOf(state).values()) widenBy(span, slots);
}

function widenBy(span: { from: number; end: number }, { counts }: SlotCounts): void {
  for (const slot of counts.keys()) {
    span.from = Math.min(span.from, slot * modelSlot);
    span.end = Math.max(span.end, (slot + 1) * modelSlot);
  }
}
