/**
 * From profiles to campaigns: propose groups, test each for independent kinds of link, keep the best-supported ones.
 * At least two kinds must hold: one shared attribute, however rare, is what every shared tool or network looks like.
 */
import { conversations } from '../measures/catalogue/conversations.js';
import { copies } from '../measures/catalogue/copies.js';
import { logProfile } from '../measures/profile.js';
import type { Profiles } from '../measures/profiles.js';
import { hashText } from '../requests/hash.js';
import { viewAccounts, type AccountView } from './account-view.js';
import type { Campaign, Link, LinkKind } from './campaign.js';
import { proposeCandidates, type Candidate, type Origin } from './candidates.js';
import { Clocks } from './clock.js';
import { findCommunities } from './communities.js';
import { Holders } from './holders.js';
import { exitLinks } from './exits.js';
import { componentsOf, findHandovers, queueLinks, type Handover } from './queue.js';
import { findPromptTies, promptLink, type PromptTie } from './shared-prompts.js';
import { synchronyLink, volumeLink } from './schedule.js';
import { successionLink } from './succession.js';
import { commonWork, sharingLinks } from './sharing.js';

/** Bits a kind of link must reach to count as one of the two that are demanded. */
const leastBits = 3;
/** Bits of all kinds together, after allowing for all the groups tried; and those of one kind that decide by themselves. */
const decisiveBits = 8;
/** Share of the members' requests from which their common work is all they do. */
const mostlyStream = 0.7;
/** No kind counts more than this among the bits of all. */
const mostBits = 20;
/** For the choice between nested groups no kind counts more than this: beyond it, more members are the better group. */
const enoughBits = 12;

export function linkAccounts(profiles: Profiles): Campaign[] {
  const views = viewAccounts(profiles);
  const holders = new Holders(views);
  const log = logProfile(profiles);
  const indexOf = new Map(views.map(view => [hashText(view.name), view.index]));
  const handovers = findHandovers(log.get(copies), log.get(conversations), indexOf);
  const ties = findPromptTies(log.get(copies), indexOf, views);
  const components = {
    queue: [
      ...componentsOf(handovers.map(({ from, to }) => [from, to])),
      ...componentsOf(ties.map(({ a, b }) => [a, b])),
    ],
    searched: findCommunities(views.length, holders),
  };
  const candidates = proposeCandidates(views, holders, components);
  const allowance = allowances(candidates);
  const clocks = new Clocks(views);
  const period = {
    from: views.reduce((from, { first }) => Math.min(from, first), Infinity),
    to: views.reduce((to, { last }) => Math.max(to, last), -Infinity),
  };
  const test = (candidate: Candidate) =>
    testCandidate({ candidate, views, holders, handovers, ties, clocks, period, allowance });
  const tested = candidates.flatMap(candidate => trimmed(candidate, test)).sort(byCohesion);
  return unite(select(tested), test).map(group => toCampaign(group, views));
}

/**
 * What a group must be better than chance by, in bits, because so many were tried (Bonferroni, the error shared equally
 * between the ways in which groups are come upon).
 */
function allowances(candidates: readonly Candidate[]): (origin: Origin) => number {
  const classes = { wrapper: 0, queue: 0, searched: 0 };
  for (const { origin } of candidates) classes[origin === 'union' ? 'searched' : origin]++;
  return origin => Math.log2(3 * Math.max(1, classes[origin === 'union' ? 'searched' : origin]));
}

type Tester = (candidate: Candidate) => Group | undefined;

/** A group as proposed, and without members that only its common attributes hold. */
function trimmed(candidate: Candidate, test: Tester): Group[] {
  const group = test(candidate);
  if (group === undefined) return [];
  const template = group.links.find(link => link.attribute === 'template');
  if (template === undefined || template.holders.length === group.members.length) return [group];
  const kept = new Set(template.holders);
  for (const { attribute, kind, unadjusted, holders } of group.links) {
    if (kind !== 'queue' && !((attribute === 'address' || attribute === 'prefix') && unadjusted >= decisiveBits))
      continue;
    for (const holder of holders) kept.add(holder);
  }
  if (kept.size === group.members.length) return [group];
  const core = test({
    members: group.members.filter((_, i) => kept.has(i)),
    keys: candidate.keys,
    origin: candidate.origin,
  });
  // A core that does not stand by itself was carried by what is common property.
  return core === undefined ? [] : [core];
}

/** Groups tried with each other, best first; more would cost and change little. */
const mostUnited = 40;
/** A union must hold together as well as its better part, and nearly all of it must use the same software. */
const leastUnion = 0.98;
const commonSoftware = 0.9;

/** Parts of one campaign, as when every few accounts have a wording of their own: united where the union holds. */
function unite(selected: readonly Group[], test: Tester): Group[] {
  const groups = [...selected];
  for (let i = 0; i < Math.min(groups.length, mostUnited); i++) {
    for (let j = i + 1; j < Math.min(groups.length, mostUnited); j++) {
      const [a, b] = [groups[i] as Group, groups[j] as Group];
      const members = [...new Set([...a.members, ...b.members])].sort((x, y) => x - y);
      const union = test({ members, keys: [], origin: 'union' });
      if (union === undefined || union.bits < leastUnion * Math.max(a.bits, b.bits) || !sharesSoftware(union)) continue;
      groups[i] = union;
      groups.splice(j, 1);
      j = i;
    }
  }
  return groups;
}

function sharesSoftware({ links, members }: Group): boolean {
  return links.some(
    ({ kind, unadjusted, holders }) =>
      kind === 'software' && unadjusted >= decisiveBits && holders.length >= commonSoftware * members.length,
  );
}

function byCohesion(a: Group, b: Group): number {
  return b.bits - a.bits || b.members.length - a.members.length || compareLists(a.members, b.members);
}

interface Group {
  members: readonly number[];
  links: readonly Link[];
  /** Requests of each member in the shared template, or all of them. */
  counts: readonly number[];
  stream: number | undefined;
  bits: number;
}

interface Test {
  candidate: Candidate;
  views: readonly AccountView[];
  holders: Holders;
  handovers: readonly Handover[];
  ties: readonly PromptTie[];
  clocks: Clocks;
  /** First and last request of the log, ms. */
  period: { from: number; to: number };
  allowance: (origin: Origin) => number;
}

function testCandidate({
  candidate,
  views,
  holders,
  handovers,
  ties,
  clocks,
  period,
  allowance,
}: Test): Group | undefined {
  const found = [
    ...sharingLinks(candidate, views, holders),
    ...exitLinks(candidate, views, holders),
    ...queueLinks(candidate.members, handovers),
    ...[promptLink(candidate.members, ties)].filter(link => link !== undefined),
  ];
  const members = candidate.members.map(account => views[account] as AccountView);
  // Loads are compared in the work they share, where there is such: members may have other customers too.
  const template = commonWork(candidate.members, views, holders);
  const counts = members.map(view => view.templates.get(template?.value ?? 0)?.requests ?? view.requests);
  // The costly test only where another kind of link already holds.
  if (found.some(link => link.bits >= leastBits)) {
    const loads = members.map(({ first, last }, i) => ({ requests: counts[i] as number, span: last - first }));
    const timed = [volumeLink(loads), synchronyLink(members), successionLink(members, period)];
    found.push(...timed.filter(link => link !== undefined), ...clocks.links(candidate.members));
  }
  const strong = [...bestByKind(found).values()].filter(bits => bits >= leastBits);
  if (strong.length < 2 || !overlapping(found, members.length)) return undefined;
  const together = strong.reduce((sum, bits) => sum + Math.min(mostBits, bits), 0);
  const left = together - allowance(candidate.origin);
  if (left < decisiveBits) return undefined;
  // What is left after the allowance is each link's in proportion.
  const links = found.map(link => ({ ...link, bits: (link.bits * left) / together }));
  const whole = members.reduce((sum, view) => sum + view.requests, 0);
  const common = counts.reduce((sum, count) => sum + count, 0);
  const stream = template !== undefined && common < mostlyStream * whole ? template.value : undefined;
  return { members: candidate.members, links, counts, stream, bits: cohesion(candidate, links) };
}

/** Whether at least half of the members hold two kinds of link: half by this and half by that is two groups. */
function overlapping(links: readonly Link[], size: number): boolean {
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
function cohesion({ members }: Candidate, links: readonly Link[]): number {
  const held = links.map(link => {
    const all = link.holders.length + link.outside;
    const most = Math.min(enoughBits, link.unadjusted);
    const bits = link.kind === 'software' ? (most * link.holders.length) / all : most;
    return { ...link, bits: bits * (link.holders.length / members.length) ** 2 };
  });
  return [...bestByKind(held).values()].reduce((sum, each) => sum + each, 0);
}

function bestByKind(links: readonly Link[]): Map<LinkKind, number> {
  const best = new Map<LinkKind, number>();
  for (const { kind, bits } of links) best.set(kind, Math.max(best.get(kind) ?? 0, bits));
  return best;
}

/** Best-supported first; a group whose accounts mostly belong to a better one adds nothing. */
function select(groups: readonly Group[]): Group[] {
  const kept: Group[] = [];
  const taken = new Set<number>();
  for (const group of groups) {
    const overlap = group.members.filter(member => taken.has(member)).length;
    if (overlap > 0.2 * group.members.length) continue;
    kept.push(group);
    for (const member of group.members) taken.add(member);
  }
  return kept;
}

function toCampaign(group: Group, views: readonly AccountView[]): Campaign {
  const accounts = group.members.map(member => (views[member] as AccountView).name);
  const id = hashText(accounts.join('\n')).toString(16).padStart(13, '0').slice(-6);
  const links = [...group.links].sort((a, b) => b.bits - a.bits || (a.attribute < b.attribute ? -1 : 1));
  return { id, accounts, links, streamRequests: group.counts, stream: group.stream, population: views.length };
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
