/**
 * What is usual among public API clients, for the few features that public traces can tell of: asked where a log is too
 * small, or too full of linked groups, to say itself. Quantiles, not values: a tail taken from them is rounded up.
 */
import type { ColumnName } from '../requests/batch.js';
import { percents, referenceTables } from './reference-data.js';

export interface Reference {
  /** Clients for which the feature is defined. */
  readonly clients: number;
  /** At least as many of the clients as have this value or more. */
  above(value: number): number;
  /** The listed quantile nearest to the share q from below, the first at least. */
  quantile(q: number): number;
}

/** `feature` as in `circadian-flat flatness`; undefined where no public trace tells of it, or not in the log's units. */
export function referenceOf(feature: string, columns: ReadonlySet<ColumnName>): Reference | undefined {
  const table = Object.hasOwn(referenceTables, feature) ? referenceTables[feature] : undefined;
  if (table === undefined || !table.columns.every(column => columns.has(column))) return undefined;
  const { clients, quantiles } = table;
  return {
    clients,
    above(value) {
      const below = quantiles.findLastIndex(quantile => quantile < value);
      return below < 0 ? clients : clients * (1 - (percents[below] as number) / 100);
    },
    quantile(q) {
      const at = percents.findLastIndex(percent => percent <= 100 * q);
      return quantiles[Math.max(0, at)] as number;
    },
  };
}
