/** Memory for rows of fixed sizes, in pages; a row that is given back is used again for the next one of its size. */

/** Doubles in a page: an address is a page's number above, a place in it below. */
const pageBits = 17;
const pageLength = 1 << pageBits;
const placeMask = pageLength - 1;

export interface Page {
  readonly doubles: Float64Array;
  readonly words: Uint32Array;
  readonly bytes: Uint8Array;
}

export class RowPages {
  readonly #pages: Page[] = [];
  /** The next free address. 0 is none. */
  #next = 1;
  /** First of the free rows of each size; the first word of a free row is the next one. */
  readonly #free = new Map<number, number>();

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.#pages.length * pageLength * 8;
  }

  page(address: number): Page {
    return this.#pages[address >>> pageBits] as Page;
  }

  /** Place of an address in its page, in doubles. */
  place(address: number): number {
    return address & placeMask;
  }

  /** A row of so many doubles; what is in it is not cleared. */
  take(size: number): number {
    const free = this.#free.get(size) ?? 0;
    if (free !== 0) {
      this.#free.set(size, this.page(free).words[2 * (free & placeMask)] as number);
      return free;
    }
    const { length } = this.#pages;
    if (length === 0 || (this.#next & placeMask) + size > pageLength || this.#next >>> pageBits === length) {
      const buffer = new ArrayBuffer(8 * pageLength);
      this.#pages.push({
        doubles: new Float64Array(buffer),
        words: new Uint32Array(buffer),
        bytes: new Uint8Array(buffer),
      });
      this.#next = Math.max(1, length << pageBits);
    }
    const address = this.#next;
    this.#next += size;
    return address;
  }

  give(address: number, size: number): void {
    this.page(address).words[2 * (address & placeMask)] = this.#free.get(size) ?? 0;
    this.#free.set(size, address);
  }
}
