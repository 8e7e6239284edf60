/** Which cells are in a sample: those with the least hashes, the same whatever comes first and however it is divided. */

/** Cells above the number that is wanted, as a multiple of it, before they are cut down. */
const slack = 2;

export class LeastCells<V> {
  readonly cells = new Map<number, V>();
  /** Cells from here on are not in the sample. */
  bound = Infinity;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  set(cell: number, value: V): void {
    this.cells.set(cell, value);
    if (this.cells.size > slack * this.#most) this.trim();
  }

  trim(): void {
    if (this.cells.size <= this.#most) return;
    const sorted = Float64Array.from(this.cells.keys()).sort();
    this.bound = sorted[this.#most] as number;
    for (const cell of sorted.subarray(this.#most)) this.cells.delete(cell);
  }
}
