/**
 * How V8 is to keep this program's objects. It learns from the first accounts, whose states stay, to make all such states
 * among the long-lived objects; where accounts are too many to keep states of, each of these then waits for a full
 * collection, and takes what it refers to along. Without that habit a log of a million accounts takes two thirds of the time.
 */
import { setFlagsFromString } from 'node:v8';

/** Versions of V8 that know the flag (Node 20 to 24): others would complain of it on standard error. */
const first = 11;
const last = 13;

/** @param version of V8, as in `process.versions` */
export function keepStatesYoung(version: string): void {
  const major = Number.parseInt(version, 10);
  if (major >= first && major <= last) setFlagsFromString('--no-allocation-site-pretenuring');
}
