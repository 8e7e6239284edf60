import { bitsAt, highestBit, type BlockBytes } from './zstd-bits.js';

/** States of finite state entropy (RFC 8878 section 4.1): next state | its bits << 16 | symbol << 24. */
export interface FseTable {
  readonly log: number;
  readonly entries: Int32Array;
}

export interface FseLimits {
  readonly log: number;
  readonly symbol: number;
}

/** Reads a table's description from byte `from` on; `next` is the byte behind it. */
export function readFse(block: BlockBytes, from: number, limits: FseLimits): { table: FseTable; next: number } {
  if (from >= block.end) throw new Error('no table where one should be');
  const log = ((block.bytes[from] as number) & 15) + 5;
  if (log > limits.log) throw new Error('a table finer than the format allows');
  const shares: number[] = [];
  let left = 1 << log;
  let bit = 8 * from + 4;
  while (left > 0 && shares.length <= limits.symbol && bit < 8 * block.end) {
    const { share, bits } = readShare(block.view, bit, left);
    bit += bits;
    left -= Math.abs(share);
    shares.push(share);
    if (share !== 0) continue;
    for (let more = 3; more === 3; bit += 2) {
      more = bitsAt(block.view, bit, 2);
      for (let zero = 0; zero < more; zero += 1) shares.push(0);
      if (shares.length > limits.symbol + 1) throw new Error('more symbols than there are');
    }
  }
  const next = Math.ceil(bit / 8);
  if (left !== 0 || next > block.end) throw new Error('a table that does not end');
  return { table: fseTable(log, shares), next };
}

/** Of so many states; -1 is a share of less than one. Small values take a bit less. */
function readShare(view: DataView, bit: number, left: number): { share: number; bits: number } {
  const bits = highestBit(left + 1) + 1;
  const lower = (1 << (bits - 1)) - 1;
  const short = 2 * lower - left;
  const value = bitsAt(view, bit, bits);
  if ((value & lower) < short) return { share: (value & lower) - 1, bits: bits - 1 };
  return { share: (value > lower ? value - short : value) - 1, bits };
}

/** A table of one symbol that takes no bits. */
export function constantTable(symbol: number): FseTable {
  return { log: 0, entries: Int32Array.of(symbol << 24) };
}

/** @param shares of 1 << log states, symbol by symbol */
export function fseTable(log: number, shares: readonly number[]): FseTable {
  const size = 1 << log;
  const symbols = spread(size, shares);
  const next = shares.map(Math.abs);
  const entries = symbols.map(symbol => {
    const state = next[symbol] as number;
    next[symbol] = state + 1;
    const bits = log - highestBit(state);
    return ((state << bits) - size) | (bits << 16) | (symbol << 24);
  });
  return { log, entries };
}

/** Symbols with less than a state of their own lie at the end, the others a fixed step from one another. */
function spread(size: number, shares: readonly number[]): Int32Array {
  const symbols = new Int32Array(size);
  let end = size;
  shares.forEach((share, symbol) => {
    if (share === -1) symbols[--end] = symbol;
  });
  let at = 0;
  shares.forEach((share, symbol) => {
    for (let count = 0; count < share; count += 1) {
      symbols[at] = symbol;
      do at = (at + (size >> 1) + (size >> 3) + 3) & (size - 1);
      while (at >= end);
    }
  });
  return symbols;
}
