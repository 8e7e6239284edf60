/**
 * Bottom-k sample with exact counts (KMV, Bar-Yossef et al. 2002; Cohen & Kaplan 2007): of all distinct keys seen, keeps
 * the k with the smallest hashes and counts each exactly. A key in the final sample was in it from its first sight on
 * (its rank only rises), so the counts are exact, and the sample depends neither on order nor on cuts. Samples of
 * different entities are coordinated: a key both have seen is in both samples or beyond both thresholds.
 *
 * Keys must be uniform hashes in 1 .. 2^52-1. Distinct estimate: relative standard error about 1/sqrt(k-2).
 */
import type { Encoded } from '../measure.js';

const hashRange = 2 ** 52;

export class CountedSample {
  readonly limit: number;
  /** Observations, sampled or not. */
  total = 0;
  /** Keys above this were dropped, or never would be kept. */
  #threshold = Infinity;
  readonly #counts = new Map<number, number>();

  constructor(limit: number) {
    this.limit = limit;
  }

  add(key: number, count = 1): void {
    this.total += count;
    this.#insert(key, count);
  }

  merge(from: CountedSample): this {
    this.total += from.total;
    this.#lower(from.#threshold);
    for (const [key, count] of from.#counts) this.#insert(key, count);
    return this;
  }

  /** The part of the sample that holds these keys; `total` is how many observations they were, which the sample cannot say. */
  only(wanted: (key: number) => boolean, total: number): CountedSample {
    const part = new CountedSample(this.limit);
    part.#threshold = this.threshold;
    for (const [key, count] of this.#counts) if (wanted(key)) part.#counts.set(key, count);
    part.total = total;
    return part;
  }

  /** Sampled keys in ascending order of hash with their exact counts. */
  entries(): [number, number][] {
    this.#shrink(this.limit);
    return [...this.#counts].sort((a, b) => a[0] - b[0]);
  }

  count(key: number): number {
    return this.#counts.get(key) ?? 0;
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
    if (this.#threshold === Infinity) return this.#counts.size;
    return Math.max(this.#counts.size, Math.round((this.#counts.size - 1) / (this.#threshold / hashRange)));
  }

  /** Share of the distinct keys seen exactly once (Good-Turing's f1 over the sample). 0 when empty. */
  singletonShare(): number {
    const entries = this.entries();
    if (entries.length === 0) return 0;
    return entries.filter(([, count]) => count === 1).length / entries.length;
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
    keys.forEach((key, index) => sample.#counts.set(key, counts[index] as number));
    return sample;
  }

  #insert(key: number, count: number): void {
    if (key > this.#threshold) return;
    const counts = this.#counts;
    const known = counts.get(key);
    if (known !== undefined) {
      counts.set(key, known + count);
      return;
    }
    counts.set(key, count);
    // Shrinking at twice the limit makes the sort an amortised constant per new key.
    if (counts.size > 2 * this.limit) this.#shrink(this.limit);
  }

  #lower(threshold: number): void {
    if (threshold >= this.#threshold) return;
    this.#threshold = threshold;
    for (const key of this.#counts.keys()) if (key > threshold) this.#counts.delete(key);
  }

  #shrink(limit: number): void {
    if (this.#counts.size <= limit) return;
    const keys = Float64Array.from(this.#counts.keys()).sort();
    this.#lower(keys[limit - 1] as number);
  }
}
