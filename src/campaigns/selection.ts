/** From groups that stood the test to campaigns that do not overlap: trimmed, chosen, completed, united. */
import type { KeyType } from './account-view.js';
import type { Candidate } from './candidates.js';
import { decisiveBits, type Group } from './group.js';
import type { Linkable } from './linkable.js';

export type Tester = (candidate: Candidate) => Group | undefined;

/** The groups worth reporting, the best-supported first. `accounts`: those that a group may have missed. */
export function settle(candidates: Iterable<Candidate>, test: Tester, accounts: Linkable): Group[] {
  const tested: Group[] = [];
  for (const candidate of candidates) tested.push(...trimmed(candidate, test));
  const completed = select(tested.sort(byCohesion)).map(group => complete(group, test, accounts));
  return unite(select(completed.sort(byCohesion)), test);
}

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
    ...(candidate.both !== undefined && { both: candidate.both }),
  });
  // A core that does not stand by itself was carried by what is common property.
  return core === undefined ? [] : [core];
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

/** A load within this factor of the group's range is its load. */
const nearLoad = 1.03;

/** By what an account is taken for one of a group beside its program and its load: the weight of its requests, its exit. */
const habitTypes: ReadonlySet<KeyType> = new Set(['workload', 'address', 'prefix']);

/**
 * Levelled groups take in who runs their program at their load: bins and exits by which a group was come upon may have
 * cut it. Kept only where the larger group is as level as the smaller.
 */
function complete(group: Group, test: Tester, accounts: Linkable): Group {
  const level = group.links.find(({ attribute }) => attribute === 'volume');
  if (level === undefined || level.unadjusted < decisiveBits) return group;
  const added = missed(group.members, accounts);
  if (added.length === 0) return group;
  const members = [...group.members, ...added].sort((a, b) => a - b);
  const larger = test({ members, keys: [], origin: 'union' });
  const stillLevel = larger?.links.find(({ attribute }) => attribute === 'volume');
  return larger !== undefined && (stillLevel?.unadjusted ?? 0) >= level.unadjusted ? larger : group;
}

/** Accounts with the program, the load and a habit of a group that are not in it. */
function missed(members: readonly number[], { requests, holders }: Linkable): number[] {
  const inside = new Set(members);
  const loads = members.map(member => requests[member] as number);
  const least = loads.reduce((a, b) => Math.min(a, b), Infinity) / nearLoad;
  const most = loads.reduce((a, b) => Math.max(a, b), -Infinity) * nearLoad;
  const tally = holders.tally(members);
  const habits = new Set([...habitTypes].flatMap(type => tally.keys(type)));
  const programs = [...tally.keys('client'), ...tally.keys('template')].filter(
    key => tally.count(key) >= commonSoftware * members.length,
  );
  const added = new Set<number>();
  for (const program of programs) {
    for (const account of holders.of(program)) {
      const load = requests[account] as number;
      if (load < least || load > most || inside.has(account)) continue;
      if (holders.keysOf(account).some(key => habits.has(key))) added.add(account);
    }
  }
  return [...added];
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
    ({ kind, attribute, unadjusted, holders }) =>
      kind === 'software' &&
      attribute !== 'workload' &&
      unadjusted >= decisiveBits &&
      holders.length >= commonSoftware * members.length,
  );
}

function byCohesion(a: Group, b: Group): number {
  return b.bits - a.bits || b.members.length - a.members.length || compareLists(a.members, b.members);
}

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
