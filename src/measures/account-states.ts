/**
 * The states of accounts under several measures. An account with few requests is just these (`RowStore`); one with more has
 * a state for each measure, and its further requests are gathered and taken in many at a time. Measures of the whole log
 * take in what the accounts do, at the same time.
 */
import type { ColumnName, Dictionaries, RequestBatch } from '../requests/batch.js';
import type { Dictionary } from '../requests/dictionary.js';
import type { Parcel } from '../requests/parcel.js';
import type { Measure } from './measure.js';
import type { RowReader } from './row-reader.js';
import { RowStore, type Gathered } from './row-store.js';

/** Bytes of a request as it is kept, and of an account's states, about: to know when there are many, and to write them in portions. */
const rowBytes = 256;
const stateBytes = 12 * 1024;

export interface StatesPlace {
  readonly dictionaries: Dictionaries;
  /** Measures that are out, and why: those that throw are added. */
  readonly failures: Map<string, string>;
  /** So many accounts may have states however few their requests are, once they were asked about. */
  readonly settles: number;
  /** States of the whole log so far. */
  readonly log?: readonly unknown[] | undefined;
}

export class AccountStates {
  readonly #measures: readonly Measure[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #failures: Map<string, string>;
  readonly #settles: number;
  readonly #rows: RowStore;
  /** By account: one state for each measure. */
  readonly #states = new Map<number, unknown[]>();
  readonly #log: LogStates;
  readonly #accounts: Dictionary;

  constructor(measures: readonly Measure[], { dictionaries, failures, settles, log }: StatesPlace) {
    this.#measures = measures.filter(({ per }) => per === 'account');
    this.#index = new Map(this.#measures.map((measure, i) => [measure.id, i]));
    this.#log = new LogStates(
      measures.filter(({ per }) => per === 'log'),
      log,
    );
    this.#rows = new RowStore(columnsOf(measures), dictionaries);
    this.#accounts = dictionaries.account;
    this.#failures = failures;
    this.#settles = settles;
  }

  keeps({ id }: Measure<never> | Measure): boolean {
    return this.#index.has(id) || this.#log.index.has(id);
  }

  /** For the parcels of one reader. */
  reader(): RowReader {
    return this.#rows.reader();
  }

  /** Bytes of memory taken, about. */
  get bytes(): number {
    return this.#rows.bytes + stateBytes * this.#states.size;
  }

  /** What an account's requests and states take when they are written down, about: 0 for one that has none. */
  weight(account: number): number {
    return rowBytes * this.#rows.count(account) + (this.#states.has(account) ? stateBytes : 0);
  }

  /** States that an account has, beside the requests that {@link gather} reads. */
  kept(account: number): readonly unknown[] | undefined {
    return this.#states.get(account);
  }

  /** Requests of accounts that are not in their states. */
  gather(accounts: Uint32Array): Generator<Gathered> {
    return this.#rows.gather(accounts);
  }

  drop(account: number): void {
    this.#rows.drop(account);
    this.#states.delete(account);
  }

  /** Measures of accounts, in the order of their states. */
  get ofAccounts(): readonly Measure[] {
    return this.#measures;
  }

  /** Hands over the states of the whole log; nothing else of this may be used afterwards. */
  surrenderLog(): readonly unknown[] {
    return this.#wholeLog();
  }

  add(parcel: Parcel, reader: RowReader, source: Buffer): void {
    this.#log.whole = undefined;
    for (const account of this.#rows.add(parcel, reader, source)) this.#settle(account);
  }

  /** State of an account; undefined when it was never seen. It is the account's own while it has many requests. */
  get<S>(measure: Measure<S>, account: number): S | undefined {
    const index = this.#index.get(measure.id);
    if (index === undefined) return this.#ofLog(measure.id) as S | undefined;
    const waiting = this.#rows.count(account);
    const states = this.#states.get(account);
    if (states !== undefined) {
      if (waiting > 0) this.#settle(account);
      return states[index] as S;
    }
    if (waiting === 0) return undefined;
    if (this.#states.size < this.#settles) {
      this.#settle(account);
      return this.#states.get(account)?.[index] as S;
    }
    const state = measure.create();
    this.#rows.read(account, (rows, count) => this.#observe(measure, state, rows, count));
    return state;
  }

  /** Merges a state into that of an account, or of the log. */
  put<S>(measure: Measure<S>, account: number, state: S): void {
    const index = this.#index.get(measure.id);
    const states = index === undefined ? this.#log.states : this.#statesOf(account);
    const at = index ?? this.#log.index.get(measure.id) ?? 0;
    this.#log.whole = undefined;
    states[at] = measure.merge(states[at] as S, state);
  }

  /** Adds other states; `accounts` are the numbers of their accounts here. */
  merge(from: AccountStates, accounts: Uint32Array): void {
    for (const measure of this.#log.measures) this.put(measure, 0, from.get(measure, 0));
    for (let id = 1; id < accounts.length; id++) {
      for (const measure of this.#measures) {
        const state = from.get(measure, id);
        if (state !== undefined) this.put(measure, accounts[id] as number, state);
      }
    }
  }

  /** Takes an account's requests into its states, and into the log's. */
  #settle(account: number): void {
    const states = this.#statesOf(account);
    this.#rows.read(account, (rows, count) => {
      for (let i = 0; i < this.#measures.length; i++)
        this.#observe(this.#measures[i] as Measure, states[i], rows, count);
      this.#observeLog(this.#log.states, rows, count);
    });
    this.#rows.drop(account);
    this.#limitExcerpts(account, states);
  }

  #ofLog(id: string): unknown {
    return this.#wholeLog()[this.#log.index.get(id) as number];
  }

  /** With the requests that accounts still keep. */
  #wholeLog(): readonly unknown[] {
    const { states, measures } = this.#log;
    if (this.#log.whole === undefined) {
      const whole = measures.map((measure, i) => measure.merge(measure.create(), states[i]));
      for (let account = 1; account < this.#accounts.size; account++) {
        if (this.#rows.count(account) > 0)
          this.#rows.read(account, (rows, count) => this.#observeLog(whole, rows, count));
      }
      this.#log.whole = whole;
    }
    return this.#log.whole;
  }

  #observeLog(states: readonly unknown[], rows: RequestBatch, count: number): void {
    const { measures } = this.#log;
    for (let i = 0; i < measures.length; i++) this.#observe(measures[i] as Measure, states[i], rows, count);
  }

  #limitExcerpts(account: number, states: readonly unknown[]): void {
    let limit = -Infinity;
    for (let i = 0; i < this.#measures.length; i++) {
      const wants = this.#measures[i]?.wantsExcerptsUpTo;
      if (wants !== undefined) limit = Math.max(limit, wants(states[i]));
    }
    this.#rows.limitExcerpts(account, limit);
  }

  #observe<S>(measure: Measure<S>, state: S, rows: RequestBatch, count: number): void {
    if (this.#failures.has(measure.id)) return;
    try {
      measure.observeRun(state, rows, 0, count);
    } catch (error) {
      this.#failures.set(measure.id, error instanceof Error ? error.message : String(error));
    }
  }

  #statesOf(account: number): unknown[] {
    let states = this.#states.get(account);
    if (states === undefined) {
      states = this.#measures.map(measure => measure.create());
      this.#states.set(account, states);
    }
    return states;
  }
}

/** States of the whole log: of the requests that were taken in, and, once asked for, of all. */
class LogStates {
  readonly measures: readonly Measure[];
  readonly index: ReadonlyMap<string, number>;
  readonly states: unknown[];
  whole: unknown[] | undefined;

  constructor(measures: readonly Measure[], states: readonly unknown[] = measures.map(measure => measure.create())) {
    this.measures = measures;
    this.index = new Map(measures.map((measure, i) => [measure.id, i]));
    this.states = [...states];
  }
}

/** Columns that measures read. */
export function columnsOf(measures: readonly Measure[]): ReadonlySet<ColumnName> {
  return new Set(measures.flatMap(measure => measure.columns));
}
