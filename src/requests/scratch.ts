/** What fields leave behind for the end of a record, row by row, in the kernel's memory. */
import type { Lease } from '../kernel/kernel.js';
import { batchCapacity } from './batch.js';

export class Scratch {
  /** ms, NaN where there is none. */
  readonly endTime: Float64Array;
  /** The first public address that the request was forwarded for, else the first. */
  readonly forwardedIp: Uint32Array;
  readonly forwardedPrefix: Uint32Array;
  /** 1 where that address is public, and where the request's own is not. */
  readonly forwardedPublic: Uint8Array;
  readonly ownPrivate: Uint8Array;
  /** Hash of the prompt as the log gives it; 0 where it does not. */
  readonly promptHash: Float64Array;
  /** Where a prompt's text stands among the log's bytes, and how many they are. */
  readonly promptAt: Uint32Array;
  readonly promptBytes: Uint32Array;

  constructor(lease: Lease) {
    this.endTime = lease.doubles(batchCapacity, NaN);
    this.forwardedIp = lease.words(batchCapacity);
    this.forwardedPrefix = lease.words(batchCapacity);
    this.forwardedPublic = lease.bytes(batchCapacity);
    this.ownPrivate = lease.bytes(batchCapacity);
    this.promptHash = lease.doubles(batchCapacity);
    this.promptAt = lease.words(batchCapacity);
    this.promptBytes = lease.words(batchCapacity);
  }

  clear(from: number, to: number): void {
    this.endTime.fill(NaN, from, to);
    for (const column of this.#whole()) column.fill(0, from, to);
  }

  /** Copies a row to an earlier place. */
  move(from: number, to: number): void {
    for (const column of [this.endTime, ...this.#whole()]) column[to] = column[from] as number;
  }

  #whole(): (Float64Array | Uint32Array | Uint8Array)[] {
    const { forwardedIp, forwardedPrefix, forwardedPublic, ownPrivate, promptHash, promptAt, promptBytes } = this;
    return [forwardedIp, forwardedPrefix, forwardedPublic, ownPrivate, promptHash, promptAt, promptBytes];
  }
}
