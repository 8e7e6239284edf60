/** Do members keep one schedule: the same load each, active in the same ten minutes? */
import { hashPair } from '../requests/hash.js';
import { bitsOf, chiSquareBelow, moments2, normalAbove } from '../measures/statistics.js';
import type { Link } from './campaign.js';
import type { SlotLists } from './slot-lists.js';

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

/** What the loads of so many are worth at most. */
export function mostVolumeBits(members: number): number {
  return members < 3 ? 0 : bitsEach * (members - 1) - 1;
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

/** Slots (3.8 years) that synchrony is looked for in. */
const widestRange = 200_000;

/**
 * Synchrony: sum over slots of the squared number of active members, against the same with each member's series
 * shifted by a few slots (after the circular-shift null of SynchroTrap's follow-ups; day profiles survive the shift).
 * Most groups are out of step, which a sum without shifts shows: shifting is left as soon as the outcome is known.
 */
export class Synchrony {
  readonly #lists: SlotLists;
  /** The members' slots, one list after another, and where each begins. */
  #slots = new Float64Array(1024);
  #from = new Int32Array(64);
  /** Shift of each member, from {@link reach} slots before the first slot of all. */
  #offsets = new Int32Array(64);
  /** By replicate and member, drawn once. */
  readonly #shifts: number[][] = [];
  /** Active members by slot: 0 between two groups. */
  #counts = new Uint32Array(1024);
  /** How much of it the group may need. */
  #range = 0;

  constructor(lists: SlotLists) {
    this.#lists = lists;
  }

  /** @param least fewer bits than this need not be told */
  link(members: readonly number[], least = 0): Link | undefined {
    const { length } = members;
    if (length < 3 || !this.#read(members)) return undefined;
    const each = new Float64Array(length);
    const observed = this.#coincidence(length, each);
    // Whatever the shift, each active member meets itself, and no series is more even than one spread over all slots.
    const active = this.#from[length] as number;
    const meets = Math.max(active, (0.999 * active ** 2) / this.#range);
    if (observed < leastExcess * meets || mostBits(observed, meets) < least) return undefined;
    // Two or three that keep in step do not make a crowd keep it.
    if (each.filter(others => others > 0).length < leastInStep * length) return undefined;
    const shifted = new Float64Array(length);
    const sums = this.#shiftedSums(length, shifted, { observed, meets });
    if (sums === undefined) return undefined;
    const { mean, variance } = moments2(sums);
    const isInStep = (i: number) => (each[i] as number) > leastExcess * ((shifted[i] as number) / replicates);
    const holders = [...each.keys()].filter(isInStep);
    if (holders.length < leastInStep * length || observed < leastExcess * mean) return undefined;
    const z = (observed - mean) / Math.sqrt(Math.max(variance, mean * 0.0025, 1));
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

  /**
   * Coincidences of the shifted series; undefined as soon as it is known that the observed one is no appointment.
   * @param each by member, to be added to: others active in its slots, summed over them and over all shifts
   */
  #shiftedSums(
    length: number,
    each: Float64Array,
    { observed, meets }: { observed: number; meets: number },
  ): number[] | undefined {
    const sums: number[] = [];
    for (let total = 0; sums.length < replicates;) {
      this.#shift(length, sums.length + 1);
      const sum = this.#sum(length);
      total += sum;
      sums.push(sum);
      // A crowd that keeps office hours loses a little of its coincidence by any shift.
      if (observed < leastExcess * ((total + (replicates - sums.length) * meets) / replicates)) return undefined;
    }
    for (let replicate = 1; replicate <= replicates; replicate++) {
      this.#shift(length, replicate);
      this.#coincidence(length, each);
    }
    return sums;
  }

  #shift(length: number, replicate: number): void {
    const shifts = (this.#shifts[replicate] ??= []);
    for (let member = shifts.length; member < length; member++) shifts.push(reach + shift(member, replicate));
    for (let member = 0; member < length; member++) this.#offsets[member] = shifts[member] as number;
  }

  /** Sum over slots of the squared number of active members: one more makes 2n + 1 more of n squared. */
  #sum(length: number): number {
    const [slots, from, offsets, counts] = [this.#slots, this.#from, this.#offsets, this.#counts];
    let sum = 0;
    for (let member = 0; member < length; member++) {
      const offset = offsets[member] as number;
      const end = from[member + 1] as number;
      for (let i = from[member] as number; i < end; i++) sum += 2 * counts[(slots[i] as number) + offset]!++ + 1;
    }
    counts.fill(0, 0, this.#range);
    return sum;
  }

  /** false where clocks are years apart: forged or broken, and nobody is in step with them. */
  #read(members: readonly number[]): boolean {
    const { length } = members;
    if (this.#from.length <= length) {
      this.#from = new Int32Array(2 * length);
      this.#offsets = new Int32Array(2 * length);
    }
    let total = 0;
    for (let i = 0; i < length; i++) {
      this.#from[i] = total;
      total += this.#lists.size(members[i] as number);
    }
    this.#from[length] = total;
    if (this.#slots.length < total) this.#slots = new Float64Array(2 * total);
    let first = Infinity;
    let last = -Infinity;
    for (let i = 0; i < length; i++) {
      const from = this.#from[i] as number;
      const end = this.#lists.read(members[i] as number, this.#slots, from);
      if (from === end) continue;
      first = Math.min(first, this.#slots[from] as number);
      last = Math.max(last, this.#slots[end - 1] as number);
    }
    if (first > last || last - first > widestRange) return false;
    this.#range = last - first + 1 + 2 * reach;
    if (this.#counts.length < this.#range) this.#counts = new Uint32Array(this.#range);
    for (let i = 0; i < total; i++) this.#slots[i]! -= first;
    this.#offsets.fill(reach, 0, length);
    return true;
  }

  /**
   * Sum over slots of the squared number of active members.
   * @param each by member, to be added to: others active in its slots, summed over them
   */
  #coincidence(length: number, each: Float64Array): number {
    const [slots, from, offsets, counts] = [this.#slots, this.#from, this.#offsets, this.#counts];
    for (let member = 0; member < length; member++) {
      const offset = offsets[member] as number;
      const end = from[member + 1] as number;
      for (let i = from[member] as number; i < end; i++) counts[(slots[i] as number) + offset]!++;
    }
    let sum = 0;
    for (let member = 0; member < length; member++) {
      const offset = offsets[member] as number;
      const end = from[member + 1] as number;
      let others = 0;
      for (let i = from[member] as number; i < end; i++)
        others += (counts[(slots[i] as number) + offset] as number) - 1;
      each[member]! += others;
      // Each active member meets itself once.
      sum += others + end - (from[member] as number);
    }
    counts.fill(0, 0, this.#range);
    return sum;
  }
}

/** What so much coincidence is worth at most, were there none at all by chance. */
function mostBits(observed: number, meets: number): number {
  return bitsOf(normalAbove((observed - meets) / Math.sqrt(Math.max(meets * 0.0025, 1))));
}

function shift(member: number, replicate: number): number {
  const drawn = hashPair(member + 1, replicate) % (2 * reach);
  return drawn < reach ? drawn - reach : drawn - reach + 1;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
