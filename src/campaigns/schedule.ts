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

const bitsEach = 2;

/** Load-levelling: the spread of ln(requests) against that of independent users, a chi-square left tail. */
export function volumeLink(counts: readonly number[], tried: number): Link | undefined {
  if (counts.length < 3) return undefined;
  const { mean } = moments2(counts);
  if (mean < leastMean) return undefined;
  const spread = moments2(counts.map(count => Math.log(count + 0.5)));
  const degrees = counts.length - 1;
  const p = chiSquareBelow((degrees * spread.variance) / leastSpread ** 2, degrees);
  // Few loads are equal by many accidents (two runs of one benchmark): each further account is worth two bits at most.
  const bits = Math.min(bitsEach * degrees, bitsOf(Math.min(1, p * tried)));
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

/** Slots (3.8 years) that synchrony is looked for in. */
const widestRange = 200_000;

/** `active` holds each member's slots; counts are kept in one array over the range of slots. */
function coincidence(active: readonly (readonly number[])[], shiftOf: (member: number) => number): number {
  let first = Infinity;
  let last = -Infinity;
  for (const slots of active) {
    for (const slot of slots) {
      if (slot < first) first = slot;
      if (slot > last) last = slot;
    }
  }
  // Clocks years apart are forged or broken; nobody is in step with them.
  if (first > last || last - first > widestRange) return 0;
  const counts = new Uint32Array(last - first + 1 + 2 * reach);
  let sum = 0;
  active.forEach((slots, member) => {
    const by = shiftOf(member) - first + reach;
    // (n + 1)^2 - n^2 = 2n + 1: the sum of squares grows with each arrival.
    for (const slot of slots) {
      const before = counts[slot + by] as number;
      counts[slot + by] = before + 1;
      sum += 2 * before + 1;
    }
  });
  return sum;
}

function shift(member: number, replicate: number): number {
  const drawn = hashPair(member + 1, replicate) % (2 * reach);
  return drawn < reach ? drawn - reach : drawn - reach + 1;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
