/** How V8 is to run this program: what serves programs that run for days is not always good for one that ends in seconds. */
import { setFlagsFromString } from 'node:v8';

/** Versions of V8 that know the flags (Node 20 to 24): others would complain of them on standard error. */
const first = 11;
const last = 13;

const flags = [
  /*
   * V8 learns from the first accounts, whose states stay, to make all such states among the long-lived objects; where accounts
   * are too many to keep states of, each of these then waits for a full collection, and takes what it refers to along. Without
   * that habit a log of a million accounts takes two thirds of the time.
   */
  '--no-allocation-site-pretenuring',
  /*
   * Some six hundred functions become hot enough to be optimised, most of them for a second or less, and the optimiser took three
   * tenths of the processor from the threads that decode. It takes three fifths when it puts less of one function into another.
   */
  '--max-inlined-bytecode-size-cumulative=100',
];

/**
 * Before anything else has run: what is optimised already stays as it is.
 * @param version of V8, as in `process.versions`
 */
export function tuneEngine(version: string): void {
  const major = Number.parseInt(version, 10);
  if (major >= first && major <= last) for (const flag of flags) setFlagsFromString(flag);
}
