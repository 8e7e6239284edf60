/**
 * How often each of many hashes was seen, in bounded memory: of more than a limit only the smallest are known, as in
 * `CountedSample`. Which ones these are depends on the hashes alone, and what is said of one of them is exact.
 */

/** Hashes known at most, unless said otherwise: 25 MB, or 19 where they are counted as few. */
export const mostHashes = 2 ** 19;

export interface HashCountsOptions {
  readonly limit?: number;
  /** Counted up to here: 255 saves memory where more is all the same. */
  readonly most?: number;
}

export class HashCounts {
  readonly #limit: number;
  readonly #most: number;
  /** Hashes above are not known. */
  #threshold = Infinity;
  /** Open addressing, half full at most; no hash is 0, which is a free place. */
  #hashes = new Float64Array(64);
  #counts: Uint32Array | Uint8Array;
  #size = 0;

  constructor({ limit = mostHashes, most = 2 ** 32 - 1 }: HashCountsOptions = {}) {
    this.#limit = limit;
    this.#most = most;
    this.#counts = this.#zeros(64);
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
    if ((this.#counts[at] as number) < this.#most) this.#counts[at]!++;
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
    this.#counts = this.#zeros(length);
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

  #zeros(length: number): Uint32Array | Uint8Array {
    return this.#most < 256 ? new Uint8Array(length) : new Uint32Array(length);
  }

  /** Where a hash is, or would be. */
  #place(hash: number): number {
    const mask = this.#hashes.length - 1;
    let at = (hash ^ (hash / 4294967296)) & mask;
    while (this.#hashes[at] !== 0 && this.#hashes[at] !== hash) at = (at + 1) & mask;
    return at;
  }
}
