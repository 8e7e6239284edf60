/**
 * What one request of an account weighs, as keys: means are put into bins that overlap by half, so that accounts alike to
 * within half a bin always have a key in common. One job in one wrapper weighs the same on every account.
 */
import type { Traffic } from '../measures/catalogue/traffic.js';
import { hashPair } from '../requests/hash.js';

/** Width of a bin in natural logarithms: means of one job agree to a few hundredths, those of strangers to about one. */
const width = 0.3;
/** Requests below which a mean is noise. */
const leastCounted = 20;

/** Mean answer and question, in tokens or, where the log has none, bytes of the answer: empty when there are too few. */
export function workloadKeys({ counted, inputTokens, outputTokens, bytesOut, requests }: Traffic): Map<number, string> {
  const [number, out, into] = counted > 0 ? [counted, outputTokens, inputTokens] : [requests, bytesOut, 0];
  if (number < leastCounted || out === 0) return new Map();
  const [meanOut, meanIn] = [out / number, into / number];
  const label = `about ${meanIn.toFixed(0)} in, ${meanOut.toFixed(0)} out`;
  const keys = new Map<number, string>();
  for (const outBin of bins(Math.log(meanOut + 1))) {
    for (const inBin of bins(Math.log(meanIn + 1))) keys.set(hashPair(outBin + 1, inBin + 1), label);
  }
  return keys;
}

/** The two bins, of two grids shifted by half a width, that hold a value: even numbers of one grid, odd ones of the other. */
function bins(value: number): [number, number] {
  return [2 * Math.floor(value / width), 2 * Math.floor(value / width + 0.5) + 1];
}
