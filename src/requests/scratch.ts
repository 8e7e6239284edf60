/** What fields leave behind for the end of a record, row by row. */
import { batchCapacity } from './batch.js';

export class Scratch {
  /** ms, NaN where there is none. */
  readonly endTime = new Float64Array(batchCapacity);
  /** The first public address that the request was forwarded for, else the first. */
  readonly forwardedIp = new Uint32Array(batchCapacity);
  readonly forwardedPrefix = new Uint32Array(batchCapacity);
  /** 1 where that address is public, and where the request's own is not. */
  readonly forwardedPublic = new Uint8Array(batchCapacity);
  readonly ownPrivate = new Uint8Array(batchCapacity);
  /** Hash of the prompt as the log gives it; 0 where it does not. */
  readonly promptHash = new Float64Array(batchCapacity);
  /** Address and bytes of a prompt's text in the kernel's memory. */
  readonly promptAt = new Uint32Array(batchCapacity);
  readonly promptBytes = new Uint32Array(batchCapacity);

  clear(from: number, to: number): void {
    this.endTime.fill(NaN, from, to);
    this.forwardedIp.fill(0, from, to);
    this.forwardedPrefix.fill(0, from, to);
    this.forwardedPublic.fill(0, from, to);
    this.ownPrivate.fill(0, from, to);
    this.promptHash.fill(0, from, to);
    this.promptAt.fill(0, from, to);
    this.promptBytes.fill(0, from, to);
  }

  /** Copies a row to an earlier place. */
  move(from: number, to: number): void {
    for (const column of [
      this.endTime,
      this.forwardedIp,
      this.forwardedPrefix,
      this.forwardedPublic,
      this.ownPrivate,
      this.promptHash,
      this.promptAt,
      this.promptBytes,
    ]) {
      column[to] = column[from] as number;
    }
  }
}
