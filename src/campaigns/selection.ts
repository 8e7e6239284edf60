/** From groups that stood the test to campaigns that do not overlap: trimmed, chosen, completed, united. */
import type { AccountView } from './account-view.js';
import type { Candidate } from './candidates.js';
import { decisiveBits, type Group } from './group.js';
import type { Holders, KeyType } from './holders.js';

export type Tester = (candidate: Candidate) => Group | undefined;

/** The accounts and what they have, for those that a group may have missed. */
export interface Field {
  readonly views: readonly AccountView[];
  readonly holders: Holders;
}

/** The groups worth reporting, the best-supported first. */
export function settle(candidates: readonly Candidate[], test: Tester, field: Field): Group[] {
  const tested = candidates.flatMap(candidate => trimmed(candidate, test)).sort(byCohesion);
  const completed = select(tested).map(group => complete(group, test, field));
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

/** How many of these accounts have each key of these types. */
function keysOf(
  accounts: readonly number[],
  types: readonly KeyType[],
  views: readonly AccountView[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const account of accounts) {
    const { templates, attributes } = views[account] as AccountView;
    for (const type of types) {
      for (const value of (type === 'template' ? templates : attributes[type]).keys()) {
        counts.set(`${type} ${value}`, (counts.get(`${type} ${value}`) ?? 0) + 1);
      }
    }
  }
  return counts;
}

/** A load within this factor of the group's range is its load. */
const nearLoad = 1.03;

/**
 * Levelled groups take in who runs their program at their load: bins and exits by which a group was come upon may have
 * cut it. Kept only where the larger group is as level as the smaller.
 */
function complete(group: Group, test: Tester, { views, holders }: Field): Group {
  const level = group.links.find(({ attribute }) => attribute === 'volume');
  if (level === undefined || level.unadjusted < decisiveBits) return group;
  const inside = new Set(group.members);
  const loads = group.members.map(member => (views[member] as AccountView).requests);
  const [least, most] = [Math.min(...loads) / nearLoad, Math.max(...loads) * nearLoad];
  const habits = keysOf(group.members, ['workload', 'address', 'prefix'], views);
  const added = new Set<number>();
  for (const [program, users] of keysOf(group.members, ['client', 'template'], views)) {
    if (users < commonSoftware * group.members.length) continue;
    const [type, value] = program.split(' ') as ['client', string];
    for (const account of holders.get(type, Number(value))?.holders ?? []) {
      const { requests } = views[account] as AccountView;
      if (inside.has(account) || requests < least || requests > most) continue;
      // Beside its program and its load, the weight of its requests or its exit is the group's too.
      if ([...keysOf([account], ['workload', 'address', 'prefix'], views).keys()].some(key => habits.has(key)))
        added.add(account);
    }
  }
  if (added.size === 0) return group;
  const members = [...group.members, ...added].sort((a, b) => a - b);
  const larger = test({ members, keys: [], origin: 'union' });
  const stillLevel = larger?.links.find(({ attribute }) => attribute === 'volume');
  return larger !== undefined && (stillLevel?.unadjusted ?? 0) >= level.unadjusted ? larger : group;
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
