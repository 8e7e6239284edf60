/** What linking looks at, account by account: the few keys each one is known by. */
import { activity } from '../measures/catalogue/activity.js';
import { clients } from '../measures/catalogue/clients.js';
import { parameters } from '../measures/catalogue/parameters.js';
import { places } from '../measures/catalogue/places.js';
import { prompts } from '../measures/catalogue/prompts.js';
import { templates, type TemplateUse } from '../measures/catalogue/templates.js';
import { traffic } from '../measures/catalogue/traffic.js';
import type { Profile } from '../measures/profile.js';
import type { AccountStore } from '../measures/account-store.js';
import type { LabelledSample } from '../measures/sketches/labelled-sample.js';

import { workloadKeys } from './workload.js';

export interface AccountView {
  /** Position in the sorted list of linkable accounts. */
  readonly index: number;
  readonly name: string;
  readonly requests: number;
  readonly outputTokens: number;
  /** First and last request, ms. */
  readonly first: number;
  readonly last: number;
  /** Templates that are characteristic of the account: used at least thrice and in a tenth of its requests. */
  readonly templates: ReadonlyMap<number, TemplateUse>;
  /** Values of each attribute that at least a tenth of its requests carry, as hash to label. */
  readonly attributes: Readonly<Record<Attribute, ReadonlyMap<number, string>>>;
  readonly orgs: ReadonlyMap<number, string>;
  /** Its commonest country, '' where the log has none. */
  readonly country: string;
  /** Requests per 10-minute slot. */
  readonly slots: ReadonlyMap<number, number>;
  /** Sampled prompts with counts, ascending, and the hash up to which the sample is complete. */
  readonly prompts: ReadonlyMap<number, number>;
  readonly promptThreshold: number;
}

export const attributes = ['client', 'parameters', 'system', 'workload', 'address', 'prefix', 'asn'] as const;
export type Attribute = (typeof attributes)[number];

/** Below these an account's use of a template says little about it. */
const leastUses = 3;
const leastShare = 0.1;

/** Accounts with fewer requests show too little to be linked by what they share. */
const leastRequests = 5;

/** Views of all accounts active enough to be linked, in the order of their names. */
export function viewAccounts(accounts: AccountStore): AccountView[] {
  const views: AccountView[] = [];
  for (const { name, profile } of accounts.each()) {
    if (profile.get(traffic).requests >= leastRequests) views.push(viewAccount(profile, name, views.length));
  }
  return views;
}

function viewAccount(profile: Profile, name: string, index: number): AccountView {
  const sums = profile.get(traffic);
  const { requests, outputTokens, first, last } = sums;
  const { client, org } = profile.get(clients);
  const { address, prefix, asn, country } = profile.get(places);
  const { distinct } = profile.get(prompts);
  const combination = new Map<number, string>();
  for (const [key, count] of profile.get(parameters).combination.entries()) {
    if (count >= leastShare * requests) combination.set(key, key.toString(36).slice(0, 6));
  }
  const uses = characteristic(profile.get(templates), requests);
  return {
    index,
    name,
    requests,
    outputTokens,
    first,
    last,
    templates: new Map([...uses].filter(([, use]) => use.kind !== 'system')),
    attributes: {
      client: common(client, requests),
      parameters: combination,
      // A system prompt is the tool's, not the user's: software like a client build, and no rare wrapper.
      system: new Map([...uses.values()].filter(use => use.kind === 'system').map(use => [use.key, ''])),
      workload: workloadKeys(sums),
      address: common(address, requests),
      prefix: common(prefix, requests),
      asn: common(asn, requests),
    },
    orgs: common(org, requests),
    country: country.entries()[0]?.label ?? '',
    slots: profile.get(activity).counts,
    prompts: new Map(distinct.entries()),
    promptThreshold: distinct.threshold,
  };
}

function characteristic(uses: ReadonlyMap<number, TemplateUse>, requests: number): Map<number, TemplateUse> {
  const kept = new Map<number, TemplateUse>();
  for (const use of uses.values()) {
    if (use.requests >= leastUses && use.requests >= leastShare * requests) kept.set(use.key, use);
  }
  return kept;
}

function common(sample: LabelledSample, requests: number): Map<number, string> {
  const kept = new Map<number, string>();
  for (const { hash, label, count } of sample.entries()) if (count >= leastShare * requests) kept.set(hash, label);
  return kept;
}
