/**
 * Do members keep the same hours? Others from the same countries say what is usual: accounts that rest together though
 * they call from places with different nights, or that never rest where everybody else does, have one clock.
 */
import { binomialAtLeast, bitsOf } from '../measures/statistics.js';
import type { Link } from './campaign.js';
import type { Linkable } from './linkable.js';

const slotsPerHour = 6;
const hoursADay = 24;
/** Lengths of rest that are looked for, hours. */
const rests = [5, 6, 7, 8] as const;
const windows = hoursADay * rests.length;
/** Requests below which an account's hours say nothing, and span of the log (ms) below which nobody's do. */
const leastRequests = 12;
const leastSpan = 36 * 3_600_000;
/** Accounts of a country below which the whole log stands in for it. */
const leastPeers = 8;
const leastMembers = 4;
/** Share of members with enough requests, and of these that keep the hours. */
const leastTold = 0.5;
const leastShare = 0.8;
/** One program may run on everybody's server day and night: the clock alone does not decide. */
export const mostClockBits = 7;

/** By window: the hours of the day in it, a bit each. */
const windowHours = Int32Array.from({ length: windows }, (_, window) => {
  const start = Math.floor(window / rests.length);
  let hours = 0;
  for (let i = 0; i < (rests[window % rests.length] as number); i++) hours |= 1 << ((start + i) % hoursADay);
  return hours;
});
/** What {@link hoursOf} says of accounts with too few requests, and the bit beside the hours of those that never rest. */
const untold = -1;
const restless = 1 << hoursADay;

/** The hours of the day in which an account is active, a bit each, and whether it never rests. */
export function hoursOf(slots: ArrayLike<number>, requests: number): number {
  if (requests < leastRequests) return untold;
  let hours = 0;
  for (let i = 0; i < slots.length; i++) {
    const hour = Math.floor((slots[i] as number) / slotsPerHour) % hoursADay;
    if (hour >= 0) hours |= 1 << hour;
  }
  // The longest gap that as many requests at random times of day leave, about; whole hours are one coarser.
  const random = (hoursADay * (Math.log(requests) + 1)) / requests;
  return longestRest(hours) <= random ? hours | restless : hours;
}

function longestRest(hours: number): number {
  let longest = 0;
  for (let start = 0; start < hoursADay; start++) {
    let free = 0;
    while (free < hoursADay && (hours & (1 << ((start + free) % hoursADay))) === 0) free++;
    longest = Math.max(longest, free);
  }
  return longest;
}

interface Peers {
  accounts: number;
  readonly resting: Float64Array;
  restless: number;
}

type Asked = Pick<Linkable, 'hours' | 'country' | 'countries' | 'first' | 'last'>;

/** Everybody's hours; no links where the log is shorter than a day and a half. */
export class Clocks {
  readonly #accounts: Asked;
  readonly #longEnough: boolean;
  #peers: AllPeers | undefined;

  constructor(accounts: Asked) {
    this.#accounts = accounts;
    const from = accounts.first.reduce((first, time) => Math.min(first, time), Infinity);
    const to = accounts.last.reduce((last, time) => Math.max(last, time), -Infinity);
    this.#longEnough = to - from >= leastSpan;
  }

  links(members: readonly number[]): Link[] {
    if (!this.#longEnough) return [];
    const { hours, country } = this.#accounts;
    const told: Told[] = [];
    members.forEach((member, position) => {
      const own = hours[member] as number;
      if (own !== untold) told.push({ position, hours: own, country: country[member] as number });
    });
    if (told.length < leastMembers || told.length < leastTold * members.length) return [];
    const others = this.#othersThan(told);
    return [restLink(told, others), restlessLink(told, others)].filter(link => link !== undefined);
  }

  /** Peers of each one told, themselves and the others told left out. */
  #othersThan(told: readonly Told[]): Others {
    this.#peers ??= peersOf(this.#accounts);
    const { byCountry, everybody } = this.#peers;
    const inside = new Map<number, number>();
    for (const { country } of told) inside.set(country, (inside.get(country) ?? 0) + 1);
    return (does, doing) => {
      const shares = new Map<number, number>();
      const shareOf = (country: number) => {
        const own = byCountry[country];
        const few = own === undefined || own.accounts - (inside.get(country) as number) < leastPeers;
        const [peers, left] = few ? [everybody, told] : [own, told.filter(one => one.country === country)];
        const doers = left.filter(one => does(one.hours)).length;
        return (doing(peers) - doers + 1) / (peers.accounts - left.length + 2);
      };
      // By the rule of succession; the mean over members.
      const sum = told.reduce((total, { country }) => {
        let share = shares.get(country);
        if (share === undefined) shares.set(country, (share = shareOf(country)));
        return total + share;
      }, 0);
      return sum / told.length;
    };
  }
}

/** A member that has enough requests. */
interface Told {
  /** Among the members. */
  readonly position: number;
  readonly hours: number;
  readonly country: number;
}

/** Mean over members of the share of each one's peers that do so. */
type Others = (does: (hours: number) => boolean, doing: (peers: Peers) => number) => number;

interface AllPeers {
  /** Countries of too few accounts have none. */
  readonly byCountry: readonly (Peers | undefined)[];
  readonly everybody: Peers;
}

function peersOf({ hours, country, countries }: Asked): AllPeers {
  const sizes = new Int32Array(countries.length);
  for (let account = 0; account < hours.length; account++) {
    if (hours[account] !== untold) sizes[country[account] as number]!++;
  }
  const newPeers = (): Peers => ({ accounts: 0, resting: new Float64Array(windows), restless: 0 });
  const everybody = newPeers();
  const byCountry = Array.from(sizes, size => (size < leastPeers ? undefined : newPeers()));
  for (let account = 0; account < hours.length; account++) {
    const own = hours[account] as number;
    if (own === untold) continue;
    count(everybody, own);
    const peers = byCountry[country[account] as number];
    if (peers !== undefined) count(peers, own);
  }
  return { byCountry, everybody };
}

function count(peers: Peers, hours: number): void {
  peers.accounts++;
  if ((hours & restless) !== 0) peers.restless++;
  for (let window = 0; window < windows; window++) {
    if ((hours & (windowHours[window] as number)) === 0) peers.resting[window]!++;
  }
}

/** All rest in the same hours: a binomial tail against how usual that is among each one's peers, for all windows tried. */
function restLink(told: readonly Told[], others: Others): Link | undefined {
  if (new Set(told.map(({ country }) => country)).size < 2) return undefined;
  let best: { window: number; p: number; resting: number } | undefined;
  for (let window = 0; window < windows; window++) {
    const within = windowHours[window] as number;
    let resting = 0;
    for (const { hours } of told) if ((hours & within) === 0) resting++;
    if (resting < leastShare * told.length) continue;
    const usual = others(
      hours => (hours & within) === 0,
      peers => peers.resting[window] as number,
    );
    const p = binomialAtLeast(resting - 1, told.length - 1, usual);
    if (best === undefined || p < best.p) best = { window, p, resting };
  }
  if (best === undefined) return undefined;
  const { window, p, resting } = best;
  const start = Math.floor(window / rests.length);
  const length = rests[window % rests.length] as number;
  return linkOf({
    attribute: 'rest',
    label: `${resting} of ${told.length} accounts rest together from ${start} to ${(start + length) % hoursADay} h UTC, in several countries`,
    p: Math.min(1, windows * p),
    holders: told
      .filter(({ hours }) => (hours & (windowHours[window] as number)) === 0)
      .map(({ position }) => position),
    facts: { accounts: resting, from: start, hours: length },
  });
}

/** Nobody rests: how many members never do, against the share of their peers that never do. */
function restlessLink(told: readonly Told[], others: Others): Link | undefined {
  const never = (hours: number) => (hours & restless) !== 0;
  const holders = told.filter(({ hours }) => never(hours)).map(({ position }) => position);
  if (holders.length < leastShare * told.length) return undefined;
  const usual = others(never, peers => peers.restless);
  return linkOf({
    attribute: 'restless',
    label: `${holders.length} of ${told.length} accounts are at work around the clock`,
    p: binomialAtLeast(holders.length - 1, told.length - 1, usual),
    holders,
    facts: { accounts: holders.length, expected: Math.round(10 * usual * told.length) / 10 },
  });
}

interface Found {
  attribute: string;
  label: string;
  p: number;
  holders: number[];
  facts: Link['facts'];
}

function linkOf({ attribute, label, p, holders, facts }: Found): Link | undefined {
  const bits = Math.min(mostClockBits, bitsOf(p));
  if (bits <= 0) return undefined;
  return {
    kind: 'schedule',
    attribute,
    value: 0,
    label,
    bits,
    unadjusted: bits,
    holders,
    outside: 0,
    facts,
    examples: [],
  };
}
