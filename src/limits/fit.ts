/** Whether a campaign shows in a report: whole, or in the pieces that its own habits cut it into. */
import { campaignResults } from '../evaluate/campaign-fit.js';
import type { Suspect } from '../reports/report.js';
import type { Outcome } from './search.js';

/**
 * `suspects` are those severe enough. A campaign on three proxies may be named as three groups: each of them gives it
 * away, so groups of its accounts count together. A single account that stands out gives no campaign away.
 */
export function fitOf(suspects: readonly Suspect[], members: readonly string[]): Outcome {
  const own = new Set(members);
  const groups = suspects.filter(suspect => shared(suspect, own).length >= Math.min(2, Math.max(1, own.size)));
  const held = new Set(groups.flatMap(suspect => shared(suspect, own)));
  const accused = new Set(groups.flatMap(({ accounts }) => accounts));
  const truth = members.map(account => ({ account, harvester: true, campaign: 'simulated', class: 'attack' }));
  return {
    found: own.size > 0 && 2 * held.size >= own.size,
    whole: campaignResults(groups, truth).some(({ found }) => found),
    blurred: 2 * held.size < accused.size,
  };
}

function shared({ accounts }: Suspect, own: ReadonlySet<string>): string[] {
  return accounts.filter(account => own.has(account));
}
