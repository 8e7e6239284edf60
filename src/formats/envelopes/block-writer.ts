/** Records that are written anew, since they do not stand in their block as they are read. */
import type { RecordView } from '../format.js';

const newline = 0x0a;

export class BlockWriter {
  #bytes = Buffer.allocUnsafeSlow(64 * 1024);
  #length = 0;
  #start = 0;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #lines: number[] = [];

  /** Records ended so far. */
  get count(): number {
    return this.#lines.length;
  }

  clear(): void {
    this.#length = this.#start = 0;
    this.#starts.length = this.#ends.length = this.#lines.length = 0;
  }

  /** More bytes of the present record. */
  write(bytes: Uint8Array, start = 0, end = bytes.length): void {
    this.#room(end - start);
    this.#bytes.set(bytes.subarray(start, end), this.#length);
    this.#length += end - start;
  }

  writeText(text: string): void {
    this.#room(3 * text.length);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  /** Ends the present record. A newline follows it, as it would in a file. */
  endRecord(line: number): void {
    this.#starts.push(this.#start);
    this.#ends.push(this.#length);
    this.#lines.push(line);
    this.#room(1);
    this.#bytes[this.#length++] = newline;
    this.#start = this.#length;
  }

  /** What was written, until the next `clear`. */
  view(): RecordView {
    return {
      bytes: this.#bytes.subarray(0, this.#length),
      count: this.count,
      starts: Uint32Array.from(this.#starts),
      ends: Uint32Array.from(this.#ends),
      lines: Float64Array.from(this.#lines),
    };
  }

  #room(more: number): void {
    const length = this.#length + more;
    if (length <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#bytes.length));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
