/** A report against the truth: is who harvests ranked first, are campaigns found whole, who is accused wrongly. */
import type { Report, Severity, Suspect } from '../reports/report.js';
import {
  areaUnderCurve,
  averagePrecision,
  precisionAt,
  recallAtFalsePositiveRate,
  type Scored,
} from './ranking-metrics.js';
import type { TruthRow } from './truth.js';

export interface CampaignResult {
  readonly campaign: string;
  readonly accounts: number;
  /** The suspect that fits best, its rank and severity; null when none holds a member. */
  readonly suspect: string | null;
  readonly rank: number | null;
  readonly severity: Severity | null;
  /** Share of the suspect that belongs to the campaign, and of the campaign that is in the suspect. */
  readonly purity: number;
  readonly completeness: number;
  readonly f1: number;
}

export interface ClassResult {
  readonly class: string;
  readonly accounts: number;
  /** Innocent accounts accused at each severity or above. */
  readonly atCritical: number;
  readonly atHigh: number;
  readonly atMedium: number;
}

export interface Evaluation {
  readonly accounts: number;
  readonly harvesters: number;
  readonly prevalence: number;
  readonly averagePrecision: number;
  /** Average precision over prevalence. */
  readonly lift: number;
  readonly areaUnderCurve: number;
  readonly precisionAt: Readonly<Record<string, number>>;
  readonly recallAtFalsePositiveRate: Readonly<Record<string, number>>;
  readonly campaigns: readonly CampaignResult[];
  readonly classes: readonly ClassResult[];
  /** Accounts of the truth that no suspect lists: ranked last, as one tie. */
  readonly unlisted: number;
  /** Accounts of the report that the truth does not know: left out. */
  readonly unknown: number;
}

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** Accounts are ranked by the best score of any suspect that lists them. */
export function evaluate(report: Report, truth: readonly TruthRow[]): Evaluation {
  const best = bestSuspects(report.suspects);
  const items: Scored[] = truth.map(({ account, harvester }) => ({
    score: best.get(account)?.score ?? -Infinity,
    positive: harvester,
  }));
  const harvesters = truth.filter(row => row.harvester).length;
  const known = new Set(truth.map(row => row.account));
  const prevalence = harvesters / Math.max(1, truth.length);
  const precision = averagePrecision(items);
  return {
    accounts: truth.length,
    harvesters,
    prevalence,
    averagePrecision: precision,
    lift: precision / prevalence,
    areaUnderCurve: areaUnderCurve(items),
    precisionAt: Object.fromEntries([10, 25, 50, 100].map(k => [String(k), precisionAt(items, k)])),
    recallAtFalsePositiveRate: Object.fromEntries(
      [1e-2, 1e-3, 1e-4].map(rate => [String(rate), recallAtFalsePositiveRate(items, rate)]),
    ),
    campaigns: campaignResults(report.suspects, truth),
    classes: classResults(best, truth),
    unlisted: truth.filter(row => !best.has(row.account)).length,
    unknown: [...best.keys()].filter(account => !known.has(account)).length,
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

function campaignResults(suspects: readonly Suspect[], truth: readonly TruthRow[]): CampaignResult[] {
  const members = new Map<string, Set<string>>();
  for (const { account, harvester, campaign } of truth) {
    if (!harvester || campaign === '') continue;
    members.set(campaign, (members.get(campaign) ?? new Set()).add(account));
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([campaign, accounts]) => bestFit(campaign, accounts, suspects));
}

function bestFit(campaign: string, accounts: ReadonlySet<string>, suspects: readonly Suspect[]): CampaignResult {
  let fit: CampaignResult = {
    campaign,
    accounts: accounts.size,
    suspect: null,
    rank: null,
    severity: null,
    purity: 0,
    completeness: 0,
    f1: 0,
  };
  for (const { id, rank, severity, accounts: listed } of suspects) {
    const common = listed.filter(account => accounts.has(account)).length;
    if (common === 0) continue;
    const purity = common / listed.length;
    const completeness = common / accounts.size;
    const f1 = (2 * purity * completeness) / (purity + completeness);
    if (f1 > fit.f1) fit = { ...fit, suspect: id, rank, severity, purity, completeness, f1 };
  }
  return fit;
}

function classResults(best: ReadonlyMap<string, Suspect>, truth: readonly TruthRow[]): ClassResult[] {
  const classes = new Map<string, TruthRow[]>();
  for (const row of truth) if (!row.harvester) classes.set(row.class, [...(classes.get(row.class) ?? []), row]);
  return [...classes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rows]) => {
      const atLeast = (least: Severity) =>
        rows.filter(({ account }) => {
          const severity = best.get(account)?.severity;
          return severity !== undefined && order.indexOf(severity) <= order.indexOf(least);
        }).length;
      return {
        class: name,
        accounts: rows.length,
        atCritical: atLeast('critical'),
        atHigh: atLeast('high'),
        atMedium: atLeast('medium'),
      };
    });
}
