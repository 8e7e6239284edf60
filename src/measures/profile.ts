/** What is known of one subject: the states of an account, or of several merged into one. */
import type { AccountStore } from './account-store.js';
import type { Measure } from './measure.js';
import type { Profiles } from './profiles.js';

export interface Profile {
  /** State under a measure. Read-only: it is shared. */
  get<S>(measure: Measure<S>): S;
}

/** The profile of one account, by its id in the dictionary. */
export function accountProfile(profiles: Profiles, account: number): Profile {
  return { get: measure => profiles.kept(measure, account) };
}

export function logProfile(accounts: Pick<AccountStore, 'ofLog'>): Profile {
  return { get: measure => accounts.ofLog(measure) };
}

/** The union of several profiles, merged measure by measure when first asked for. */
export function mergedProfile(members: readonly Profile[]): Profile {
  const cache = new Map<string, unknown>();
  return {
    get<S>(measure: Measure<S>): S {
      let state = cache.get(measure.id) as S | undefined;
      if (state === undefined) {
        state = measure.create();
        for (const member of members) state = measure.merge(state, member.get(measure));
        cache.set(measure.id, state);
      }
      return state;
    },
  };
}
