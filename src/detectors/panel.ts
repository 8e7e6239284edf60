/**
 * The detectors at work: which of them this log allows, what the population looks like to each, and what each says of a
 * subject. A detector sees only the measures it declared; one that throws fails alone.
 */
import type { Campaign } from '../campaigns/campaign.js';
import type { Example } from '../measures/catalogue/examples.js';
import type { Measure } from '../measures/measure.js';
import type { TemplateUse } from '../measures/catalogue/templates.js';
import type { Profile } from '../measures/profile.js';
import type { ColumnName } from '../requests/batch.js';
import type { Context, Detector, Family, Population } from './detector.js';
import type { Comparison } from './comparison.js';
import { buildPopulation, type BaselineValues, type FeatureValues, type WeightedPopulation } from './population.js';
import { referenceOf } from './reference.js';

export interface DetectorState {
  readonly detector: Detector;
  status: 'ran' | 'not-evaluable' | 'skipped' | 'failed';
  reason?: string;
}

export interface PanelOptions {
  readonly detectors: readonly Detector[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly columns: ReadonlySet<ColumnName>;
  /** Measures that failed, with the reason. */
  readonly failures: ReadonlyMap<string, string>;
  readonly detectorOptions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly canaries: readonly string[];
  readonly duration: number;
  /** Accounts of another log, to compare those of this one with. */
  readonly baseline?: BaselineAccounts;
}

export interface BaselineAccounts {
  readonly profiles: readonly Profile[];
  /** For each, the position of the account of the same name in this log. */
  readonly namesakes: readonly (number | undefined)[];
  readonly columns: ReadonlySet<ColumnName>;
}

/** Whom the accounts were compared with. */
export interface Compared extends Comparison {
  /** Detectors for whose features public clients were asked as well. */
  readonly referred: readonly string[];
  /** Detectors whose features the baseline cannot give alike: they read columns that only one of the logs has. */
  readonly unlike: readonly string[];
}

/** One subject to be judged: its merged profile and its members. */
export interface Assessed {
  readonly kind: 'account' | 'campaign' | 'network' | 'stream';
  readonly accounts: readonly string[];
  /** Positions of the accounts in the sorted list. */
  readonly indexes: readonly number[];
  /** What is judged: all of the accounts' requests, or one stream of them. */
  readonly profile: Profile;
  /** All of the accounts' requests. */
  readonly whole: Profile;
  readonly stream?: TemplateUse;
  readonly members: readonly Profile[];
  readonly campaign: Campaign | undefined;
}

/** A finding with who made it; bits capped, not yet discounted. */
export interface RawEvidence {
  readonly detector: string;
  readonly family: Family;
  readonly bits: number;
  readonly statement: string;
  readonly measured: Readonly<Record<string, number | string>>;
  readonly expected: Readonly<Record<string, number | string>>;
  readonly techniques: readonly string[];
  readonly examples: readonly Example[] | undefined;
}

type AnyValues = Readonly<Record<string, never>>;

export class Panel {
  readonly states: readonly DetectorState[];
  readonly #options: PanelOptions;
  #population: WeightedPopulation | undefined;
  readonly #prepared = new Map<string, unknown>();

  constructor(options: PanelOptions) {
    this.#options = options;
    this.states = options.detectors.map(detector => admit(detector, options));
  }

  /** Computes every feature of every account, account by account. `weights` as in {@link buildPopulation}. */
  survey(profiles: readonly Profile[], weights: Float64Array): void {
    for (const state of this.states) this.#prepare(state, profiles);
    this.#population = buildPopulation(this.#features(profiles, this.states), weights, {
      baseline: this.#baseline(),
      referenceOf: feature => referenceOf(feature, this.#options.columns),
    });
  }

  /** Known once surveyed. Detectors that did not run are not named. */
  get compared(): Compared | undefined {
    if (this.#population === undefined) return undefined;
    const { comparison, referred } = this.#population;
    const ran = this.states.filter(({ status }) => status === 'ran');
    const named = (features: readonly string[]) => {
      const detectors = new Set(features.map(detectorOf));
      return ran.map(({ detector }) => detector.meta.id).filter(id => detectors.has(id));
    };
    const unlike = ran.filter(state => !this.#isAlike(state)).map(({ detector }) => detector.meta.id);
    return { ...comparison, beyond: named(comparison.beyond), referred: named(referred), unlike };
  }

  #baseline(): BaselineValues | undefined {
    const { baseline } = this.#options;
    if (baseline === undefined) return undefined;
    const alike = this.states.filter(state => this.#isAlike(state));
    return { features: this.#features(baseline.profiles, alike), namesakes: baseline.namesakes };
  }

  /** Whether the features of a detector mean the same in both logs: a sum of tokens is not one of requests. */
  #isAlike({ detector }: DetectorState): boolean {
    const { baseline, columns } = this.#options;
    if (baseline === undefined || Object.keys(detector.features).length === 0) return true;
    return Object.values(detector.needs).every(measure =>
      measure.columns.every(column => columns.has(column) === baseline.columns.has(column)),
    );
  }

  #features(profiles: readonly Profile[], states: readonly DetectorState[]): FeatureValues {
    const features = new Map<string, (number | undefined)[]>();
    for (const profile of profiles) {
      for (const state of states) {
        const { detector } = state;
        const options = this.#optionsOf(detector);
        const prepared = this.#prepared.get(detector.meta.id);
        for (const [name, feature] of Object.entries(detector.features)) {
          const value = this.#try(state, () => feature(valuesOf(detector, profile), options, prepared));
          const column = featureName(detector, name);
          const values = features.get(column);
          if (values === undefined) features.set(column, [value]);
          else values.push(value);
        }
      }
    }
    return features;
  }

  #prepare(state: DetectorState, profiles: readonly Profile[]): void {
    const { detector } = state;
    const { prepare } = detector;
    if (prepare === undefined) return;
    const made = this.#try(state, () => prepare(profiles.map(profile => valuesOf(detector, profile))));
    this.#prepared.set(detector.meta.id, made);
  }

  /** What every detector says of a subject, strongest first. */
  assess(subject: Assessed): RawEvidence[] {
    const evidence: RawEvidence[] = [];
    for (const state of this.states) {
      if (state.status !== 'ran') continue;
      const { detector } = state;
      const context = this.#context(detector, subject);
      const finding = this.#try(state, () => detector.assess(valuesOf(detector, subject.profile), context));
      if (finding === undefined || !(finding.bits > 0)) continue;
      const { id, family, techniques, capBits } = detector.meta;
      const { statement, measured, expected, examples } = finding;
      const bits = Math.min(capBits, finding.bits);
      evidence.push({ detector: id, family, bits, statement, measured, expected, techniques, examples });
    }
    return evidence.sort((a, b) => b.bits - a.bits || (a.detector < b.detector ? -1 : 1));
  }

  #context(detector: Detector, subject: Assessed): Context<never, never> {
    const excluded = new Set(subject.indexes);
    const population = this.#population;
    const view: Population = {
      count: feature => population?.count(featureName(detector, feature)) ?? 0,
      tail: (feature, value) => population?.tail(featureName(detector, feature), value, excluded) ?? 1,
      quantile: (feature, q) => population?.quantile(featureName(detector, feature), q) ?? NaN,
    };
    const context: Context<Detector['needs'], Detector['options']> = {
      population: view,
      prepared: this.#prepared.get(detector.meta.id),
      subject: {
        kind: subject.kind,
        accounts: subject.accounts,
        members: () => subject.members.map(member => valuesOf(detector, member)),
        campaign: subject.campaign,
      },
      options: this.#optionsOf(detector),
      duration: this.#options.duration,
    };
    return context as unknown as Context<never, never>;
  }

  readonly #detectorOptions = new Map<string, Readonly<Record<string, number>>>();

  #optionsOf(detector: Detector): Readonly<Record<string, number>> {
    const known = this.#detectorOptions.get(detector.meta.id);
    if (known !== undefined) return known;
    const given = this.#options.detectorOptions[detector.meta.id] ?? {};
    const options = Object.fromEntries(
      Object.entries(detector.options).map(([name, { default: value }]) => [name, given[name] ?? value]),
    );
    this.#detectorOptions.set(detector.meta.id, options);
    return options;
  }

  #try<T>(state: DetectorState, judge: () => T): T | undefined {
    if (state.status !== 'ran') return undefined;
    try {
      return judge();
    } catch (error) {
      state.status = 'failed';
      state.reason = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }
}

/** Features of different detectors may have the same name. */
function featureName(detector: Detector, feature: string): string {
  return `${detector.meta.id} ${feature}`;
}

function detectorOf(feature: string): string {
  return feature.slice(0, feature.indexOf(' '));
}

function valuesOf(detector: Detector, profile: Profile): AnyValues {
  const values: Record<string, unknown> = {};
  for (const [name, measure] of Object.entries(detector.needs)) values[name] = profile.get(measure as Measure);
  return values as AnyValues;
}

function admit(detector: Detector, options: PanelOptions): DetectorState {
  const { only, skip, columns, failures, canaries, detectorOptions } = options;
  const { id, optIn } = detector.meta;
  if ((only.length > 0 && !only.includes(id)) || skip.includes(id)) {
    return { detector, status: 'skipped', reason: only.length > 0 ? 'not among --only' : 'in --skip' };
  }
  if (optIn === true && !only.includes(id) && !Object.hasOwn(detectorOptions, id)) {
    return { detector, status: 'skipped', reason: 'opt-in: name it with --only, or under detectors in --config' };
  }
  for (const column of detector.requires) {
    const anyOf = typeof column === 'string' ? [column] : column;
    if (!anyOf.some(name => columns.has(name))) {
      return { detector, status: 'not-evaluable', reason: `the log has no ${anyOf.join(' or ')}` };
    }
  }
  if (detector.lists?.includes('canaries') === true && canaries.length === 0) {
    return { detector, status: 'not-evaluable', reason: 'no list was given with --canaries' };
  }
  for (const measure of Object.values(detector.needs)) {
    const reason = failures.get(measure.id);
    if (reason !== undefined)
      return { detector, status: 'not-evaluable', reason: `measure ${measure.id} failed: ${reason}` };
  }
  return { detector, status: 'ran' };
}
