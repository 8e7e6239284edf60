/**
 * Do members share a value more than everybody else would? Each value that members have is tested against its rate
 * among the other accounts: P(Binomial(n, rate) >= k), times the number of values tried (Bonferroni). When the group was
 * chosen by that very value, the test is made on the wider group it was chosen from.
 */
import { attributes, type AccountView } from './account-view.js';
import type { Link, LinkKind } from './campaign.js';
import type { Candidate } from './candidates.js';
import { intersect } from './candidates.js';
import type { Holders, Key, KeyType } from './holders.js';
import { exampleOrder } from '../measures/catalogue/templates.js';
import { binomialAtLeast, bitsOf } from '../measures/statistics.js';

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

/** Links before the allowance for the groups tried, which is the group's (link.ts). */
export function sharingLinks(candidate: Candidate, views: readonly AccountView[], holders: Holders): Link[] {
  const tests: KeyTest[] = [];
  for (const type of ['template', ...attributes] as KeyType[]) {
    const shared = sharedKeys(candidate.members, type, views, holders);
    const collision = type === 'template' ? 0 : holders.collision(type, shared.values());
    for (const { key, count } of shared.values()) {
      if (count < Math.max(2, leastShare * candidate.members.length)) continue;
      if (key.holders.length > Math.max(3, commonShare * views.length)) continue;
      tests.push({ candidate, key, count, tried: shared.size, collision, views });
    }
  }
  const first = candidate.keys[0] ?? (candidate.origin === 'searched' ? mostTelling(tests) : undefined);
  const chosen = new Set(first === undefined ? candidate.keys : [first, ...candidate.keys]);
  const links = tests.map(test => ({ key: test.key, link: testKey(test, first) }));
  const most = new Map<LinkKind, number>();
  for (const { key, link } of links) {
    if (chosen.has(key)) most.set(link.kind, Math.max(most.get(link.kind) ?? 0, link.bits));
  }
  // An address is in one prefix, and a tool has one client: other views of what chose the group say no more than it does,
  // or than how rare a tool can be.
  const limit = ({ kind }: Link) =>
    most.has(kind) ? Math.max(most.get(kind) ?? 0, kind === 'software' ? rarityCap : 0) : Infinity;
  const capped = links.map(({ link }) => ({ ...link, bits: Math.min(link.bits, limit(link)) }));
  return strongest(capped.filter(({ bits }) => bits > 0));
}

/** What a community was formed by, more than by anything else: only its rarity speaks then. */
function mostTelling(tests: readonly KeyTest[]): Key | undefined {
  let best: { key: Key; weight: number } | undefined;
  for (const { key, count, views } of tests) {
    const weight = count * rarity(key, views.length);
    if (best === undefined || weight > best.weight) best = { key, weight };
  }
  return best?.key;
}

/** The template in which members do most of their common work; undefined when they have none in common. */
export function commonWork(
  members: readonly number[],
  views: readonly AccountView[],
  holders: Holders,
): Key | undefined {
  let best: { key: Key; requests: number } | undefined;
  for (const { key, count } of sharedKeys(members, 'template', views, holders).values()) {
    if (count < workShare * members.length || key.holders.length > Math.max(3, commonShare * views.length)) continue;
    const requests = requestsIn(key, intersect(key.holders, members), views);
    if (best === undefined || requests > best.requests || (requests === best.requests && key.value < best.key.value)) {
      best = { key, requests };
    }
  }
  return best?.key;
}

function sharedKeys(
  members: readonly number[],
  type: KeyType,
  views: readonly AccountView[],
  holders: Holders,
): Map<Key, { key: Key; count: number }> {
  const counts = new Map<Key, { key: Key; count: number }>();
  for (const member of members) {
    const view = views[member] as AccountView;
    const values = type === 'template' ? view.templates.keys() : view.attributes[type].keys();
    for (const value of values) {
      const key = holders.get(type, value);
      if (key === undefined) continue;
      const entry = counts.get(key);
      if (entry === undefined) counts.set(key, { key, count: 1 });
      else entry.count++;
    }
  }
  return counts;
}

interface KeyTest {
  candidate: Candidate;
  key: Key;
  /** Members that have it. */
  count: number;
  /** Different values of this kind among the members. */
  tried: number;
  /** P(two other accounts share a value of this kind): no value is a rarer coincidence than that. */
  collision: number;
  views: readonly AccountView[];
}

function testKey({ candidate, key, tried, collision, views }: KeyTest, first: Key | undefined): Link {
  const { members, keys } = candidate;
  const inside = intersect(key.holders, members);
  const outside = key.holders.length - inside.length;
  const population = views.length;
  const unadjusted = matchBits({
    k: inside.length,
    n: members.length,
    others: outside,
    tests: tried,
    collision,
    population,
  });
  let bits: number;
  if (key === first) {
    // The group is whoever has this key: only its rarity speaks.
    bits = Math.min(rarityCap, rarity(key, population));
  } else if (first !== undefined && keys.includes(key)) {
    // The group was chosen by this key: test it on the wider group.
    const k = intersect(key.holders, first.holders).length;
    const n = first.holders.length;
    bits = matchBits({ k, n, others: key.holders.length - k, tests: 1, collision, population });
  } else bits = unadjusted;
  return {
    kind: kinds[key.type],
    attribute: key.type,
    value: key.value,
    label: key.label,
    bits,
    unadjusted,
    holders: inside.map(account => members.indexOf(account)),
    outside,
    facts: { members: inside.length, of: members.length, outside, requests: requestsIn(key, inside, views) },
    examples: exampleUses(key, inside, views),
  };
}

/**
 * Accounts of other logs that a small log is filled up with, and how many of them would have a given wrapper: in real
 * chat and API logs a wording of five words is shared by fewer than one account in 200.
 */
const elsewhere = 500;
const elsewhereWithIt = 2.5;

/** log2 of the inverse share of accounts that have a key; for templates, with other logs' accounts added. */
function rarity({ type, holders }: Key, population: number): number {
  if (type !== 'template') return Math.log2((population + 1) / (holders.length + 1));
  return Math.log2((population + elsewhere + 1) / (holders.length + elsewhereWithIt + 1));
}

function exampleUses(key: Key, inside: readonly number[], views: readonly AccountView[]): Link['examples'] {
  if (key.type !== 'template') return [];
  return inside
    .map(account => (views[account] as AccountView).templates.get(key.value)?.example)
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

/** One member sets the value, the others match it or not: P(Binomial(n - 1, rate) >= k - 1), for all tests. */
function matchBits({ k, n, others, tests, collision, population }: Match): number {
  const rate = Math.min(1, Math.max(collision, (others + 0.5) / (population - n + 1)));
  return bitsOf(Math.min(1, tests * binomialAtLeast(k - 1, n - 1, rate)));
}

/** Requests of these accounts in a shared template: of several keys of one template, the one that covers most. */
function requestsIn(key: Key, inside: readonly number[], views: readonly AccountView[]): number {
  return inside.reduce(
    (sum, account) => sum + ((views[account] as AccountView).templates.get(key.value)?.requests ?? 0),
    0,
  );
}

/** The best link of each attribute; among equally good ones that of more holders, then of more requests. */
function strongest(links: readonly Link[]): Link[] {
  const best = new Map<string, Link>();
  for (const link of links) {
    const present = best.get(link.attribute);
    if (present === undefined || compare(link, present) < 0) best.set(link.attribute, link);
  }
  return [...best.values()];
}

/** Bits beyond this are equally decisive. */
const decisive = 12;

function compare(a: Link, b: Link): number {
  return (
    Math.min(decisive, b.bits) - Math.min(decisive, a.bits) ||
    b.holders.length - a.holders.length ||
    Number(b.facts['requests']) - Number(a.facts['requests']) ||
    a.value - b.value
  );
}
