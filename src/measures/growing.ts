/** Typed arrays that grow at the end. */

export class GrowingFloats {
  #values = new Float64Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) this.#values = twice(this.#values, new Float64Array(2 * this.length));
    this.#values[this.length++] = value;
  }

  /** What was pushed so far: a view, good until the next push. */
  all(): Float64Array {
    return this.#values.subarray(0, this.length);
  }
}

export class GrowingInts {
  #values = new Int32Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) this.#values = twice(this.#values, new Int32Array(2 * this.length));
    this.#values[this.length++] = value;
  }

  all(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}

export class GrowingBytes {
  #values = new Uint8Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) this.#values = twice(this.#values, new Uint8Array(2 * this.length));
    this.#values[this.length++] = value;
  }

  all(): Uint8Array {
    return this.#values.subarray(0, this.length);
  }
}

function twice<A extends Float64Array | Int32Array | Uint8Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
