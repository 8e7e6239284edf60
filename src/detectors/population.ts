/**
 * What the other accounts look like: for each feature, the weighted distribution over accounts. Members of one campaign
 * count as one account together, so that a thousand puppets do not become the norm; the subject's own are left out.
 */
export interface FeatureColumn {
  /** Values of accounts for which the feature is defined, ascending, with the account's index and weight. */
  readonly values: Float64Array;
  readonly accounts: Int32Array;
  /** Sum of the weights from each position to the end. */
  readonly suffix: Float64Array;
}

export interface WeightedPopulation {
  tail(feature: string, value: number, excluded: ReadonlySet<number>): number;
  quantile(feature: string, q: number): number;
  count(feature: string): number;
}

/** `values[feature][account]` is undefined where the feature is; `weights[account]` in (0, 1]. */
export function buildPopulation(
  features: ReadonlyMap<string, readonly (number | undefined)[]>,
  weights: Float64Array,
): WeightedPopulation {
  const columns = new Map<string, FeatureColumn>();
  for (const [name, values] of features) columns.set(name, buildColumn(values, weights));
  return {
    tail(feature, value, excluded) {
      const column = columns.get(feature);
      if (column === undefined) return 1;
      const { values, suffix, accounts } = column;
      const from = lowerBound(values, value);
      let above = suffix[from] ?? 0;
      let all = suffix[0] ?? 0;
      if (excluded.size > 0) {
        for (let i = 0; i < values.length; i++) {
          const account = accounts[i] as number;
          if (!excluded.has(account)) continue;
          const weight = weights[account] as number;
          all -= weight;
          if (i >= from) above -= weight;
        }
      }
      return Math.min(1, (1 + Math.max(0, above)) / (1 + Math.max(0, all)));
    },
    quantile(feature, q) {
      const column = columns.get(feature);
      if (column === undefined || column.values.length === 0) return NaN;
      const total = column.suffix[0] as number;
      const wanted = (1 - q) * total;
      for (let i = 0; i < column.values.length; i++) {
        if ((column.suffix[i + 1] ?? 0) <= wanted) return column.values[i] as number;
      }
      return column.values[column.values.length - 1] as number;
    },
    count: feature => columns.get(feature)?.values.length ?? 0,
  };
}

function buildColumn(values: readonly (number | undefined)[], weights: Float64Array): FeatureColumn {
  const pairs: [number, number][] = [];
  values.forEach((value, account) => {
    if (value !== undefined && Number.isFinite(value)) pairs.push([value, account]);
  });
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const suffix = new Float64Array(pairs.length + 1);
  for (let i = pairs.length - 1; i >= 0; i--) {
    suffix[i] = (suffix[i + 1] as number) + (weights[pairs[i]?.[1] as number] as number);
  }
  return { values: Float64Array.from(pairs, p => p[0]), accounts: Int32Array.from(pairs, p => p[1]), suffix };
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
