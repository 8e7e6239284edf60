import { littleEndian, maxBlockBytes } from './zstd-frame.js';
import type { BlockBytes } from './zstd-bits.js';
import { decodeHuffman, readHuffman, type HuffmanTable } from './zstd-huffman.js';

/** The literals of one block (RFC 8878 section 3.1.1.3.1): bytes that are copied, not found again. */
export interface Literals {
  readonly bytes: Uint8Array;
  /** First byte of what follows them in the block. */
  readonly next: number;
}

interface Sizes {
  readonly kind: number;
  /** Bytes of literals, and of what they are packed in. */
  readonly plain: number;
  readonly packed: number;
  readonly streams: number;
  /** First byte behind the header. */
  readonly from: number;
}

/** Blocks may go on with the codes of the one before. */
export class LiteralsReader {
  readonly #room = new Uint8Array(maxBlockBytes);
  #table: HuffmanTable | undefined;

  begin(): void {
    this.#table = undefined;
  }

  read(block: BlockBytes): Literals {
    const { kind, plain, packed, streams, from } = readSizes(block);
    const next = from + packed;
    if (plain > maxBlockBytes || next > block.end) throw new Error('more literals than there can be');
    if (kind === 0) return { bytes: block.bytes.subarray(from, next), next };
    const bytes = this.#room.subarray(0, plain);
    if (kind === 1) bytes.fill(block.bytes[from] as number);
    else this.#unpack(block, { kind, streams, from, next, bytes });
    return { bytes, next };
  }

  #unpack(
    block: BlockBytes,
    {
      kind,
      streams,
      from,
      next,
      bytes,
    }: { kind: number; streams: number; from: number; next: number; bytes: Uint8Array },
  ): void {
    let start = from;
    if (kind === 2) {
      const described = readHuffman(block, from);
      this.#table = described.table;
      start = described.next;
    }
    const table = this.#table;
    if (table === undefined || start > next) throw new Error('codes without a table');
    if (streams === 1) decodeHuffman(block, { start, end: next }, { table, into: bytes });
    else decodeFour(block, { start, end: next }, { table, into: bytes });
  }
}

/** Four streams, each of a quarter of the literals; the lengths of the first three stand in front. */
function decodeFour(
  block: BlockBytes,
  { start, end }: { start: number; end: number },
  { table, into }: { table: HuffmanTable; into: Uint8Array },
): void {
  const quarter = (into.length + 3) >> 2;
  let from = start + 6;
  for (let stream = 0; stream < 4; stream += 1) {
    const to = stream === 3 ? end : from + block.view.getUint16(start + 2 * stream, true);
    if (to > end || 3 * quarter > into.length) throw new Error('literals longer than their block');
    const part = into.subarray(stream * quarter, stream === 3 ? into.length : (stream + 1) * quarter);
    decodeHuffman(block, { start: from, end: to }, { table, into: part });
    from = to;
  }
}

/** Bits of the two sizes, by format: of literals as they are or one that is repeated, and of packed ones. */
const plainBits = [5, 12, 5, 20];
const packedBits = [10, 10, 14, 18];

function readSizes({ bytes, start, end }: BlockBytes): Sizes {
  const head = bytes[start] as number;
  const kind = head & 3;
  const format = (head >> 2) & 3;
  const isPacked = kind > 1;
  const bits = (isPacked ? packedBits : plainBits)[format] as number;
  const below = isPacked || bits > 5 ? 4 : 3;
  const length = Math.ceil((below + (isPacked ? 2 : 1) * bits) / 8);
  const from = start + length;
  if (end <= start || from > end) throw new Error('a block without its literals');
  const sizes = Math.floor(littleEndian(bytes, start, length) / 2 ** below);
  const plain = sizes % 2 ** bits;
  const packed = isPacked ? Math.floor(sizes / 2 ** bits) : kind === 1 ? 1 : plain;
  return { kind, plain, packed, streams: isPacked && format === 0 ? 1 : 4, from };
}
