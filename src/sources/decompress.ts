import type { Damage } from './damage.js';
import type { Reopen } from './gzip-salvage.js';
import { gunzip } from './gzip.js';
import { magicBytes, recogniseContent, refusal } from './magic.js';
import { unbzip2 } from './bzip2.js';
import type { StoredBytes } from './stored-bytes.js';
import { unzstd } from './zstd.js';

export type Compression = 'none' | 'gzip' | 'zstd' | 'xz' | 'bzip2';

/** Yields bytes as long as there are sound ones, then returns what is wrong with the rest, if anything. */
export type DecodedBytes = AsyncGenerator<Uint8Array, Damage | undefined>;

/** A Parquet file is read from its end (`parquet/reader.ts`), so it must be a file. */
const parquetFromPipe = 'this is Parquet, which is read from files alone: save it to a file and give its name';

export interface Decompressed {
  readonly compression: Compression;
  readonly chunks: DecodedBytes;
}

/**
 * Unpacks what the first bytes show to be packed, and passes everything else through. One layer only: an archive
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
      return { compression: 'zstd', chunks: unzstd(stored, path) };
    case 'xz':
      return { compression: 'xz', chunks: (await import('./xz.js')).unxz(stored, path) };
    case 'bzip2':
      return { compression: 'bzip2', chunks: unbzip2(stored) };
    case 'parquet':
      return { compression: 'none', chunks: refuse(parquetFromPipe) };
    case 'none':
      return { compression: 'none', chunks: passThrough(stored) };
    case 'unsupported':
      return { compression: 'none', chunks: refuse(refusal(content)) };
  }
}

async function* passThrough(stored: StoredBytes): DecodedBytes {
  for (let chunk = await stored.take(); chunk !== undefined; chunk = await stored.take()) yield chunk;
  return undefined;
}

// eslint-disable-next-line require-yield -- an archive of which nothing can be unpacked
async function* refuse(message: string): DecodedBytes {
  return { position: 0, message };
}
