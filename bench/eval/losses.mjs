/** What is still found, and who is accused anew, in logs that say less: each compared with the same log in full. */
import { atLeast, groupBy, sum } from './summary.mjs';

/** One row for each tier but the full one: names of campaigns found at medium and above, accounts of innocents accused. */
export function losses(trials) {
  const key = ({ scenario, seed }) => `${scenario} ${seed}`;
  const full = new Map(trials.filter(({ tier }) => tier === 'F4').map(trial => [key(trial), trial]));
  const others = trials.filter(trial => trial.tier !== 'F4' && full.has(key(trial)));
  return groupBy(others, ({ tier }) => tier).map(([tier, group]) => {
    const compared = namesOf => {
      const pairs = group.map(trial => [namesOf(full.get(key(trial))), namesOf(trial)]);
      return {
        inFull: sum(pairs, ([before]) => before.size),
        still: sum(pairs, ([before, now]) => [...now].filter(name => before.has(name)).length),
        anew: sum(pairs, ([before, now]) => [...now].filter(name => !before.has(name)).length),
      };
    };
    const campaigns = sum(group, ({ evaluation }) => evaluation.campaigns.length);
    const [high, medium] = ['high', 'medium'].map(least => compared(trial => wronged(trial, least)));
    return { tier, campaigns, found: compared(foundIn), high, medium };
  });
}

const foundIn = ({ evaluation }) =>
  new Set(evaluation.campaigns.filter(c => c.found && atLeast(c.severity, 'medium')).map(c => c.campaign));

function wronged({ suspects, truth }, least) {
  const accused = suspects.filter(({ kind, severity }) => kind !== 'network' && atLeast(severity, least));
  const named = new Set(accused.flatMap(({ accounts }) => accounts));
  return new Set(truth.filter(({ account, harvester }) => !harvester && named.has(account)).map(t => t.account));
}
