/** Unpacks pages, to the length they must have: no page makes more bytes than its header says. */
import zlib from 'node:zlib';
import { Decompress, decompress } from 'fzstd';
import type { CompressionCodec } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { headerLength, readFrameHeader } from '../zstd-frame.js';

type Unpack = (packed: Uint8Array, length: number) => Uint8Array;

/** Node 22.15 and 23.8 brought zstd. */
const nativeZstd = (zlib as unknown as { zstdDecompressSync?: typeof zlib.unzipSync }).zstdDecompressSync;

const unpackers: Partial<Record<CompressionCodec, Unpack>> = {
  ...compressors,
  UNCOMPRESSED: packed => packed,
  GZIP: (packed, length) => zlib.unzipSync(packed, { maxOutputLength: length }),
  BROTLI: (packed, length) => zlib.brotliDecompressSync(packed, { maxOutputLength: length }),
  ZSTD: nativeZstd === undefined ? unpackZstd : (packed, length) => nativeZstd(packed, { maxOutputLength: length }),
};

/** The bytes of a page, in a buffer that holds nothing else: what is read beyond its end is not there. */
export function unpacked(codec: CompressionCodec, packed: Uint8Array, length: number): Uint8Array {
  if (length === 0) return new Uint8Array(0);
  const unpack = unpackers[codec];
  if (unpack === undefined) throw new Error(`pages packed by ${codec} cannot be unpacked`);
  const page = unpack(packed, length);
  if (page.length !== length) throw new Error(`a page of ${length} bytes unpacks to ${page.length}`);
  const isAlone = page !== packed && page.byteLength === page.buffer.byteLength;
  return isAlone ? page : new Uint8Array(page);
}

/** A frame that says how long it is gets a buffer of that length; others are followed until they are too long. */
function unpackZstd(packed: Uint8Array, length: number): Uint8Array {
  const { windowBytes } = readFrameHeader(packed.subarray(0, headerLength(packed)));
  if (windowBytes > Math.max(length, largestWindow)) throw new Error('a page of zstd wants a window too large');
  const isSingleSegment = ((packed[4] ?? 0) & 32) !== 0;
  if (isSingleSegment && windowBytes === length) return decompress(packed, new Uint8Array(length));
  const page = new Uint8Array(length);
  let filled = 0;
  const decoder = new Decompress(part => {
    if (filled + part.length > length) throw new Error(`a page of ${length} bytes unpacks to more`);
    page.set(part, filled);
    filled += part.length;
  });
  decoder.push(packed, true);
  return page.subarray(0, filled);
}

/** What the format asks every decoder to support. */
const largestWindow = 8 * 1024 * 1024;
