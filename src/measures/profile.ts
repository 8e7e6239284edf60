/** What is known of one subject: the states of an account, or of several merged into one. */
import type { Measure } from './measure.js';
import type { Profiles } from './profiles.js';

export interface Profile {
  /** State under a measure. Read-only: it is shared. */
  get<S>(measure: Measure<S>): S;
}

/**
 * States that a table builds when asked (templates) are kept for the profile that was asked last: judging visits one
 * account after another, and asks each several times.
 */
let latest: { owner: unknown; states: Map<string, unknown> } | undefined;

export function accountProfile(profiles: Profiles, account: number): Profile {
  const owner = {};
  return {
    get<S>(measure: Measure<S>): S {
      if (latest?.owner !== owner) latest = { owner, states: new Map() };
      const known = latest.states.get(measure.id);
      if (known !== undefined) return known as S;
      const state = profiles.of(measure, account);
      latest.states.set(measure.id, state);
      return state;
    },
  };
}

export function logProfile(profiles: Profiles): Profile {
  return { get: measure => profiles.ofLog(measure) };
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
