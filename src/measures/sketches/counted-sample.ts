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
  /** Keys and their counts, in the order of arrival while they are few; else at the place of their hash, 0 where there is none. */
  #keys: number[] | Float64Array = [];
  #counts: number[] | Float64Array = [];

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
    for (const key of this.#listed().keys.sort()) entries.push([key, this.count(key)]);
    return entries;
  }

  /** Exact counts of the sampled keys, in no order: a view, good until another sample is asked. */
  sampledCounts(): Float64Array {
    this.#shrink(this.limit);
    return this.#listed().counts;
  }

  count(key: number): number {
    const place = this.#place(key);
    return place >= 0 && this.#keys[place] === key ? (this.#counts[place] as number) : 0;
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
    const keys = this.#keys;
    for (let place = 0; place < keys.length; place++) {
      if (keys[place] !== 0) visit(keys[place] as number, this.#counts[place] as number);
    }
  }

  /** Where a key is, or would be put: -1 behind the last of a few. */
  #place(key: number): number {
    const keys = this.#keys;
    if (Array.isArray(keys)) return keys.indexOf(key);
    const mask = keys.length - 1;
    // Keys are hashes: their last bits are as good as any.
    let place = key & mask;
    while (keys[place] !== 0 && keys[place] !== key) place = (place + 1) & mask;
    return place;
  }

  #insert(key: number, count: number): boolean {
    if (key > this.#threshold) return false;
    let place = this.#place(key);
    if (place >= 0 && this.#keys[place] === key) {
      this.#counts[place]! += count;
      return true;
    }
    if (this.#mustGrow()) {
      this.#grow();
      place = this.#place(key);
    }
    this.#size++;
    if (place < 0) {
      (this.#keys as number[]).push(key);
      (this.#counts as number[]).push(count);
    } else {
      this.#keys[place] = key;
      this.#counts[place] = count;
    }
    // Shrinking at twice the limit makes the sort an amortised constant per new key.
    if (this.#size > 2 * this.limit) this.#shrink(this.limit);
    return key <= this.#threshold;
  }

  #mustGrow(): boolean {
    return Array.isArray(this.#keys) ? this.#size === fewKeys : 2 * (this.#size + 1) > this.#keys.length;
  }

  #grow(): void {
    this.#rebuild(4 * Math.max(fewKeys, this.#keys.length), Infinity);
  }

  #lower(threshold: number): void {
    if (threshold >= this.#threshold) return;
    this.#threshold = threshold;
    this.#rebuild(this.#keys.length, threshold);
  }

  /** Keeps the keys up to a threshold. */
  #rebuild(length: number, threshold: number): void {
    const { keys, counts } = this.#listed();
    this.#empty(length);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      if (key > threshold) continue;
      const place = this.#place(key);
      // Behind the last of a few.
      const at = place < 0 ? this.#size : place;
      this.#keys[at] = key;
      this.#counts[at] = counts[i] as number;
      this.#size++;
    }
  }

  /** Room for so many keys: what there is, where it is as large. */
  #empty(length: number): void {
    this.#size = 0;
    if (length <= fewKeys) {
      this.#keys = [];
      this.#counts = [];
    } else if (this.#keys.length === length && !Array.isArray(this.#keys)) {
      this.#keys.fill(0);
    } else {
      this.#keys = new Float64Array(length);
      this.#counts = new Float64Array(length);
    }
  }

  #shrink(limit: number): void {
    if (this.#size <= limit) return;
    this.#lower(this.#listed().keys.sort()[limit - 1] as number);
  }

  /** Keys and their counts, in no order: views, good until another sample is asked. */
  #listed(): Listed {
    const listed = room(this.#size);
    const [keys, counts] = [this.#keys, this.#counts];
    let length = 0;
    for (let place = 0; place < keys.length; place++) {
      if (keys[place] === 0) continue;
      listed.keys[length] = keys[place] as number;
      listed.counts[length++] = counts[place] as number;
    }
    return listed;
  }
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
