/**
 * Counts of many keys in bounded memory, by count-mean-min (Deng & Rafiei 2007, after count-min, Cormode & Muthukrishnan
 * 2005): each key is added to one cell of every row; what a cell holds beyond its fair share of the rest is the key's, and
 * the median over the rows is taken. Linear, so neither order nor cuts matter, and parts add up exactly. For a sum of N in
 * all, most of it in keys of their own, the standard error of an estimate is about sqrt(N / width).
 */
import type { Encoded } from '../measure.js';
import type { Counted } from './counted-table.js';

const rows = 3;
const width = 512;
/** Odd multipliers: the high bits of the products choose the cells. */
const multipliers = [0x9e3779b1, 0x85ebca6b, 0xc2b2ae35] as const;

/** Sums side by side: requests, input tokens, output tokens. */
const sums = 3;

export class CountSketch {
  readonly #cells = new Float64Array(sums * rows * width);
  /** The same over all keys. */
  readonly #totals = new Float64Array(sums);

  add(key: number, requests: number, inputTokens: number, outputTokens: number): void {
    const cells = this.#cells;
    for (let row = 0; row < rows; row++) {
      const at = sums * cellOf(key, row);
      cells[at]! += requests;
      cells[at + 1]! += inputTokens;
      cells[at + 2]! += outputTokens;
    }
    this.#totals[0]! += requests;
    this.#totals[1]! += inputTokens;
    this.#totals[2]! += outputTokens;
  }

  merge(from: CountSketch): void {
    for (let at = 0; at < this.#cells.length; at++) this.#cells[at]! += from.#cells[at] as number;
    for (let sum = 0; sum < sums; sum++) this.#totals[sum]! += from.#totals[sum] as number;
  }

  /** Whole numbers, none below zero. */
  estimate(key: number): Omit<Counted, 'kind'> {
    const [requests, inputTokens, outputTokens] = [0, 1, 2].map(sum => this.#estimateOf(key, sum));
    return { requests: requests as number, inputTokens: inputTokens as number, outputTokens: outputTokens as number };
  }

  #estimateOf(key: number, sum: number): number {
    const total = this.#totals[sum] as number;
    const estimates = multipliers.map((_, row) => {
      const held = this.#cells[sums * cellOf(key, row) + sum] as number;
      return held - (total - held) / (width - 1);
    });
    return Math.max(0, Math.round(estimates.sort((a, b) => a - b)[1] as number));
  }

  /** Cells that hold something, then their sums one after another, then the totals. */
  encode(): Encoded {
    const held: number[] = [];
    for (let cell = 0; cell < rows * width; cell++) if ((this.#cells[sums * cell] as number) > 0) held.push(cell);
    const values = [0, 1, 2].map(sum => held.map(cell => this.#cells[sums * cell + sum] as number));
    return [held, ...values, [...this.#totals]];
  }

  static decode(encoded: Encoded): CountSketch {
    const [held, ...values] = encoded as number[][];
    const sketch = new CountSketch();
    for (let sum = 0; sum < sums; sum++) {
      held?.forEach((cell, i) => (sketch.#cells[sums * cell + sum] = values[sum]?.[i] as number));
      sketch.#totals[sum] = values[sums]?.[sum] as number;
    }
    return sketch;
  }
}

function cellOf(key: number, row: number): number {
  const mixed = Math.imul((key | 0) ^ ((key / 4294967296) | 0), multipliers[row] as number);
  return row * width + ((mixed >>> 23) & (width - 1));
}
