/**
 * A measure is state that can be taken in parts: `merge` is associative and commutative and `create()` is its identity,
 * so a log may be cut anywhere, read in any order, on any number of threads or nights, and the parts added up. Every
 * registered measure is tested against these laws (test/measures/laws.test.ts).
 *
 * Rules for state: no dictionary ids (they are local to a thread; keep `dictionary.hash(id)` or the text), no
 * floating-point sums (addition is not associative; round to integers), no dependence on the order of rows.
 */
import type { ColumnArrays, ColumnName, RequestBatch } from '../requests/batch.js';

/** What state is kept per: one account, or the whole log. */
export type EntityKind = 'account' | 'log';

/** JSON-able value: what `encode` gives and `decode` takes. */
export type Encoded = null | boolean | number | string | readonly Encoded[] | { readonly [key: string]: Encoded };

/** The columns a measure declared, and what every batch has. */
export type MeasureRow<C extends ColumnName> = Pick<ColumnArrays, C> &
  Pick<RequestBatch, 'length' | 'line' | 'input' | 'inputName' | 'requestHash' | 'dictionaries' | 'excerpt'>;

export interface MeasureDefinition<S, C extends ColumnName> {
  /** Noun phrase in kebab case; third parties prefix theirs: `acme/output-tokens`. */
  readonly id: string;
  readonly per: EntityKind;
  /** Columns `observe` reads; others are not decoded for it. */
  readonly columns: readonly C[];
  /** One line: what is kept. */
  readonly description: string;
  /** Bytes one entity's state may reach, about. */
  readonly bound: number;
  create(): S;
  /** Called once per request; hot, must not allocate per row. A throw disables the measure for the run. */
  observe?(state: S, rows: MeasureRow<C>, row: number): void;
  /**
   * In place of `observe`, for those who can do it faster than one by one: takes in the requests `from` to `to` (exclusive),
   * all of them of this state's entity.
   */
  observeRun?(state: S, rows: MeasureRow<C>, from: number, to: number): void;
  /** For those who read `excerpt`: hash above which requests of this state need none. Others need none at all. */
  wantsExcerptsUpTo?(state: S): number;
  /** May change and return `into`; must not change `from`. */
  merge(into: S, from: S): S;
  encode(state: S): Encoded;
  /** Inverse of encode; may assume its own output. */
  decode(encoded: Encoded): S;
}

/** Where the states of all entities live while a log is read. */
export interface MeasureTable<S> {
  observe(batch: RequestBatch): void;
  /** State of an entity (account id of this thread; 0 for the log), undefined when it was never seen. */
  get(entity: number): S | undefined;
  /** Merges a state into an entity's. */
  put(entity: number, state: S): void;
  /** Entities that have states. */
  readonly size: number;
  /** Lets an entity's state go. */
  drop(entity: number): void;
}

/** A measure with its storage; most use the table made by {@link defineMeasure}. */
export interface Measure<S = unknown> {
  readonly id: string;
  readonly per: EntityKind;
  readonly columns: readonly ColumnName[];
  readonly description: string;
  readonly bound: number;
  create(): S;
  /** Takes in requests of one entity, `from` to `to` (exclusive). */
  observeRun(state: S, rows: RequestBatch, from: number, to: number): void;
  wantsExcerptsUpTo?(state: S): number;
  merge(into: S, from: S): S;
  encode(state: S): Encoded;
  decode(encoded: Encoded): S;
  table(): MeasureTable<S>;
}

/** What is common to measures of all states. */
export type AnyMeasure = Pick<Measure, 'id' | 'per' | 'columns' | 'description' | 'bound'>;

/** The state type of a measure. */
export type StateOf<M> = M extends Measure<infer S> ? S : never;

/** Makes a measure from its laws. Throws a TypeError naming what is missing. */
export function defineMeasure<S, const C extends ColumnName>(definition: MeasureDefinition<S, C>): Measure<S> {
  if (!/^[a-z0-9@][a-z0-9./-]*$/.test(definition.id))
    throw new TypeError(`measure id "${definition.id}": use kebab-case`);
  for (const name of ['create', 'merge', 'encode', 'decode'] as const) {
    if (typeof definition[name] !== 'function')
      throw new TypeError(`measure ${definition.id}: ${name} is not a function`);
  }
  if (typeof definition.observe !== 'function' && typeof definition.observeRun !== 'function')
    throw new TypeError(`measure ${definition.id}: observe is not a function`);
  const observeRun = definition.observeRun?.bind(definition) ?? rowByRow(definition);
  const measure: Measure<S> = { ...definition, observeRun, table: () => new ObjectTable(measure) };
  return measure;
}

function rowByRow<S, C extends ColumnName>(definition: MeasureDefinition<S, C>): Measure<S>['observeRun'] {
  return (state, rows, from, to) => {
    for (let row = from; row < to; row++) definition.observe?.(state, rows, row);
  };
}

/** One object per entity, in an array indexed by the entity's id. */
class ObjectTable<S> implements MeasureTable<S> {
  readonly #states: (S | undefined)[] = [];
  size = 0;
  readonly #definition: Measure<S>;

  constructor(definition: Measure<S>) {
    this.#definition = definition;
  }

  observe(batch: RequestBatch): void {
    const { account, length } = batch;
    if (this.#definition.per === 'log') {
      if (length > 0) this.#definition.observeRun(this.#state(0), batch, 0, length);
      return;
    }
    for (let from = 0, to = 0; from < length; from = to) {
      const entity = account[from] as number;
      for (to = from + 1; to < length && account[to] === entity; to++);
      this.#definition.observeRun(this.#state(entity), batch, from, to);
    }
  }

  #state(entity: number): S {
    while (this.#states.length <= entity) this.#states.push(undefined);
    let state = this.#states[entity];
    if (state === undefined) {
      this.#states[entity] = state = this.#definition.create();
      this.size++;
    }
    return state;
  }

  get(entity: number): S | undefined {
    return this.#states[entity];
  }

  drop(entity: number): void {
    if (this.#states[entity] === undefined) return;
    this.#states[entity] = undefined;
    this.size--;
  }

  put(entity: number, state: S): void {
    this.#states[entity] = this.#definition.merge(this.#state(entity), state);
  }
}
