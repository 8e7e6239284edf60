/** One feature over the accounts that are compared with, sorted, so that a tail is one search. */

/** Values of one feature. */
export interface Series {
  /** Index of each account in this log, ascending; -1 when it is not in it. */
  readonly accounts: Int32Array;
  readonly values: Float64Array;
  /** In (0, 1]: members of one campaign share the weight of one account. undefined when all weigh 1. */
  readonly weights?: Float64Array | undefined;
}

export interface Column {
  readonly series: Series;
  /** The values, ascending. */
  readonly sorted: Float64Array;
  /** Sum of the weights from each position of `sorted` to the end; undefined when all weigh 1. */
  readonly suffix: Float64Array | undefined;
}

/** `series` in order of accounts, then weights. */
export function buildColumn(series: Series): Column {
  const { values, weights } = series;
  // Negative zero and zero are equal, and what is equal is in order of accounts.
  const sorted = isAscending(values) ? values : values.map(value => value + 0).sort();
  return { series, sorted, suffix: weights === undefined ? undefined : sumsFromEnd(sorted, values, weights) };
}

/** Most accounts may have one value: then nothing is copied. */
function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if ((values[i] as number) < (values[i - 1] as number)) return false;
  return true;
}

function sumsFromEnd(sorted: Float64Array, values: Float64Array, weights: Float64Array): Float64Array {
  const suffix = new Float64Array(sorted.length + 1);
  /** How many of the values equal to the one at this position have been placed. */
  const placed = new Uint32Array(sorted.length);
  for (let i = 0; i < values.length; i++) {
    const at = lowerBound(sorted, values[i] as number);
    suffix[at + placed[at]!++] = weights[i] as number;
  }
  for (let i = sorted.length - 1; i >= 0; i--) suffix[i]! += suffix[i + 1] as number;
  return suffix;
}

/** The weight of all accounts, and of those with at least `value`, the excluded left out. */
export function weigh(column: Column, value: number, excluded: ReadonlySet<number>): { above: number; all: number } {
  const { sorted, suffix } = column;
  const from = lowerBound(sorted, value);
  let above = suffix === undefined ? sorted.length - from : (suffix[from] ?? 0);
  let all = suffix === undefined ? sorted.length : (suffix[0] ?? 0);
  for (const entry of entriesOf(column, excluded)) {
    all -= entry.weight;
    if (entry.value >= value) above -= entry.weight;
  }
  return { above: Math.max(0, above), all: Math.max(0, all) };
}

interface Entry {
  readonly value: number;
  readonly account: number;
  readonly weight: number;
}

/** What these accounts have, in the order in which the weights were added up. */
function entriesOf({ series: { accounts, values, weights } }: Column, wanted: ReadonlySet<number>): Entry[] {
  const entries: Entry[] = [];
  for (const account of wanted) {
    for (let i = lowerBound(accounts, account); accounts[i] === account; i++) {
      entries.push({ value: values[i] as number, account, weight: weights?.[i] ?? 1 });
    }
  }
  if (entries.length < 2 || weights === undefined) return entries;
  return entries.sort((a, b) => a.value - b.value || a.account - b.account || a.weight - b.weight);
}

/** Value below which the share q of the weight lies; NaN when there is none. */
export function quantileIn({ sorted, suffix }: Column, q: number): number {
  const { length } = sorted;
  if (length === 0) return NaN;
  const wanted = (1 - q) * (suffix === undefined ? length : (suffix[0] as number));
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const beyond = suffix === undefined ? length - middle - 1 : (suffix[middle + 1] as number);
    if (beyond <= wanted) high = middle;
    else low = middle + 1;
  }
  return sorted[low] as number;
}

/** First position whose value is at least `value`. */
export function lowerBound(ascending: Float64Array | Int32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
