/**
 * What the other accounts look like: for each feature, the weighted distribution over accounts. Members of one campaign
 * count as one account together, so that a thousand puppets do not become the norm; the subject's own are left out.
 * Where the log is too small or too suspect to say what is usual, a baseline of the operator's or public clients do.
 */
import { comparisonOf, enoughAccounts, fewestOfAKind, type Comparison } from './comparison.js';
import { buildColumn, quantileIn, weigh, type Column, type Entry } from './feature-column.js';
import type { Reference } from './reference.js';

export interface WeightedPopulation {
  tail(feature: string, value: number, excluded: ReadonlySet<number>): number;
  quantile(feature: string, q: number): number;
  count(feature: string): number;
  /** Whom a feature is compared with. */
  readonly comparison: Comparison;
  /** Features in which public clients have a say. */
  readonly referred: readonly string[];
}

/** For each feature a value, or undefined, for each account. */
export type FeatureValues = ReadonlyMap<string, readonly (number | undefined)[]>;

/** The accounts of another log. */
export interface BaselineValues {
  /** A feature that cannot be compared between the logs is left out. */
  readonly features: FeatureValues;
  /** For each account the one of the same name in this log: the same customer, counted once and left out with it. */
  readonly namesakes: readonly (number | undefined)[];
}

/** How one feature is compared. */
interface Compared {
  readonly column: Column;
  /** Set where the accounts are too few, or too much alike, to say what is usual. */
  readonly reference: Reference | undefined;
  /** What public clients are to them. */
  readonly role: 'limit' | 'company' | 'instead';
}

/** What is known beside the log. */
export interface Elsewhere {
  readonly baseline?: BaselineValues | undefined;
  /** What public clients show of a feature, where anything is known. */
  readonly referenceOf?: (feature: string) => Reference | undefined;
}

/** `weights[account]` in (0, 1]: below 1, the account is a member of a linked group. */
export function buildPopulation(
  features: FeatureValues,
  weights: Float64Array,
  { baseline = { features: new Map(), namesakes: [] }, referenceOf = () => undefined }: Elsewhere = {},
): WeightedPopulation {
  const beyond = [...features]
    .filter(([name, values]) => isBeyond(referenceOf(name), ownEntries(values, weights)))
    .map(([name]) => name);
  const comparison = comparisonOf({ weights, namesakes: baseline.namesakes, beyond });
  const compared = new Map<string, Compared>();
  for (const [name, values] of features) {
    const entries = entriesOf({ name, values, weights, baseline, comparison });
    compared.set(name, compare(entries, { reference: referenceOf(name), name, comparison }));
  }
  return {
    comparison,
    referred: [...compared].filter(([, { reference }]) => reference !== undefined).map(([name]) => name),
    tail(feature, value, excluded) {
      const found = compared.get(feature);
      return found === undefined ? 1 : tailOf(found, value, excluded);
    },
    quantile(feature, q) {
      const found = compared.get(feature);
      if (found === undefined) return NaN;
      if (found.column.values.length === 0 && found.reference !== undefined) return found.reference.quantile(q);
      return quantileIn(found.column, q);
    },
    count: feature => compared.get(feature)?.column.values.length ?? 0,
  };
}

/** Where half the accounts have more than 95 % of public clients, the log's usual is elsewhere's rare. */
function isBeyond(reference: Reference | undefined, entries: readonly Entry[]): boolean {
  if (reference === undefined || sum(entries) < fewestOfAKind) return false;
  return quantileIn(buildColumn(entries), 0.5) > reference.quantile(0.95);
}

interface Choice {
  readonly name: string;
  readonly values: readonly (number | undefined)[];
  readonly weights: Float64Array;
  readonly baseline: BaselineValues;
  readonly comparison: Comparison;
}

interface Entries {
  readonly entries: readonly Entry[];
  /** Whether the accounts are those of this log alone. */
  readonly own: boolean;
}

function entriesOf({ name, values, weights, baseline, comparison }: Choice): Entries {
  const others = baseline.features.get(name) ?? [];
  const own = ownEntries(values, weights);
  if (!others.some(isDefined)) return { entries: own, own: true };
  const both = comparison.among === 'both';
  /** A customer seen in both logs is one account, half of it here and half of it there. */
  const twice = new Set<number>();
  const base: Entry[] = [];
  others.forEach((value, i) => {
    if (!isDefined(value)) return;
    const namesake = baseline.namesakes[i];
    const weight = namesake === undefined ? 1 : (weights[namesake] as number);
    const shared = both && namesake !== undefined && isDefined(values[namesake]);
    if (shared) twice.add(namesake);
    base.push({ value, account: namesake ?? -1, weight: shared ? weight / 2 : weight, linked: weight < 1 });
  });
  if (!both) return { entries: base, own: false };
  const halved = own.map(entry => (twice.has(entry.account) ? { ...entry, weight: entry.weight / 2 } : entry));
  return { entries: [...halved, ...base], own: false };
}

function ownEntries(values: readonly (number | undefined)[], weights: Float64Array): Entry[] {
  const entries: Entry[] = [];
  values.forEach((value, account) => {
    const weight = weights[account] as number;
    if (isDefined(value)) entries.push({ value, account, weight, linked: weight < 1 });
  });
  return entries;
}

interface Known {
  readonly reference: Reference | undefined;
  readonly name: string;
  readonly comparison: Comparison;
}

function compare({ entries, own }: Entries, { reference, name, comparison }: Known): Compared {
  // Nothing is asked about what nobody shows.
  if (entries.length === 0) return { column: buildColumn([]), reference: undefined, role: 'limit' };
  if (own && reference !== undefined && comparison.beyond.includes(name)) {
    return { column: buildColumn(entries), reference, role: 'instead' };
  }
  const unlinked = entries.filter(({ linked }) => !linked);
  if (reference === undefined || sum(unlinked) >= enoughAccounts) {
    return { column: buildColumn(entries), reference: undefined, role: 'limit' };
  }
  if (own && comparison.suspect) return { column: buildColumn(unlinked), reference, role: 'company' };
  return { column: buildColumn(entries), reference, role: 'limit' };
}

/**
 * (1 + accounts at or above) / (1 + accounts). Public clients, where they are asked, are one of three things:
 * - a limit: few accounts may not call rare what is common elsewhere, so the larger tail counts;
 * - company: in a log full of linked groups, a group is compared with them and the accounts outside groups together
 *   (a single account has them for a limit: it is never compared with public clients alone);
 * - instead of the log, in what is common here and rare elsewhere: all accounts may be of one kind.
 */
function tailOf({ column, reference, role }: Compared, value: number, excluded: ReadonlySet<number>): number {
  const { above, all } = weigh(column, value, excluded);
  const own = Math.min(1, (1 + above) / (1 + all));
  if (reference === undefined) return own;
  const { clients } = reference;
  const others = reference.above(value);
  if (role === 'company' && excluded.size > 1) return (1 + above + others) / (1 + all + clients);
  const elsewhere = (1 + others) / (1 + clients);
  return role === 'instead' ? elsewhere : Math.max(own, elsewhere);
}

function sum(entries: readonly Entry[]): number {
  return entries.reduce((total, { weight }) => total + weight, 0);
}

function isDefined(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value);
}
