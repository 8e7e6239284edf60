/** One feature over the accounts that are compared with, sorted, so that a tail is one search. */

export interface Entry {
  readonly value: number;
  /** Index of the account in this log; -1 when it is not in it. */
  readonly account: number;
  /** In (0, 1]: members of one campaign share the weight of one account. */
  readonly weight: number;
  /** Whether it is one of a linked group. */
  readonly linked: boolean;
}

export interface Column {
  /** Ascending. */
  readonly values: Float64Array;
  readonly accounts: Int32Array;
  readonly weights: Float64Array;
  /** Sum of the weights from each position to the end. */
  readonly suffix: Float64Array;
}

export function buildColumn(entries: readonly Entry[]): Column {
  const sorted = [...entries].sort((a, b) => a.value - b.value || a.account - b.account || a.weight - b.weight);
  const suffix = new Float64Array(sorted.length + 1);
  for (let i = sorted.length - 1; i >= 0; i--) suffix[i] = (suffix[i + 1] as number) + (sorted[i] as Entry).weight;
  return {
    values: Float64Array.from(sorted, entry => entry.value),
    accounts: Int32Array.from(sorted, entry => entry.account),
    weights: Float64Array.from(sorted, entry => entry.weight),
    suffix,
  };
}

/** The weight of all accounts, and of those with at least `value`, the excluded left out. */
export function weigh(
  { values, accounts, weights, suffix }: Column,
  value: number,
  excluded: ReadonlySet<number>,
): { above: number; all: number } {
  const from = lowerBound(values, value);
  let above = suffix[from] ?? 0;
  let all = suffix[0] ?? 0;
  if (excluded.size > 0) {
    for (let i = 0; i < values.length; i++) {
      if (!excluded.has(accounts[i] as number)) continue;
      const weight = weights[i] as number;
      all -= weight;
      if (i >= from) above -= weight;
    }
  }
  return { above: Math.max(0, above), all: Math.max(0, all) };
}

/** Value below which the share q of the weight lies; NaN when there is none. */
export function quantileIn({ values, suffix }: Column, q: number): number {
  if (values.length === 0) return NaN;
  const wanted = (1 - q) * (suffix[0] as number);
  for (let i = 0; i < values.length; i++) {
    if ((suffix[i + 1] ?? 0) <= wanted) return values[i] as number;
  }
  return values[values.length - 1] as number;
}

/** First position whose value is at least `value`. */
function lowerBound(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
