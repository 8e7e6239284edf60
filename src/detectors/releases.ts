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

/** Releases in a log of these accounts, by hash of the name. */
export function findReleases(everybody: readonly ModelUses[]): Release[] {
  const { from, end } = periodOf(everybody);
  const firsts = new Map<number, number[]>();
  const names = new Map<number, string>();
  for (const state of everybody) {
    for (const [model, { name, first }] of usesOf(state)) {
      names.set(model, name);
      const known = firsts.get(model);
      if (known === undefined) firsts.set(model, [first]);
      else known.push(first);
    }
  }
  const releases: Release[] = [];
  for (const [model, times] of [...firsts].sort((a, b) => a[0] - b[0])) {
    const at = times.sort((a, b) => a - b)[telling - 1];
    if (at === undefined || at - from < Math.min(day, (end - from) / 4)) continue;
    const release = { model, name: names.get(model) ?? '', at, end, adopters: times.length };
    const regulars = everybody.filter(state => isRegular(state, at));
    const adopted = regulars.flatMap(state => firstUse(state, model)).sort((a, b) => a - b);
    releases.push({ ...release, regulars: regulars.length, firsts: adopted });
  }
  return releases;
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

function periodOf(everybody: readonly ModelUses[]): { from: number; end: number } {
  let [from, end] = [Infinity, -Infinity];
  for (const state of everybody) {
    for (const { counts } of [state.rest, ...[...usesOf(state).values()].map(use => use.slots)]) {
      for (const slot of counts.keys()) {
        from = Math.min(from, slot * modelSlot);
        end = Math.max(end, (slot + 1) * modelSlot);
      }
    }
  }
  return { from, end };
}
