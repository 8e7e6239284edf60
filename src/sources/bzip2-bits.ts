/** The bytes end inside what is being read. */
export class EndOfBits extends Error {}

/** Bits, the highest of each byte first, as bzip2 has them. */
export class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  /** Bits read ahead, the last `#ahead` of them not yet taken. */
  #word = 0;
  #ahead = 0;

  /** @param skip bits of the first byte that are gone */
  constructor(bytes: Uint8Array, skip: number) {
    this.#bytes = bytes;
    if (skip > 0) this.take(skip);
  }

  /** Bits taken so far. */
  get position(): number {
    return 8 * this.#at - this.#ahead;
  }

  /** At most 24. */
  take(count: number): number {
    const value = this.peek(count);
    this.drop(count);
    return value;
  }

  /** The next bits; zeros stand for those behind the end. */
  peek(count: number): number {
    while (this.#ahead < count) {
      this.#word = (this.#word << 8) | (this.#bytes[this.#at] ?? 0);
      this.#at += 1;
      this.#ahead += 8;
    }
    return (this.#word >>> (this.#ahead - count)) & ((1 << count) - 1);
  }

  /** Takes bits that were seen. */
  drop(count: number): void {
    this.#ahead -= count;
    if (this.position > 8 * this.#bytes.length) throw new EndOfBits();
  }
}
