/** Evidence and subjects by hand. */
import type { Campaign, Link, LinkKind } from '../../src/campaigns/campaign.js';
import type { Assessed, Panel, RawEvidence } from '../../src/detectors/panel.js';
import type { AccountStore } from '../../src/measures/account-store.js';
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

/** What two accounts share, in bits. */
export function link(kind: LinkKind, unadjusted: number): Link {
  const facts = { attribute: kind, value: 0, label: kind, outside: 0, facts: {}, examples: [] };
  return { ...facts, kind, bits: unadjusted, unadjusted, holders: [0, 1] };
}

export function campaignOf(...links: readonly Link[]): Campaign {
  return { id: 'c', accounts: ['a', 'b'], links, streamRequests: [1, 1], stream: undefined, population: 100 };
}

/** One tool, behind one network. */
export const campaign = campaignOf(link('software', 8), link('infrastructure', 6));

export function subject(given: Partial<Assessed> = {}): Assessed {
  const accounts = given.accounts ?? ['a'];
  const profile = given.profile ?? profileOf();
  return {
    kind: accounts.length > 1 ? 'campaign' : 'account',
    accounts,
    indexes: accounts.map((_, i) => i),
    profile,
    whole: profile,
    members: accounts.map(() => profile),
    campaign: undefined,
    ...given,
  };
}

/** A panel that has seen everybody; without linked groups unless they are compared again. */
export function surveyed(panel: Panel, accounts: AccountStore): Panel {
  for (const account of accounts.each()) panel.gather(account);
  panel.prepare(accounts);
  for (const account of accounts.each()) panel.observe(account);
  panel.compare(accounts.count, new Map());
  return panel;
}
