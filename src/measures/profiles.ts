/**
 * All measures of a log: what reading produces and judging starts from. Parts of a log (threads, files, nights) make
 * their own; {@link Profiles.merge} adds them up. As text: one `key<TAB>state` line for each account, and one for the log.
 */
import type { ColumnName, RequestBatch } from '../requests/batch.js';
import { Dictionary } from '../requests/dictionary.js';
import { AccountStates } from './account-states.js';
import type { Encoded, Measure, MeasureTable } from './measure.js';

export class Profiles {
  readonly accounts: Dictionary;
  readonly measures: readonly Measure[];
  /** Measures of the whole log, and those that read what is gone with its batch. */
  readonly #tables = new Map<string, MeasureTable<unknown>>();
  readonly #states: AccountStates;
  /** Measures that threw, with the reason: they and whoever needs them are out for this run. */
  readonly failures = new Map<string, string>();
  requests = 0;

  /** `accounts` is the account dictionary of the batches that will be observed. */
  constructor(measures: readonly Measure[], accounts: Dictionary = new Dictionary()) {
    this.measures = measures;
    this.accounts = accounts;
    const kept = measures.filter(measure => measure.per === 'account' && !measure.columns.includes(textColumn));
    for (const measure of measures) if (!kept.includes(measure)) this.#tables.set(measure.id, measure.table());
    this.#states = new AccountStates(kept, this.failures);
  }

  observe(batch: RequestBatch): void {
    this.requests += batch.length;
    this.#states.observe(batch);
    for (const [id, table] of this.#tables) {
      if (this.failures.has(id)) continue;
      try {
        table.observe(batch);
      } catch (error) {
        this.failures.set(id, error instanceof Error ? error.message : String(error));
      }
    }
  }

  /** State of an account under a measure (the measure's empty state when it was never seen). */
  of<S>(measure: Measure<S>, account: number): S {
    return this.#find(measure, account) ?? measure.create();
  }

  /** State of the whole log under a measure. */
  ofLog<S>(measure: Measure<S>): S {
    return this.#find(measure, 0) ?? measure.create();
  }

  /** Names of all accounts in code-unit order: the one order in which judging visits them. */
  names(): string[] {
    const names: string[] = [];
    for (let id = 1; id < this.accounts.size; id++) names.push(this.accounts.text(id));
    return names.sort();
  }

  /** Adds another part of the same measures. */
  merge(from: Profiles): void {
    this.requests += from.requests;
    for (const [id, reason] of from.failures) this.failures.set(id, reason);
    const accounts = new Uint32Array(from.accounts.size);
    for (let id = 1; id < accounts.length; id++) accounts[id] = this.accounts.intern(from.accounts.text(id));
    this.#states.merge(from.#states, accounts);
    for (const measure of this.measures) {
      const into = this.#tables.get(measure.id);
      const other = from.#tables.get(measure.id);
      if (into === undefined || other === undefined) continue;
      for (let id = 0; id < accounts.length; id++) {
        const state = other.get(id);
        if (state !== undefined) into.put(accounts[id] as number, state);
      }
    }
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
    const states = JSON.parse(state) as Record<string, Encoded>;
    const colon = key.indexOf(':');
    const kind = key.slice(0, colon);
    if (kind !== 'account' && kind !== 'log') throw new SyntaxError(`unknown key "${key.slice(0, 40)}"`);
    const entity = kind === 'log' ? 0 : this.accounts.intern(decodeURIComponent(key.slice(colon + 1)));
    if (kind === 'log') this.requests += Number(states['requests'] ?? 0);
    for (const measure of this.measures) {
      const encoded = Object.hasOwn(states, measure.id) ? states[measure.id] : undefined;
      if (measure.per !== kind || encoded === undefined) continue;
      const decoded = measure.decode(encoded);
      const table = this.#tables.get(measure.id);
      if (table === undefined) this.#states.put(measure, entity, decoded);
      else table.put(entity, decoded);
    }
    return Object.keys(states).filter(id => id !== 'requests' && !this.measures.some(measure => measure.id === id));
  }

  #find<S>(measure: Measure<S>, entity: number): S | undefined {
    const table = this.#tables.get(measure.id);
    if (table !== undefined) return table.get(entity) as S | undefined;
    if (!this.#states.keeps(measure)) throw new Error(`measure ${measure.id} was not taken`);
    return this.#states.get(measure, entity);
  }

  #encoded(kind: 'account' | 'log', entity: number): Record<string, Encoded> {
    const states: Record<string, Encoded> = {};
    for (const measure of this.measures) {
      const state = measure.per === kind ? this.#find(measure, entity) : undefined;
      if (state !== undefined) states[measure.id] = measure.encode(state);
    }
    return states;
  }
}

/** Texts are not kept with a request: who reads them must do so while they are there. */
const textColumn: ColumnName = 'prompt';

/** Account names are hostile text; a key is one field of one line. Lone surrogates become U+FFFD. */
function encodeKey(name: string): string {
  return encodeURIComponent(Buffer.from(name, 'utf8').toString('utf8'));
}
