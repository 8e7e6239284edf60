/** Where the records of one block lie; grows as needed and is used again for the next block. */
export class RecordTable {
  count = 0;
  #starts = new Uint32Array(1024);
  #ends = new Uint32Array(1024);
  #lines = new Float64Array(1024);

  add(start: number, end: number, line: number): void {
    const { count } = this;
    if (count === this.#starts.length) this.#grow();
    this.#starts[count] = start;
    this.#ends[count] = end;
    this.#lines[count] = line;
    this.count = count + 1;
  }

  clear(): void {
    this.count = 0;
  }

  /** Views of exactly `count` entries, overwritten after the next `clear`. */
  views(): { count: number; starts: Uint32Array; ends: Uint32Array; lines: Float64Array } {
    const { count } = this;
    return {
      count,
      starts: this.#starts.subarray(0, count),
      ends: this.#ends.subarray(0, count),
      lines: this.#lines.subarray(0, count),
    };
  }

  #grow(): void {
    const capacity = 2 * this.#starts.length;
    this.#starts = copyInto(new Uint32Array(capacity), this.#starts);
    this.#ends = copyInto(new Uint32Array(capacity), this.#ends);
    this.#lines = copyInto(new Float64Array(capacity), this.#lines);
  }
}

function copyInto<A extends Uint32Array | Float64Array>(to: A, from: A): A {
  to.set(from);
  return to;
}
