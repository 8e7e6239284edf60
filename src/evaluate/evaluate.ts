/** A report against the truth: is who harvests ranked first, are campaigns found whole, who is accused wrongly. */
import type { Report, Suspect } from '../reports/report.js';
import { accusations, type ClassResult, type SeverityResult } from './accusations.js';
import { campaignResults, type CampaignResult } from './campaign-fit.js';
import {
  areaUnderCurve,
  averagePrecision,
  precisionAt,
  recallAtFalsePositiveRate,
  type Scored,
} from './ranking-metrics.js';
import type { TruthRow } from './truth.js';

export interface Evaluation {
  readonly accounts: number;
  readonly harvesters: number;
  /** Harvesters over accounts. NaN where there is no account, as is every ratio here whose denominator is 0. */
  readonly prevalence: number;
  readonly averagePrecision: number;
  /** Average precision over prevalence: 1 is what a random order gives on average. */
  readonly lift: number;
  readonly areaUnderCurve: number;
  /** By k. */
  readonly precisionAt: Readonly<Record<string, number>>;
  /** By the rate of false positives. */
  readonly recallAtFalsePositiveRate: Readonly<Record<string, number>>;
  readonly severities: readonly SeverityResult[];
  readonly campaigns: readonly CampaignResult[];
  readonly classes: readonly ClassResult[];
  /** Accounts of the truth that no suspect lists: ranked last, as one tie. */
  readonly unlisted: number;
  /** Accounts of the report that the truth does not know: left out. */
  readonly unknown: number;
  /** Suspects that are networks and so name nobody: left out. */
  readonly networks: number;
}

const depths: readonly number[] = [10, 25, 50, 100];
const falsePositiveRates: readonly number[] = [1e-2, 1e-3, 1e-4];

/** Accounts are ranked by the best score of any suspect that lists them. */
export function evaluate(report: Report, truth: readonly TruthRow[]): Evaluation {
  const suspects = report.suspects.filter(({ kind }) => kind !== 'network');
  const best = bestSuspects(suspects);
  // Whoever is allowed is found, and accused of nothing.
  const accused = bestSuspects(suspects.filter(({ allowed }) => allowed === undefined));
  const items: Scored[] = truth.map(({ account, harvester }) => ({
    score: best.get(account)?.score ?? -Infinity,
    positive: harvester,
  }));
  const harvesters = truth.filter(row => row.harvester).length;
  const known = new Set(truth.map(row => row.account));
  const prevalence = harvesters / truth.length;
  const precision = averagePrecision(items);
  return {
    accounts: truth.length,
    harvesters,
    prevalence,
    averagePrecision: precision,
    lift: precision / prevalence,
    areaUnderCurve: areaUnderCurve(items),
    precisionAt: byNumber(depths, k => precisionAt(items, k)),
    recallAtFalsePositiveRate: byNumber(falsePositiveRates, rate => recallAtFalsePositiveRate(items, rate)),
    ...accusations(account => accused.get(account)?.severity, truth),
    campaigns: campaignResults(suspects, truth),
    unlisted: truth.filter(row => !best.has(row.account)).length,
    unknown: [...best.keys()].filter(account => !known.has(account)).length,
    networks: report.suspects.length - suspects.length,
  };
}

function bestSuspects(suspects: readonly Suspect[]): Map<string, Suspect> {
  const best = new Map<string, Suspect>();
  for (const suspect of suspects) {
    for (const account of suspect.accounts) {
      const present = best.get(account);
      if (present === undefined || suspect.score > present.score) best.set(account, suspect);
    }
  }
  return best;
}

function byNumber(keys: readonly number[], valueOf: (key: number) => number): Record<string, number> {
  return Object.fromEntries(keys.map(key => [String(key), valueOf(key)]));
}
