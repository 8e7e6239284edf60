/**
 * Do members share a value more than everybody else would? Each value that members have is tested against its rate
 * among the other accounts: P(Binomial(n, rate) >= k), times the number of values tried (Bonferroni). When the group was
 * chosen by that very value, the test is made on the wider group it was chosen from.
 */
import { exampleOrder } from '../measures/catalogue/templates.js';
import { binomialAtLeast, bitsOf } from '../measures/statistics.js';
import { attributes, type KeyType } from './account-view.js';
import type { FoundLink, LinkKind } from './campaign.js';
import type { Candidate } from './candidates.js';
import type { Holders, Tally } from './holders.js';
import type { Linkable } from './linkable.js';

const kinds: Readonly<Record<KeyType, LinkKind>> = {
  template: 'software',
  client: 'software',
  parameters: 'software',
  system: 'software',
  workload: 'software',
  address: 'infrastructure',
  prefix: 'infrastructure',
  asn: 'infrastructure',
};

/** Members that must share a value before it counts as theirs. */
const leastShare = 0.5;
/** Share of members that must use a template before their loads are compared in it. */
const workShare = 0.8;
/** A wrapper or a network is no rarer than this in bits, however large the log: other logs have it too. */
const rarityCap = 10;
/** What more accounts than this share is common property, and links nobody. */
const commonShare = 0.25;

/**
 * What members of a group share, before the allowance for the groups tried (which is the group's: link.ts). Most groups
 * fall for want of another kind of link, whatever exactly this one is worth: so what it is worth at most comes first.
 */
export class Sharing {
  /** By kind of link, the bits that it is worth at most. */
  readonly most = new Map<LinkKind, number>();
  readonly #candidate: Candidate;
  readonly #accounts: Linkable;
  readonly #tests: readonly KeyTest[];
  readonly #first: number | undefined;
  /** By kind: what other views of what chose the group say no more than. */
  readonly #limits = new Map<LinkKind, number>();

  /** @param tally of the members */
  constructor(candidate: Candidate, tally: Tally, accounts: Linkable) {
    this.#candidate = candidate;
    this.#accounts = accounts;
    this.#tests = testsOf(candidate, tally, accounts);
    const [first] = candidate.keys;
    this.#first = first ?? (candidate.origin === 'searched' ? mostTelling(this.#tests, accounts) : undefined);
    this.#bound();
  }

  #bound(): void {
    for (const test of this.#tests) {
      if (test.key !== this.#first && !this.#candidate.keys.includes(test.key)) continue;
      const kind = kinds[test.type];
      this.#limits.set(kind, Math.max(this.#limits.get(kind) ?? 0, this.#bitsOf(test)));
    }
    // An address is in one prefix, and a tool has one client: other views of what chose the group say no more than it
    // does, or than how rare a tool can be.
    const software = this.#limits.get('software');
    if (software !== undefined) this.#limits.set('software', Math.max(software, rarityCap));
    for (const [kind, limit] of this.#limits) this.most.set(kind, limit);
    for (const test of this.#tests) {
      const kind = kinds[test.type];
      if (this.#limits.has(kind)) continue;
      const bits = mostMatchBits(matchOf(test, this.#candidate.members.length, this.#accounts));
      this.most.set(kind, Math.max(this.most.get(kind) ?? 0, bits));
    }
  }

  /** The best link of each attribute. */
  links(): FoundLink[] {
    const { members } = this.#candidate;
    const drafts = this.#tests.map(test => this.#draft(test));
    const said = drafts
      .map(each => ({ ...each, bits: Math.min(each.bits, this.#limits.get(each.kind) ?? Infinity) }))
      .filter(({ bits }) => bits > 0);
    return strongest(said, each => requestsIn(each, members, this.#accounts)).map(each =>
      linkOf(each, members, this.#accounts),
    );
  }

  #draft(test: KeyTest): Draft {
    const { holders } = this.#accounts;
    return {
      ...test,
      kind: kinds[test.type],
      value: holders.valueOf(test.key),
      bits: this.#bitsOf(test),
      unadjusted: this.#unadjustedBitsOf(test),
      outside: holders.size(test.key) - test.count,
    };
  }

  #bitsOf(test: KeyTest): number {
    const { holders, count: population } = this.#accounts;
    const { key, type, collision } = test;
    const { keys, both } = this.#candidate;
    // The group is whoever has this key: only its rarity speaks.
    if (key === this.#first) return Math.min(rarityCap, rarity(type, holders.size(key), population));
    if (this.#first === undefined || !keys.includes(key)) return this.#unadjustedBitsOf(test);
    // The group was chosen by this key: test it on the wider group.
    const k = both ?? holders.common(key, this.#first);
    const wider = { k, n: holders.size(this.#first), others: holders.size(key) - k };
    return matchBits({ ...wider, tests: 1, collision, population });
  }

  #unadjustedBitsOf(test: KeyTest): number {
    return matchBits(matchOf(test, this.#candidate.members.length, this.#accounts));
  }
}

interface KeyTest {
  readonly key: number;
  readonly type: KeyType;
  /** Members that have it. */
  readonly count: number;
  /** Different values of this kind among the members. */
  readonly tried: number;
  /** P(two other accounts share a value of this kind): no value is a rarer coincidence than that. */
  readonly collision: number;
}

/** Keys that half of the members have, and not too many others. */
function testsOf({ members }: Candidate, tally: Tally, { holders, count: population }: Linkable): KeyTest[] {
  const tests: KeyTest[] = [];
  const least = Math.max(2, leastShare * members.length);
  const widest = Math.max(3, commonShare * population);
  for (const type of ['template', ...attributes] as const) {
    const keys = tally.keys(type);
    /** What the tests of one type have in common. */
    let common: Pick<KeyTest, 'tried' | 'collision'> | undefined;
    for (const key of keys) {
      const count = tally.count(key);
      if (count < least || holders.size(key) > widest) continue;
      common ??= triedOf(type, tally, holders);
      tests.push({ key, type, count, ...common });
    }
  }
  return tests;
}

function triedOf(type: KeyType, tally: Tally, holders: Holders): Pick<KeyTest, 'tried' | 'collision'> {
  const keys = tally.keys(type);
  const own = tally.own(type);
  const counts = keys.map(key => [key, tally.count(key)] as const);
  return { tried: keys.length + own, collision: type === 'template' ? 0 : holders.collision(type, counts, own) };
}

/** What a community was formed by, more than by anything else: only its rarity speaks then. */
function mostTelling(tests: readonly KeyTest[], accounts: Linkable): number | undefined {
  let best: { key: number; weight: number } | undefined;
  for (const { key, type, count } of tests) {
    const weight = count * rarity(type, accounts.holders.size(key), accounts.count);
    if (best === undefined || weight > best.weight) best = { key, weight };
  }
  return best?.key;
}

/**
 * The template in which members do most of their common work; undefined when they have none in common.
 * @param tally of the members
 */
export function commonWork(members: readonly number[], tally: Tally, accounts: Linkable): number | undefined {
  const { holders } = accounts;
  const widest = Math.max(3, commonShare * accounts.count);
  let best: { key: number; requests: number } | undefined;
  for (const key of tally.keys('template')) {
    if (tally.count(key) < workShare * members.length || holders.size(key) > widest) continue;
    const requests = requestsIn({ key, type: 'template' }, members, accounts);
    const more = requests - (best?.requests ?? -1);
    if (best === undefined || more > 0 || (more === 0 && holders.valueOf(key) < holders.valueOf(best.key))) {
      best = { key, requests };
    }
  }
  return best?.key;
}

/** A link as far as it must be known to be compared with others. */
interface Draft extends KeyTest {
  readonly kind: LinkKind;
  readonly value: number;
  readonly bits: number;
  readonly unadjusted: number;
  readonly outside: number;
}

function linkOf(found: Draft, members: readonly number[], accounts: Linkable): FoundLink {
  const { key, type, kind, value, bits, unadjusted, outside, count } = found;
  const { holders, details } = accounts;
  const inside = [...members.keys()].filter(i => holders.has(members[i] as number, key));
  const requests = requestsIn(found, members, accounts);
  return {
    kind,
    attribute: type,
    value,
    label: '',
    bits,
    unadjusted,
    holders: inside,
    outside,
    facts: { members: count, of: members.length, outside, requests },
    examples: [],
    words: () => ({
      label: details.label(holders.of(key)[0] as number, type, value),
      ...(type === 'template' && { examples: exampleUses(found, inside, { members, accounts }) }),
    }),
  };
}

/**
 * Accounts of other logs that a small log is filled up with, and how many of them would have a given wrapper: in real
 * chat and API logs a wording of five words is shared by fewer than one account in 200.
 */
const elsewhere = 500;
const elsewhereWithIt = 2.5;

/** log2 of the inverse share of accounts that have a key; for templates, with other logs' accounts added. */
function rarity(type: KeyType, holders: number, population: number): number {
  if (type !== 'template') return Math.log2((population + 1) / (holders + 1));
  return Math.log2((population + elsewhere + 1) / (holders + elsewhereWithIt + 1));
}

function exampleUses(
  { value }: Draft,
  inside: readonly number[],
  { members, accounts }: { members: readonly number[]; accounts: Linkable },
): FoundLink['examples'] {
  return inside
    .map(position => accounts.details.use(members[position] as number, value)?.example)
    .filter(example => example !== undefined)
    .sort(exampleOrder)
    .slice(0, 4);
}

interface Match {
  /** Members with the value, of how many; accounts outside with it. */
  k: number;
  n: number;
  others: number;
  tests: number;
  collision: number;
  population: number;
}

/**
 * Bits that software and networks are worth at most for two accounts that were chosen by one or two keys: what chose them
 * no more than it is rare, or than tools can be, and what did not no more than if nobody else had it.
 */
export function mostOfPair({ keys, both = 0 }: Candidate, { holders, count: population }: Linkable): number {
  const [first, second] = keys;
  if (first === undefined) return Infinity;
  const byChance = bitsOf(Math.min(1, 0.5 / Math.max(1, population - 1)));
  const rare = Math.max(rarityCap, byChance);
  if (second === undefined) return rare + byChance;
  const wider = { k: both, n: holders.size(first), others: holders.size(second) - both };
  const chosen = Math.max(rare, mostMatchBits({ ...wider, tests: 1, collision: 0, population }));
  const kindOf = (key: number) => kinds[holders.typeOf(key)];
  return kindOf(first) === kindOf(second) ? chosen + byChance : rare + chosen;
}

/** @param n members */
function matchOf(
  { key, count, tried, collision }: KeyTest,
  n: number,
  { holders, count: population }: Linkable,
): Match {
  return { k: count, n, others: holders.size(key) - count, tests: tried, collision, population };
}

/** One member sets the value, the others match it or not: P(Binomial(n - 1, rate) >= k - 1), for all tests. */
function matchBits(match: Match): number {
  const { k, n, tests } = match;
  const rate = rateOf(match);
  // A median is at most as surprising as every second draw: no bits, whatever it is exactly.
  if (k - 1 <= Math.floor((n - 1) * rate)) return 0;
  return bitsOf(Math.min(1, tests * binomialAtLeast(k - 1, n - 1, rate)));
}

/** How many times are multiplied out, and more than the error of doing so. */
const mostFactors = 40;
const rounding = 1e-9;

/** No less than the same, and quickly known: at least so many match no more rarely than exactly so many. */
function mostMatchBits(match: Match): number {
  const [hits, draws, rate] = [match.k - 1, match.n - 1, rateOf(match)];
  if (hits <= Math.floor(draws * rate)) return 0;
  if (hits > mostFactors) return matchBits(match);
  let exactly = (1 - rate) ** (draws - hits);
  for (let i = 1; i <= hits; i++) exactly *= (rate * (draws - hits + i)) / i;
  return bitsOf(Math.min(1, match.tests * exactly)) + rounding;
}

function rateOf({ n, others, collision, population }: Match): number {
  return Math.min(1, Math.max(collision, (others + 0.5) / (population - n + 1)));
}

/** Requests of members in a shared template: of several keys of one template, the one that covers most. */
function requestsIn(
  { key, type }: Pick<KeyTest, 'key' | 'type'>,
  members: readonly number[],
  { holders }: Linkable,
): number {
  if (type !== 'template') return 0;
  return members.reduce((sum, account) => sum + (holders.requestsIn(key, account) ?? 0), 0);
}

/** The best link of each attribute; among equally good ones that of more holders, then of more requests. */
function strongest(links: readonly Draft[], requestsOf: (link: Draft) => number): Draft[] {
  const best = new Map<KeyType, Draft>();
  for (const link of links) {
    const present = best.get(link.type);
    if (present === undefined || compare(link, present, requestsOf) < 0) best.set(link.type, link);
  }
  return [...best.values()];
}

/** Bits beyond this are equally decisive. */
const decisive = 12;

function compare(a: Draft, b: Draft, requestsOf: (link: Draft) => number): number {
  return (
    Math.min(decisive, b.bits) - Math.min(decisive, a.bits) ||
    b.count - a.count ||
    requestsOf(b) - requestsOf(a) ||
    a.value - b.value
  );
}
