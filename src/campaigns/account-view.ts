/** What linking looks at in one account: the few keys it is known by, and when it was at work. */
import { byCount } from '../measures/by-count.js';
import { activity } from '../measures/catalogue/activity.js';
import { clients } from '../measures/catalogue/clients.js';
import { parameters } from '../measures/catalogue/parameters.js';
import { places } from '../measures/catalogue/places.js';
import { templates, type TemplateUses } from '../measures/catalogue/templates.js';
import { traffic } from '../measures/catalogue/traffic.js';
import type { Profile } from '../measures/profile.js';
import type { LabelledSample } from '../measures/sketches/labelled-sample.js';
import { workloadKeys, workloadLabel } from './workload.js';

/** Made for one account after another, and put into columns at once. */
export interface AccountView {
  readonly requests: number;
  /** First and last request, ms. */
  readonly first: number;
  readonly last: number;
  /** Templates that are characteristic of the account, and its requests in each. */
  readonly templates: readonly (readonly [key: number, requests: number])[];
  /** Values of each attribute that at least a tenth of its requests carry. */
  readonly attributes: Readonly<Record<Attribute, readonly number[]>>;
  /** Its commonest country, '' where the log has none. */
  readonly country: string;
  /** 10-minute slots with requests. */
  readonly slots: Iterable<number>;
}

export const attributes = ['client', 'parameters', 'system', 'workload', 'address', 'prefix', 'asn'] as const;
export type Attribute = (typeof attributes)[number];
export type KeyType = 'template' | Attribute;

/** Below these an account's use of a template says little about it. */
const leastUses = 3;
const leastShare = 0.1;

/** Accounts with fewer requests show too little to be linked by what they share. */
export const leastRequests = 5;

export function viewAccount(profile: Profile): AccountView {
  const sums = profile.get(traffic);
  const { requests, first, last } = sums;
  const { address, prefix, asn, country } = profile.get(places);
  const combination: number[] = [];
  for (const [key, count] of profile.get(parameters).combination.entries()) {
    if (count >= leastShare * requests) combination.push(key);
  }
  const uses = characteristic(profile.get(templates), requests);
  return {
    requests,
    first,
    last,
    templates: uses.templates,
    attributes: {
      client: common(profile.get(clients).client, requests),
      parameters: combination,
      system: uses.system,
      workload: workloadKeys(sums),
      address: common(address, requests),
      prefix: common(prefix, requests),
      asn: common(asn, requests),
    },
    country: country.entries()[0]?.label ?? '',
    slots: profile.get(activity).counts.keys(),
  };
}

/** What a value is called, as the account has it. */
export function labelOf(profile: Profile, type: KeyType, value: number): string {
  switch (type) {
    case 'template':
      return profile.get(templates).get(value)?.excerpt ?? '';
    case 'client':
      return labelIn(profile.get(clients).client, value);
    case 'parameters':
      return value.toString(36).slice(0, 6);
    case 'system':
      return '';
    case 'workload':
      return workloadLabel(profile.get(traffic));
    default:
      return labelIn(profile.get(places)[type], value);
  }
}

/**
 * Used at least thrice and in a tenth of the requests. A system prompt is the tool's, not the user's: software like a
 * client build, and no rare wrapper.
 */
function characteristic(uses: TemplateUses, requests: number): { templates: [number, number][]; system: number[] } {
  const found: { templates: [number, number][]; system: number[] } = { templates: [], system: [] };
  const least = Math.max(leastUses, leastShare * requests);
  for (const { key, kind, requests: count } of uses.atLeast(least)) {
    if (kind === 'system') found.system.push(key);
    else found.templates.push([key, count]);
  }
  return found;
}

function common(sample: LabelledSample, requests: number): number[] {
  const kept: number[] = [];
  for (const [hash, count] of byCount(sample)) if (count >= leastShare * requests) kept.push(hash);
  return kept;
}

function labelIn(sample: LabelledSample, value: number): string {
  return sample.entries().find(({ hash }) => hash === value)?.label ?? '';
}
