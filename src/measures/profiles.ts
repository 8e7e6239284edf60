/**
 * All measures of a log: what reading produces and judging starts from. Parts of a log (threads, files, nights) make
 * their own; {@link Profiles.merge} adds them up. As text: one `key<TAB>state` line for each account, and one for the log.
 */
import type { RequestBatch } from '../requests/batch.js';
import { Dictionary } from '../requests/dictionary.js';
import { findName, type Account, type AccountStore } from './account-store.js';
import type { Encoded, Measure, MeasureTable } from './measure.js';
import { accountProfile, type Profile } from './profile.js';

export class Profiles implements AccountStore {
  readonly accounts: Dictionary;
  readonly measures: readonly Measure[];
  readonly #tables: MeasureTable<unknown>[];
  /** Positions of the measures by their ids. */
  readonly #positions: ReadonlyMap<string, number>;
  /** Measures that threw, with the reason: they and whoever needs them are out for this run. */
  readonly failures = new Map<string, string>();
  requests = 0;
  /** Ids of the accounts in the order of their names; made when asked for. */
  #order = new Uint32Array(0);
  /** States of the account that was asked last, by measure: judging visits one after another, and asks each several times. */
  #latest = 0;
  #states: unknown[] = [];

  /** `accounts` is the account dictionary of the batches that will be observed. */
  constructor(measures: readonly Measure[], accounts: Dictionary = new Dictionary()) {
    this.measures = measures;
    this.accounts = accounts;
    this.#tables = measures.map(measure => measure.table());
    this.#positions = new Map(measures.map((measure, i) => [measure.id, i]));
  }

  get count(): number {
    return this.accounts.size - 1;
  }

  observe(batch: RequestBatch): void {
    this.#forget();
    this.requests += batch.length;
    for (let i = 0; i < this.#tables.length; i++) {
      const measure = this.measures[i] as Measure;
      if (this.failures.has(measure.id)) continue;
      try {
        (this.#tables[i] as MeasureTable<unknown>).observe(batch);
      } catch (error) {
        this.failures.set(measure.id, error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** State of an account under a measure (the measure's empty state when it was never seen). */
  of<S>(measure: Measure<S>, account: number): S {
    return (this.#tables[this.#position(measure)]?.get(account) as S | undefined) ?? measure.create();
  }

  /** The same; what a table has to build is built once while one account is asked about. */
  kept<S>(measure: Measure<S>, account: number): S {
    if (this.#latest !== account) {
      this.#latest = account;
      this.#states = [];
    }
    const position = this.#position(measure);
    return (this.#states[position] ??= this.#tables[position]?.get(account) ?? measure.create()) as S;
  }

  /** State of the whole log under a measure. */
  ofLog<S>(measure: Measure<S>): S {
    return (this.#tables[this.#position(measure)]?.get(0) as S | undefined) ?? measure.create();
  }

  /** Names of all accounts in code-unit order: the one order in which judging visits them. */
  names(): string[] {
    return Array.from(this.#ordered(), id => this.accounts.text(id));
  }

  name(index: number): string {
    return this.accounts.text(this.#ordered()[index] ?? 0);
  }

  indexOf(name: string): number | undefined {
    return findName(this, name);
  }

  profile(index: number): Profile {
    return accountProfile(this, this.#ordered()[index] ?? 0);
  }

  *each(): Generator<Account> {
    const order = this.#ordered();
    for (let index = 0; index < order.length; index++) {
      const id = order[index] as number;
      yield { index, name: this.accounts.text(id), profile: accountProfile(this, id) };
    }
  }

  /** Adds another part of the same measures. */
  merge(from: Profiles): void {
    this.#forget();
    this.requests += from.requests;
    for (const [id, reason] of from.failures) this.failures.set(id, reason);
    this.measures.forEach((measure, i) => {
      const into = this.#tables[i] as MeasureTable<unknown>;
      const other = from.#tables[from.#position(measure)] as MeasureTable<unknown>;
      if (measure.per === 'log') {
        const state = other.get(0);
        if (state !== undefined) into.put(0, state);
        return;
      }
      for (let id = 1; id < from.accounts.size; id++) {
        const state = other.get(id);
        if (state !== undefined) into.put(this.accounts.intern(from.accounts.text(id)), state);
      }
    });
  }

  /** `key`, `state` pairs in order of key. */
  *encode(): Generator<[key: string, state: string]> {
    for (const name of this.names()) {
      const id = this.accounts.intern(name);
      yield [`account:${encodeKey(name)}`, JSON.stringify(this.#encoded('account', id))];
    }
    yield ['log:', JSON.stringify({ requests: this.requests, ...this.#encoded('log', 0) })];
  }

  /** Adds one encoded pair; returns the ids of measures it does not know. Throws a SyntaxError when it is not of this form. */
  absorb(key: string, state: string): string[] {
    this.#forget();
    const states = JSON.parse(state) as Record<string, Encoded>;
    const colon = key.indexOf(':');
    const kind = key.slice(0, colon);
    if (kind !== 'account' && kind !== 'log') throw new SyntaxError(`unknown key "${key.slice(0, 40)}"`);
    const entity = kind === 'log' ? 0 : this.accounts.intern(decodeURIComponent(key.slice(colon + 1)));
    if (kind === 'log') this.requests += Number(states['requests'] ?? 0);
    this.measures.forEach((measure, i) => {
      const encoded = Object.hasOwn(states, measure.id) ? states[measure.id] : undefined;
      if (measure.per !== kind || encoded === undefined) return;
      (this.#tables[i] as MeasureTable<unknown>).put(entity, measure.decode(encoded));
    });
    return Object.keys(states).filter(id => id !== 'requests' && !this.measures.some(measure => measure.id === id));
  }

  /** Order by code units, as strings compare. */
  #ordered(): Uint32Array {
    const { count, accounts } = this;
    if (this.#order.length !== count) {
      const ids = new Uint32Array(count);
      for (let i = 0; i < count; i++) ids[i] = i + 1;
      this.#order = ids.sort((a, b) => (accounts.text(a) < accounts.text(b) ? -1 : 1));
    }
    return this.#order;
  }

  #forget(): void {
    this.#latest = 0;
    this.#states = [];
  }

  #encoded(kind: 'account' | 'log', entity: number): Record<string, Encoded> {
    const states: Record<string, Encoded> = {};
    this.measures.forEach((measure, i) => {
      const state = measure.per === kind ? (this.#tables[i] as MeasureTable<unknown>).get(entity) : undefined;
      if (state !== undefined) states[measure.id] = measure.encode(state);
    });
    return states;
  }

  #position({ id }: Pick<Measure, 'id'>): number {
    const position = this.#positions.get(id);
    if (position === undefined) throw new Error(`measure ${id} was not taken`);
    return position;
  }
}

/** Account names are hostile text; a key is one field of one line. Lone surrogates become U+FFFD. */
function encodeKey(name: string): string {
  return encodeURIComponent(Buffer.from(name, 'utf8').toString('utf8'));
}
