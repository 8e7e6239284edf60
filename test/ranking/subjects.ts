/** Evidence and subjects by hand. */
import type { Campaign } from '../../src/campaigns/campaign.js';
import type { Assessed, RawEvidence } from '../../src/detectors/panel.js';
import type { Measure } from '../../src/measures/measure.js';
import type { Profile } from '../../src/measures/profile.js';
import type { CountedEvidence, Family } from '../../src/ranking/suspect.js';

export function found(detector: string, family: Family, bits: number): CountedEvidence {
  return { ...raw(detector, family, bits), counted: bits };
}

export function raw(detector: string, family: Family, bits: number): RawEvidence {
  return {
    detector,
    family,
    bits,
    statement: detector,
    measured: {},
    expected: {},
    techniques: [],
    examples: undefined,
  };
}

/** A profile of these states; every other measure is empty. */
export function profileOf(states: Readonly<Record<string, unknown>> = {}): Profile {
  return { get: <S>(measure: Measure<S>): S => (states[measure.id] as S | undefined) ?? measure.create() };
}

export const campaign: Campaign = { id: 'c', accounts: ['a', 'b'], links: [], streamRequests: [1, 1], population: 100 };

export function subject(given: Partial<Assessed> = {}): Assessed {
  const accounts = given.accounts ?? ['a'];
  const profile = given.profile ?? profileOf();
  return {
    kind: accounts.length > 1 ? 'campaign' : 'account',
    accounts,
    indexes: accounts.map((_, i) => i),
    profile,
    members: accounts.map(() => profile),
    campaign: undefined,
    ...given,
  };
}
