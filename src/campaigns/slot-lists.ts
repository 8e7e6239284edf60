/** Slots of time of each account, as differences in as few bytes as they need: linking compares them again and again. */
import { GrowingBytes, GrowingFloats } from '../measures/growing.js';

/** Farther from zero than any date, and twice the distance between two is still a whole number. */
const farthest = 2 ** 50;

export class SlotLists {
  readonly #bytes = new GrowingBytes();
  /** Where each account's list begins, and how many slots it has. */
  readonly #starts = new GrowingFloats();
  readonly #lengths = new GrowingFloats();

  /** The slots of the next account. */
  add(slots: Iterable<number>): void {
    const ascending = Float64Array.from(slots)
      .filter(slot => Number.isInteger(slot) && Math.abs(slot) <= farthest)
      .sort();
    this.#starts.push(this.#bytes.length);
    this.#lengths.push(ascending.length);
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
    return this.#lengths.all()[account] ?? 0;
  }

  /** The slots of an account, ascending, into an array from a position on; returns the position after. */
  read(account: number, into: Float64Array, from: number): number {
    const bytes = this.#bytes.all();
    let at = this.#starts.all()[account] as number;
    const end = from + this.size(account);
    let slot = 0;
    for (let i = from; i < end; i++) {
      let value = 0;
      let place = 1;
      for (let byte = 128; byte >= 128; place *= 128) {
        byte = bytes[at++] as number;
        value += (byte % 128) * place;
      }
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
}
