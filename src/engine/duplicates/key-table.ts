/** A table from keys to numbers in flat memory: some 17 bytes an entry, no object for any of them. */

/** Parts grow by themselves, so that the table never doubles as a whole. */
const parts = 256;
const keysPerPart = 2 ** 44;
const firstCapacity = 16;
const growth = 1.3;
const mostLoad = 0.8;
const range = 2 ** 32;

/** Keys are hashes, evenly spread integers from 1 to 2^52 - 1. A key may be there several times. */
export class KeyTable {
  readonly #parts: (Part | undefined)[] = new Array<Part | undefined>(parts).fill(undefined);

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.#parts.reduce((sum, part) => sum + (part?.bytes ?? 0), 0);
  }

  add(key: number, value: number): void {
    const index = partOf(key);
    (this.#parts[index] ??= new Part()).add(key, value);
  }

  /** The value that was added first; undefined when there is none. */
  get(key: number): number | undefined {
    return this.#parts[partOf(key)]?.get(key);
  }

  /** Adds one to the value of a key, which is `from` where it is not there; returns it. */
  raise(key: number, from = 0): number {
    const index = partOf(key);
    return (this.#parts[index] ??= new Part()).raise(key, from);
  }

  /** The values of a key in the order in which they were added, at most `most` of them. */
  all(key: number, most: number): readonly number[] {
    return this.#parts[partOf(key)]?.all(key, most) ?? none;
  }
}

const none: readonly number[] = [];

function partOf(key: number): number {
  return Math.floor(key / keysPerPart);
}

/** Open addressing with linear probing; 0 is no key. */
class Part {
  #keys = new Float64Array(firstCapacity);
  #values = new Uint32Array(firstCapacity);
  #size = 0;

  get bytes(): number {
    return 12 * this.#keys.length;
  }

  add(key: number, value: number): void {
    if (this.#size >= mostLoad * this.#keys.length) this.#grow();
    this.#size++;
    this.#put(key, value);
  }

  get(key: number): number | undefined {
    const keys = this.#keys;
    for (let at = placeOf(key, keys.length); keys[at] !== 0; at = next(at, keys.length)) {
      if (keys[at] === key) return this.#values[at];
    }
    return undefined;
  }

  raise(key: number, from: number): number {
    const keys = this.#keys;
    for (let at = placeOf(key, keys.length); keys[at] !== 0; at = next(at, keys.length)) {
      if (keys[at] === key)
        return (this.#values[at] as number) < range - 1 ? ++(this.#values[at] as number) : range - 1;
    }
    this.add(key, from + 1);
    return from + 1;
  }

  all(key: number, most: number): readonly number[] {
    const keys = this.#keys;
    if (keys[placeOf(key, keys.length)] === 0) return none;
    const values: number[] = [];
    for (let at = placeOf(key, keys.length); keys[at] !== 0 && values.length < most; at = next(at, keys.length)) {
      if (keys[at] === key) values.push(this.#values[at] as number);
    }
    return values;
  }

  #put(key: number, value: number): void {
    const keys = this.#keys;
    let at = placeOf(key, keys.length);
    while (keys[at] !== 0) at = next(at, keys.length);
    keys[at] = key;
    this.#values[at] = value;
  }

  /** Entries of one key keep their order: those that were added first are met first, from a gap on. */
  #grow(): void {
    const [keys, values] = [this.#keys, this.#values];
    const capacity = Math.ceil(growth * keys.length);
    this.#keys = new Float64Array(capacity);
    this.#values = new Uint32Array(capacity);
    const gap = keys.indexOf(0);
    for (let i = 1; i <= keys.length; i++) {
      const at = (gap + i) % keys.length;
      if (keys[at] !== 0) this.#put(keys[at] as number, values[at] as number);
    }
  }
}

/** By the low half of a key, spread over any capacity. */
function placeOf(key: number, capacity: number): number {
  return Math.floor(((key >>> 0) / range) * capacity);
}

function next(at: number, capacity: number): number {
  return at + 1 === capacity ? 0 : at + 1;
}
