import type { Damage } from './damage.js';
import type { Reopen } from './gzip-salvage.js';
import { gunzip } from './gzip.js';
import { magicBytes, recogniseContent } from './magic.js';
import type { StoredBytes } from './stored-bytes.js';
import { unzstd } from './zstd.js';

export type Compression = 'none' | 'gzip' | 'zstd';

/** Yields bytes as long as there are sound ones, then returns what is wrong with the rest, if anything. */
export type DecodedBytes = AsyncGenerator<Uint8Array, Damage | undefined>;

export interface Decompressed {
  readonly compression: Compression;
  readonly chunks: DecodedBytes;
}

/**
 * Unpacks what the first bytes show to be gzip or zstd, and passes everything else through. One layer only: an archive
 * in an archive is unreadable text. Memory is bounded whatever the input expands to, since nothing is unpacked ahead of
 * its reader but one step.
 */
export async function decompress(
  stored: StoredBytes,
  { path, reopen }: { path: string; reopen: Reopen },
): Promise<Decompressed> {
  await stored.fill(magicBytes);
  const content = recogniseContent(stored.held, path);
  switch (content.kind) {
    case 'gzip':
      return { compression: 'gzip', chunks: gunzip(stored, reopen) };
    case 'zstd':
      return { compression: 'zstd', chunks: unzstd(stored) };
    case 'none':
      return { compression: 'none', chunks: passThrough(stored) };
    case 'unsupported':
      return { compression: 'none', chunks: refuse(content) };
  }
}

async function* passThrough(stored: StoredBytes): DecodedBytes {
  for (let chunk = await stored.take(); chunk !== undefined; chunk = await stored.take()) yield chunk;
  return undefined;
}

// eslint-disable-next-line require-yield -- an archive of which nothing can be unpacked
async function* refuse({ name, unpack }: { name: string; unpack: string }): DecodedBytes {
  return { position: 0, message: `this is ${name}, which is not read directly: try ${unpack} | revenuer scan -` };
}
