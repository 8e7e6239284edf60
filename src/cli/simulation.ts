/** What `revenuer simulate` is asked for: counts of innocents, and campaigns as `kind:key=value,…`. */
import { UsageError } from '../errors.js';
import { doses, type CampaignSpec, type DoseRange } from '../simulate/campaigns/spec.js';
import { campaignNames, populationNames, type PopulationName } from '../simulate/names.js';
import { suggest } from './suggest.js';
import { oneOf, wholeNumber } from './values.js';

export type Counts = Readonly<Partial<Record<PopulationName, number>>>;

const mostAccounts = 100_000;

export function populationCounts(texts: readonly string[]): Counts {
  const counts = texts.map(text => {
    const [name = '', count = ''] = text.split('=');
    return [oneOf(populationNames)(name), wholeNumber(0, mostAccounts)(count)] as const;
  });
  return Object.fromEntries(counts);
}

export function campaignSpecs(texts: readonly string[]): CampaignSpec[] {
  return texts.map((text, index) => {
    const [kind = '', given = ''] = text.split(':', 2);
    const spec: CampaignSpec = { name: `campaign-${index + 1}`, kind: oneOf(campaignNames)(kind) };
    for (const pair of given.split(',').filter(part => part !== '')) setDose(spec, pair);
    return spec;
  });
}

/** Requests of one account a day, within what a campaign may do. */
export function dailyRates(text: string): number[] {
  const { least, most } = doses.perDay as { least: number; most: number };
  return numbers(text, between(least, most));
}

export function sizesOf(text: string): number[] {
  return numbers(text, wholeNumber(2, mostAccounts));
}

/** Different numbers, separated by commas, in ascending order. */
function numbers(text: string, one: (part: string) => number): number[] {
  return [...new Set(text.split(',').map(part => one(part.trim())))].sort((a, b) => a - b);
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
    Object.assign(spec, { [dose]: read(doses[dose as keyof typeof doses], text) });
  } catch (cause) {
    throw new UsageError(`${pair}: ${cause instanceof Error ? cause.message : ''}`, { cause });
  }
}

function read(range: DoseRange, text: string): number | boolean | string {
  if (range === 'flag') return oneOf(['true', 'false'])(text) === 'true';
  if (!('least' in range)) return oneOf(range)(text);
  return range.whole === true ? wholeNumber(range.least, range.most)(text) : between(range.least, range.most)(text);
}

function between(from: number, to: number): (text: string) => number {
  return text => {
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    if (!(number >= from && number <= to)) throw new UsageError(`expected a number from ${from} to ${to}`);
    return number;
  };
}
