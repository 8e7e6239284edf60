/**
 * What one request of an account weighs, as keys: means are put into bins that overlap by half, so that accounts alike to
 * within half a bin always have a key in common. One job in one wrapper weighs the same on every account.
 */
import type { Traffic } from '../measures/catalogue/traffic.js';
import { hashPair } from '../requests/hash.js';

/**
 * Widths of the bins in natural logarithms: means of one job agree to a few hundredths over hundreds of requests and to
 * some tenths over dozens, those of strangers to about one.
 */
const widths = [0.3, 0.6] as const;
/** Requests below which a mean is noise. */
export const leastCounted = 20;

/** Mean answer and question, in tokens or, where the log has none, bytes of the answer: empty when there are too few. */
export function workloadKeys({ counted, inputTokens, outputTokens, bytesOut, requests }: Traffic): Map<number, string> {
  const [number, out, into] = counted > 0 ? [counted, outputTokens, inputTokens] : [requests, bytesOut, 0];
  if (number < leastCounted || out === 0) return new Map();
  const [meanOut, meanIn] = [out / number, into / number];
  const label = `about ${meanIn.toFixed(0)} in, ${meanOut.toFixed(0)} out`;
  const keys = new Map<number, string>();
  for (const width of widths) {
    for (const outBin of bins(Math.log(meanOut + 1), width)) {
      for (const inBin of bins(Math.log(meanIn + 1), width)) {
        keys.set(hashPair(hashPair(outBin + 1, inBin + 1), 10 * width), label);
      }
    }
  }
  return keys;
}

/** The two bins, of two grids shifted by half a width, that hold a value: even numbers of one grid, odd ones of the other. */
function bins(value: number, width: number): [number, number] {
  return [2 * Math.floor(value / width), 2 * Math.floor(value / width + 0.5) + 1];
}
