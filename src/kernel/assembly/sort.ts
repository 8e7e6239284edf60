/**
 * Texts in the order in which the host compares strings, by UTF-16 code units. Multikey quicksort (Bentley and Sedgewick,
 * Fast Algorithms for Sorting and Searching Strings, 1997).
 */
import { textStart } from './dictionary';

/** Below this, ranges are sorted by insertion. */
const FEW: i32 = 12;

/** Sorts `count` ids of a dictionary by their texts. */
export function sortTexts(d: usize, ids: usize, count: i32): void {
  sortRange(d, ids, count, 0);
}

function sortRange(d: usize, ids: usize, count: i32, depth: usize): void {
  while (count > FEW) {
    const middle = unitAt(d, load<u32>(ids + 4 * (<usize>count >> 1)), depth);
    let less: i32 = 0;
    let at: i32 = 0;
    let more: i32 = count - 1;
    while (at <= more) {
      const unit = unitAt(d, load<u32>(ids + 4 * <usize>at), depth);
      if (unit < middle) swap(ids, less++, at++);
      else if (unit > middle) swap(ids, at, more--);
      else at++;
    }
    const equal = at - less;
    const rest = count - at;
    // The longest of the three is left to the loop, so that calls are never deep whatever the texts are.
    if (middle >= 0 && equal >= less && equal >= rest) {
      sortRange(d, ids, less, depth);
      sortRange(d, ids + 4 * <usize>at, rest, depth);
      ids += 4 * <usize>less;
      count = equal;
      depth++;
      continue;
    }
    if (middle >= 0) sortRange(d, ids + 4 * <usize>less, equal, depth + 1);
    if (less >= rest) {
      sortRange(d, ids + 4 * <usize>at, rest, depth);
      count = less;
    } else {
      sortRange(d, ids, less, depth);
      ids += 4 * <usize>at;
      count = rest;
    }
  }
  for (let i: i32 = 1; i < count; i++) {
    for (let j = i; j > 0 && isBefore(d, load<u32>(ids + 4 * <usize>j), load<u32>(ids + 4 * <usize>(j - 1)), depth); j--) {
      swap(ids, j, j - 1);
    }
  }
}

// @ts-ignore: decorator
@inline
function swap(ids: usize, a: i32, b: i32): void {
  const first = load<u32>(ids + 4 * <usize>a);
  store<u32>(ids + 4 * <usize>a, load<u32>(ids + 4 * <usize>b));
  store<u32>(ids + 4 * <usize>b, first);
}

/** What a text has at a place, as a number that orders as UTF-16 does; -1 behind its end. */
// @ts-ignore: decorator
@inline
function unitAt(d: usize, id: u32, depth: usize): i32 {
  const start = textStart(d, id);
  if (depth >= textStart(d, id + 1) - start) return -1;
  return ordered(load<u8>(start + depth));
}

/** Beyond U+FFFF, UTF-16 has surrogates, which come before U+E000. */
// @ts-ignore: decorator
@inline
function ordered(byte: u8): i32 {
  if (byte < 0xee) return byte;
  return byte < 0xf0 ? <i32>byte + 8 : <i32>byte - 2;
}

function isBefore(d: usize, a: u32, b: u32, depth: usize): bool {
  let one = unitAt(d, a, depth);
  let other = unitAt(d, b, depth);
  while (one == other && one >= 0) {
    depth++;
    one = unitAt(d, a, depth);
    other = unitAt(d, b, depth);
  }
  return one < other;
}
