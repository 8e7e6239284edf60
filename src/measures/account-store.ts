/** The accounts of a log as judging sees them, in the order of their names, wherever their states lie. */
import type { Measure } from './measure.js';
import type { Profile } from './profile.js';

export interface Account {
  readonly index: number;
  readonly name: string;
  /** Good until the next account is asked for; {@link AccountStore.profile} gives one to keep. */
  readonly profile: Profile;
}

/** An account of a store, of which nothing is read before it is asked for. */
export class StoredAccount implements Account {
  readonly index: number;
  readonly #store: Pick<AccountStore, 'name' | 'profile'>;
  #profile: Profile | undefined;

  constructor(store: Pick<AccountStore, 'name' | 'profile'>, index: number) {
    this.#store = store;
    this.index = index;
  }

  get name(): string {
    return this.#store.name(this.index);
  }

  get profile(): Profile {
    return (this.#profile ??= this.#store.profile(this.index));
  }
}

/** Judging goes through the accounts a few times and then asks for some of them again: nothing else holds all of them. */
export interface AccountStore {
  /** Number of accounts: their indexes run from 0, in code-unit order of their names. */
  readonly count: number;
  readonly requests: number;
  /** Measures that failed, with the reason. */
  readonly failures: ReadonlyMap<string, string>;
  name(index: number): string;
  /** undefined for who is not in the log. */
  indexOf(name: string): number | undefined;
  /** A handle that holds no states: they are read when asked for, and perhaps again when asked for again. */
  profile(index: number): Profile;
  /** All accounts in order of their indexes. */
  each(): Iterable<Account>;
  /** State of the whole log under a measure. */
  ofLog<S>(measure: Measure<S>): S;
}

/** All that was measured of a log, and how it is written down. */
export interface MeasuredLog extends AccountStore {
  /** `key`, `state` pairs in order of key. */
  encode(): Iterable<[key: string, state: string]>;
}

/** Position of a name among those of a store, by halving: the names are in order. */
export function findName(names: Pick<AccountStore, 'count' | 'name'>, wanted: string): number | undefined {
  let low = 0;
  let high = names.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (names.name(middle) < wanted) low = middle + 1;
    else high = middle;
  }
  return low < names.count && names.name(low) === wanted ? low : undefined;
}

/** Profiles at hand as a store: a baseline's accounts, or made-up ones. `names` in code-unit order. */
export function storeOf(names: readonly string[], profiles: readonly Profile[]): AccountStore {
  const count = names.length;
  const name = (index: number) => names[index] ?? '';
  const profile = (index: number) => profiles[index] as Profile;
  return {
    count,
    requests: 0,
    failures: new Map(),
    name,
    indexOf: wanted => findName({ count, name }, wanted),
    profile,
    *each() {
      for (let index = 0; index < count; index++) yield { index, name: name(index), profile: profile(index) };
    },
    ofLog: measure => measure.create(),
  };
}
