/**
 * Do members come in twos and threes through the same exits? No single address need be behind half of a campaign that has
 * a few proxies: what counts is how many members share theirs with another, against accounts picked at random.
 */
import { bitsOf, poissonAtLeast } from '../measures/statistics.js';
import type { Candidate } from './candidates.js';
import type { FoundLink } from './campaign.js';
import type { Holders, Tally } from './holders.js';
import type { Linkable } from './linkable.js';

/** What an exit may be, and what several of them are called. */
const types = { address: 'addresses', prefix: 'prefixes', asn: 'asns' } as const;
type ExitType = keyof typeof types;
const softwareTypes = new Set(['template', 'client', 'parameters', 'system', 'workload']);

/**
 * Coincidences among n members: the sum over exits of (members behind it - 1), each member counted at its rarest exit of
 * the type. By chance Poisson with mean n(n-1)/2 times P(two other accounts share one).
 * @param tally of the members
 */
export function exitLinks(candidate: Candidate, tally: Tally, accounts: Linkable): FoundLink[] {
  const { members, keys, origin } = candidate;
  // Where a network chose the members, that they share it is no news.
  const bySoftware = keys.every(key => softwareTypes.has(accounts.holders.typeOf(key)));
  if (members.length < 3 || !bySoftware || (origin === 'searched' && keys.length === 0)) return [];
  return (Object.keys(types) as ExitType[]).flatMap(type => exitLink(members, type, { tally, accounts }) ?? []);
}

interface Index {
  readonly tally: Tally;
  readonly accounts: Linkable;
}

function exitLink(members: readonly number[], type: ExitType, { tally, accounts }: Index): FoundLink | undefined {
  const { holders, details, count } = accounts;
  // One shared address is another link's matter.
  let [several, behindThem] = [0, 0];
  for (const key of tally.keys(type)) {
    if (tally.count(key) < 2) continue;
    several++;
    behindThem += tally.count(key);
  }
  if (several < 2 || behindThem < members.length / 2) return undefined;
  const exits = new Map<number, number[]>();
  members.forEach((account, i) => {
    const key = sharedExit(account, type, { tally, holders });
    if (key === undefined) return;
    const behind = exits.get(key);
    if (behind === undefined) exits.set(key, [i]);
    else behind.push(i);
  });
  const shared = [...exits].filter(([, behind]) => behind.length > 1);
  const coincidences = shared.reduce((sum, [, behind]) => sum + behind.length - 1, 0);
  const together = shared.flatMap(([, behind]) => behind).sort((a, b) => a - b);
  if (shared.length < 2 || together.length < members.length / 2) return undefined;
  const pairs = (members.length * (members.length - 1)) / 2;
  const inside = shared.map(([key]) => key);
  const counts = shared.map(([key, behind]) => [key, behind.length] as const);
  const collision = holders.collision(type, counts);
  const chance = Math.max(collision, 1 / count ** 2);
  const bits = bitsOf(poissonAtLeast(coincidences, pairs * chance));
  if (bits <= 0) return undefined;
  const outside = shared.reduce((sum, [key, behind]) => sum + holders.size(key) - behind.length, 0);
  const labelOf = (key: number) => details.label(holders.of(key)[0] as number, type, holders.valueOf(key));
  return {
    kind: 'infrastructure',
    attribute: types[type],
    value: 0,
    label: '',
    bits,
    unadjusted: bits,
    holders: together,
    outside,
    facts: { exits: shared.length, members: together.length, of: members.length, expected: round(pairs * chance) },
    examples: [],
    words: () => ({ label: inside.map(labelOf).sort().slice(0, 3).join(', ') }),
  };
}

/** Of an account's exits, the one that most members share. */
function sharedExit(
  account: number,
  type: ExitType,
  { tally, holders }: { tally: Tally; holders: Holders },
): number | undefined {
  let best: number | undefined;
  for (const key of holders.keysOf(account)) {
    if (holders.typeOf(key) !== type) continue;
    const more = best === undefined ? 1 : tally.count(key) - tally.count(best);
    if (best === undefined || more > 0 || (more === 0 && holders.valueOf(key) < holders.valueOf(best))) best = key;
  }
  return best;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
