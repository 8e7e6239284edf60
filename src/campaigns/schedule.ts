/** Do members keep one schedule: the same load each, active in the same ten minutes? */
import { hashPair } from '../requests/hash.js';
import { bitsOf, chiSquareBelow, moments2, normalAbove } from '../measures/statistics.js';
import type { AccountView } from './account-view.js';
import type { Link } from './campaign.js';

/**
 * Independent users of one tool differ in volume by at least this standard deviation of ln(requests); real API clients
 * (ServeGen, Azure traces) differ by more than 1.
 */
const leastSpread = 0.5;
/** Below this many requests a member, counting noise hides whether loads are equal. */
const leastMean = 8;

/** Load-levelling: the spread of ln(requests) against that of independent users, a chi-square left tail. */
export function volumeLink(counts: readonly number[], tried: number): Link | undefined {
  if (counts.length < 3) return undefined;
  const { mean } = moments2(counts);
  if (mean < leastMean) return undefined;
  const spread = moments2(counts.map(count => Math.log(count + 0.5)));
  const degrees = counts.length - 1;
  const p = chiSquareBelow((degrees * spread.variance) / leastSpread ** 2, degrees);
  const bits = bitsOf(Math.min(1, p * tried));
  if (bits <= 0) return undefined;
  const deviation = Math.sqrt(moments2(counts).variance);
  return {
    kind: 'schedule',
    attribute: 'volume',
    value: 0,
    label: `${mean.toFixed(1)} ± ${deviation.toFixed(1)} requests each`,
    bits,
    unadjusted: bits,
    holders: counts.map((_, i) => i),
    outside: 0,
    facts: {
      mean: round(mean),
      deviation: round(deviation),
      expectedDeviation: round(mean * Math.sqrt(Math.expm1(leastSpread ** 2))),
    },
    examples: [],
  };
}

const replicates = 32;
/** Largest shift in slots of ten minutes: small enough to keep everyone's day, large enough to break common minutes. */
const reach = 6;

/**
 * Synchrony: sum over slots of the squared number of active members, against the same with each member's series
 * shifted by a few slots (after the circular-shift null of SynchroTrap's follow-ups; day profiles survive the shift).
 */
export function synchronyLink(members: readonly AccountView[], tried: number): Link | undefined {
  if (members.length < 3) return undefined;
  const active = members.map(member => [...member.slots.keys()]);
  const observed = coincidence(active, () => 0);
  const nulls: number[] = [];
  for (let replicate = 1; replicate <= replicates; replicate++) {
    nulls.push(coincidence(active, member => shift(member, replicate)));
  }
  const { mean, variance } = moments2(nulls);
  const z = (observed - mean) / Math.sqrt(Math.max(variance, mean * 0.0025, 1));
  const bits = bitsOf(Math.min(1, normalAbove(z) * tried));
  if (bits <= 0) return undefined;
  return {
    kind: 'schedule',
    attribute: 'synchrony',
    value: 0,
    label: 'active in the same ten minutes',
    bits,
    unadjusted: bits,
    holders: members.map((_, i) => i),
    outside: 0,
    facts: { coincidence: observed, expected: round(mean), z: round(z) },
    examples: [],
  };
}

function coincidence(active: readonly (readonly number[])[], shiftOf: (member: number) => number): number {
  const counts = new Map<number, number>();
  active.forEach((slots, member) => {
    const by = shiftOf(member);
    for (const slot of slots) counts.set(slot + by, (counts.get(slot + by) ?? 0) + 1);
  });
  let sum = 0;
  for (const count of counts.values()) sum += count * count;
  return sum;
}

function shift(member: number, replicate: number): number {
  const drawn = hashPair(member + 1, replicate) % (2 * reach);
  return drawn < reach ? drawn - reach : drawn - reach + 1;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
