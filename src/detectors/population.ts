/**
 * What the other accounts look like: for each feature, the weighted distribution over accounts. Members of one campaign
 * count as one account together, so that a thousand puppets do not become the norm; the subject's own are left out.
 * Where the log is too small or too suspect to say what is usual, a baseline of the operator's or public clients do.
 */
import { comparisonOf, enoughAccounts, fewestOfAKind, type Comparison, type Weights } from './comparison.js';
import { buildColumn, lowerBound, quantileIn, weigh, type Column, type Series } from './feature-column.js';
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

/** For each feature the accounts that have it, with their values: finite, and without weights. */
export type FeatureValues = ReadonlyMap<string, Series>;

/** The accounts of another log. */
export interface BaselineValues {
  /** By account of that log. A feature that cannot be compared between the logs is left out. */
  readonly features: FeatureValues;
  /** For each account the index of the one of the same name in this log, or -1: the same customer is counted once. */
  readonly namesakes: Int32Array;
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

export function buildPopulation(
  features: FeatureValues,
  weights: Weights,
  { baseline = nobodyElse, referenceOf = () => undefined }: Elsewhere = {},
): WeightedPopulation {
  const beyond = [...features]
    .filter(([name, series]) => isBeyond(referenceOf(name), weighted(series, weights)))
    .map(([name]) => name);
  const comparison = comparisonOf({ weights, namesakes: baseline.namesakes, beyond });
  const compared = new Map<string, Compared>();
  for (const [name, series] of features) {
    const entries = entriesOf({ name, series, weights, baseline, comparison });
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
      if (found.column.sorted.length === 0 && found.reference !== undefined) return found.reference.quantile(q);
      return quantileIn(found.column, q);
    },
    count: feature => compared.get(feature)?.column.sorted.length ?? 0,
  };
}

const nobodyElse: BaselineValues = { features: new Map(), namesakes: new Int32Array(0) };

/** Where half the accounts have more than 95 % of public clients, the log's usual is elsewhere's rare. */
function isBeyond(reference: Reference | undefined, series: Series): boolean {
  if (reference === undefined || weightOf(series) < fewestOfAKind) return false;
  return quantileIn(buildColumn(series), 0.5) > reference.quantile(0.95);
}

/** The accounts of this log with their weights. */
function weighted({ accounts, values }: Series, { linked }: Weights): Series {
  if (linked.size === 0) return { accounts, values };
  const weights = new Float64Array(accounts.length);
  for (let i = 0; i < accounts.length; i++) weights[i] = linked.get(accounts[i] as number) ?? 1;
  return { accounts, values, weights };
}

interface Choice {
  readonly name: string;
  readonly series: Series;
  readonly weights: Weights;
  readonly baseline: BaselineValues;
  readonly comparison: Comparison;
}

interface Entries {
  readonly series: Series;
  /** Those outside linked groups. */
  readonly unlinked: () => Series;
  /** Whether the accounts are those of this log alone. */
  readonly own: boolean;
}

function entriesOf({ name, series, weights, baseline, comparison }: Choice): Entries {
  const own = weighted(series, weights);
  const others = baseline.features.get(name);
  if (others === undefined || others.values.length === 0) {
    return { series: own, unlinked: () => unlinkedIn(own, weights), own: true };
  }
  const joined = join({ own, others, weights, baseline }, comparison.among === 'both');
  return { series: joined, unlinked: () => unlinkedIn(joined, weights), own: false };
}

interface Logs {
  readonly own: Series;
  readonly others: Series;
  readonly weights: Weights;
  readonly baseline: BaselineValues;
}

/** The accounts of the baseline, with or without this log's: a customer seen in both is one, half of it here and there. */
function join({ own, others, weights, baseline }: Logs, both: boolean): Series {
  const entries: { account: number; value: number; weight: number }[] = [];
  const twice = new Set<number>();
  others.accounts.forEach((other, i) => {
    const account = baseline.namesakes[other] as number;
    const weight = weights.linked.get(account) ?? 1;
    const shared = both && account >= 0 && own.accounts[lowerBound(own.accounts, account)] === account;
    if (shared) twice.add(account);
    entries.push({ account, value: others.values[i] as number, weight: shared ? weight / 2 : weight });
  });
  if (both) {
    own.accounts.forEach((account, i) => {
      const weight = own.weights?.[i] ?? 1;
      entries.push({ account, value: own.values[i] as number, weight: twice.has(account) ? weight / 2 : weight });
    });
  }
  entries.sort((a, b) => a.account - b.account || a.weight - b.weight);
  return {
    accounts: Int32Array.from(entries, ({ account }) => account),
    values: Float64Array.from(entries, ({ value }) => value),
    weights: Float64Array.from(entries, ({ weight }) => weight),
  };
}

function unlinkedIn(series: Series, { linked }: Weights): Series {
  if (linked.size === 0) return series;
  const kept = Uint32Array.from(series.accounts.keys()).filter(i => !linked.has(series.accounts[i] as number));
  const { accounts, values, weights } = series;
  return {
    accounts: Int32Array.from(kept, i => accounts[i] as number),
    values: Float64Array.from(kept, i => values[i] as number),
    weights: weights === undefined ? undefined : Float64Array.from(kept, i => weights[i] as number),
  };
}

interface Known {
  readonly reference: Reference | undefined;
  readonly name: string;
  readonly comparison: Comparison;
}

function compare({ series, unlinked, own }: Entries, { reference, name, comparison }: Known): Compared {
  const column = buildColumn(series);
  // Nothing is asked about what nobody shows.
  if (series.values.length === 0) return { column, reference: undefined, role: 'limit' };
  if (own && reference !== undefined && comparison.beyond.includes(name)) return { column, reference, role: 'instead' };
  if (reference === undefined || weightOf(unlinked()) >= enoughAccounts) {
    return { column, reference: undefined, role: 'limit' };
  }
  if (own && comparison.suspect) return { column: buildColumn(unlinked()), reference, role: 'company' };
  return { column, reference, role: 'limit' };
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

function weightOf({ values, weights }: Series): number {
  return weights === undefined ? values.length : weights.reduce((sum, weight) => sum + weight, 0);
}
