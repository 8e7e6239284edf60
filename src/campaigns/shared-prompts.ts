/**
 * Do accounts send the same prompts? Copies of one prompt spread over accounts (several samples of an answer, each from
 * somebody else) tie them, where log carries no more of prompts than their hashes too.
 */
import type { EventSample } from '../measures/sketches/event-sample.js';
import type { AccountView } from './account-view.js';
import type { Link } from './campaign.js';

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
const leastShare = 0.15;

/** Pairs of accounts with prompts in common, in order of their indexes. `indexOf` as in {@link findHandovers}. */
export function findPromptTies(
  copies: EventSample,
  indexOf: ReadonlyMap<number, number>,
  views: readonly AccountView[],
): PromptTie[] {
  const pairs = new Map<number, number>();
  const n = views.length;
  for (const senders of sendersOfEach(copies)) {
    const accounts = [...senders].map(who => indexOf.get(who)).filter(account => account !== undefined);
    accounts.sort((a, b) => a - b);
    accounts.forEach((a, i) => {
      for (const b of accounts.slice(i + 1)) pairs.set(a * n + b, (pairs.get(a * n + b) ?? 0) + 1);
    });
  }
  const sampled = (account: number) => promptsBelow(views[account] as AccountView, copies.threshold);
  return [...pairs]
    .map(([pair, prompts]) => ({ a: Math.floor(pair / n), b: pair % n, prompts }))
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
function promptsBelow({ prompts, promptThreshold }: AccountView, threshold: number): number {
  if (promptThreshold === Infinity || threshold <= promptThreshold) {
    let count = 0;
    for (const key of prompts.keys()) if (key < threshold) count++;
    return count;
  }
  return prompts.size * (threshold === Infinity ? 2 ** 52 / promptThreshold : threshold / promptThreshold);
}

const bitsEach = 3;
const bitsCap = 10;
/** Share of members that must send the same prompts as another before it speaks for the group. */
const leastMembers = 0.5;

export function promptLink(members: readonly number[], ties: readonly PromptTie[]): Link | undefined {
  const inside = new Map(members.map((account, i) => [account, i]));
  const own = ties.filter(({ a, b }) => inside.has(a) && inside.has(b));
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
