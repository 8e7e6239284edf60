/** Remembers a number for each tuple of four small integers: open addressing, emptied when full, since tuples are the log's. */

const mostRemembered = 1 << 17;
const width = 5;

export class TupleIds {
  #mask = 1023;
  /** Four integers and the value plus one, 0 for an empty slot. */
  #table = new Uint32Array(width * 1024);
  #count = 0;

  /** The number of a tuple; `make` is asked when it is not known. */
  get(tuple: Uint32Array, make: () => number): number {
    const [a, b, c, d] = [tuple[0] as number, tuple[1] as number, tuple[2] as number, tuple[3] as number];
    let at = this.#slot(a, b, c, d);
    const known = this.#table[at + 4] as number;
    if (known !== 0) return known - 1;
    const value = make();
    if (2 * this.#count > this.#mask) {
      this.#grow();
      at = this.#slot(a, b, c, d);
    }
    this.#table.set(tuple, at);
    this.#table[at + 4] = value + 1;
    this.#count++;
    return value;
  }

  #slot(a: number, b: number, c: number, d: number): number {
    let hash =
      Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    const table = this.#table;
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const at = slot * width;
      if (table[at + 4] === 0) return at;
      if (table[at] === a && table[at + 1] === b && table[at + 2] === c && table[at + 3] === d) return at;
    }
  }

  #grow(): void {
    const old = this.#table;
    if (this.#count >= mostRemembered) {
      old.fill(0);
      this.#count = 0;
      return;
    }
    this.#mask = 2 * this.#mask + 1;
    this.#table = new Uint32Array(width * (this.#mask + 1));
    for (let at = 0; at < old.length; at += width) {
      if (old[at + 4] === 0) continue;
      const [a, b, c, d] = [old[at] as number, old[at + 1] as number, old[at + 2] as number, old[at + 3] as number];
      this.#table.set(old.subarray(at, at + width), this.#slot(a, b, c, d));
    }
  }
}
