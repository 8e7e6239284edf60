/**
 * Do accounts work through one list? A prompt refused on one account and answered on another right after (hand-over),
 * a conversation left on one account and continued on another (hop).
 */
import { conversationRoles } from '../measures/catalogue/conversations.js';
import { outcomes } from '../measures/catalogue/copies.js';
import type { EventSample, KeyedEvent } from '../measures/sketches/event-sample.js';
import type { Link } from './campaign.js';

/** An account went on with another's work. Indexes of accounts; time in ms. */
export interface Handover {
  readonly from: number;
  readonly to: number;
  readonly time: number;
  readonly attribute: 'hand-over' | 'hop';
}

/** A refused prompt is asked again elsewhere within this time, in ms. */
const handoverReach = 120_000;
/** Prompts that this many accounts send, or that are sent this often, are common property (`hi`, a benchmark, a check). */
const commonAccounts = 6;
const commonRequests = 12;

/** Hand-overs and hops between accounts, in order of time. `indexOf` maps an account's name hash to its index. */
export function findHandovers(
  copies: EventSample,
  conversations: EventSample,
  indexOf: Pick<ReadonlyMap<number, number>, 'get'>,
): Handover[] {
  const found: Handover[] = [];
  const add = (from: KeyedEvent, to: KeyedEvent, attribute: Handover['attribute']) => {
    const a = indexOf.get(from.who);
    const b = indexOf.get(to.who);
    if (a !== undefined && b !== undefined) found.push({ from: a, to: b, time: to.time, attribute });
  };
  for (const group of byKey(copies.sorted(copies.keysWith(outcomes.throttled)))) {
    if (isCommon(group)) continue;
    group.forEach((refused, i) => {
      if (refused.what !== outcomes.throttled) return;
      const next = group.slice(i + 1).find(event => event.what !== outcomes.throttled);
      if (next !== undefined && next.who !== refused.who && next.time - refused.time <= handoverReach) {
        add(refused, next, 'hand-over');
      }
    });
  }
  for (const group of byKey(conversations.sorted(conversations.keysWith(conversationRoles.parent)))) {
    const owners = group.filter(event => event.what === conversationRoles.state);
    if (owners.length === 0 || isCommon(group)) continue;
    for (const event of group) {
      const left = owners.filter(owner => owner.time <= event.time).at(-1);
      if (event.what === conversationRoles.parent && left !== undefined && left.who !== event.who)
        add(left, event, 'hop');
    }
  }
  return found.sort((a, b) => a.time - b.time || a.from - b.from || a.to - b.to);
}

function isCommon(group: readonly KeyedEvent[]): boolean {
  return group.length >= commonRequests || new Set(group.map(event => event.who)).size >= commonAccounts;
}

/** Connected components (two or more accounts) of pairs of accounts, each ascending. */
export function componentsOf(pairs: readonly (readonly [number, number])[]): number[][] {
  const parent = new Map<number, number>();
  const find = (x: number): number => {
    const up = parent.get(x) ?? x;
    if (up === x) return x;
    const root = find(up);
    parent.set(x, root);
    return root;
  };
  for (const [from, to] of pairs) {
    const a = find(from);
    const b = find(to);
    if (a !== b) parent.set(Math.max(a, b), Math.min(a, b));
  }
  const components = new Map<number, Set<number>>();
  for (const [from, to] of pairs) {
    const root = find(from);
    const component = components.get(root) ?? new Set();
    component.add(from).add(to);
    components.set(root, component);
  }
  return [...components.values()].map(component => [...component].sort((a, b) => a - b));
}

/** Bits a single hand-over is worth: by chance, the same unusual prompt does not reappear elsewhere within minutes. */
const bitsEach = 3;
const bitsCap = 15;
/** Share of members that must take part before hand-overs speak for the group. */
const leastShare = 0.5;

/** Hand-overs by the account that hands over: a group asks for those of its members alone. */
export type Handovers = ReadonlyMap<number, readonly Handover[]>;

export function byAccount(handovers: readonly Handover[]): Handovers {
  const lists = new Map<number, Handover[]>();
  for (const handover of handovers) {
    const list = lists.get(handover.from);
    if (list === undefined) lists.set(handover.from, [handover]);
    else list.push(handover);
  }
  return lists;
}

export function queueLinks(members: readonly number[], handovers: Handovers): Link[] {
  if (handovers.size === 0) return [];
  const handing = members.flatMap(account => handovers.get(account) ?? []);
  if (handing.length < 2) return [];
  const inside = new Map(members.map((account, i) => [account, i]));
  const links: Link[] = [];
  for (const attribute of ['hand-over', 'hop'] as const) {
    const own = handing.filter(h => h.attribute === attribute && inside.has(h.to));
    if (own.length < 2) continue;
    const bits = Math.min(bitsCap, bitsEach * Math.log2(1 + own.length));
    const holders = new Set(own.flatMap(h => [inside.get(h.from) as number, inside.get(h.to) as number]));
    if (holders.size < leastShare * members.length) continue;
    links.push({
      kind: 'queue',
      attribute,
      value: 0,
      label:
        attribute === 'hop'
          ? 'conversations continued on another account'
          : 'refused prompts repeated on another account',
      bits,
      unadjusted: bits,
      holders: [...holders].sort((a, b) => a - b),
      outside: 0,
      facts: { count: own.length, accounts: holders.size },
      examples: [],
    });
  }
  return links;
}

function byKey(events: readonly KeyedEvent[]): KeyedEvent[][] {
  const groups: KeyedEvent[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.[0]?.key === event.key) last.push(event);
    else groups.push([event]);
  }
  return groups.filter(group => group.length > 1);
}
