/**
 * The states of accounts under several measures. An account with few requests is just these (`RowStore`); one with more has
 * a state for each measure, and its further requests are gathered and taken in many at a time.
 */
import type { ColumnName, Dictionaries, RequestBatch } from '../requests/batch.js';
import type { Parcel } from '../requests/parcel.js';
import type { Measure } from './measure.js';
import type { RowReader } from './row-reader.js';
import { RowStore } from './row-store.js';

export class AccountStates {
  readonly #measures: readonly Measure[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #failures: Map<string, string>;
  readonly #rows: RowStore;
  /** By account: one state for each measure. */
  readonly #states = new Map<number, unknown[]>();

  /** @param failures measures that are out, and why: those that throw are added */
  constructor(measures: readonly Measure[], dictionaries: Dictionaries, failures: Map<string, string>) {
    this.#measures = measures;
    this.#index = new Map(measures.map((measure, i) => [measure.id, i]));
    this.#rows = new RowStore(columnsOf(measures), dictionaries);
    this.#failures = failures;
  }

  keeps(measure: Measure<never> | Measure): boolean {
    return this.#index.has(measure.id);
  }

  /** For the parcels of one reader. */
  reader(): RowReader {
    return this.#rows.reader();
  }

  add(parcel: Parcel, reader: RowReader, source: Buffer): void {
    for (const account of this.#rows.add(parcel, reader, source)) this.#settle(account);
  }

  /** State of an account; undefined when it was never seen. It is the account's own while it has many requests. */
  get<S>(measure: Measure<S>, account: number): S | undefined {
    const states = this.#states.get(account);
    const index = this.#index.get(measure.id) as number;
    const waiting = this.#rows.count(account);
    if (states !== undefined) {
      if (waiting > 0) this.#settle(account);
      return states[index] as S;
    }
    if (waiting === 0) return undefined;
    const state = measure.create();
    this.#rows.read(account, (rows, count) => {
      this.#observe(measure, state, rows, count);
    });
    return state;
  }

  /** Merges a state into an account's. */
  put<S>(measure: Measure<S>, account: number, state: S): void {
    const states = this.#statesOf(account);
    const index = this.#index.get(measure.id) as number;
    states[index] = measure.merge(states[index] as S, state);
  }

  /** Adds other accounts' states; `accounts` are their numbers here. */
  merge(from: AccountStates, accounts: Uint32Array): void {
    for (let id = 1; id < accounts.length; id++) {
      for (const measure of this.#measures) {
        const state = from.get(measure, id);
        if (state !== undefined) this.put(measure, accounts[id] as number, state);
      }
    }
  }

  /** Takes an account's requests into its states. */
  #settle(account: number): void {
    const states = this.#statesOf(account);
    this.#rows.read(account, (rows, count) => {
      for (let i = 0; i < this.#measures.length; i++)
        this.#observe(this.#measures[i] as Measure, states[i], rows, count);
    });
    this.#rows.drop(account);
    this.#limitExcerpts(account, states);
  }

  #limitExcerpts(account: number, states: readonly unknown[]): void {
    let limit = -Infinity;
    for (let i = 0; i < this.#measures.length; i++) {
      const wants = this.#measures[i]?.wantsExcerptsUpTo;
      if (wants !== undefined) limit = Math.max(limit, wants(states[i]));
    }
    this.#rows.limitExcerpts(account, limit);
  }

  #observe(measure: Measure, state: unknown, rows: RequestBatch, count: number): void {
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

/** Columns that measures read. */
export function columnsOf(measures: readonly Measure[]): ReadonlySet<ColumnName> {
  return new Set(measures.flatMap(measure => measure.columns));
}
