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

export class CountSketch {
  /** Sums of each cell: requests, input tokens, output tokens, all cells of one kind together. */
  readonly #sums = [0, 1, 2].map(() => new Float64Array(rows * width));
  /** The same over all keys. */
  readonly #totals = [0, 0, 0];

  add(key: number, requests: number, inputTokens: number, outputTokens: number): void {
    const [counts, inputs, outputs] = this.#sums as [Float64Array, Float64Array, Float64Array];
    for (let row = 0; row < rows; row++) {
      const cell = cellOf(key, row);
      counts[cell]! += requests;
      inputs[cell]! += inputTokens;
      outputs[cell]! += outputTokens;
    }
    this.#totals[0]! += requests;
    this.#totals[1]! += inputTokens;
    this.#totals[2]! += outputTokens;
  }

  merge(from: CountSketch): void {
    this.#sums.forEach((sums, i) => {
      const others = from.#sums[i] as Float64Array;
      for (let cell = 0; cell < sums.length; cell++) sums[cell]! += others[cell] as number;
      this.#totals[i]! += from.#totals[i] as number;
    });
  }

  /** Whole numbers, none below zero. */
  estimate(key: number): Omit<Counted, 'kind'> {
    const [requests, inputTokens, outputTokens] = [0, 1, 2].map(sum => this.#estimateOf(key, sum));
    return { requests: requests as number, inputTokens: inputTokens as number, outputTokens: outputTokens as number };
  }

  #estimateOf(key: number, sum: number): number {
    const cells = this.#sums[sum] as Float64Array;
    const total = this.#totals[sum] as number;
    const estimates = multipliers.map((_, row) => {
      const held = cells[cellOf(key, row)] as number;
      return held - (total - held) / (width - 1);
    });
    return Math.max(0, Math.round(estimates.sort((a, b) => a - b)[1] as number));
  }

  /** Cells that hold something. */
  encode(): Encoded {
    const counts = this.#sums[0] as Float64Array;
    const cells = [...counts.keys()].filter(cell => (counts[cell] as number) > 0);
    return [cells, ...this.#sums.map(sums => cells.map(cell => sums[cell] as number)), [...this.#totals]];
  }

  static decode(encoded: Encoded): CountSketch {
    const [cells, counts, inputs, outputs, totals] = encoded as [number[], number[], number[], number[], number[]];
    const sketch = new CountSketch();
    [counts, inputs, outputs].forEach((values, sum) => {
      cells.forEach((cell, i) => ((sketch.#sums[sum] as Float64Array)[cell] = values[i] as number));
      sketch.#totals[sum] = totals[sum] as number;
    });
    return sketch;
  }
}

function cellOf(key: number, row: number): number {
  const mixed = Math.imul((key | 0) ^ ((key / 4294967296) | 0), multipliers[row] as number);
  return row * width + ((mixed >>> 23) & (width - 1));
}
