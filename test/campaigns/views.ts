/** Accounts as linking sees them, by hand; and logs measured as the engine measures them. */
import type { AccountView, Attribute } from '../../src/campaigns/account-view.js';
import type { TemplateUse } from '../../src/measures/catalogue/templates.js';
import { measures } from '../../src/measures/index.js';
import { Profiles } from '../../src/measures/profiles.js';
import { createDictionaries } from '../../src/requests/builder.js';
import { placed, toBatches, type CaseLog } from '../../src/testing/log-builder.js';

export type Given = Partial<Record<Attribute, readonly number[]>> & {
  readonly requests?: number;
  readonly templates?: readonly number[];
  readonly slots?: readonly number[];
  readonly prompts?: readonly number[];
  /** ms. */
  readonly last?: number;
  readonly country?: string;
};

export function viewsOf(all: readonly Given[]): AccountView[] {
  return all.map((given, index) => viewOf(index, given));
}

function viewOf(index: number, given: Given): AccountView {
  const { requests = 20, templates = [], slots = [], prompts = [], last = 86_400_000, country = '' } = given;
  const labelled = (type: Attribute) => new Map((given[type] ?? []).map(value => [value, `${type} ${value}`]));
  return {
    index,
    name: `account-${String(index).padStart(3, '0')}`,
    requests,
    outputTokens: 100 * requests,
    first: 0,
    last,
    templates: new Map(templates.map(key => [key, useOf(key, index, requests)])),
    attributes: {
      client: labelled('client'),
      parameters: labelled('parameters'),
      system: labelled('system'),
      workload: labelled('workload'),
      address: labelled('address'),
      prefix: labelled('prefix'),
      asn: labelled('asn'),
    },
    orgs: new Map(),
    country,
    slots: new Map(slots.map(slot => [slot, 1])),
    prompts: new Map(prompts.map(prompt => [prompt, 1])),
    promptThreshold: Infinity,
  };
}

function useOf(key: number, index: number, requests: number): TemplateUse {
  const example = { hash: 1000 * key + index, input: 'a.ndjson', line: index + 1 };
  const excerpt = `template ${key}`;
  return { key, kind: 'head', requests, inputTokens: 0, outputTokens: 0, example, excerpt };
}

/** `count` accounts, `given` for each; they are strangers to each other but for what is given. */
export function many(count: number, given: (i: number) => Given): Given[] {
  return Array.from({ length: count }, (_, i) => given(i));
}

export function profilesOf(log: CaseLog): Profiles {
  const dictionaries = createDictionaries();
  const profiles = new Profiles(measures);
  toBatches(placed(log), log.columns, { dictionaries, onBatch: batch => profiles.observe(batch) });
  return profiles;
}
