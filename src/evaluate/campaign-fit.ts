/** Which suspect is which campaign: the one whose accounts overlap best, by F1. */
import type { Severity, Suspect } from '../reports/report.js';
import type { TruthRow } from './truth.js';

export interface CampaignResult {
  readonly campaign: string;
  readonly accounts: number;
  /** Whether one suspect holds at least half of the campaign's accounts. */
  readonly found: boolean;
  /** The suspect that fits best, its rank and severity; null when none holds a member. */
  readonly suspect: string | null;
  readonly rank: number | null;
  readonly severity: Severity | null;
  /** Share of the suspect that belongs to the campaign, and of the campaign that is in the suspect. */
  readonly purity: number;
  readonly completeness: number;
  /** Their harmonic mean. */
  readonly f1: number;
}

export function campaignResults(suspects: readonly Suspect[], truth: readonly TruthRow[]): CampaignResult[] {
  const members = new Map<string, Set<string>>();
  for (const { account, harvester, campaign } of truth) {
    if (!harvester || campaign === '') continue;
    members.set(campaign, (members.get(campaign) ?? new Set()).add(account));
  }
  return [...members]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([campaign, accounts]) => bestFit(campaign, accounts, suspects));
}

/** Of equally good suspects the first in rank. */
function bestFit(campaign: string, members: ReadonlySet<string>, suspects: readonly Suspect[]): CampaignResult {
  let fit: CampaignResult = {
    campaign,
    accounts: members.size,
    found: false,
    suspect: null,
    rank: null,
    severity: null,
    purity: 0,
    completeness: 0,
    f1: 0,
  };
  for (const { id, rank, severity, accounts } of suspects) {
    const common = accounts.filter(account => members.has(account)).length;
    if (common === 0) continue;
    const purity = common / accounts.length;
    const completeness = common / members.size;
    const f1 = (2 * purity * completeness) / (purity + completeness);
    if (f1 > fit.f1) fit = { ...fit, suspect: id, rank, severity, purity, completeness, f1 };
  }
  return { ...fit, found: fit.completeness >= 0.5 };
}
