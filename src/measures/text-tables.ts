/** Measures that read texts: they are taken where requests are read, because texts do not travel. */
import type { ColumnName, RequestBatch } from '../requests/batch.js';
import type { Measure, MeasureTable } from './measure.js';

/** Texts are not kept with a request: who reads them must do so while they are there. */
const textColumn: ColumnName = 'prompt';

export function readsText(measure: Measure): boolean {
  return measure.columns.includes(textColumn);
}

export class TextTables {
  readonly #measures: readonly Measure[];
  readonly #tables: MeasureTable<unknown>[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #failures: Map<string, string>;

  /** @param failures measures that are out, and why: those that throw are added */
  constructor(measures: readonly Measure[], failures: Map<string, string>) {
    this.#measures = measures.filter(readsText);
    this.#tables = this.#measures.map(measure => measure.table());
    this.#index = new Map(this.#measures.map((measure, i) => [measure.id, i]));
    this.#failures = failures;
  }

  keeps(measure: Measure<never> | Measure): boolean {
    return this.#index.has(measure.id);
  }

  observe(batch: RequestBatch): void {
    for (let i = 0; i < this.#tables.length; i++) {
      const { id } = this.#measures[i] as Measure;
      if (this.#failures.has(id)) continue;
      try {
        (this.#tables[i] as MeasureTable<unknown>).observe(batch);
      } catch (error) {
        this.#failures.set(id, error instanceof Error ? error.message : String(error));
      }
    }
  }

  get<S>(measure: Measure<S>, entity: number): S | undefined {
    return this.#tables[this.#index.get(measure.id) as number]?.get(entity) as S | undefined;
  }

  put<S>(measure: Measure<S>, entity: number, state: S): void {
    this.#tables[this.#index.get(measure.id) as number]?.put(entity, state);
  }

  /** Number of states. */
  get size(): number {
    return this.#tables.reduce((sum, table) => sum + table.size, 0);
  }

  /** Whether an account has a state. */
  has(account: number): boolean {
    return this.#tables.some((table, i) => this.#measures[i]?.per === 'account' && table.get(account) !== undefined);
  }

  drop(account: number): void {
    for (const table of this.#tables) table.drop(account);
  }

  /** Tables that have only what is known of the whole log. */
  ofLog(): TextTables {
    const rest = new TextTables(this.#measures, this.#failures);
    rest.merge(this, new Uint32Array(1));
    return rest;
  }

  /** Adds other tables; `accounts` are the numbers of their accounts here. */
  merge(from: TextTables, accounts: Uint32Array): void {
    for (const measure of this.#measures) {
      for (let entity = 0; entity < accounts.length; entity++) {
        const state = from.get(measure, entity);
        if (state !== undefined) this.put(measure, accounts[entity] as number, state);
      }
    }
  }
}
