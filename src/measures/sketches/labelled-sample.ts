/** A {@link CountedSample} over strings that keeps the text of each sampled key, cut to a bounded length. */
import type { Dictionary } from '../../requests/dictionary.js';
import type { Encoded } from '../measure.js';
import { CountedSample } from './counted-sample.js';

const labelLength = 200;

export class LabelledSample {
  readonly counts: CountedSample;
  /** Made with the first value: of many columns an account has none. */
  #labels: Map<number, string> | undefined;
  /** What was counted last: most accounts have one value for long. */
  #last = 0;
  #lastHash = 0;
  #dictionary: Dictionary | undefined;

  constructor(limit: number) {
    this.counts = new CountedSample(limit);
  }

  /** Counts a dictionary value; 0 (absent) is ignored. */
  add(dictionary: Dictionary, id: number, count = 1): void {
    if (id === 0) return;
    if (id === this.#last && dictionary === this.#dictionary) {
      this.counts.add(this.#lastHash, count);
      return;
    }
    const hash = dictionary.hash(id);
    this.#last = id;
    this.#lastHash = hash;
    this.#dictionary = dictionary;
    this.counts.add(hash, count);
    const labels = (this.#labels ??= new Map<number, string>());
    if (!labels.has(hash) && this.counts.count(hash) > 0) {
      labels.set(hash, dictionary.text(id).slice(0, labelLength));
      if (labels.size > 4 * this.counts.limit) this.#prune();
    }
  }

  /** Counts a stretch of a column. Equal neighbours are looked up once. */
  addRun(dictionary: Dictionary, column: Uint32Array, from: number, to: number): void {
    for (let row = from; row < to;) {
      const id = column[row] as number;
      const first = row;
      for (row++; row < to && column[row] === id; row++);
      this.add(dictionary, id, row - first);
    }
  }

  merge(from: LabelledSample): this {
    this.counts.merge(from.counts);
    if (from.#labels === undefined) return this;
    const labels = (this.#labels ??= new Map<number, string>());
    for (const [hash, label] of from.#labels) if (this.counts.count(hash) > 0) labels.set(hash, label);
    this.#prune();
    return this;
  }

  /** Sampled values, most frequent first, ties by text. */
  entries(): { hash: number; label: string; count: number }[] {
    const entries = this.counts.entries().map(([hash, count]) => ({ hash, label: this.#label(hash), count }));
    return entries.sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  }

  encode(): Encoded {
    return [this.counts.encode(), this.counts.entries().map(([hash]) => this.#label(hash))];
  }

  static decode(encoded: Encoded, limit: number): LabelledSample {
    const [counts, labels] = encoded as [Encoded, string[]];
    const sample = new LabelledSample(limit);
    const decoded = CountedSample.decode(counts, limit);
    sample.counts.merge(decoded);
    sample.#labels = new Map(decoded.entries().map(([hash], index) => [hash, labels[index] ?? '']));
    return sample;
  }

  #label(hash: number): string {
    return this.#labels?.get(hash) ?? '';
  }

  #prune(): void {
    this.counts.entries();
    for (const hash of this.#labels?.keys() ?? []) if (this.counts.count(hash) === 0) this.#labels?.delete(hash);
  }
}
