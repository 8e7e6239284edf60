/** A {@link CountedSample} over strings that keeps the text of each sampled key, cut to a bounded length. */
import type { Dictionary } from '../../requests/dictionary.js';
import type { Encoded } from '../measure.js';
import { CountedSample } from './counted-sample.js';

const labelLength = 200;

export class LabelledSample {
  readonly counts: CountedSample;
  /** The first value's, and all of them once there are more: in most columns an account has one or none. */
  #firstHash = 0;
  #firstLabel = '';
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
    if (this.#isLabelled(hash) || this.counts.count(hash) === 0) return;
    this.#setLabel(hash, dictionary.text(id).slice(0, labelLength));
    if ((this.#labels?.size ?? 0) > 4 * this.counts.limit) this.#prune();
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
    for (const [hash, label] of from.#allLabels()) if (this.counts.count(hash) > 0) this.#setLabel(hash, label);
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
    decoded.entries().forEach(([hash], index) => sample.#setLabel(hash, labels[index] ?? ''));
    return sample;
  }

  #isLabelled(hash: number): boolean {
    return hash === this.#firstHash || this.#labels?.has(hash) === true;
  }

  #label(hash: number): string {
    return this.#labels?.get(hash) ?? (hash === this.#firstHash ? this.#firstLabel : '');
  }

  #setLabel(hash: number, label: string): void {
    if (this.#firstHash === 0 && this.#labels === undefined) {
      this.#firstHash = hash;
      this.#firstLabel = label;
      return;
    }
    this.#labels ??= new Map([[this.#firstHash, this.#firstLabel]]);
    this.#labels.set(hash, label);
  }

  #allLabels(): Iterable<readonly [hash: number, label: string]> {
    if (this.#labels !== undefined) return this.#labels;
    return this.#firstHash === 0 ? [] : [[this.#firstHash, this.#firstLabel]];
  }

  /** Forgets what the counted sample dropped. */
  #prune(): void {
    if (this.#labels === undefined) return;
    this.counts.entries();
    this.#firstHash = 0;
    for (const hash of this.#labels.keys()) if (this.counts.count(hash) === 0) this.#labels.delete(hash);
  }
}
