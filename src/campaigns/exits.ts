/**
 * Do members come in twos and threes through the same exits? No single address need be behind half of a campaign that has
 * a few proxies: what counts is how many members share theirs with another, against accounts picked at random.
 */
import { bitsOf, poissonAtLeast } from '../measures/statistics.js';
import type { AccountView } from './account-view.js';
import type { Candidate } from './candidates.js';
import type { Link } from './campaign.js';
import type { Holders, Key } from './holders.js';

/** What an exit may be, and what several of them are called. */
const types = { address: 'addresses', prefix: 'prefixes', asn: 'asns' } as const;
type ExitType = keyof typeof types;
const softwareTypes = new Set(['template', 'client', 'parameters', 'system', 'workload']);

/**
 * Coincidences among n members: the sum over exits of (members behind it - 1), each member counted at its rarest exit of
 * the type. By chance Poisson with mean n(n-1)/2 times P(two other accounts share one).
 */
export function exitLinks(candidate: Candidate, views: readonly AccountView[], holders: Holders): Link[] {
  // Where a network chose the members, that they share it is no news.
  const bySoftware = candidate.keys.every(({ type }) => softwareTypes.has(type));
  if (candidate.members.length < 3 || !bySoftware || (candidate.origin === 'searched' && candidate.keys.length === 0)) {
    return [];
  }
  return (Object.keys(types) as ExitType[]).flatMap(
    type => exitLink(candidate.members, type, { views, holders }) ?? [],
  );
}

interface Index {
  views: readonly AccountView[];
  holders: Holders;
}

function exitLink(members: readonly number[], type: ExitType, { views, holders }: Index): Link | undefined {
  const counts = countKeys(members, type, { views, holders });
  const exits = new Map<Key, number[]>();
  members.forEach((account, i) => {
    const key = sharedExit(views[account] as AccountView, type, { holders, counts });
    if (key === undefined) return;
    const behind = exits.get(key);
    if (behind === undefined) exits.set(key, [i]);
    else behind.push(i);
  });
  const shared = [...exits].filter(([, behind]) => behind.length > 1);
  const coincidences = shared.reduce((sum, [, behind]) => sum + behind.length - 1, 0);
  const together = shared.flatMap(([, behind]) => behind).sort((a, b) => a - b);
  // One shared address is another link's matter.
  if (shared.length < 2 || together.length < members.length / 2) return undefined;
  const inside = shared.map(([key, behind]) => ({ key, count: behind.length }));
  const pairs = (members.length * (members.length - 1)) / 2;
  const chance = Math.max(holders.collision(type, inside), 1 / views.length ** 2);
  const bits = bitsOf(poissonAtLeast(coincidences, pairs * chance));
  if (bits <= 0) return undefined;
  const outside = shared.reduce((sum, [key, behind]) => sum + key.holders.length - behind.length, 0);
  return {
    kind: 'infrastructure',
    attribute: types[type],
    value: 0,
    label: shared
      .map(([key]) => key.label)
      .sort()
      .slice(0, 3)
      .join(', '),
    bits,
    unadjusted: bits,
    holders: together,
    outside,
    facts: { exits: shared.length, members: together.length, of: members.length, expected: round(pairs * chance) },
    examples: [],
  };
}

function countKeys(members: readonly number[], type: ExitType, { views, holders }: Index): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const account of members) {
    for (const value of (views[account] as AccountView).attributes[type].keys()) {
      const key = holders.get(type, value);
      if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** Of an account's exits, the one that most members share. */
function sharedExit(
  view: AccountView,
  type: ExitType,
  { holders, counts }: { holders: Holders; counts: ReadonlyMap<Key, number> },
): Key | undefined {
  let best: Key | undefined;
  const inside = (key: Key) => counts.get(key) ?? 0;
  for (const value of view.attributes[type].keys()) {
    const key = holders.get(type, value);
    if (key === undefined) continue;
    if (best === undefined || inside(key) > inside(best) || (inside(key) === inside(best) && key.value < best.value)) {
      best = key;
    }
  }
  return best;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
