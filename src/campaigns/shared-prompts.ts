/**
 * Do accounts send the same prompts? Copies of one prompt spread over accounts (several samples of an answer, each from
 * somebody else) tie them, where log carries no more of prompts than their hashes too.
 */
import type { EventSample } from '../measures/sketches/event-sample.js';
import type { CountedSample } from '../measures/sketches/counted-sample.js';
import type { Link } from './campaign.js';
import type { Details } from './linkable.js';

/** Two accounts and how many sampled prompts both have sent. */
export interface PromptTie {
  readonly a: number;
  readonly b: number;
  readonly prompts: number;
}

/** A prompt of more accounts than this is common property: a greeting, an assignment. */
const mostAccounts = 5;
/** Nor is one a copy that its senders send again and again: a benchmark is run by several, each time whole. */
const mostRepeats = 1;
/** Prompts two accounts must have in common, and share of the sampled prompts of the one that has fewer. */
const leastPrompts = 4;
/** Above every index of an account; two of them make one number. */
const mostLinkable = 2 ** 26;
const leastShare = 0.15;

/** What the prompts of each account are asked for. */
type Prompts = Pick<Details, 'promptsBelow'>;

/** Pairs of accounts with prompts in common, in order of their indexes. `indexOf` as in {@link findHandovers}. */
export function findPromptTies(
  copies: EventSample,
  indexOf: Pick<ReadonlyMap<number, number>, 'get'>,
  { promptsBelow }: Prompts,
): PromptTie[] {
  const pairs = new Map<number, PromptTie & { prompts: number }>();
  for (const senders of sendersOfEach(copies)) {
    const accounts = [...senders].map(who => indexOf.get(who)).filter(account => account !== undefined);
    accounts.sort((a, b) => a - b);
    accounts.forEach((a, i) => {
      for (const b of accounts.slice(i + 1)) {
        const pair = pairs.get(a * mostLinkable + b);
        if (pair === undefined) pairs.set(a * mostLinkable + b, { a, b, prompts: 1 });
        else pair.prompts++;
      }
    });
  }
  const known = new Map<number, number>();
  const sampled = (account: number) => {
    const count = known.get(account) ?? promptsBelow(account, copies.threshold);
    known.set(account, count);
    return count;
  };
  return [...pairs.values()]
    .filter(({ prompts }) => prompts >= leastPrompts)
    .filter(({ a, b, prompts }) => prompts >= leastShare * Math.min(sampled(a), sampled(b)))
    .sort((x, y) => x.a - y.a || x.b - y.b);
}

/** Accounts behind each sampled prompt that two to {@link mostAccounts} have sent. */
function sendersOfEach(copies: EventSample): Set<number>[] {
  const senders: Set<number>[] = [];
  let key = NaN;
  let who = new Set<number>();
  let requests = 0;
  const close = () => {
    if (who.size > 1 && who.size <= mostAccounts && requests <= who.size + mostRepeats) senders.push(who);
  };
  for (const event of copies.sorted(copies.sharedKeys())) {
    if (event.key !== key) {
      close();
      key = event.key;
      who = new Set();
      requests = 0;
    }
    who.add(event.who);
    requests++;
  }
  close();
  return senders;
}

/** Distinct prompts of an account that a sample up to `threshold` would hold, as far as the account's own sample tells. */
export function promptsBelow(prompts: CountedSample, threshold: number): number {
  const entries = prompts.entries();
  const own = prompts.threshold;
  if (own === Infinity || threshold <= own) return entries.filter(([key]) => key < threshold).length;
  return entries.length * (threshold === Infinity ? 2 ** 52 / own : threshold / own);
}

const bitsEach = 3;
const bitsCap = 10;
/** Share of members that must send the same prompts as another before it speaks for the group. */
const leastMembers = 0.5;

/** Ties by their first account: a group asks for those of its members alone. */
export type PromptTies = ReadonlyMap<number, readonly PromptTie[]>;

export function tiesByAccount(ties: readonly PromptTie[]): PromptTies {
  const lists = new Map<number, PromptTie[]>();
  for (const tie of ties) {
    const list = lists.get(tie.a);
    if (list === undefined) lists.set(tie.a, [tie]);
    else list.push(tie);
  }
  return lists;
}

export function promptLink(members: readonly number[], ties: PromptTies): Link | undefined {
  if (ties.size === 0) return undefined;
  const all = members.flatMap(account => ties.get(account) ?? []);
  if (all.length === 0) return undefined;
  const inside = new Map(members.map((account, i) => [account, i]));
  const own = all.filter(({ b }) => inside.has(b));
  const holders = new Set(own.flatMap(({ a, b }) => [inside.get(a) as number, inside.get(b) as number]));
  if (holders.size < Math.max(2, leastMembers * members.length)) return undefined;
  const prompts = own.reduce((sum, tie) => sum + tie.prompts, 0);
  const bits = Math.min(bitsCap, bitsEach * Math.log2(prompts / holders.size + 1));
  return {
    kind: 'queue',
    attribute: 'prompts',
    value: 0,
    label: 'the same prompts sent from several accounts',
    bits,
    unadjusted: bits,
    holders: [...holders].sort((a, b) => a - b),
    outside: 0,
    facts: { prompts, accounts: holders.size },
    examples: [],
  };
}
