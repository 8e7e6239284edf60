/** Remembers a number for each tuple of four ids, in the kernel; emptied when there are too many, since ids are the log's. */
import type { Kernel } from '../kernel/kernel.js';

export interface Rows {
  readonly from: number;
  readonly to: number;
}

export type Tuple = readonly [number, number, number, number];
export type TupleColumns = readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

export class TupleIds {
  readonly #kernel: Kernel;
  readonly #handle: number;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#handle = kernel.run.newTuples();
  }

  /** Fills `out` from the tuples of four columns; returns how many rows it lists in `left` because theirs is not known. */
  fill([a, b, c, d]: TupleColumns, out: Uint32Array, { from, to }: Rows, left: Uint32Array): number {
    return this.#kernel.run.tupleColumn(
      this.#handle,
      a.byteOffset,
      b.byteOffset,
      c.byteOffset,
      d.byteOffset,
      out.byteOffset,
      from,
      to,
      left.byteOffset,
    );
  }

  add([a, b, c, d]: Tuple, value: number): number {
    this.#kernel.run.addTuple(this.#handle, a, b, c, d, value);
    return value;
  }
}
