/**
 * Bottom-k sample with exact counts (KMV, Bar-Yossef et al. 2002; Cohen & Kaplan 2007): of all distinct keys seen, keeps
 * the k with the smallest hashes and counts each exactly. A key in the final sample was in it from its first sight on
 * (its rank only rises), so the counts are exact, and the sample depends neither on order nor on cuts. Samples of
 * different entities are coordinated: a key both have seen is in both samples or beyond both thresholds.
 *
 * Keys must be uniform hashes in 1 .. 2^52-1. Distinct estimate: relative standard error about 1/sqrt(k-2).
 */
import type { Dictionary } from '../../requests/dictionary.js';
import type { Encoded } from '../measure.js';
import { blankList, type Numbers } from './blank-list.js';
import { nthSmallest } from './nth-smallest.js';

const hashRange = 2 ** 52;
/** Keys up to which they are searched one after another; beyond, by open addressing. */
const fewKeys = 8;

export class CountedSample {
  readonly limit: number;
  /** Observations, sampled or not. */
  total = 0;
  /** Keys above this were dropped, or never would be kept. */
  #threshold = Infinity;
  #size = 0;
  /** Keys and their counts, by turns: in the order of arrival while they are few... */
  #few: number[] | undefined;
  /** ... and else at the place of their hash, 0 where there is none. */
  #table: Numbers | undefined;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Returns whether the key is among the sampled ones, now. */
  add(key: number, count = 1): boolean {
    this.total += count;
    return this.#insert(key, count);
  }

  /** Adds a stretch of a column; 0 is absent. Equal neighbours are looked up once. */
  addRun(column: Float64Array, from: number, to: number): void {
    for (let row = from; row < to;) {
      const key = column[row] as number;
      const first = row;
      for (row++; row < to && column[row] === key; row++);
      if (key !== 0) this.add(key, row - first);
    }
  }

  /** Adds the stable hashes of dictionary values. */
  addIds(dictionary: Dictionary, column: Uint32Array, from: number, to: number): void {
    for (let row = from; row < to;) {
      const id = column[row] as number;
      const first = row;
      for (row++; row < to && column[row] === id; row++);
      if (id !== 0) this.add(dictionary.hash(id), row - first);
    }
  }

  merge(from: CountedSample): this {
    this.total += from.total;
    this.#lower(from.#threshold);
    from.#each((key, count) => this.#insert(key, count));
    return this;
  }

  /** The part of the sample that holds these keys; `total` is how many observations they were, which the sample cannot say. */
  only(wanted: (key: number) => boolean, total: number): CountedSample {
    const part = new CountedSample(this.limit);
    part.#threshold = this.threshold;
    this.#each((key, count) => {
      if (wanted(key)) part.#insert(key, count);
    });
    part.total = total;
    return part;
  }

  /** Sampled keys in ascending order of hash with their exact counts. */
  entries(): [number, number][] {
    this.#shrink(this.limit);
    const entries: [number, number][] = [];
    if (this.#table === undefined) {
      this.#each((key, count) => entries.push([key, count]));
      return entries.length < 2 ? entries : entries.sort(byKey);
    }
    for (const key of this.#listed().keys.sort()) entries.push([key, this.count(key)]);
    return entries;
  }

  /** Exact counts of the sampled keys, in no order: a view, good until another sample is asked. */
  sampledCounts(): Float64Array {
    this.#shrink(this.limit);
    return this.#listed().counts;
  }

  count(key: number): number {
    const held = this.#table ?? this.#few;
    if (held === undefined) return 0;
    const place = this.#place(key);
    return held[place] === key ? (held[place + 1] as number) : 0;
  }

  /** Whether every distinct key is in the sample, so that statistics on it are exact. */
  get complete(): boolean {
    this.#shrink(this.limit);
    return this.#threshold === Infinity;
  }

  /** Largest hash for which the sample is complete. */
  get threshold(): number {
    this.#shrink(this.limit);
    return this.#threshold;
  }

  /** Estimated number of distinct keys (exact while complete). */
  distinct(): number {
    this.#shrink(this.limit);
    if (this.#threshold === Infinity) return this.#size;
    return Math.max(this.#size, Math.round((this.#size - 1) / (this.#threshold / hashRange)));
  }

  /** Share of the distinct keys seen exactly once (Good-Turing's f1 over the sample). 0 when empty. */
  singletonShare(): number {
    this.#shrink(this.limit);
    let once = 0;
    this.#each((_key, count) => (once += count === 1 ? 1 : 0));
    return this.#size === 0 ? 0 : once / this.#size;
  }

  encode(): Encoded {
    const entries = this.entries();
    return [
      this.total,
      this.#threshold === Infinity ? null : this.#threshold,
      entries.map(e => e[0]),
      entries.map(e => e[1]),
    ];
  }

  static decode(encoded: Encoded, limit: number): CountedSample {
    const [total, threshold, keys, counts] = encoded as [number, number | null, number[], number[]];
    const sample = new CountedSample(limit);
    sample.total = total;
    sample.#threshold = threshold ?? Infinity;
    keys.forEach((key, index) => sample.#insert(key, counts[index] as number));
    return sample;
  }

  #each(visit: (key: number, count: number) => void): void {
    const held = this.#table ?? this.#few ?? [];
    for (let place = 0; place < held.length; place += 2) {
      if (held[place] !== 0) visit(held[place] as number, held[place + 1] as number);
    }
  }

  /** Where a key is, or would be put: behind the last of a few. */
  #place(key: number): number {
    const table = this.#table;
    if (table === undefined) {
      const few = this.#few ?? [];
      let place = 0;
      while (place < few.length && few[place] !== key) place += 2;
      return place;
    }
    const mask = table.length - 1;
    // Keys are hashes: their last bits are as good as any.
    let place = (2 * (key & 0x3fffffff)) & mask;
    while (table[place] !== 0 && table[place] !== key) place = (place + 2) & mask;
    return place;
  }

  #insert(key: number, count: number): boolean {
    if (key > this.#threshold) return false;
    const held = this.#table ?? this.#few;
    if (held === undefined) {
      this.#few = [key, count];
      this.#size = 1;
      return true;
    }
    const place = this.#place(key);
    if (held[place] === key) {
      held[place + 1]! += count;
      return true;
    }
    if (this.#mustGrow()) {
      this.#rebuild(4 * Math.max(fewKeys, this.#slots), Infinity);
      return this.#insert(key, count);
    }
    this.#put(place, key, count);
    // Shrinking at twice the limit makes the sort an amortised constant per new key.
    if (this.#size > 2 * this.limit) this.#shrink(this.limit);
    return key <= this.#threshold;
  }

  /** Puts a key that is not there at its place. */
  #put(place: number, key: number, count: number): void {
    this.#size++;
    if (this.#table === undefined) {
      // No longer than it must be, as pushing would make it: there are many, and most stay at one key or two.
      this.#few = this.#few?.concat(key, count) ?? [key, count];
      return;
    }
    this.#table[place] = key;
    this.#table[place + 1] = count;
  }

  /** Places of the table; 0 while keys are few. */
  get #slots(): number {
    return (this.#table?.length ?? 0) / 2;
  }

  #mustGrow(): boolean {
    return this.#table === undefined ? this.#size === fewKeys : 2 * (this.#size + 1) > this.#slots;
  }

  #lower(threshold: number): void {
    if (threshold >= this.#threshold) return;
    this.#threshold = threshold;
    this.#rebuild(this.#slots, threshold);
  }

  /** Keeps the keys up to a threshold, in so many places; 0 for a few. */
  #rebuild(slots: number, threshold: number): void {
    const { keys, counts } = this.#listed();
    this.#size = 0;
    this.#few = undefined;
    if (slots === this.#slots) this.#table?.fill(0);
    else this.#table = blankList(2 * slots);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      if (key <= threshold) this.#put(this.#place(key), key, counts[i] as number);
    }
  }

  #shrink(limit: number): void {
    if (this.#size <= limit) return;
    this.#lower(nthSmallest(this.#listed().keys, limit - 1));
  }

  /** Keys and their counts, in no order: views, good until another sample is asked. */
  #listed(): Listed {
    const listed = room(this.#size);
    const held = this.#table ?? this.#few ?? [];
    let length = 0;
    for (let place = 0; place < held.length; place += 2) {
      if (held[place] === 0) continue;
      listed.keys[length] = held[place] as number;
      listed.counts[length++] = held[place + 1] as number;
    }
    return listed;
  }
}

function byKey(a: readonly [key: number, count: number], b: readonly [key: number, count: number]): number {
  return a[0] - b[0];
}

interface Listed {
  readonly keys: Float64Array;
  readonly counts: Float64Array;
}

/** Room to list keys and counts in: samples are rebuilt often, one at a time. */
let rooms = new Float64Array(2048);

function room(size: number): Listed {
  if (2 * size > rooms.length) rooms = new Float64Array(4 * size);
  return { keys: rooms.subarray(0, size), counts: rooms.subarray(size, 2 * size) };
}
