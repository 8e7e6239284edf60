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
export function workloadKeys(sums: Traffic): number[] {
  const means = meansOf(sums);
  if (means === undefined) return [];
  const keys = new Set<number>();
  for (const width of widths) {
    for (const outBin of bins(Math.log(means.out + 1), width)) {
      for (const inBin of bins(Math.log(means.into + 1), width)) {
        keys.add(hashPair(hashPair(outBin + 1, inBin + 1), 10 * width));
      }
    }
  }
  return [...keys];
}

/** The means in words; '' when there are too few. */
export function workloadLabel(sums: Traffic): string {
  const means = meansOf(sums);
  return means === undefined ? '' : `about ${means.into.toFixed(0)} in, ${means.out.toFixed(0)} out`;
}

function meansOf({ counted, inputTokens, outputTokens, bytesOut, requests }: Traffic) {
  const [number, out, into] = counted > 0 ? [counted, outputTokens, inputTokens] : [requests, bytesOut, 0];
  return number < leastCounted || out === 0 ? undefined : { out: out / number, into: into / number };
}

/** The two bins, of two grids shifted by half a width, that hold a value: even numbers of one grid, odd ones of the other. */
function bins(value: number, width: number): [number, number] {
  return [2 * Math.floor(value / width), 2 * Math.floor(value / width + 0.5) + 1];
}
