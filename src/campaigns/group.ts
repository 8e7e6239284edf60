/** One candidate put to the test: which kinds of link its members have, and whether that is enough to call them a group. */
import { moments2 } from '../measures/statistics.js';
import type { FoundLink, LinkKind } from './campaign.js';
import type { Candidate, Origin } from './candidates.js';
import { mostClockBits, type Clocks } from './clock.js';
import { exitLinks } from './exits.js';
import type { Linkable } from './linkable.js';
import { queueLinks, type Handovers } from './queue.js';
import { mostVolumeBits, volumeLink, type Synchrony } from './schedule.js';
import { promptLink, type PromptTies } from './shared-prompts.js';
import { commonWork, mostOfPair, Sharing } from './sharing.js';
import { successionOf } from './succession.js';
import { leastCounted } from './workload.js';

/** Bits a kind of link must reach to count as one of the two that are demanded. */
const leastBits = 3;
/** Bits of all kinds together, after allowing for all the groups tried; and those of one kind that decide by themselves. */
export const decisiveBits = 8;
/** Share of the members' requests from which their common work is all they do. */
const mostlyStream = 0.7;
/** No kind counts more than this among the bits of all. */
const mostBits = 20;
/** For the choice between nested groups no kind counts more than this: beyond it, more members are the better group. */
const enoughBits = 12;

export interface Group {
  members: readonly number[];
  links: readonly FoundLink[];
  /** Requests of each member in the shared template, or all of them. */
  counts: readonly number[];
  stream: number | undefined;
  bits: number;
}

/**
 * What a group must be better than chance by, in bits, because so many were tried (Bonferroni, the error shared equally
 * between the ways in which groups are come upon).
 */
export function allowances(tried: { countOf(origin: Origin): number }): (origin: Origin) => number {
  const bits = (origin: Origin) => Math.log2(3 * Math.max(1, tried.countOf(origin)));
  const known = { wrapper: bits('wrapper'), queue: bits('queue'), searched: bits('searched') };
  return origin => known[origin === 'union' ? 'searched' : origin];
}

/** What groups are tested against. */
export interface Ground {
  readonly accounts: Linkable;
  readonly handovers: Handovers;
  readonly ties: PromptTies;
  readonly clocks: Clocks;
  readonly synchrony: Synchrony;
  /** First and last request of the log, ms. */
  readonly period: { readonly from: number; readonly to: number };
  readonly allowance: (origin: Origin) => number;
}

export function testCandidate(candidate: Candidate, ground: Ground): Group | undefined {
  const { members, origin } = candidate;
  const { accounts, handovers, ties, allowance } = ground;
  const { holders, requests } = accounts;
  if (isHopelessPair(candidate, ground)) return undefined;
  const tally = holders.tally(members);
  const sharing = new Sharing(candidate, tally, accounts);
  const others: FoundLink[] = [
    ...exitLinks(candidate, tally, accounts),
    ...queueLinks(members, handovers),
    ...[promptLink(members, ties)].filter(link => link !== undefined),
  ];
  // The costly test only where another kind of link already holds.
  const needed = neededBits(others, sharing.most, allowance(origin));
  if (needed === undefined) return undefined;
  // Loads are compared in the work they share, where there is such: members may have other customers too.
  const template = commonWork(members, tally, accounts);
  const counts = members.map(account => {
    const own = template === undefined ? undefined : holders.requestsIn(template, account);
    return own ?? (requests[account] as number);
  });
  const schedule = scheduleLinks(candidate, counts, { ground, needed });
  if (schedule === undefined) return undefined;
  const found = [...sharing.links(), ...others, ...schedule];
  const strong = [...bestByKind(found).values()].filter(bits => bits >= leastBits);
  const together = strong.reduce((sum, bits) => sum + Math.min(mostBits, bits), 0);
  const left = together - allowance(origin);
  if (strong.length < 2 || left < decisiveBits || !overlapping(found, members.length)) return undefined;
  // What is left after the allowance is each link's in proportion.
  const links = found.map(link => ({ ...link, bits: (link.bits * left) / together }));
  const whole = members.reduce((sum, account) => sum + (requests[account] as number), 0);
  const common = counts.reduce((sum, count) => sum + count, 0);
  const apart = template !== undefined && common < mostlyStream * whole;
  const stream = apart ? holders.valueOf(template) : undefined;
  return { members, links, counts, stream, bits: cohesion(candidate, links) };
}

/**
 * Two accounts that neither hand each other work nor send the same prompts share software and a network, and no more:
 * schedules are those of three. Most candidates are such pairs, and what they are worth at most is soon known.
 */
function isHopelessPair(candidate: Candidate, { accounts, handovers, ties, allowance }: Ground): boolean {
  const { members, keys, origin } = candidate;
  if (members.length !== 2 || keys.length === 0) return false;
  if (members.some(account => handovers.has(account) || ties.has(account))) return false;
  return mostOfPair(candidate, accounts) < decisiveBits + allowance(origin) - rounding;
}

/** More than the error of adding up in another order. */
const rounding = 1e-9;

/**
 * Bits that the members' schedule must be worth for a group to hold; undefined when it cannot hold.
 * @param most what sharing is worth at most, by kind
 */
function neededBits(
  found: readonly FoundLink[],
  most: ReadonlyMap<LinkKind, number>,
  allowance: number,
): number | undefined {
  const best = bestByKind(found);
  for (const [kind, bits] of most) best.set(kind, Math.max(best.get(kind) ?? 0, bits));
  let [kinds, together] = [0, 0];
  for (const bits of best.values()) {
    if (bits < leastBits) continue;
    kinds++;
    together += Math.min(mostBits, bits);
  }
  const missing = decisiveBits + allowance - rounding - together;
  if (kinds === 0 || missing > mostBits) return undefined;
  return missing <= 0 && kinds >= 2 ? 0 : Math.max(leastBits, missing);
}

interface Needed {
  readonly ground: Ground;
  readonly needed: number;
}

/** The same load, minutes, succession or hours; undefined when no more can be made of them than less than is needed. */
function scheduleLinks(
  candidate: Candidate,
  counts: readonly number[],
  { ground, needed }: Needed,
): FoundLink[] | undefined {
  const { members } = candidate;
  const { clocks, synchrony } = ground;
  const volume = once(() => volumeOf(candidate, counts, ground));
  const hours = once(() => clocks.links(members));
  const succession = (least: number) => successionOf(members, ground.accounts, { log: ground.period, least });
  // Those that may decide, the cheapest first.
  const decides = () =>
    (mostVolumeBits(members.length) >= needed && reaches([volume()], needed)) ||
    reaches([succession(needed)], needed) ||
    (mostClockBits >= needed && reaches(hours(), needed));
  const decided = needed === 0 || decides();
  const inStep = synchrony.link(members, decided ? 0 : needed);
  if (!decided && !reaches([inStep], needed)) return undefined;
  return [volume(), inStep, succession(0), ...hours()].filter(link => link !== undefined);
}

function reaches(links: readonly (FoundLink | undefined)[], needed: number): boolean {
  return links.some(link => link !== undefined && link.bits >= needed);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function volumeOf(
  { members, keys }: Candidate,
  counts: readonly number[],
  { accounts }: Ground,
): FoundLink | undefined {
  const { first, last, holders } = accounts;
  // Whoever is chosen by the weight of his requests has sent enough of them to weigh: just above that, loads are alike.
  const byWeight = keys.some(key => holders.typeOf(key) === 'workload');
  if (byWeight && moments2(counts).mean < 2 * leastCounted) return undefined;
  return volumeLink(
    counts.map((requests, i) => {
      const account = members[i] as number;
      return { requests, span: (last[account] as number) - (first[account] as number) };
    }),
  );
}

/** Whether at least half of the members hold two kinds of link: half by this and half by that is two groups. */
function overlapping(links: readonly FoundLink[], size: number): boolean {
  const kinds = Array.from({ length: size }, () => new Set<LinkKind>());
  for (const { kind, bits, holders } of links) {
    if (bits >= leastBits) for (const holder of holders) kinds[holder]?.add(kind);
  }
  return kinds.filter(held => held.size >= 2).length >= size / 2;
}

/**
 * How well a group holds together, for the choice among nested ones: bits of each kind, capped, times the squared share
 * of members that hold the link. Shared software speaks for the group that has all of its users: parts of it count less.
 */
function cohesion({ members }: Candidate, links: readonly FoundLink[]): number {
  // Bins of weight cut a group at their edges: they choose it only where nothing else does.
  const programs = links.filter(({ kind, attribute }) => kind === 'software' && attribute !== 'workload');
  const compared = programs.length === 0 ? links : links.filter(({ attribute }) => attribute !== 'workload');
  const held = compared.map(link => {
    const all = link.holders.length + link.outside;
    const most = Math.min(enoughBits, link.unadjusted);
    const bits = link.kind === 'software' ? (most * link.holders.length) / all : most;
    return { ...link, bits: bits * (link.holders.length / members.length) ** 2 };
  });
  return [...bestByKind(held).values()].reduce((sum, each) => sum + each, 0);
}

function bestByKind(links: readonly FoundLink[]): Map<LinkKind, number> {
  const best = new Map<LinkKind, number>();
  for (const { kind, bits } of links) best.set(kind, Math.max(best.get(kind) ?? 0, bits));
  return best;
}
