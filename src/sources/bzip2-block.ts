/** What one block of bzip2 data holds, before its runs are expanded: Huffman codes, move to front, Burrows-Wheeler. */
import type { Bits } from './bzip2-bits.js';

const longestCode = 20;
const groupSymbols = 50;
const runA = 0;
const runB = 1;

export interface Block {
  readonly checksum: number;
  /** Each entry: its byte in the low eight bits, above them where the next one stands. */
  readonly chain: Uint32Array;
  readonly length: number;
  readonly start: number;
}

/** Behind a block's magic. @throws Error for what is no block @param chain of as many entries as a block may have */
export function readBlock(bits: Bits, chain: Uint32Array): Block {
  const checksum = readWord(bits);
  if (bits.take(1) === 1) throw new Error('randomised blocks of bzip2 0.9 are not read');
  const origin = bits.take(24);
  const used = readAlphabet(bits);
  const groups = bits.take(3);
  if (groups < 2 || groups > 6) throw new Error('wrong number of tables');
  const selectors = readSelectors(bits, groups);
  const tables = Array.from({ length: groups }, () => readTable(bits, used.length + 2));
  const length = readSymbols(bits, { used, selectors, tables, chain });
  if (origin >= length) throw new Error('wrong start');
  link(chain, length);
  return { checksum, chain, length, start: (chain[origin] ?? 0) >>> 8 };
}

export function readWord(bits: Bits): number {
  return (bits.take(16) * 65536 + bits.take(16)) >>> 0;
}

/** The bytes that occur, in order. */
function readAlphabet(bits: Bits): Uint8Array {
  const ranges = bits.take(16);
  const used: number[] = [];
  for (let range = 0; range < 16; range += 1) {
    if ((ranges & (0x8000 >> range)) === 0) continue;
    const present = bits.take(16);
    for (let byte = 0; byte < 16; byte += 1) if ((present & (0x8000 >> byte)) !== 0) used.push(16 * range + byte);
  }
  if (used.length === 0) throw new Error('no bytes in use');
  return Uint8Array.from(used);
}

function readSelectors(bits: Bits, groups: number): Uint8Array {
  const count = bits.take(15);
  if (count === 0) throw new Error('no tables in use');
  const order = Array.from({ length: groups }, (_, group) => group);
  return Uint8Array.from({ length: count }, () => {
    let rank = 0;
    while (bits.take(1) === 1) if (++rank >= groups) throw new Error('wrong table');
    const [group = 0] = order.splice(rank, 1);
    order.unshift(group);
    return group;
  });
}

/** A canonical Huffman code: for each length the last code, and where its symbols begin. */
interface Table {
  readonly shortest: number;
  readonly limits: Int32Array;
  readonly bases: Int32Array;
  readonly symbols: Uint16Array;
}

function readTable(bits: Bits, symbols: number): Table {
  let length = bits.take(5);
  const lengths = Uint8Array.from({ length: symbols }, () => {
    for (;;) {
      if (length < 1 || length > longestCode) throw new Error('wrong length of a code');
      if (bits.take(1) === 0) return length;
      length += bits.take(1) === 0 ? 1 : -1;
    }
  });
  const table: Table = {
    shortest: Math.min(...lengths),
    limits: new Int32Array(longestCode + 2).fill(-1),
    bases: new Int32Array(longestCode + 2),
    symbols: Uint16Array.from(lengths.keys()).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0) || a - b),
  };
  for (let size = 1, code = 0, seen = 0; size <= longestCode; size += 1) {
    const count = lengths.reduce((sum, each) => sum + (each === size ? 1 : 0), 0);
    table.bases[size] = seen - code;
    table.limits[size] = code + count - 1;
    seen += count;
    code = (code + count) << 1;
  }
  return table;
}

function readSymbol(bits: Bits, { shortest, limits, bases, symbols }: Table): number {
  const ahead = bits.peek(longestCode);
  for (let size = shortest; size <= longestCode; size += 1) {
    const code = ahead >>> (longestCode - size);
    if (code > (limits[size] as number)) continue;
    const symbol = symbols[code + (bases[size] as number)];
    if (symbol === undefined) break;
    bits.drop(size);
    return symbol;
  }
  throw new Error('no such code');
}

interface Coding {
  readonly used: Uint8Array;
  readonly selectors: Uint8Array;
  readonly tables: readonly Table[];
  readonly chain: Uint32Array;
}

/** Fills the chain with bytes; returns how many there are. */
function readSymbols(bits: Bits, { used, selectors, tables, chain }: Coding): number {
  const front = Uint8Array.from(used);
  const endOfBlock = used.length + 1;
  let length = 0;
  let run = 0;
  let weight = 1;
  for (let index = 0; ; index += 1) {
    const table = tables[selectors[Math.floor(index / groupSymbols)] ?? -1];
    if (table === undefined) throw new Error('too many symbols');
    const symbol = readSymbol(bits, table);
    if (symbol === runA || symbol === runB) {
      run += weight << symbol;
      weight <<= 1;
      if (run > chain.length) throw new Error('a run longer than a block');
      continue;
    }
    if (length + run + 1 > chain.length + (symbol === endOfBlock ? 1 : 0)) throw new Error('more than a block holds');
    chain.fill(front[0] as number, length, length + run);
    length += run;
    run = 0;
    weight = 1;
    if (symbol === endOfBlock) return length;
    const byte = front[symbol - 1] as number;
    front.copyWithin(1, 0, symbol - 1);
    front[0] = byte;
    chain[length] = byte;
    length += 1;
  }
}

/** The inverse of Burrows and Wheeler's transform. */
function link(chain: Uint32Array, length: number): void {
  const places = new Uint32Array(257);
  for (let at = 0; at < length; at += 1)
    places[((chain[at] as number) & 0xff) + 1] = (places[((chain[at] as number) & 0xff) + 1] as number) + 1;
  for (let byte = 0; byte < 256; byte += 1) places[byte + 1] = (places[byte + 1] as number) + (places[byte] as number);
  for (let at = 0; at < length; at += 1) {
    const byte = (chain[at] as number) & 0xff;
    const place = places[byte] as number;
    places[byte] = place + 1;
    chain[place] = ((chain[place] as number) | (at << 8)) >>> 0;
  }
}
