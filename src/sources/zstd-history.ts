import { maxBlockBytes } from './zstd-frame.js';

/** Room beyond the window, so that what slides out is moved seldom: each byte is moved at most four times. */
const leastSlack = 1024 * 1024;
const firstBytes = 256 * 1024;

/**
 * What was unpacked last, as far as a frame may look back. It grows with what is there, not with what a header claims: a frame of
 * some bytes may claim the widest window.
 */
export class History {
  bytes = new Uint8Array(firstBytes);
  /** Where the next byte goes. */
  at = 0;
  /** How far a match may lie back. */
  windowBytes = 0;

  begin(windowBytes: number): void {
    this.at = 0;
    this.windowBytes = windowBytes;
  }

  /** Makes room for a block. */
  makeRoom(): void {
    if (this.#hasRoom()) return;
    const most = this.windowBytes + Math.max(leastSlack, this.windowBytes >> 2);
    if (this.bytes.length < most) this.#grow(Math.min(most, 2 * this.bytes.length));
    if (!this.#hasRoom()) this.#slide();
  }

  #hasRoom(): boolean {
    return this.at + maxBlockBytes <= this.bytes.length;
  }

  #grow(length: number): void {
    const larger = new Uint8Array(length);
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }

  #slide(): void {
    const kept = Math.min(this.at, this.windowBytes);
    this.bytes.copyWithin(0, this.at - kept, this.at);
    this.at = kept;
  }
}
