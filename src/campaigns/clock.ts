/**
 * Do members keep the same hours? Others from the same countries say what is usual: accounts that rest together though
 * they call from places with different nights, or that never rest where everybody else does, have one clock.
 */
import { binomialAtLeast, bitsOf } from '../measures/statistics.js';
import type { AccountView } from './account-view.js';
import type { Link } from './campaign.js';

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
const bitsCap = 7;

interface Hours {
  readonly country: string;
  /** By window: whether the account rests in it. */
  readonly rests: Uint8Array;
  readonly restless: boolean;
}

interface Peers {
  accounts: number;
  readonly resting: Float64Array;
  restless: number;
}

/** Everybody's hours; `undefined` links where the log is shorter than a day and a half. */
export class Clocks {
  readonly #hours: (Hours | undefined)[];
  readonly #byCountry = new Map<string, Peers>();
  readonly #everybody = newPeers();

  constructor(views: readonly AccountView[]) {
    const from = views.reduce((first, view) => Math.min(first, view.first), Infinity);
    const to = views.reduce((last, view) => Math.max(last, view.last), -Infinity);
    this.#hours = to - from < leastSpan ? [] : views.map(hoursOf);
    for (const hours of this.#hours) {
      if (hours === undefined) continue;
      let peers = this.#byCountry.get(hours.country);
      if (peers === undefined) this.#byCountry.set(hours.country, (peers = newPeers()));
      count(peers, hours, 1);
      count(this.#everybody, hours, 1);
    }
  }

  links(members: readonly number[]): Link[] {
    const known = members.map(member => this.#hours[member]);
    const told = known.filter(hours => hours !== undefined).length;
    if (told < leastMembers || told < leastTold * members.length) return [];
    for (const hours of known) if (hours !== undefined) this.#count(hours, -1);
    const links = [restLink(known, hours => this.#peersOf(hours)), restlessLink(known, hours => this.#peersOf(hours))];
    for (const hours of known) if (hours !== undefined) this.#count(hours, 1);
    return links.filter(link => link !== undefined);
  }

  #count(hours: Hours, by: number): void {
    count(this.#byCountry.get(hours.country) as Peers, hours, by);
    count(this.#everybody, hours, by);
  }

  #peersOf({ country }: Hours): Peers {
    const peers = this.#byCountry.get(country) as Peers;
    return peers.accounts < leastPeers ? this.#everybody : peers;
  }
}

function newPeers(): Peers {
  return { accounts: 0, resting: new Float64Array(windows), restless: 0 };
}

function count(peers: Peers, hours: Hours, by: number): void {
  peers.accounts += by;
  peers.restless += hours.restless ? by : 0;
  for (let window = 0; window < windows; window++) peers.resting[window]! += by * (hours.rests[window] as number);
}

function hoursOf(view: AccountView): Hours | undefined {
  if (view.requests < leastRequests) return undefined;
  const active = new Uint8Array(hoursADay);
  for (const slot of view.slots.keys()) active[Math.floor(slot / slotsPerHour) % hoursADay] = 1;
  const resting = new Uint8Array(windows);
  let longest = 0;
  for (let start = 0; start < hoursADay; start++) {
    let free = 0;
    while (free < hoursADay && active[(start + free) % hoursADay] === 0) free++;
    longest = Math.max(longest, free);
    rests.forEach((rest, i) => (resting[start * rests.length + i] = free >= rest ? 1 : 0));
  }
  // The longest gap that as many requests at random times of day leave, about; whole hours are one coarser.
  const random = (hoursADay * (Math.log(view.requests) + 1)) / view.requests;
  return { country: view.country, rests: resting, restless: longest <= random };
}

type PeersOf = (hours: Hours) => Peers;

/** All rest in the same hours: a binomial tail against how usual that is among each one's peers, for all windows tried. */
function restLink(known: readonly (Hours | undefined)[], peersOf: PeersOf): Link | undefined {
  const told = known.filter(hours => hours !== undefined);
  if (new Set(told.map(({ country }) => country)).size < 2) return undefined;
  let best: { window: number; p: number; resting: number } | undefined;
  for (let window = 0; window < windows; window++) {
    const resting = told.filter(hours => hours.rests[window] === 1).length;
    if (resting < leastShare * told.length) continue;
    const usual = meanShare(told.map(peersOf), peers => peers.resting[window] as number);
    const p = binomialAtLeast(resting - 1, told.length - 1, usual);
    if (best === undefined || p < best.p) best = { window, p, resting };
  }
  if (best === undefined) return undefined;
  const start = Math.floor(best.window / rests.length);
  const rest = rests[best.window % rests.length] as number;
  return linkOf({
    attribute: 'rest',
    label: `${best.resting} of ${told.length} accounts rest together from ${start} to ${(start + rest) % hoursADay} h UTC, in several countries`,
    p: Math.min(1, windows * best.p),
    holders: known.flatMap((hours, i) => (hours?.rests[best.window] === 1 ? [i] : [])),
    facts: { accounts: best.resting, from: start, hours: rest },
  });
}

/** Mean over members of the share of each one's peers that do so, by the rule of succession. */
function meanShare(peers: readonly Peers[], doing: (peers: Peers) => number): number {
  return peers.reduce((sum, each) => sum + (doing(each) + 1) / (each.accounts + 2), 0) / peers.length;
}

/** Nobody rests: how many members never do, against the share of their peers that never do. */
function restlessLink(known: readonly (Hours | undefined)[], peersOf: PeersOf): Link | undefined {
  const told = known.filter(hours => hours !== undefined);
  const restless = told.filter(hours => hours.restless).length;
  if (restless < leastShare * told.length) return undefined;
  const usual = meanShare(told.map(peersOf), peers => peers.restless);
  return linkOf({
    attribute: 'restless',
    label: `${restless} of ${told.length} accounts are at work around the clock`,
    p: binomialAtLeast(restless - 1, told.length - 1, usual),
    holders: known.flatMap((hours, i) => (hours?.restless === true ? [i] : [])),
    facts: { accounts: restless, expected: Math.round(10 * usual * told.length) / 10 },
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
  const bits = Math.min(bitsCap, bitsOf(p));
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
