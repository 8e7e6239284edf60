/**
 * How often each of many hashes was seen, in bounded memory: of more than a limit only the smallest are known, as in
 * `CountedSample`. Which ones these are depends on the hashes alone, and what is said of one of them is exact.
 */

/** Hashes known at most, unless said otherwise: 50 MB. */
const usualLimit = 2 ** 20;

export class HashCounts {
  readonly #limit: number;
  /** Hashes above are not known. */
  #threshold = Infinity;
  /** Open addressing, half full at most; no hash is 0, which is a free place. */
  #hashes = new Float64Array(64);
  #counts = new Uint32Array(64);
  #size = 0;

  constructor(limit = usualLimit) {
    this.#limit = limit;
  }

  add(hash: number): void {
    if (hash > this.#threshold) return;
    let at = this.#place(hash);
    if (this.#hashes[at] === 0) {
      if (2 * (this.#size + 1) > this.#hashes.length) {
        if (this.#size < 2 * this.#limit) this.#rebuild(2 * this.#hashes.length);
        else this.#shrink();
        if (hash > this.#threshold) return;
        at = this.#place(hash);
      }
      this.#hashes[at] = hash;
      this.#size++;
    }
    this.#counts[at]!++;
  }

  /** undefined when it cannot be told. */
  count(hash: number): number | undefined {
    if (this.#size > this.#limit) this.#shrink();
    return hash > this.#threshold ? undefined : this.#counts[this.#place(hash)];
  }

  /** Leaves the smallest hashes. One that ends among them was among them from its first sight on: its count is whole. */
  #shrink(): void {
    const known = this.#hashes.filter(hash => hash !== 0).sort();
    this.#threshold = known[this.#limit - 1] as number;
    this.#rebuild(this.#hashes.length);
  }

  #rebuild(length: number): void {
    const [hashes, counts] = [this.#hashes, this.#counts];
    this.#hashes = new Float64Array(length);
    this.#counts = new Uint32Array(length);
    this.#size = 0;
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i] as number;
      if (hash === 0 || hash > this.#threshold) continue;
      const at = this.#place(hash);
      this.#hashes[at] = hash;
      this.#counts[at] = counts[i] as number;
      this.#size++;
    }
  }

  /** Where a hash is, or would be. */
  #place(hash: number): number {
    const mask = this.#hashes.length - 1;
    let at = (hash ^ (hash / 4294967296)) & mask;
    while (this.#hashes[at] !== 0 && this.#hashes[at] !== hash) at = (at + 1) & mask;
    return at;
  }
}
