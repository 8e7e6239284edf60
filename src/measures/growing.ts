/**
 * Lists of numbers that grow at the end, in pieces: there may be millions of numbers, and nothing is copied until all are
 * wanted in one array.
 */

const firstPiece = 64;
const largestPiece = 2 ** 16;

type Numbers = Float64Array | Int32Array | Uint8Array;

abstract class Growing<A extends Numbers> {
  #pieces: A[] = [];
  #last: A;
  #used = 0;
  length = 0;

  constructor() {
    this.#last = this.make(firstPiece);
  }

  protected abstract make(length: number): A;

  push(value: number): void {
    if (this.#used === this.#last.length) {
      this.#pieces.push(this.#last);
      this.#last = this.make(Math.min(this.length, largestPiece));
      this.#used = 0;
    }
    this.#last[this.#used++] = value;
    this.length++;
  }

  /** All numbers in one array: a view, good until the next push. */
  all(): A {
    if (this.#pieces.length > 0) {
      const whole = this.make(this.length);
      let at = 0;
      for (const piece of this.#pieces) {
        whole.set(piece, at);
        at += piece.length;
      }
      whole.set(this.#last.subarray(0, this.#used), at);
      this.#pieces = [];
      this.#last = whole;
      this.#used = this.length;
    }
    return this.#last.subarray(0, this.#used) as A;
  }
}

export class GrowingFloats extends Growing<Float64Array> {
  protected make(length: number): Float64Array {
    return new Float64Array(length);
  }
}

export class GrowingInts extends Growing<Int32Array> {
  protected make(length: number): Int32Array {
    return new Int32Array(length);
  }
}

export class GrowingBytes extends Growing<Uint8Array> {
  protected make(length: number): Uint8Array {
    return new Uint8Array(length);
  }
}
