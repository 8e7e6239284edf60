/**
 * The detectors at work: which of them this log allows, what the population looks like to each, and what each says of a
 * subject. A detector sees only the measures it declared; one that throws fails alone.
 */
import type { Campaign } from '../campaigns/campaign.js';
import { accountSample, type Sampled } from '../measures/account-sample.js';
import type { Account, AccountStore } from '../measures/account-store.js';
import type { Example } from '../measures/catalogue/examples.js';
import type { TemplateUse } from '../measures/catalogue/templates.js';
import { traffic } from '../measures/catalogue/traffic.js';
import type { Profile } from '../measures/profile.js';
import type { ColumnName } from '../requests/batch.js';
import type { Admission, DetectorState } from './admission.js';
import type { Context, Detector, Family } from './detector.js';
import type { Comparison } from './comparison.js';
import { everybodyIn } from './everybody.js';
import type { Series } from './feature-column.js';
import { buildPopulation, type BaselineValues, type WeightedPopulation } from './population.js';
import { referenceOf } from './reference.js';
import { attempt, detectorOf, seatOf, type AnyValues, type Seat } from './seat.js';
import { SeriesBuilder, valueOf } from './survey.js';

export type { DetectorState };

export interface PanelOptions extends Admission {
  readonly detectors: readonly Detector[];
  /** Length of the log in ms, known once its accounts were gone through. */
  readonly duration: () => number;
  /** Accounts of another log, to compare those of this one with. */
  readonly baseline?: BaselineAccounts;
}

export interface BaselineAccounts {
  readonly accounts: AccountStore;
  /** For each, the index of the account of the same name in this log, or -1. */
  readonly namesakes: Int32Array;
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

/**
 * Accounts that a feature is compared over, about: of more, a sample stands for all. No tail is below one in so many then,
 * nor need it be.
 */
const mostCompared = 2 ** 20;

/** The features of the accounts of a log as they are gathered. */
interface Gathered {
  /** Those that have features. */
  readonly seats: readonly Seat[];
  readonly builders: ReadonlyMap<string, SeriesBuilder>;
  /** Which accounts are compared with. */
  readonly includes: Sampled;
}

/**
 * Used in this order: {@link gather} for each account, {@link prepare}, {@link observe} for each account, {@link compare},
 * {@link assess}. Accounts come in order of their indexes.
 */
export class Panel {
  readonly states: readonly DetectorState[];
  readonly #options: PanelOptions;
  readonly #seats: readonly Seat[];
  readonly #gatherers: readonly Seat[];
  #gathered: Gathered | undefined;
  #includes: Sampled = () => false;
  #series: ReadonlyMap<string, Series> = new Map();
  #population: WeightedPopulation | undefined;

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#seats = options.detectors.map(detector => seatOf(detector, options));
    this.states = this.#seats.map(({ state }) => state);
    this.#gatherers = this.#seats.filter(({ state }) => state.status === 'ran' && state.detector.gather !== undefined);
    for (const seat of this.#gatherers) seat.prepared = attempt(seat.state, () => seat.state.detector.gather?.start());
  }

  /** What detectors make of one account after another, before any is judged. */
  gather({ profile }: Account): void {
    for (const seat of this.#gatherers) {
      const { state } = seat;
      attempt(state, () => state.detector.gather?.take(seat.prepared, seat.valuesOf(profile)));
    }
  }

  /** What they make of all of them. */
  prepare(accounts: AccountStore): void {
    for (const seat of this.#seats) {
      const { prepare } = seat.state.detector;
      if (prepare === undefined) continue;
      const everybody = everybodyIn(accounts, profile => seat.valuesOf(profile));
      seat.prepared = attempt(seat.state, () => prepare(everybody, seat.prepared));
    }
    this.#gathered = gathering(this.#seats, accounts.count);
  }

  /** Computes the features of one account. @param requests of it */
  observe(account: Account, requests = account.profile.get(traffic).requests): void {
    const gathered = this.#gathered;
    if (gathered?.includes(account) === true) observe(account, requests, gathered);
  }

  /** Makes the population of what was observed. `linked` holds the weights of members of linked groups, by index. */
  compare(accounts: number, linked: ReadonlyMap<number, number>): void {
    this.#includes = this.#gathered?.includes ?? this.#includes;
    this.#series = seriesOf(this.#gathered);
    this.#gathered = undefined;
    this.#population = buildPopulation(
      this.#series,
      { accounts, linked },
      { baseline: this.#baseline(), referenceOf: feature => referenceOf(feature, this.#options.columns) },
    );
  }

  /** Requests below which nobody has anything to say of a single account. */
  get leastRequests(): number {
    const asking = this.#seats.filter(({ state, ofCampaigns }) => state.status === 'ran' && !ofCampaigns);
    return asking.reduce((least, seat) => Math.min(least, seat.least), Infinity);
  }

  /** Known once compared. Detectors that did not run are not named. */
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
    const alike = this.#seats.filter(({ state }) => this.#isAlike(state));
    const gathered = gathering(alike, baseline.accounts.count);
    for (const account of baseline.accounts.each()) {
      if (gathered.includes(account)) observe(account, account.profile.get(traffic).requests, gathered);
    }
    return { features: seriesOf(gathered), namesakes: baseline.namesakes };
  }

  /** Whether the features of a detector mean the same in both logs: a sum of tokens is not one of requests. */
  #isAlike({ detector }: DetectorState): boolean {
    const { baseline, columns } = this.#options;
    if (baseline === undefined || Object.keys(detector.features).length === 0) return true;
    return Object.values(detector.needs).every(measure =>
      measure.columns.every(column => columns.has(column) === baseline.columns.has(column)),
    );
  }

  /** What every detector says of a subject, strongest first. */
  assess(subject: Assessed): RawEvidence[] {
    const evidence: RawEvidence[] = [];
    const excluded = new Set(subject.indexes);
    const isCampaign = subject.kind === 'campaign';
    const { requests } = subject.profile.get(traffic);
    for (const seat of this.#seats) {
      const { state, least } = seat;
      if (requests < least || (seat.ofCampaigns && !isCampaign) || state.status !== 'ran') continue;
      const { detector } = state;
      const values = seat.valuesOf(subject.profile);
      const context = this.#context(seat, { subject, values, excluded });
      const finding = attempt(state, () => detector.assess(values, context));
      if (finding === undefined || !(finding.bits > 0)) continue;
      const { id, family, techniques, capBits } = detector.meta;
      const { statement, measured, expected, examples } = finding;
      const bits = Math.min(capBits, finding.bits);
      evidence.push({ detector: id, family, bits, statement, measured, expected, techniques, examples });
    }
    if (evidence.length < 2) return evidence;
    return evidence.sort((a, b) => b.bits - a.bits || (a.detector < b.detector ? -1 : 1));
  }

  #context(seat: Seat, asked: Asked): Context<never, never> {
    const { subject, values, excluded } = asked;
    const population = this.#population;
    const column = (feature: string) => seat.features.find(({ name }) => name === feature)?.column ?? '';
    const context: Context<Detector['needs'], Detector['options']> = {
      population: {
        count: feature => population?.count(column(feature)) ?? 0,
        tail: (feature, value) => population?.tail(column(feature), value, excluded) ?? 1,
        quantile: (feature, q) => population?.quantile(column(feature), q) ?? NaN,
      },
      prepared: seat.prepared,
      subject: {
        kind: subject.kind,
        accounts: subject.accounts,
        members: () => subject.members.map(member => seat.valuesOf(member)),
        campaign: subject.campaign,
      },
      feature: name => this.#featureOf(seat, name, { subject, values }),
      options: seat.options,
      duration: this.#options.duration(),
    };
    return context as unknown as Context<never, never>;
  }

  #featureOf(seat: Seat, wanted: string, { subject, values }: Omit<Asked, 'excluded'>): number | undefined {
    const feature = seat.features.find(({ name }) => name === wanted);
    if (feature === undefined) return undefined;
    const isAccount = subject.kind === 'account' || subject.kind === 'network';
    const series = this.#series.get(feature.column);
    if (isAccount && series !== undefined && this.#includes({ name: subject.accounts[0] ?? '' })) {
      return valueOf(series, subject.indexes[0] ?? -1);
    }
    const value = feature.of(values, seat.options, seat.prepared);
    return Number.isFinite(value) ? value : undefined;
  }
}

interface Asked {
  readonly subject: Assessed;
  readonly values: AnyValues;
  readonly excluded: ReadonlySet<number>;
}

function gathering(all: readonly Seat[], accounts: number): Gathered {
  const seats = all.filter(({ features, state }) => features.length > 0 && state.status === 'ran');
  const columns = seats.flatMap(({ features }) => features.map(({ column }) => column));
  return {
    seats,
    builders: new Map(columns.map(column => [column, new SeriesBuilder()])),
    includes: accountSample(accounts, mostCompared),
  };
}

function observe(account: Account, requests: number, { seats, builders }: Gathered): void {
  for (const seat of seats) {
    const isQuiet = requests < seat.least;
    if ((isQuiet && !seat.countsQuiet) || seat.state.status !== 'ran') continue;
    const values = isQuiet ? undefined : seat.valuesOf(account.profile);
    for (const { column, below, of } of seat.features) {
      const value = values === undefined ? below : attempt(seat.state, () => of(values, seat.options, seat.prepared));
      if (value !== undefined && Number.isFinite(value)) builders.get(column)?.add(account.index, value);
    }
  }
}

function seriesOf(gathered: Gathered | undefined): ReadonlyMap<string, Series> {
  return new Map([...(gathered?.builders ?? [])].map(([column, builder]) => [column, builder.series()]));
}
