/** A detector at its place on the panel: its options settled, and what it wants to see of a profile. */
import type { Measure } from '../measures/measure.js';
import type { Profile } from '../measures/profile.js';
import { admit, type Admission, type DetectorState } from './admission.js';
import type { Detector } from './detector.js';

export type AnyValues = Readonly<Record<string, never>>;

export interface Seat {
  readonly state: DetectorState;
  readonly options: Readonly<Record<string, number>>;
  readonly features: readonly SeatFeature[];
  /** Requests from which it has something to say of a subject. */
  readonly least: number;
  /** Whether features are known of those with fewer. */
  readonly countsQuiet: boolean;
  /** Whether it is asked about campaigns alone. */
  readonly ofCampaigns: boolean;
  /** What `gather` and `prepare` made of all accounts. */
  prepared: unknown;
  valuesOf(profile: Profile): AnyValues;
}

export interface SeatFeature {
  /** The detector's own name for it, and the name under which it is told from those of others. */
  readonly name: string;
  readonly column: string;
  /** Its value for accounts with too few requests. */
  readonly below: number | undefined;
  readonly of: (values: AnyValues, options: Readonly<Record<string, number>>, prepared: unknown) => number | undefined;
}

export function seatOf(detector: Detector, admission: Admission): Seat {
  const { meta, needs, features, featuresBelow, leastRequests, subjects } = detector;
  const given = admission.detectorOptions[meta.id] ?? {};
  const options = Object.fromEntries(
    Object.entries(detector.options).map(([name, { default: value }]) => [name, given[name] ?? value]),
  );
  const state = admit(detector, admission);
  // Without traffic nobody's requests are known.
  const counts = leastRequests !== undefined && !admission.failures.has('traffic');
  return {
    state,
    options,
    features: Object.entries(features).map(([name, of]) => ({
      name,
      column: featureName(meta.id, name),
      below: featuresBelow?.[name],
      of: of,
    })),
    least: counts ? (attempt(state, () => leastRequests(options)) ?? 0) : 0,
    countsQuiet: Object.keys(features).some(name => featuresBelow?.[name] !== undefined),
    ofCampaigns: subjects === 'campaigns',
    prepared: undefined,
    valuesOf: readerOf(Object.entries(needs).map(([name, measure]) => [name, measure as Measure])),
  };
}

/** Runs what is the detector's own: a throw fails it alone. Nothing is run for one that is out. */
export function attempt<T>(state: DetectorState, judge: () => T): T | undefined {
  if (state.status !== 'ran') return undefined;
  try {
    return judge();
  } catch (error) {
    state.status = 'failed';
    state.reason = error instanceof Error ? error.message : String(error);
    return undefined;
  }
}

/** Features of different detectors may have the same name. */
function featureName(id: string, feature: string): string {
  return `${id} ${feature}`;
}

export function detectorOf(column: string): string {
  return column.slice(0, column.indexOf(' '));
}

const profileKey = Symbol('profile');

/** Values of a profile, each made when it is read: a state may have to be made of requests, or merged. */
function readerOf(needs: readonly (readonly [name: string, measure: Measure])[]): Seat['valuesOf'] {
  const shape = Object.create(null) as Record<typeof profileKey, Profile>;
  for (const [name, measure] of needs) {
    Object.defineProperty(shape, name, {
      enumerable: true,
      get(this: typeof shape) {
        return this[profileKey].get(measure);
      },
    });
  }
  return profile => {
    const values = Object.create(shape) as typeof shape;
    values[profileKey] = profile;
    return values;
  };
}
