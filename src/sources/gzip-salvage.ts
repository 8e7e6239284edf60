import { createInflateRaw } from 'node:zlib';
import type { Damage } from './damage.js';
import { SteppedCodec } from './stepped-codec.js';
import { StoredBytes } from './stored-bytes.js';

/** Opens the stored bytes a second time, at an offset; undefined for pipes. */
export type Reopen = ((from: number) => AsyncIterable<Uint8Array>) | undefined;

interface Tail {
  readonly reopen: (from: number) => AsyncIterable<Uint8Array>;
  /** Offset of the member's deflate data. */
  readonly start: number;
  /** Offset up to which the stored bytes are known to inflate. */
  readonly sound: number;
  /** Bytes of this member that were handed on already. */
  readonly delivered: number;
}

/** Stored bytes inflated in one step on the way to `sound`. */
const pieceBytes = 256 * 1024;

/**
 * Inflates a damaged member again, byte by byte where it broke: zlib drops the output of the call that fails, and only
 * calls of one byte lose nothing. Yields what was decodable and not yet delivered; returns where it broke.
 */
export async function* salvageTail(tail: Tail): AsyncGenerator<Uint8Array, Damage> {
  const stored = new StoredBytes(tail.reopen(tail.start));
  const codec = new SteppedCodec(createInflateRaw());
  const length = tail.sound - tail.start;
  let toDrop = tail.delivered;
  try {
    while (await stored.fill(1)) {
      const { position } = stored;
      const wanted = position < length ? Math.min(pieceBytes, length - position) : 1;
      const step = await codec.step(stored.held.subarray(0, wanted));
      stored.skip(Math.min(wanted, stored.held.length));
      for (const output of step.outputs) {
        if (output.length > toDrop) yield output.subarray(toDrop);
        toDrop = Math.max(0, toDrop - output.length);
      }
      if (step.state !== 'open') return corruptDeflate(tail.start + position, step.message);
    }
    return corruptDeflate(tail.start + stored.position, 'the file changed while it was read');
  } finally {
    codec.close();
    await stored.close();
  }
}

export function corruptDeflate(position: number, reason: string): Damage {
  return { position, message: `the gzip data is corrupt: ${reason}` };
}
