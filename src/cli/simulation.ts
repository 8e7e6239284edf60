/** What `revenuer simulate` is asked for: counts of innocents, and campaigns as `kind:key=value,…`. */
import { UsageError } from '../errors.js';
import { populations } from '../simulate/index.js';
import type { CampaignKind, CampaignSpec, PopulationName } from '../simulate/index.js';
import { suggest } from './suggest.js';
import { oneOf, wholeNumber } from './values.js';

export type Counts = Readonly<Partial<Record<PopulationName, number>>>;

const kinds: readonly CampaignKind[] = ['generation', 'grading', 'reasoning', 'logits', 'sweep', 'best-of-n'];
const classes = Object.keys(populations) as PopulationName[];
const mostAccounts = 100_000;

/** The doses of a campaign, and what each may be. */
const doses: Readonly<Record<Exclude<keyof CampaignSpec, 'name' | 'kind'>, (text: string) => number | boolean>> = {
  accounts: wholeNumber(1, mostAccounts),
  perDay: between(0.01, 1e6),
  share: between(0.01, 1),
  unevenness: between(0, 1),
  proxies: wholeNumber(0, mostAccounts),
  wordings: wholeNumber(1, 1000),
  disguise: text => oneOf(['true', 'false'])(text) === 'true',
  sleep: between(0, 23),
  refusals: between(0, 1),
};

export function populationCounts(texts: readonly string[]): Counts {
  const counts = texts.map(text => {
    const [name = '', count = ''] = text.split('=');
    return [oneOf(classes)(name), wholeNumber(0, mostAccounts)(count)] as const;
  });
  return Object.fromEntries(counts);
}

export function campaignSpecs(texts: readonly string[]): CampaignSpec[] {
  return texts.map((text, index) => {
    const [kind = '', given = ''] = text.split(':', 2);
    const spec: CampaignSpec = { name: `campaign-${index + 1}`, kind: oneOf(kinds)(kind), accounts: 10, perDay: 40 };
    for (const pair of given.split(',').filter(part => part !== '')) setDose(spec, pair);
    return spec;
  });
}

function setDose(spec: CampaignSpec, pair: string): void {
  const [key = '', text = ''] = pair.split('=', 2);
  if (key === 'name') {
    if (!/^[\w.-]{1,60}$/.test(text)) throw new UsageError(`${pair}: expected letters, digits, dots and dashes`);
    spec.name = text;
    return;
  }
  const known = Object.keys(doses);
  const dose = known.find(name => name.toLowerCase() === key.replaceAll('-', '').toLowerCase());
  if (dose === undefined) throw new UsageError(`a campaign has no ${key}`, { hint: suggest(key, ['name', ...known]) });
  try {
    Object.assign(spec, { [dose]: doses[dose as keyof typeof doses](text) });
  } catch (cause) {
    throw new UsageError(`${pair}: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
}

function between(from: number, to: number): (text: string) => number {
  return text => {
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!(number >= from && number <= to)) throw new UsageError(`expected a number from ${from} to ${to}`);
    return number;
  };
}
