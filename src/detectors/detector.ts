/**
 * A detector judges: from measures it declared to evidence in bits, without I/O, clock or randomness. It is asked once
 * for each account and once for each campaign (accounts that act as one, their measures merged).
 */
import type { ColumnName } from '../requests/batch.js';
import type { Campaign } from '../campaigns/campaign.js';
import type { Example } from '../measures/catalogue/examples.js';
import type { AnyMeasure, StateOf } from '../measures/measure.js';

/** Dependence groups: views of the same fact share a family and are discounted together. */
export type Family = 'volume' | 'timing' | 'content' | 'coordination' | 'identity' | 'parameters';

export const families: readonly Family[] = ['volume', 'timing', 'content', 'coordination', 'identity', 'parameters'];

export interface DetectorMeta {
  /** Noun phrase for the suspicious state, kebab case; third parties prefix theirs (`acme/long-answers`). */
  readonly id: string;
  /** Letter and number in the catalogue (`C2`), where it has one. */
  readonly code?: string;
  readonly title: string;
  readonly family: Family;
  /** What it asks of a subject, as a question. */
  readonly question: string;
  /** How it is measured: statistic, null model, formula. */
  readonly method: string;
  /** Innocent subjects that look the same, and what tells them apart. */
  readonly lookalikes: readonly string[];
  /** How to evade it, and what still shows. */
  readonly evasion: string;
  readonly references: readonly string[];
  /** MITRE ATLAS and OWASP ids. */
  readonly techniques: readonly string[];
  /** The most bits it may claim: log2 of 1 / P(this signal | an innocent look-alike). Enforced by the engine. */
  readonly capBits: number;
  /** Skipped unless named with `--only`, or under `detectors` in a configuration file: for what most must not look at. */
  readonly optIn?: boolean;
}

export interface OptionDefinition {
  readonly default: number;
  readonly unit: string;
  readonly why: string;
}

export type Needs = Readonly<Record<string, AnyMeasure>>;
export type Values<N> = { readonly [K in keyof N]: StateOf<N[K]> };
export type Options<O> = { readonly [K in keyof O]: number };

/** Upper-tail probability of a value among the accounts of the log, the subject's own left out. */
export interface Population {
  /** Accounts for which the feature is defined. */
  count(feature: string): number;
  /** P(another account has at least this value), never below 1/(count + 1). */
  tail(feature: string, value: number): number;
  /** Value below which the share q of the accounts lies; NaN when there is none. */
  quantile(feature: string, q: number): number;
}

export interface Subject<N> {
  readonly kind: 'account' | 'campaign' | 'network' | 'stream';
  /** Names of the accounts. */
  readonly accounts: readonly string[];
  /** The same needs, member by member, in the order of `accounts`. */
  members(): readonly Values<N>[];
  /** What linking found; undefined for single accounts. */
  readonly campaign: Campaign | undefined;
}

export interface Context<N, O, P = unknown> {
  readonly population: Population;
  /** What `gather` and `prepare` made of all accounts. */
  readonly prepared: P;
  readonly subject: Subject<N>;
  /**
   * The subject's own value of a feature, undefined when it has none. Of an account it is known from the comparison, so
   * that `assess` need not compute it again to find that it is nothing unusual.
   */
  feature(name: string): number | undefined;
  readonly options: Options<O>;
  /** Length of the log in ms. */
  readonly duration: number;
}

export interface Finding {
  /** log2 of the likelihood ratio against the population; the engine caps it. Not positive = nothing to say. */
  readonly bits: number;
  /** One sentence, plain words, with the numbers. */
  readonly statement: string;
  readonly measured: Readonly<Record<string, number | string>>;
  readonly expected: Readonly<Record<string, number | string>>;
  /** Requests that show it; the subject's own examples when absent. */
  readonly examples?: readonly Example[];
}

/** A table that is made of one account after another, in the order of their names. */
export interface Gathering<V, P> {
  /** An empty one. */
  start(): P;
  /** Takes in an account. Its values are good until the next one comes. */
  take(gathered: P, values: V): void;
}

export interface DetectorDefinition<N, O, P = unknown> {
  readonly meta: DetectorMeta;
  /** Measures, by the name `assess` knows them under. */
  readonly needs: N;
  /** Columns without which it cannot judge; an inner list means any one of them. */
  readonly requires: readonly (ColumnName | readonly ColumnName[])[];
  /** Lists of the operator’s without which it cannot judge. */
  readonly lists?: readonly 'canaries'[];
  readonly options: O;
  /**
   * Requests of a subject below which it has nothing to say: neither `assess` nor a feature is called then, which is what
   * makes millions of quiet accounts cheap. Always called when absent.
   */
  readonly leastRequests?: (options: Options<O>) => number;
  /** Features of accounts with fewer requests than that; of those not named here, such accounts have none. */
  readonly featuresBelow?: Readonly<Record<string, number>>;
  /** Asks how accounts belong together: it is not called for single accounts and their streams. */
  readonly subjects?: 'campaigns';
  /**
   * Tables that need everybody, made before anything is judged. There may be millions of accounts: they are gone through
   * once for all detectors that gather. Keep what does not grow with them.
   */
  readonly gather?: Gathering<Values<N>, P>;
  /**
   * Called once after that, for what takes a pass of its own: go through the accounts with `for … of`. What it gives is
   * `prepared`; without it what was gathered is.
   */
  readonly prepare?: (everybody: readonly Values<N>[], gathered: P) => P;
  /** Numbers computed for every account, to compare a subject with; undefined = too little to say. */
  readonly features: Readonly<
    Record<string, (values: Values<N>, options: Options<O>, prepared: P) => number | undefined>
  >;
  /** Pure. undefined = nothing to say. A throw fails this detector, not the run. */
  assess(values: Values<N>, context: Context<N, O, P>): Finding | undefined;
}

/** A detector with its types erased: what the engine holds. */
export type Detector = DetectorDefinition<Needs, Readonly<Record<string, OptionDefinition>>>;

/**
 * Makes a detector. `features` and `options` may be left out.
 * @throws TypeError when the definition breaks a rule that types cannot express.
 */
export function defineDetector<
  const N extends Needs,
  const O extends Readonly<Record<string, OptionDefinition>> = Readonly<Record<string, OptionDefinition>>,
  P = undefined,
>(
  definition: Omit<DetectorDefinition<N, O, P>, 'features' | 'options'> & {
    options?: O;
    features?: DetectorDefinition<N, O, P>['features'];
  },
): Detector {
  const { meta } = definition;
  if (!/^(@?[a-z0-9-]+\/)*[a-z0-9]+(-[a-z0-9]+)*$/.test(meta.id))
    throw new TypeError(`detector id "${meta.id}": use kebab-case`);
  if (!families.includes(meta.family)) throw new TypeError(`detector ${meta.id}: unknown family "${meta.family}"`);
  if (!(meta.capBits > 0 && meta.capBits <= 20)) throw new TypeError(`detector ${meta.id}: capBits must be in (0, 20]`);
  for (const field of ['title', 'question', 'method', 'evasion'] as const) {
    if (typeof meta[field] !== 'string' || meta[field] === '')
      throw new TypeError(`detector ${meta.id}: meta.${field} is missing`);
  }
  if (meta.lookalikes.length === 0) throw new TypeError(`detector ${meta.id}: name at least one innocent look-alike`);
  const whole = { options: {}, features: {}, ...definition };
  return whole as unknown as Detector;
}

export { bitsOf } from '../measures/statistics.js';
