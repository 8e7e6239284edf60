/** What is kept of one input, to be compared with others: traces by cell, of each kind. */
import { kinds } from './kinds.js';
import { LeastCells } from './least-cells.js';
import { head, headWidth, traceWidth, travelWidth } from './trace.js';

/** Traces of a cell, one after the other; undefined where there are too many of them. */
export type Cell = readonly number[] | undefined;

export interface Sample {
  readonly cells: ReadonlyMap<number, Cell>;
  /** Of cells below, all that the input has are here. */
  readonly bound: number;
}

export class Side {
  readonly #samples: readonly LeastCells<number[] | undefined>[];

  /** @param cells in the sample, of each kind */
  constructor(cells: number) {
    this.#samples = kinds.map(() => new LeastCells<number[] | undefined>(cells));
  }

  /**
   * Takes what a {@link Tracer} drew from the rows of a parcel.
   * @param isLeftOut rows that are not counted: they stand in another input, too
   */
  take(drawn: Float64Array, isLeftOut: (row: number) => boolean): void {
    for (let at = 0; at < drawn.length; at += travelWidth) {
      const kind = drawn[at + head.kind] as number;
      const sample = this.#samples[kind] as LeastCells<number[] | undefined>;
      const cell = drawn[at + head.cell] as number;
      if (cell >= sample.bound) continue;
      // A cell is in the sample whatever is left out of it: which cells are must not depend on who comes first.
      if (!sample.cells.has(cell)) sample.set(cell, []);
      const held = sample.cells.get(cell);
      if (held === undefined || isLeftOut(drawn[at + head.row] as number)) continue;
      for (let i = at + headWidth; i < at + travelWidth; i++) held.push(drawn[i] as number);
      if (held.length > traceWidth * (kinds[kind]?.most ?? 0)) sample.cells.set(cell, undefined);
    }
  }

  /** The traces of a kind, when all of them were taken. */
  sample(kind: number): Sample {
    const sample = this.#samples[kind] as LeastCells<number[] | undefined>;
    sample.trim();
    return sample;
  }
}
