/**
 * Tables of numbers that are many and mostly small. A typed array of more than 64 bytes lies outside V8's heap, with a buffer
 * that is allocated and swept by itself; a list of doubles lies in it, which is cheap as long as it is small.
 */

export type Numbers = number[] | Float64Array;

/** Beyond, lists made a scan of ten million requests hold a quarter more memory, and no faster. */
const longest = 256;
/** One of each length that was asked for, to copy: a copy of a list of doubles is one. */
const blanks = new Map<number, readonly number[]>();

/** So many zeros. For a few lengths. */
export function blankList(length: number): Numbers {
  if (length > longest) return new Float64Array(length);
  let blank = blanks.get(length);
  if (blank === undefined) {
    // A list that has held another number than a small integer stays a list of doubles.
    blank = Array.from({ length }, () => 0.5).fill(0);
    blanks.set(length, blank);
  }
  return blank.slice();
}
