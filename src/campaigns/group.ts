/** One candidate put to the test: which kinds of link its members have, and whether that is enough to call them a group. */
import { moments2 } from '../measures/statistics.js';
import type { AccountView } from './account-view.js';
import type { Link, LinkKind } from './campaign.js';
import type { Candidate, Origin } from './candidates.js';
import type { Clocks } from './clock.js';
import { exitLinks } from './exits.js';
import type { Holders } from './holders.js';
import { queueLinks, type Handover } from './queue.js';
import { synchronyLink, volumeLink } from './schedule.js';
import { promptLink, type PromptTie } from './shared-prompts.js';
import { commonWork, sharingLinks } from './sharing.js';
import { successionLink } from './succession.js';
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
  links: readonly Link[];
  /** Requests of each member in the shared template, or all of them. */
  counts: readonly number[];
  stream: number | undefined;
  bits: number;
}

/**
 * What a group must be better than chance by, in bits, because so many were tried (Bonferroni, the error shared equally
 * between the ways in which groups are come upon).
 */
export function allowances(candidates: readonly Candidate[]): (origin: Origin) => number {
  const classes = { wrapper: 0, queue: 0, searched: 0 };
  for (const { origin } of candidates) classes[origin === 'union' ? 'searched' : origin]++;
  return origin => Math.log2(3 * Math.max(1, classes[origin === 'union' ? 'searched' : origin]));
}

export interface Test {
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

export function testCandidate({
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
    // Whoever is chosen by the weight of his requests has sent enough of them to weigh: just above that, loads are alike.
    const busyByChoice =
      candidate.keys.some(({ type }) => type === 'workload') && moments2(counts).mean < 2 * leastCounted;
    const timed = [
      busyByChoice ? undefined : volumeLink(loads),
      synchronyLink(members),
      successionLink(members, period),
    ];
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

function bestByKind(links: readonly Link[]): Map<LinkKind, number> {
  const best = new Map<LinkKind, number>();
  for (const { kind, bits } of links) best.set(kind, Math.max(best.get(kind) ?? 0, bits));
  return best;
}
