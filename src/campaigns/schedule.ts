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
const hour = 3_600_000;

/** A member's load: its requests in the common work, and how long it was at work. */
export interface Load {
  readonly requests: number;
  /** From its first request to its last, ms. */
  readonly span: number;
}

/**
 * Load-levelling: the spread of ln(requests) against that of independent users, a chi-square left tail; and, because
 * members may have come late or been banned early, the same of requests an hour. The better of the two, one bit less.
 */
export function volumeLink(loads: readonly Load[]): Link | undefined {
  if (loads.length < 3) return undefined;
  const counts = loads.map(({ requests }) => requests);
  const { mean, variance } = moments2(counts);
  if (mean < leastMean) return undefined;
  const hours = loads.map(({ span }) => Math.max(1, span / hour));
  const paces = counts.map((count, i) => count / (hours[i] as number));
  const logs = counts.map(count => Math.log(count + 0.5));
  const [byCount, byPace] = [levelBits(logs), levelBits(logs.map((log, i) => log - Math.log(hours[i] as number)))];
  const bits = Math.max(byCount, byPace) - 1;
  if (bits <= 0) return undefined;
  const [values, unit] = byCount >= byPace ? [counts, 'requests'] : [paces, 'requests an hour'];
  const shown = moments2(values);
  return {
    kind: 'schedule',
    attribute: 'volume',
    value: 0,
    label: `${shown.mean.toFixed(1)} ± ${Math.sqrt(shown.variance).toFixed(1)} ${unit} each`,
    bits,
    unadjusted: bits,
    holders: loads.map((_, i) => i),
    outside: 0,
    facts: {
      mean: round(mean),
      deviation: round(Math.sqrt(variance)),
      expectedDeviation: round(shown.mean * Math.sqrt(Math.expm1(leastSpread ** 2))),
    },
    examples: [],
  };
}

/** Few loads are equal by many accidents (two runs of one benchmark): each further account is worth two bits at most. */
function levelBits(logs: readonly number[]): number {
  const { variance } = moments2(logs);
  const degrees = logs.length - 1;
  return Math.min(bitsEach * degrees, bitsOf(chiSquareBelow((degrees * variance) / leastSpread ** 2, degrees)));
}

const replicates = 32;
const leastExcess = 1.3;
/** Share of members that must be in step with the others. */
const leastInStep = 0.5;
/** Largest shift in slots of ten minutes: small enough to keep everyone's day, large enough to break common minutes. */
const reach = 6;

/**
 * Synchrony: sum over slots of the squared number of active members, against the same with each member's series
 * shifted by a few slots (after the circular-shift null of SynchroTrap's follow-ups; day profiles survive the shift).
 */
export function synchronyLink(members: readonly AccountView[]): Link | undefined {
  if (members.length < 3) return undefined;
  const active = members.map(member => [...member.slots.keys()]);
  const { sum: observed, each } = coincidence(active, () => 0);
  const nulls = Array.from({ length: replicates }, (_, i) => coincidence(active, member => shift(member, i + 1)));
  const { mean, variance } = moments2(nulls.map(({ sum }) => sum));
  // Two or three that keep in step do not make a crowd keep it.
  const usual = (member: number) =>
    nulls.reduce((total, null_) => total + (null_.each[member] as number), 0) / replicates;
  const holders = members.flatMap((_, i) => ((each[i] as number) > leastExcess * usual(i) ? [i] : []));
  if (holders.length < leastInStep * members.length) return undefined;
  const z = (observed - mean) / Math.sqrt(Math.max(variance, mean * 0.0025, 1));
  // A crowd that keeps office hours loses a little of its coincidence by any shift: that is no appointment.
  if (observed < leastExcess * mean) return undefined;
  const bits = bitsOf(normalAbove(z));
  if (bits <= 0) return undefined;
  return {
    kind: 'schedule',
    attribute: 'synchrony',
    value: 0,
    label: 'active in the same ten minutes',
    bits,
    unadjusted: bits,
    holders,
    outside: 0,
    facts: { coincidence: observed, expected: round(mean), z: round(z) },
    examples: [],
  };
}

/** Slots (3.8 years) that synchrony is looked for in. */
const widestRange = 200_000;

interface Coincidence {
  /** Sum over slots of the squared number of active members. */
  sum: number;
  /** By member: others active in its slots, summed over them. */
  each: number[];
}

/** `active` holds each member's slots; counts are kept in one array over the range of slots. */
function coincidence(active: readonly (readonly number[])[], shiftOf: (member: number) => number): Coincidence {
  let first = Infinity;
  let last = -Infinity;
  for (const slots of active) {
    for (const slot of slots) {
      if (slot < first) first = slot;
      if (slot > last) last = slot;
    }
  }
  // Clocks years apart are forged or broken; nobody is in step with them.
  if (first > last || last - first > widestRange) return { sum: 0, each: active.map(() => 0) };
  const counts = new Uint32Array(last - first + 1 + 2 * reach);
  const offsets = active.map((_, member) => shiftOf(member) - first + reach);
  active.forEach((slots, member) => {
    for (const slot of slots) counts[slot + (offsets[member] as number)]!++;
  });
  const each = active.map((slots, member) =>
    slots.reduce((others, slot) => others + (counts[slot + (offsets[member] as number)] as number) - 1, 0),
  );
  // Each active member meets itself once.
  const sum = each.reduce((total, others, member) => total + others + (active[member] as readonly number[]).length, 0);
  return { sum, each };
}

function shift(member: number, replicate: number): number {
  const drawn = hashPair(member + 1, replicate) % (2 * reach);
  return drawn < reach ? drawn - reach : drawn - reach + 1;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
