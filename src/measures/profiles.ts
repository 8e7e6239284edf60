/**
 * All measures of a log: what reading produces and judging starts from. Parts of a log (threads, files, nights) make
 * their own; {@link Profiles.merge} adds them up. As text: one `key<TAB>state` line for each account, and one for the log.
 */
import type { RequestBatch } from '../requests/batch.js';
import { Dictionary } from '../requests/dictionary.js';
import type { Encoded, Measure, MeasureTable } from './measure.js';

export class Profiles {
  readonly accounts: Dictionary;
  readonly measures: readonly Measure[];
  readonly #tables: MeasureTable<unknown>[];
  readonly #tableOf = new Map<string, MeasureTable<unknown>>();
  /** Measures that threw, with the reason: they and whoever needs them are out for this run. */
  readonly failures = new Map<string, string>();
  requests = 0;

  /** `accounts` is the account dictionary of the batches that will be observed. */
  constructor(measures: readonly Measure[], accounts: Dictionary = new Dictionary()) {
    this.measures = measures;
    this.accounts = accounts;
    this.#tables = measures.map(measure => measure.table());
    measures.forEach((measure, i) => this.#tableOf.set(measure.id, this.#tables[i] as MeasureTable<unknown>));
  }

  observe(batch: RequestBatch): void {
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
    return (this.#table(measure).get(account) as S | undefined) ?? measure.create();
  }

  /** State of the whole log under a measure. */
  ofLog<S>(measure: Measure<S>): S {
    return (this.#table(measure).get(0) as S | undefined) ?? measure.create();
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
    this.measures.forEach((measure, i) => {
      const into = this.#tables[i] as MeasureTable<unknown>;
      const other = from.#table(measure);
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
      yield [`account:${encodeKey(name)}`, JSON.stringify(this.#states('account', id))];
    }
    yield ['log:', JSON.stringify({ requests: this.requests, ...this.#states('log', 0) })];
  }

  /** Adds one encoded pair; returns the ids of measures it does not know. Throws a SyntaxError when it is not of this form. */
  absorb(key: string, state: string): string[] {
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

  #states(kind: 'account' | 'log', entity: number): Record<string, Encoded> {
    const states: Record<string, Encoded> = {};
    this.measures.forEach((measure, i) => {
      const state = measure.per === kind ? (this.#tables[i] as MeasureTable<unknown>).get(entity) : undefined;
      if (state !== undefined) states[measure.id] = measure.encode(state);
    });
    return states;
  }

  #table<S>(measure: Measure<S>): MeasureTable<unknown> {
    const table = this.#tableOf.get(measure.id);
    if (table === undefined) throw new Error(`measure ${measure.id} was not taken`);
    return table;
  }
}

/** Account names are hostile text; a key is one field of one line. Lone surrogates become U+FFFD. */
function encodeKey(name: string): string {
  return encodeURIComponent(Buffer.from(name, 'utf8').toString('utf8'));
}
