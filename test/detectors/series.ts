/** Features and weights by hand, account by account. */
import type { Weights } from '../../src/detectors/comparison.js';
import type { Series } from '../../src/detectors/feature-column.js';

/** One value an account; undefined and what is not finite are none. */
export function seriesOf(values: readonly (number | undefined)[]): Series {
  const known = values.flatMap((value, account) => (Number.isFinite(value) ? [{ account, value: value ?? 0 }] : []));
  return {
    accounts: Int32Array.from(known, ({ account }) => account),
    values: Float64Array.from(known, ({ value }) => value),
  };
}

/** One weight an account: below 1 for members of linked groups. */
export function weightsOf(weights: Float64Array): Weights {
  const linked = [...weights.entries()].filter(([, weight]) => weight < 1);
  return { accounts: weights.length, linked: new Map(linked) };
}

/** Indexes in this log, as baselines name them: -1 for those who are not in it. */
export function namesakesOf(namesakes: readonly (number | undefined)[]): Int32Array {
  return Int32Array.from(namesakes, namesake => namesake ?? -1);
}
