import { ReadableStream } from 'node:stream/web';
import * as xz from 'xz-decompress';
import type { Damage } from './damage.js';
import { command } from './magic.js';
import type { StoredBytes } from './stored-bytes.js';

/** Stored bytes given to the decoder at once: how exactly damage is placed, and what is lost at most before it. */
const pieceBytes = 4 * 1024;

/** The package is a CommonJS module: what is in its namespace depends on who loads it. */
const { XzReadableStream } = 'default' in xz ? xz.default : xz;

/**
 * Unpacks an xz file, all of its streams and the padding between them, as parallel packers and `cat` leave them. Returns what is
 * wrong with it, after everything that could be unpacked. Memory is bounded by the decoder, which refuses large dictionaries.
 */
export async function* unxz(stored: StoredBytes, path: string): AsyncGenerator<Uint8Array, Damage | undefined> {
  const feed = { handed: 0, ended: false };
  const pull = async (controller: { enqueue(piece: Uint8Array): void; close(): void }) => {
    stored.skip(feed.handed);
    feed.ended = !(await stored.fill(1));
    const piece = Uint8Array.from(stored.held.subarray(0, pieceBytes));
    feed.handed = piece.length;
    if (feed.ended) controller.close();
    else controller.enqueue(piece);
  };
  const reader = new XzReadableStream(new ReadableStream({ pull }, { highWaterMark: 0 })).getReader();
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isOver = done;
      if (value === undefined) return undefined;
      if (value.length > 0) yield value;
    }
  } catch (error) {
    isOver = true;
    if (feed.ended) return { position: stored.end, message: 'the xz data ends unfinished: the file is cut off' };
    return { position: stored.position, message: reasonOf(error, path) };
  } finally {
    if (!isOver) await reader.cancel();
  }
}

/** Checks, options and dictionaries that the decoder has no means for (numbers of xz_ret in xz-embedded). */
const beyondUs: readonly string[] = ['2', '3', '4', '6'];

function reasonOf(error: unknown, path: string): string {
  const code = /code (\d+)$/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
  if (!beyondUs.includes(code)) return 'the xz data is corrupt: what it holds is not what was packed';
  const unpack = command('xz -dc %', path);
  return `this xz data was packed in a way that is not read directly: try ${unpack} | revenuer scan -`;
}
