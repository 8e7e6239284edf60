/**
 * Who is allowed, by an operator's list. It is asked when suspects are known, and changes nothing of how they are judged:
 * scores and severities are what they are without it. Whoever is not covered for certain is not allowed.
 */
import { UsageError } from '../../errors.js';
import type { Assessed } from '../../detectors/panel.js';
import type { Account, AccountStore } from '../../measures/account-store.js';
import { traffic } from '../../measures/catalogue/traffic.js';
import type { Allowance } from '../../reports/report.js';
import { selectorNames, type AllowEntry, type AllowOptions, type SelectorName } from './entry.js';
import { selectorOf, type Candidate, type Selector } from './selectors.js';

/** One entry at work, and what came of it. */
export interface EntryAtWork {
  readonly entry: AllowEntry;
  readonly selectors: ReadonlyMap<SelectorName, Selector>;
  readonly hasExpired: boolean;
  /** Whether it names addresses, while clients may have written those of this log. */
  readonly isBlocked: boolean;
  /** Accounts that it covers; and those of which it cannot be told, since measures keep a part of their values. */
  accounts: number;
  undecided: number;
  suspects: number;
  /** Values that accounts have shown, by kind of name. */
  readonly seen: ReadonlyMap<SelectorName, Set<number>>;
}

/** What a list says of one suspect. */
export interface Grant {
  /** Present when all of its accounts are allowed. */
  readonly allowed?: readonly Allowance[];
  /** By account: the line of the entry that covers it. */
  readonly lines: readonly (number | undefined)[];
}

export interface AllowanceOptions extends AllowOptions {
  /** Inputs whose addresses clients may have written. */
  readonly claimed: readonly string[];
}

export class Allowances {
  readonly options: AllowanceOptions;
  readonly entries: readonly EntryAtWork[];
  /** Entries by the accounts that they name, and those that name none. */
  readonly #byAccount = new Map<string, EntryAtWork[]>();
  readonly #others: readonly EntryAtWork[];

  /** @throws UsageError when entries expire and nobody says what day it is */
  constructor(options: AllowanceOptions) {
    this.options = options;
    this.entries = options.allow.map(entry => atWork(entry, options));
    this.#others = this.entries.filter(({ entry }) => entry.account === undefined);
    for (const one of this.entries) {
      for (const name of new Set(one.entry.account)) {
        const named = this.#byAccount.get(name);
        if (named === undefined) this.#byAccount.set(name, [one]);
        else named.push(one);
      }
    }
  }

  /** Whether accounts must be shown to it one by one: those that are named alone can be looked up. */
  get looksAtAll(): boolean {
    return this.#others.length > 0;
  }

  /** Takes note of an account of the log. */
  observe({ name, profile }: Account): void {
    for (const one of this.#others) note(one, { name, profile });
  }

  /** The same for accounts that are named, in the order in which they lie on disk. */
  observeNamed(accounts: AccountStore): void {
    for (const [name, entries] of [...this.#byAccount].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const index = accounts.indexOf(name);
      if (index === undefined) continue;
      for (const one of entries) note(one, { name, profile: accounts.profile(index) });
    }
  }

  grant({ accounts, members, stream, campaign }: Assessed): Grant {
    const touched = new Map<EntryAtWork, number>();
    const lines = accounts.map((name, i) => {
      const profile = members[i];
      if (profile === undefined) return undefined;
      const covering = this.#covering({ name, profile, stream: stream?.key ?? campaign?.stream });
      for (const one of covering) if (one.hasExpired) touched.set(one, touched.get(one) ?? 0);
      const first = covering.find(({ hasExpired }) => !hasExpired);
      if (first !== undefined) touched.set(first, (touched.get(first) ?? 0) + 1);
      return first?.entry.line;
    });
    for (const one of touched.keys()) one.suspects++;
    if (accounts.length === 0 || lines.includes(undefined)) return { lines };
    const used = [...touched].filter(([, covered]) => covered > 0);
    return { lines, allowed: used.map(([{ entry }, covered]) => allowance(entry, covered)) };
  }

  /** In the order of the list. */
  #covering(candidate: Candidate): EntryAtWork[] {
    const named = this.#byAccount.get(candidate.name) ?? [];
    const found = [...named, ...this.#others].filter(one => coverage(one, candidate) === 'covered');
    return found.sort((a, b) => a.entry.line - b.entry.line);
  }
}

function atWork(entry: AllowEntry, { asOf, claimed }: AllowanceOptions): EntryAtWork {
  if (entry.expires !== null && asOf === undefined) {
    throw new UsageError('entries of the allow list expire, and the day of the judgement is not given', {
      hint: 'Give it as asOf, such as 2026-12-31.',
    });
  }
  const named = selectorNames.flatMap(name => {
    const values = entry[name];
    return values === undefined ? [] : [[name, [...new Set(values)]] as const];
  });
  const byAddress = entry.cidr !== undefined || entry.account?.some(isAddressName) === true;
  return {
    entry,
    selectors: new Map(named.map(([name, values]) => [name, selectorOf(name, values)])),
    // Days as ISO 8601 writes them are in order as texts.
    hasExpired: entry.expires !== null && asOf !== undefined && entry.expires < asOf,
    isBlocked: byAddress && claimed.length > 0,
    accounts: 0,
    undecided: 0,
    suspects: 0,
    seen: new Map(named.map(([name]) => [name, new Set<number>()])),
  };
}

/** Names that stand in for accounts are made of what may be a client's own words. */
function isAddressName(name: string): boolean {
  return name.startsWith('net:');
}

function note(one: EntryAtWork, candidate: Candidate): void {
  for (const [name, selector] of one.selectors) {
    for (const at of selector.seen(candidate)) if (at >= 0) one.seen.get(name)?.add(at);
  }
  const covers = coverage(one, candidate);
  if (covers === 'covered') one.accounts++;
  else if (covers === 'undecided') one.undecided++;
}

/** So many of an account's requests must be what an entry names, in hundredths. */
const enough = 95;

function coverage(one: EntryAtWork, candidate: Candidate): 'covered' | 'undecided' | 'other' {
  if (one.isBlocked && (one.entry.cidr !== undefined || isAddressName(candidate.name))) return 'other';
  const all = candidate.profile.get(traffic).requests;
  let covers: 'covered' | 'undecided' = 'covered';
  for (const selector of one.selectors.values()) {
    const { least, most } = selector.requests(candidate);
    if (least === 0 || 100 * most < enough * all) return 'other';
    if (100 * least < enough * all) covers = 'undecided';
  }
  return one.selectors.size === 0 ? 'other' : covers;
}

function allowance({ line, owner, reason, expires }: AllowEntry, accounts: number): Allowance {
  return { line, owner, reason, expires, accounts };
}
