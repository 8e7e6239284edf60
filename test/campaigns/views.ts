/** Accounts as linking sees them, by hand; and logs measured as the engine measures them. */
import type { AccountView, Attribute, KeyType } from '../../src/campaigns/account-view.js';
import { LinkableBuilder, type Details, type Linkable } from '../../src/campaigns/linkable.js';
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

/** Accounts in columns, as linking has them after the pass over all. */
export function linkableOf(all: readonly Given[]): Linkable {
  const builder = new LinkableBuilder();
  for (const given of all) builder.add(viewOf(given));
  return builder.build(detailsOf(all));
}

function viewOf({ requests = 20, last = 86_400_000, country = '', slots = [], ...given }: Given): AccountView {
  const { templates = [], client = [], parameters = [], system = [] } = given;
  const { workload = [], address = [], prefix = [], asn = [] } = given;
  return {
    requests,
    first: 0,
    last,
    templates: templates.map(key => [key, requests]),
    attributes: { client, parameters, system, workload, address, prefix, asn },
    country,
    slots,
  };
}

function detailsOf(all: readonly Given[]): Details {
  return {
    name: account => `account-${String(account).padStart(3, '0')}`,
    label: (_account, type, value) => `${type} ${value}`,
    use(account, key) {
      const example = { hash: 1000 * key + account, input: 'a.ndjson', line: account + 1 };
      const requests = all[account]?.requests ?? 20;
      return { key, kind: 'head', requests, inputTokens: 0, outputTokens: 0, example, excerpt: `template ${key}` };
    },
    promptsBelow: (account, threshold) => (all[account]?.prompts ?? []).filter(prompt => prompt < threshold).length,
  };
}

/** The id of a key that somebody has. */
export function keyIn({ holders }: Linkable, type: KeyType, value: number): number {
  const key = holders.find(type, value);
  if (key === undefined) throw new Error(`nobody has ${type} ${value}`);
  return key;
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
