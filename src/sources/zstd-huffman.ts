import { backwardStart, bitsAt, highestBit, type BlockBytes } from './zstd-bits.js';
import { readFse } from './zstd-fse.js';

/** Codes of literals (RFC 8878 section 4.2): for each sequence of `log` bits, symbol | bits << 8. */
export interface HuffmanTable {
  readonly log: number;
  readonly entries: Uint16Array;
}

/** No code is longer. */
const longest = 11;
const weightLimits = { log: 6, symbol: longest + 1 };

/** Reads a table's description from byte `from` on; `next` is the byte behind it. */
export function readHuffman(block: BlockBytes, from: number): { table: HuffmanTable; next: number } {
  const head = block.bytes[from] as number;
  const packed = head < 128;
  const next = from + 1 + (packed ? head : (head - 126) >> 1);
  if (next > block.end) throw new Error('a table that does not end');
  const weights = packed ? unpackWeights(block, from + 1, next) : plainWeights(block, from + 1, head - 127);
  return { table: huffmanTable(weights), next };
}

function plainWeights({ bytes }: BlockBytes, from: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => {
    const pair = bytes[from + (at >> 1)] as number;
    return at % 2 === 0 ? pair >> 4 : pair & 15;
  });
}

/** Two states take turns until one asks for more bits than there are. */
function unpackWeights(block: BlockBytes, from: number, end: number): number[] {
  const { table, next } = readFse(block, from, weightLimits);
  const { log, entries } = table;
  const weights: number[] = [];
  let bit = backwardStart(block, next, end) - 2 * log;
  const states = [bitsAt(block.view, bit + log, log), bitsAt(block.view, bit, log)];
  if (bit < 8 * next) throw new Error('bits that end too soon');
  for (let turn = 0; weights.length < 255; turn = 1 - turn) {
    const entry = entries[states[turn] as number] as number;
    const bits = (entry >> 16) & 0xff;
    weights.push(entry >> 24);
    bit -= bits;
    if (bit < 8 * next) {
      weights.push((entries[states[1 - turn] as number] as number) >> 24);
      return weights;
    }
    states[turn] = (entry & 0xffff) + bitsAt(block.view, bit, bits);
  }
  throw new Error('more symbols than there are');
}

/** A weight is worth 2^(weight - 1) entries; what is missing to a power of two belongs to one more symbol. */
function huffmanTable(weights: number[]): HuffmanTable {
  if (weights.length > 255 || weights.some(weight => weight > longest)) throw new Error('a code that cannot be');
  const sum = weights.reduce((entries, weight) => entries + worth(weight), 0);
  const log = highestBit(sum) + 1;
  const left = (1 << log) - sum;
  if (sum === 0 || log > longest || (left & (left - 1)) !== 0) throw new Error('codes that do not add up');
  weights.push(highestBit(left) + 1);
  const ones = weights.filter(weight => weight === 1).length;
  if (ones < 2 || ones % 2 === 1) throw new Error('codes that do not add up');
  const entries = new Uint16Array(1 << log);
  let at = 0;
  for (let weight = 1; weight <= log; weight += 1) {
    weights.forEach((own, symbol) => {
      if (own !== weight) return;
      entries.fill(symbol | ((log + 1 - weight) << 8), at, at + worth(weight));
      at += worth(weight);
    });
  }
  return { log, entries };
}

function worth(weight: number): number {
  return weight === 0 ? 0 : 1 << (weight - 1);
}

export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Decodes one stream of codes, which fills `into` exactly. */
export function decodeHuffman(
  block: BlockBytes,
  { start, end }: Stretch,
  { table, into }: { table: HuffmanTable; into: Uint8Array },
): void {
  const { log, entries } = table;
  const { view } = block;
  const mask = (1 << log) - 1;
  const least = 8 * start;
  const pairs = into.length - 1;
  let bit = backwardStart(block, start, end);
  let at = 0;
  while (at < pairs && bit > least) {
    const shift = bit - 2 * log;
    const word = view.getUint32(shift >> 3, true) >>> (shift & 7);
    const first = entries[(word >>> log) & mask] as number;
    const bits = first >> 8;
    const second = entries[(word >>> (log - bits)) & mask] as number;
    into[at] = first;
    into[at + 1] = second;
    at += 2;
    bit -= bits + (second >> 8);
  }
  if (at === pairs) {
    const last = entries[bitsAt(view, bit - log, log)] as number;
    into[at++] = last;
    bit -= last >> 8;
  }
  if (at !== into.length || bit !== least) throw new Error('literals that do not end where they should');
}
