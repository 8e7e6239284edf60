/** The structure of a zstd frame (RFC 8878 section 3.1), read from bytes that hold it completely. */
export interface FrameHeader {
  /** Bytes of the header, magic included. */
  readonly length: number;
  readonly windowBytes: number;
  /** What the frame holds, where the header says so. */
  readonly contentBytes: number | undefined;
  readonly checksum: boolean;
  readonly dictionary: number;
  /** No block holds or makes more than this. */
  readonly blockBytes: number;
  /** A bit is set that this format keeps for later ones. */
  readonly reserved: boolean;
}

export interface BlockHeader {
  readonly last: boolean;
  readonly type: 'raw' | 'rle' | 'compressed' | 'reserved';
  /** Bytes stored after the block header. */
  readonly stored: number;
  /** Size field: bytes produced by raw and rle blocks, bytes stored of compressed ones. */
  readonly size: number;
}

/** No block of any frame holds or makes more than this. */
export const maxBlockBytes = 128 * 1024;
export const blockHeaderBytes = 3;
/** Magic and the descriptor that says how long the header is. */
export const leastHeaderBytes = 5;

const blockTypes = ['raw', 'rle', 'compressed', 'reserved'] as const;
const dictionaryBytes = [0, 1, 2, 4];
const contentSizeBytes = [0, 2, 4, 8];

/** Length of the header that starts with these {@link leastHeaderBytes}. */
export function headerLength(head: Uint8Array): number {
  const descriptor = head[4] ?? 0;
  const single = isSingleSegment(descriptor);
  return 5 + (single ? 0 : 1) + (dictionaryBytes[descriptor & 3] ?? 0) + sizeBytes(descriptor);
}

export function readFrameHeader(bytes: Uint8Array): FrameHeader {
  const descriptor = bytes[4] ?? 0;
  const single = isSingleSegment(descriptor);
  const dictionaryAt = single ? 5 : 6;
  const sizeAt = dictionaryAt + (dictionaryBytes[descriptor & 3] ?? 0);
  const sizeLength = sizeBytes(descriptor);
  const contentBytes = littleEndian(bytes, sizeAt, sizeLength) + (descriptor >> 6 === 1 ? 256 : 0);
  const windowBytes = single ? contentBytes : windowSize(bytes[5] ?? 0);
  return {
    length: headerLength(bytes),
    windowBytes,
    blockBytes: Math.min(windowBytes, maxBlockBytes),
    reserved: (descriptor & 8) !== 0,
    contentBytes: sizeLength === 0 ? undefined : contentBytes,
    checksum: (descriptor & 4) !== 0,
    dictionary: littleEndian(bytes, dictionaryAt, sizeAt - dictionaryAt),
  };
}

export function readBlockHeader(bytes: Uint8Array): BlockHeader {
  const value = littleEndian(bytes, 0, blockHeaderBytes);
  const size = value >>> 3;
  const type = blockTypes[(value >>> 1) & 3] ?? 'reserved';
  return { last: (value & 1) === 1, type, stored: type === 'rle' ? 1 : size, size };
}

export function littleEndian(bytes: Uint8Array, from: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index -= 1) value = value * 256 + (bytes[from + index] ?? 0);
  return value;
}

function isSingleSegment(descriptor: number): boolean {
  return (descriptor & 32) !== 0;
}

function sizeBytes(descriptor: number): number {
  const code = descriptor >> 6;
  return code === 0 && isSingleSegment(descriptor) ? 1 : (contentSizeBytes[code] ?? 0);
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}
