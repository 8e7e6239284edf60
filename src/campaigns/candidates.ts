/**
 * Groups worth testing: the accounts behind one shared key (a template, a client build, a network …), behind two such
 * keys at once, or handing work to each other. Testing decides; a candidate claims nothing.
 */
import type { AccountView } from './account-view.js';
import type { Holders, Key, KeyType } from './holders.js';

export interface Candidate {
  /** Indexes of the accounts, ascending. */
  readonly members: readonly number[];
  /** The keys that define it, the first one's holders being the group that the others narrow. */
  readonly keys: readonly Key[];
  readonly origin: Origin;
}

/**
 * How a group was come upon: users of one `wrapper`, accounts that hand each other work (`queue`), or everything else
 * that is `searched` for; a `union` is of two groups that held. Each is a class of its own when the groups tried are
 * allowed for: few wrappers are shared, and thousands of combinations are searched.
 */
export type Origin = 'wrapper' | 'queue' | 'searched' | 'union';

/** Attributes by which a group is narrowed. */
const narrowing: readonly KeyType[] = ['asn', 'prefix', 'address', 'client', 'parameters', 'workload'];
/** A key that most accounts share defines no group, unless the log is small. */
const widest = 0.5;

export function proposeCandidates(
  views: readonly AccountView[],
  holders: Holders,
  components: Readonly<Record<'queue' | 'searched', readonly (readonly number[])[]>>,
): Candidate[] {
  const found = new Map<string, Candidate>();
  const propose = (members: readonly number[], keys: readonly Key[], origin: Origin) => {
    // The same members by another way are another test: a wrapper's rarity says less than a rare client among its users.
    const name = `${origin} ${keys.length} ${members.join(',')}`;
    if (members.length > 1 && !found.has(name)) found.set(name, { members, keys, origin });
  };
  for (const component of components.queue) propose(component, [], 'queue');
  const shared = holders.shared().filter(key => key.holders.length <= Math.max(3, widest * views.length));
  for (const key of shared) if (key.type === 'template') propose(key.holders, [key], 'wrapper');
  for (const key of shared) {
    // Alike in weight alone is nobody's group.
    if (key.type === 'workload') continue;
    propose(key.holders, [key], 'searched');
    if (key.type !== 'template' && key.type !== 'client' && key.type !== 'parameters') continue;
    for (const other of keysOf(key, views, holders))
      propose(intersect(key.holders, other.holders), [key, other], 'searched');
  }
  for (const component of components.searched) propose(component, [], 'searched');
  return [...found.values()];
}

/** Keys of other types that at least two, and not all, of a key's holders have. */
function keysOf(key: Key, views: readonly AccountView[], holders: Holders): Key[] {
  const counts = new Map<Key, number>();
  for (const account of key.holders) {
    for (const type of narrowing) {
      if (type === key.type) continue;
      for (const value of (views[account] as AccountView).attributes[type as 'asn'].keys()) {
        const other = holders.get(type, value);
        if (other !== undefined) counts.set(other, (counts.get(other) ?? 0) + 1);
      }
    }
  }
  return [...counts].filter(([, n]) => n > 1 && n < key.holders.length).map(([other]) => other);
}

/** Common elements of two ascending lists. */
export function intersect(a: readonly number[], b: readonly number[]): number[] {
  const both: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const x = a[i] as number;
    const y = b[j] as number;
    if (x === y) both.push(x);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return both;
}
