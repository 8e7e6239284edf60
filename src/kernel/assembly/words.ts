/**
 * Cuts text into hashed words: letters lower-cased, every run of digits the same word, each CJK character a word of its own,
 * punctuation and blanks between. Text without characters of three bytes is cut by bit masks, 16 bytes at a time; the
 * byte-by-byte way gives the same words for any text.
 */
import { lowBytes } from './hash';

export const MOST_WORDS: usize = 1024;
/** Text is cut in stretches of at most so many bytes. */
export const LONGEST_CUT: usize = 4096;

/** Hashes of the words cut last, as u32. */
export const words: usize = memory.data(4 * <i32>MOST_WORDS + 32, 16);
const lowered: usize = memory.data(<i32>LONGEST_CUT + 64, 16);
const letters: usize = memory.data(<i32>LONGEST_CUT / 8 + 32, 16);
const digits: usize = memory.data(<i32>LONGEST_CUT / 8 + 32, 16);

/** Number of words cut last. */
export let wordCount: usize = 0;

export function cutWords(at: usize, length: usize): void {
  if (prepare(at, length)) cutByMasks(length);
  else cutByBytes(length);
}

/** For tests: the plain way alone. */
export function cutWordsPlainly(at: usize, length: usize): void {
  prepare(at, length);
  cutByBytes(length);
}

/** Lower-cases and classifies; true when the masks tell everything: no character of three bytes in it. */
function prepare(at: usize, length: usize): bool {
  let wide: i32 = 0;
  let i: usize = 0;
  for (; i < length; i += 16) {
    const chunk = v128.load(at + i);
    const upper = i8x16.lt_u(i8x16.sub(chunk, i8x16.splat(0x41)), i8x16.splat(26));
    const lower = v128.or(chunk, v128.and(upper, i8x16.splat(0x20)));
    v128.store(lowered + i, lower);
    const letter = v128.or(
      i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x61)), i8x16.splat(26)),
      v128.or(i8x16.eq(lower, i8x16.splat(0x5f)), i8x16.lt_s(lower, i8x16.splat(0))),
    );
    const digit = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(0x30)), i8x16.splat(10));
    const left = length - i;
    const valid: i32 = left < 16 ? (1 << <i32>left) - 1 : 0xffff;
    store<u16>(letters + (i >> 3), <u16>(i8x16.bitmask(letter) & valid));
    store<u16>(digits + (i >> 3), <u16>(i8x16.bitmask(digit) & valid));
    wide |= i8x16.bitmask(i8x16.lt_u(i8x16.sub(lower, i8x16.splat(<i8>0xe2)), i8x16.splat(8))) & valid;
  }
  memory.fill(letters + (i >> 3), 0, 16);
  memory.fill(digits + (i >> 3), 0, 16);
  return wide == 0;
}

/** By 64 bytes at a time: a word ends before the first byte that is not of its kind. */
function cutByMasks(length: usize): void {
  let count: usize = 0;
  // Whether the byte before these 64 is a letter, or a digit; and where the word began that it is in.
  let afterLetter: u64 = 0;
  let afterDigit: u64 = 0;
  let start: usize = 0;
  for (let base: usize = 0; base <= length; base += 64) {
    const letter = load<u64>(letters + (base >> 3));
    const digit = load<u64>(digits + (base >> 3));
    const beforeLetter = (letter << 1) | afterLetter;
    const beforeDigit = (digit << 1) | afterDigit;
    const letterEnds = beforeLetter & ~letter;
    let starts = (letter & ~beforeLetter) | (digit & ~beforeDigit);
    let ends = letterEnds | (beforeDigit & ~digit);
    let isInside = (afterLetter | afterDigit) != 0;
    while (ends != 0) {
      if (!isInside) {
        start = base + <usize>ctz(starts);
        starts &= starts - 1;
      }
      isInside = false;
      const bit = ctz(ends);
      ends &= ends - 1;
      const isLetter = ((letterEnds >>> bit) & 1) != 0;
      store<u32>(words + 4 * count, isLetter ? hashWord(lowered + start, base + <usize>bit - start) : DIGITS);
      if (++count == MOST_WORDS) {
        wordCount = count;
        return;
      }
    }
    if (starts != 0) start = base + <usize>ctz(starts);
    afterLetter = letter >>> 63;
    afterDigit = digit >>> 63;
  }
  wordCount = count;
}

function cutByBytes(length: usize): void {
  let count: usize = 0;
  let i: usize = 0;
  while (i < length && count < MOST_WORDS) {
    const kind = kindOf(i);
    const start = i;
    let hash: u32 = DIGITS;
    if (kind == 0) {
      i++;
      continue;
    }
    if (kind == 4) {
      i += 3;
      continue;
    }
    if (kind == 2) {
      while (i < length && kindOf(i) == 2) i++;
    } else if (kind == 3) {
      i = min(length, i + 3);
      hash = hashWord(lowered + start, i - start);
    } else {
      while (i < length && kindOf(i) == 1) i++;
      hash = hashWord(lowered + start, i - start);
    }
    store<u32>(words + 4 * count, hash);
    count++;
  }
  wordCount = count;
}

/** 0 between words, 1 letter, 2 digit, 3 first byte of a CJK character, 4 first byte of general punctuation (U+2000 on). */
// @ts-ignore: decorator
@inline
function kindOf(place: usize): i32 {
  const byte = load<u8>(lowered + place);
  if (byte >= 0x61 && byte <= 0x7a) return 1;
  if (byte < 0x80) return byte == 0x5f ? 1 : byte - 0x30 < 10 ? 2 : 0;
  if (byte == 0xe2) return 4;
  return byte >= 0xe3 && byte <= 0xe9 ? 3 : 1;
}

/** What stands for every run of digits. */
const DIGITS: u32 = 0x5bd1e995;

function hashWord(at: usize, length: usize): u32 {
  let h: u64 = <u64>length * 0x9e3779b97f4a7c15;
  let left = length;
  while (left > 8) {
    h = (h ^ load<u64>(at)) * 0x880355f21e6d1965;
    h ^= h >>> 32;
    at += 8;
    left -= 8;
  }
  h = (h ^ lowBytes(at, left)) * 0x2127599bf4325c37;
  h ^= h >>> 29;
  h *= 0x880355f21e6d1965;
  return <u32>(h >>> 32);
}
