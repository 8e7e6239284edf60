/**
 * Where the fields of a stretch of records stand: for each slot (a field somebody wants) and row one token of eight bytes,
 * the address in the lower half, three bits of kind and 29 of length in the upper.
 */

/** Nothing, or something that means nothing: null, an absent value. */
export const ABSENT: u32 = 0;
/** Text in UTF-8, escapes resolved. */
export const TEXT: u32 = 1;
/** A JSON number as written. */
export const NUMBER: u32 = 2;
export const TRUE: u32 = 3;
export const FALSE: u32 = 4;
/** A JSON object or array as written. */
export const VALUE: u32 = 5;
/** Something that only the host can read. */
export const UNREAD: u32 = 6;

/** Longest value a token holds. */
export const LONGEST: usize = (1 << 29) - 1;

/** What became of a record. */
export const READ: u8 = 1;
/** It is left to the plain path: something about it is out of the ordinary. */
export const LEFT: u8 = 0;

// @ts-ignore: decorator
@inline
export function token(kind: u32, start: usize, length: usize): u64 {
  return (((<u64>kind << 29) | <u64>length) << 32) | <u64>start;
}

// @ts-ignore: decorator
@inline
export function kindOf(token: u64): u32 {
  return <u32>(token >>> 61);
}

// @ts-ignore: decorator
@inline
export function startOf(token: u64): usize {
  return <usize>(token & 0xffffffff);
}

// @ts-ignore: decorator
@inline
export function lengthOf(token: u64): usize {
  return <usize>((token >>> 32) & 0x1fffffff);
}
