/**
 * Counts of many keys in bounded memory, by count-mean-min (Deng & Rafiei 2007, after count-min, Cormode & Muthukrishnan
 * 2005): each key is added to one cell of every row; what a cell holds beyond its fair share of the rest is the key's, and
 * the least over the rows is taken. Linear, so neither order nor cuts matter, and parts add up exactly. Where N is the sum
 * over all keys, most of it in keys of their own, an estimate is off by about sqrt(N / width).
 */
import type { Encoded } from '../measure.js';

const rows = 2;
const width = 512;
/** Odd multipliers: the high bits of the products choose the cells. */
const multipliers = [0x9e3779b1, 0x85ebca6b] as const;
const shift = 32 - Math.log2(width);
/** Counts that a cell of two bytes holds. */
const most = 0xffff;

export class CountSketch {
  /** Two bytes a cell until one of them is too small. */
  #cells: Uint16Array | Float64Array = new Uint16Array(rows * width);
  /** Over all keys. */
  #total = 0;

  add(key: number, count: number): void {
    const mixed = (key | 0) ^ ((key / 4294967296) | 0);
    for (let row = 0; row < rows; row++) {
      const cell = row * width + (Math.imul(mixed, multipliers[row] as number) >>> shift);
      const sum = (this.#cells[cell] as number) + count;
      if (sum > most && this.#cells instanceof Uint16Array) this.#cells = Float64Array.from(this.#cells);
      this.#cells[cell] = sum;
    }
    this.#total += count;
  }

  merge(from: CountSketch): void {
    this.#total += from.#total;
    const sums = Float64Array.from(this.#cells, (count, cell) => count + (from.#cells[cell] as number));
    this.#cells = sums.some(sum => sum > most) ? sums : Uint16Array.from(sums);
  }

  /** A whole number, not below zero. */
  estimate(key: number): number {
    const mixed = (key | 0) ^ ((key / 4294967296) | 0);
    const estimates = multipliers.map((multiplier, row) => {
      const held = this.#cells[row * width + (Math.imul(mixed, multiplier) >>> shift)] as number;
      return held - (this.#total - held) / (width - 1);
    });
    return Math.max(0, Math.round(Math.min(...estimates)));
  }

  /** The total, then the cells that hold something, and what. */
  encode(): Encoded {
    const held: number[] = [];
    this.#cells.forEach((count: number, cell: number) => {
      if (count > 0) held.push(cell);
    });
    return [this.#total, held, held.map(cell => this.#cells[cell] as number)];
  }

  static decode(encoded: Encoded): CountSketch {
    const [total, held, counts] = encoded as [number, number[], number[]];
    const sketch = new CountSketch();
    if (counts.some(count => count > most)) sketch.#cells = new Float64Array(rows * width);
    held.forEach((cell, i) => (sketch.#cells[cell] = counts[i] as number));
    sketch.#total = total;
    return sketch;
  }
}
