/**
 * Stable 64-bit hash of bytes, eight at a time (the mixing of fasthash64 by Zilong Tan, after Murmur: multiply and
 * xor-shift). Equal bytes give equal numbers on every machine, thread and run. Kept as 52 bits, which a double holds.
 */

const M1: u64 = 0x2127599bf4325c37;
const M2: u64 = 0x880355f21e6d1965;
const SEED: u64 = 0x9747b28c3c6ef372;

// @ts-ignore: decorator
@inline
export function mix64(value: u64): u64 {
  let h = value;
  h ^= h >>> 23;
  h *= M1;
  return h ^ (h >>> 47);
}

/** The first `count` (1 to 8) bytes at an address, as a little-endian number. Reads eight: memory is padded. */
// @ts-ignore: decorator
@inline
export function lowBytes(at: usize, count: usize): u64 {
  return load<u64>(at) & (~(<u64>0) >>> (<u64>(64 - 8 * count)));
}

export function hash64(start: usize, length: usize): u64 {
  let h: u64 = SEED ^ (<u64>length * M2);
  let at = start;
  const end = start + length;
  while (at + 8 <= end) {
    h = (h ^ mix64(load<u64>(at))) * M2;
    at += 8;
  }
  if (at < end) h = (h ^ mix64(lowBytes(at, end - at))) * M2;
  return mix64(h);
}

/** A hash cut to 52 bits; 0 is kept for "absent". */
// @ts-ignore: decorator
@inline
export function key52(hash: u64): f64 {
  const key = hash >>> 12;
  return key == 0 ? 1 : <f64>key;
}

// @ts-ignore: decorator
@inline
export function combine(hash: u64, value: u64): u64 {
  return (hash ^ mix64(value)) * M2;
}


/** The same function as `hashPair` of requests/hash.ts, bit for bit. */
export function hashPair(first: f64, second: f64): f64 {
  const p = <u64>first;
  const q = <u64>second;
  const a: u32 = (<u32>p ^ 0x9747b28c) * 0x85ebca6b ^ (<u32>(p >>> 32) * 0x27d4eb2f);
  const b: u32 = (<u32>q ^ a) * 0xc2b2ae35 ^ (<u32>(q >>> 32) * 0x165667b1);
  return finish(a ^ (b >>> 13), b);
}

function finish(high: u32, low: u32): f64 {
  let a = high ^ low;
  a = (a ^ (a >>> 16)) * 0x85ebca6b;
  a = (a ^ (a >>> 13)) * 0xc2b2ae35;
  a ^= a >>> 16;
  let b = low ^ (a * 0x27d4eb2f);
  b = (b ^ (b >>> 15)) * 0x2c1b3c6d;
  b = (b ^ (b >>> 12)) * 0x297a2d39;
  b ^= b >>> 15;
  const value = ((<u64>(a >>> 12)) << 32) | <u64>b;
  return value == 0 ? 1 : <f64>value;
}
