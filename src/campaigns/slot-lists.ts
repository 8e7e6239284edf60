/** Slots of time of each account, as differences in as few bytes as they need: linking compares them again and again. */
import { GrowingBytes, GrowingInts } from '../measures/growing.js';

/** Farther from zero than any date, and twice the distance between two is still a whole number. */
const farthest = 2 ** 50;

export class SlotLists {
  readonly #bytes = new GrowingBytes();
  /** Where each account's list begins: first how many slots it has. */
  readonly #starts = new GrowingInts();

  /** The slots of the next account. */
  add(slots: Iterable<number>): void {
    const ascending = Float64Array.from(slots)
      .filter(slot => Number.isInteger(slot) && Math.abs(slot) <= farthest)
      .sort();
    this.#starts.push(this.#bytes.length);
    this.#write(ascending.length);
    let previous = 0;
    for (const slot of ascending) {
      const difference = slot - previous;
      // Zigzag: the first may be negative.
      this.#write(difference < 0 ? -2 * difference - 1 : 2 * difference);
      previous = slot;
    }
  }

  /** How many slots an account has. */
  size(account: number): number {
    this.#seek(account);
    return this.#next();
  }

  /** The slots of an account, ascending, into an array from a position on; returns the position after. */
  read(account: number, into: Float64Array, from: number): number {
    this.#seek(account);
    const end = from + this.#next();
    let slot = 0;
    for (let i = from; i < end; i++) {
      const value = this.#next();
      slot += value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      into[i] = slot;
    }
    return end;
  }

  #write(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#bytes.push(128 + (rest % 128));
    this.#bytes.push(rest);
  }

  /** What is being read, and where. */
  #read: Uint8Array = new Uint8Array(0);
  #places: Int32Array = new Int32Array(0);
  #at = 0;

  #seek(account: number): void {
    if (this.#read.length !== this.#bytes.length) {
      this.#read = this.#bytes.all();
      this.#places = this.#starts.all();
    }
    this.#at = this.#places[account] as number;
  }

  #next(): number {
    let byte = this.#read[this.#at++] as number;
    if (byte < 128) return byte;
    let value = byte - 128;
    for (let place = 128; byte >= 128; place *= 128) {
      byte = this.#read[this.#at++] as number;
      value += (byte % 128) * place;
    }
    return value;
  }
}
