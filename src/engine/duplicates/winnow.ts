/**
 * Robust winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: Local Algorithms for Document Fingerprinting", SIGMOD 2003):
 * of each `width` records in a row the one with the smallest key is picked, so that two logs which have `width` records in a
 * row in common have a pick in common. About 2 of `width` + 1 records are picked; of equal records in a row, one a window.
 */
export class Winnow {
  readonly #width: number;
  /** Keys of the last `width` records, by position modulo `width`. */
  readonly #window: Float64Array;
  #count = 0;
  /** Position of the smallest in the window, and the one that was picked last. */
  #least = -1;
  #picked = -1;

  constructor(width: number) {
    this.#width = width;
    this.#window = new Float64Array(width);
  }

  /** Takes the next key; returns the position that is picked with it, or -1. */
  take(key: number): number {
    const [position, width, window] = [this.#count++, this.#width, this.#window];
    window[position % width] = key;
    if (this.#least <= position - width) this.#least = this.#rightmostLeast(position);
    else if (this.#least < 0 || key < (window[this.#least % width] as number)) this.#least = position;
    if (position < width - 1 || this.#picked === this.#least) return -1;
    return (this.#picked = this.#least);
  }

  /** Of a log that is shorter than one window. */
  end(): number {
    return this.#count > 0 && this.#count < this.#width ? this.#least : -1;
  }

  #rightmostLeast(position: number): number {
    let least = position;
    for (let at = position - 1; at > position - this.#width; at--) {
      if ((this.#window[at % this.#width] as number) < (this.#window[least % this.#width] as number)) least = at;
    }
    return least;
  }
}
