/**
 * Made by bench/reference/make.mjs from public traces; the docs (report.md, What it is compared with) say how.
 * ServeGen, language/m-small: 43 production clients of Alibaba Cloud Model Studio, 14 days in windows of 10 minutes
 * (Xiang et al., NSDI 2026; github.com/alibaba/ServeGen, Apache-2.0). Azure LLM inference trace of 2023, coding
 * assistant: 8,819 requests of one hour, taken as one client (github.com/Azure/AzurePublicDataset, CC BY 4.0).
 */
import type { ColumnName } from '../requests/batch.js';

/** Shares of the clients, in percent, that lie at or below the quantiles. */
export const percents = [1, 5, 10, 25, 50, 75, 90, 95, 99] as const;

export interface ReferenceTable {
  /** Clients for which the feature is defined. */
  readonly clients: number;
  /** Columns that must be in a log for its values to be of the same unit. */
  readonly columns: readonly ColumnName[];
  /** One value for each of {@link percents}. */
  readonly quantiles: readonly number[];
}

/** By detector and feature, as in `circadian-flat flatness`. */
export const referenceTables: Readonly<Record<string, ReferenceTable>> = {
  'circadian-flat flatness': {
    clients: 33,
    columns: ['time'],
    quantiles: [0.193279, 0.378301, 0.434805, 0.825449, 0.94318, 0.989787, 0.996681, 0.999173, 0.99972],
  },
  'quota-hugging hugging': {
    clients: 32,
    columns: ['time'],
    quantiles: [0.00128899, 0.00185547, 0.00307018, 0.010116, 0.046395, 0.105348, 0.4669, 0.836323, 0.973039],
  },
  'output-heavy ratio': {
    clients: 39,
    columns: ['inputTokens', 'outputTokens'],
    quantiles: [-9.32731, -6.40533, -5.67508, -4.65967, -3.48782, -2.08229, -1.30006, -0.99865, 0.0663395],
  },
  'regular-gaps regularity': {
    clients: 18,
    columns: ['time'],
    quantiles: [-0.991651, -0.958018, -0.897224, -0.514017, -0.376143, -0.183517, 0.0459325, 0.383952, 0.408254],
  },
};
