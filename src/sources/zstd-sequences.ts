import { backwardStart, bitsAt, type BlockBytes } from './zstd-bits.js';
import { maxBlockBytes } from './zstd-frame.js';
import { constantTable, fseTable, readFse, type FseLimits, type FseTable } from './zstd-fse.js';

/** So many literals, then so many bytes again from so far back (RFC 8878 section 3.1.1.3.2). */
export interface Sequences {
  readonly count: number;
  /** Literals, length of the match, distance of it, for each. */
  readonly values: Int32Array;
}

/** A match has three bytes at least. */
const mostSequences = Math.ceil(maxBlockBytes / 3);
/** Distances of more bits are wider than any window that is read. */
const widestDistance = 27;

interface Kind {
  readonly limits: FseLimits;
  /** The table of blocks that do not describe one. */
  readonly usual: FseTable;
}

const literalsKind: Kind = {
  limits: { log: 9, symbol: 35 },
  usual: fseTable(6, [
    ...[4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2],
    ...[2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
  ]),
};
const distanceKind: Kind = {
  limits: { log: 8, symbol: 31 },
  usual: fseTable(5, [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1]),
};
const matchKind: Kind = {
  limits: { log: 9, symbol: 52 },
  usual: fseTable(6, [
    ...[1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    ...[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1],
  ]),
};

/** Bits that stand behind a length's code, and the least length of each code. */
const literalsBits = Uint8Array.of(
  ...Array<number>(16).fill(0),
  1,
  1,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  16,
);
const matchBits = Uint8Array.of(
  ...Array<number>(32).fill(0),
  1,
  1,
  1,
  1,
  2,
  2,
  3,
  3,
  4,
  4,
  5,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  14,
  15,
  16,
);
const literalsLeast = leastValues(literalsBits, 0);
const matchLeast = leastValues(matchBits, 3);

function leastValues(bits: Uint8Array, first: number): Int32Array {
  let least = first;
  return Int32Array.from(bits, own => {
    const value = least;
    least += 1 << own;
    return value;
  });
}

/** Blocks may go on with the tables of the one before, and look back as far as matches before did. */
export class SequencesReader {
  readonly #values = new Int32Array(3 * mostSequences);
  readonly #distances = new Int32Array(3);
  #literals: FseTable | undefined;
  #distance: FseTable | undefined;
  #match: FseTable | undefined;

  begin(): void {
    this.#literals = this.#distance = this.#match = undefined;
    this.#distances.set([1, 4, 8]);
  }

  read(block: BlockBytes, from: number): Sequences {
    const { count, next } = readCount(block, from);
    if (count > mostSequences) throw new Error('more matches than a block can have');
    if (count === 0 && next !== block.end) throw new Error('something behind a block without matches');
    if (count > 0) this.#decode(block, this.#readTables(block, next), count);
    return { count, values: this.#values };
  }

  #readTables(block: BlockBytes, from: number): number {
    const modes = from < block.end ? (block.bytes[from] as number) : 3;
    if ((modes & 3) !== 0) throw new Error('tables of an unknown kind');
    const literals = readTable(block, from + 1, { mode: modes >> 6, kind: literalsKind, before: this.#literals });
    const distance = readTable(block, literals.next, {
      mode: (modes >> 4) & 3,
      kind: distanceKind,
      before: this.#distance,
    });
    const match = readTable(block, distance.next, { mode: (modes >> 2) & 3, kind: matchKind, before: this.#match });
    this.#literals = literals.table;
    this.#distance = distance.table;
    this.#match = match.table;
    return match.next;
  }

  /** The hot loop: everything in locals. Bits are read from the last to the first. */
  #decode(block: BlockBytes, from: number, count: number): void {
    const { view } = block;
    const literals = this.#literals as FseTable;
    const distance = this.#distance as FseTable;
    const match = this.#match as FseTable;
    const values = this.#values;
    const least = 8 * from;
    let bit = backwardStart(block, from, block.end) - literals.log;
    let literalsEntry = literals.entries[bitsAt(view, bit, literals.log)] as number;
    bit -= distance.log;
    let distanceEntry = distance.entries[bitsAt(view, bit, distance.log)] as number;
    bit -= match.log;
    let matchEntry = match.entries[bitsAt(view, bit, match.log)] as number;
    for (let left = count, at = 0; ; at += 3) {
      const width = distanceEntry >> 24;
      if (bit < least || width > widestDistance) throw new Error('bits that end too soon');
      bit -= width;
      const value = (1 << width) + wideBitsAt(view, bit, width);
      const matchCode = matchEntry >> 24;
      bit -= matchBits[matchCode] as number;
      values[at + 1] = (matchLeast[matchCode] as number) + bitsAt(view, bit, matchBits[matchCode] as number);
      const literalsCode = literalsEntry >> 24;
      bit -= literalsBits[literalsCode] as number;
      const length = (literalsLeast[literalsCode] as number) + bitsAt(view, bit, literalsBits[literalsCode] as number);
      values[at] = length;
      values[at + 2] = distanceOf(value, length, this.#distances);
      if (--left === 0) break;
      bit -= (literalsEntry >> 16) & 0xff;
      literalsEntry = literals.entries[
        (literalsEntry & 0xffff) + bitsAt(view, bit, (literalsEntry >> 16) & 0xff)
      ] as number;
      bit -= (matchEntry >> 16) & 0xff;
      matchEntry = match.entries[(matchEntry & 0xffff) + bitsAt(view, bit, (matchEntry >> 16) & 0xff)] as number;
      bit -= (distanceEntry >> 16) & 0xff;
      distanceEntry = distance.entries[
        (distanceEntry & 0xffff) + bitsAt(view, bit, (distanceEntry >> 16) & 0xff)
      ] as number;
    }
    if (bit !== least) throw new Error('bits that are left over');
  }
}

function readCount({ bytes, end }: BlockBytes, from: number): { count: number; next: number } {
  const first = bytes[from] as number;
  const length = first < 128 ? 1 : first < 255 ? 2 : 3;
  if (from + length > end) throw new Error('a block without its matches');
  const second = bytes[from + 1] as number;
  if (length === 1) return { count: first, next: from + 1 };
  if (length === 2) return { count: ((first - 128) << 8) + second, next: from + 2 };
  return { count: second + ((bytes[from + 2] as number) << 8) + 0x7f00, next: from + 3 };
}

function readTable(
  block: BlockBytes,
  from: number,
  { mode, kind, before }: { mode: number; kind: Kind; before: FseTable | undefined },
): { table: FseTable; next: number } {
  if (mode === 0) return { table: kind.usual, next: from };
  if (mode === 2) return readFse(block, from, kind.limits);
  if (mode === 3) {
    if (before === undefined) throw new Error('a table that was not described before');
    return { table: before, next: from };
  }
  const symbol = block.bytes[from] as number;
  if (from >= block.end || symbol > kind.limits.symbol) throw new Error('no table where one should be');
  return { table: constantTable(symbol), next: from + 1 };
}

/** More bits than are read at once: distances in wide windows. */
function wideBitsAt(view: DataView, position: number, count: number): number {
  if (count <= 25) return bitsAt(view, position, count);
  return bitsAt(view, position, 16) | (bitsAt(view, position + 16, count - 16) << 16);
}

/** The first three values stand for distances of matches before, one place further where no literals came between. */
function distanceOf(value: number, literals: number, before: Int32Array): number {
  const place = value > 3 ? 3 : value - (literals === 0 ? 0 : 1);
  const first = before[0] as number;
  if (place === 0) return first;
  const distance = value > 3 ? value - 3 : place === 3 ? first - 1 : (before[place] as number);
  if (place > 1) before[2] = before[1] as number;
  before[1] = first;
  before[0] = distance;
  return distance;
}
