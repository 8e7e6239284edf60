/** Bytes of a stream that are still needed, in one piece, with a few before them. */
export class HeldBytes {
  /** Offset of the first byte in the stream. */
  offset = 0;
  bytes = Buffer.alloc(0);
  readonly #behind: number;
  #buffer = Buffer.allocUnsafeSlow(64 * 1024);
  #start = 0;

  /** @param behind bytes that stay before what is released */
  constructor(behind: number) {
    this.#behind = behind;
  }

  /** Lets go of the bytes before `keep`, but the few that are held behind; returns how many went. */
  release(keep: number): number {
    const gone = Math.max(0, Math.min(keep, this.bytes.length) - this.#behind);
    this.#start += gone;
    this.offset += gone;
    this.bytes = this.bytes.subarray(gone);
    return gone;
  }

  append(chunk: Uint8Array): void {
    const held = this.bytes.length;
    const length = held + chunk.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length));
      this.bytes.copy(larger);
      this.#buffer = larger;
      this.#start = 0;
    } else if (this.#start + length > this.#buffer.length) {
      this.#buffer.copyWithin(0, this.#start, this.#start + held);
      this.#start = 0;
    }
    this.#buffer.set(chunk, this.#start + held);
    this.bytes = this.#buffer.subarray(this.#start, this.#start + length);
  }
}
