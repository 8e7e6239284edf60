/**
 * Stable 52-bit hashing. Equal bytes give equal numbers on every machine, thread and run, so a hash can be a key in a
 * measure that is merged elsewhere. 52 bits fit a double exactly; 10^7 distinct values collide with p = 0.011.
 */
import { sharedKernel } from '../kernel/kernel.js';

const lanes = { high: 0, low: 0 };

/** Hash of a string's UTF-8 bytes, 1 .. 2^52-1 (0 is kept for "absent"): see kernel/assembly/hash.ts. */
export function hashText(text: string): number {
  return sharedKernel().hash(text);
}

/**
 * Hash of two numbers, in this order; for keys made of parts. Two 32-bit lanes of multiply-xorshift (the mixing steps of
 * MurmurHash3, public domain).
 */
export function hashPair(first: number, second: number): number {
  const a = Math.imul((first >>> 0) ^ 0x9747b28c, 0x85ebca6b) ^ Math.imul((first / 4294967296) >>> 0, 0x27d4eb2f);
  const b = Math.imul((second >>> 0) ^ a, 0xc2b2ae35) ^ Math.imul((second / 4294967296) >>> 0, 0x165667b1);
  return finish(a ^ (b >>> 13), b);
}

function finish(high: number, low: number): number {
  mix(high, low);
  const value = (lanes.high >>> 12) * 4294967296 + (lanes.low >>> 0);
  return value === 0 ? 1 : value;
}

function mix(high: number, low: number): void {
  let a = high ^ low;
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  a = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  a ^= a >>> 16;
  let b = low ^ Math.imul(a, 0x27d4eb2f);
  b = Math.imul(b ^ (b >>> 15), 0x2c1b3c6d);
  b = Math.imul(b ^ (b >>> 12), 0x297a2d39);
  b ^= b >>> 15;
  lanes.high = a;
  lanes.low = b;
}
