/** Figures over many trials: means over seeds with their spread, false positives by class, campaigns by name. */
import { averagePrecision, recallAtFalsePositiveRate } from '../../dist/evaluate/ranking-metrics.js';

const order = ['critical', 'high', 'medium', 'low', 'info'];
export const atLeast = (severity, least) => severity != null && order.indexOf(severity) <= order.indexOf(least);

/** One row for each tier. */
export function overview(trials) {
  return groupBy(trials, trial => trial.tier).map(([tier, group]) => {
    const guilty = group.filter(({ evaluation }) => evaluation.harvesters > 0);
    const perSeed = groupBy(group, trial => trial.seed).map(([, ofSeed]) => pooled(ofSeed));
    return {
      tier,
      averagePrecision: spread(meansBySeed(guilty, trial => trial.evaluation.averagePrecision)),
      recall3: spread(perSeed.map(items => recallAtFalsePositiveRate(items, 1e-3))),
      recall2: spread(perSeed.map(items => recallAtFalsePositiveRate(items, 1e-2))),
      campaignF1: spread(meansBySeed(guilty, trial => meanOfCampaigns(trial, 'f1'))),
      purity: spread(meansBySeed(guilty, trial => meanOfCampaigns(trial, 'purity'))),
      completeness: spread(meansBySeed(guilty, trial => meanOfCampaigns(trial, 'completeness'))),
      recallHigh: spread(meansBySeed(guilty, trial => found(trial, 'high'))),
      recallMedium: spread(meansBySeed(guilty, trial => found(trial, 'medium'))),
      wrongHigh: sum(group, trial => accused(trial, 'high')),
      wrongMedium: sum(group, trial => accused(trial, 'medium')),
      innocents: sum(group, ({ evaluation }) => evaluation.accounts - evaluation.harvesters),
    };
  });
}

/** Average precision of the rankings that need no tool, from the full log. */
export function naive(trials) {
  const [[, once] = []] = groupBy(
    trials.filter(({ evaluation }) => evaluation.harvesters > 0),
    trial => trial.tier,
  );
  return Object.keys(once?.[0]?.rankings ?? {}).map(name => ({
    name,
    averagePrecision: spread(
      meansBySeed(once, ({ truth, rankings }) =>
        averagePrecision(truth.map(t => ({ score: rankings[name].get(t.account) ?? 0, positive: t.harvester }))),
      ),
    ),
  }));
}

/** Innocent accounts accused, by class and tier: `{ class, accounts, [tier]: { high, medium } }`. */
export function falseAccusations(trials) {
  const rows = new Map();
  for (const { tier, evaluation } of trials) {
    for (const c of evaluation.classes) {
      const row = rows.get(c.class) ?? {};
      rows.set(c.class, row);
      const cell = (row[tier] ??= { accounts: 0, high: 0, medium: 0 });
      cell.accounts += c.accounts;
      cell.high += c.atHigh;
      cell.medium += c.atMedium;
    }
  }
  return [...rows].sort();
}

/** Of each campaign: mean F1 and share of its runs in which a suspect of at least medium holds half of it. */
export function campaigns(trials) {
  const all = trials.flatMap(({ tier, evaluation }) => evaluation.campaigns.map(c => ({ tier, ...c })));
  return groupBy(all, c => c.campaign).map(([name, ofName]) => [
    name,
    Object.fromEntries(
      groupBy(ofName, c => c.tier).map(([tier, runs]) => [
        tier,
        {
          f1: mean(runs.map(r => r.f1)),
          found: mean(runs.map(r => (r.found && atLeast(r.severity, 'medium') ? 1 : 0))),
        },
      ]),
    ),
  ]);
}

/** Accounts by their best suspect. Scores are bits, so accounts of several logs form one ranking; only so does a rate of 1 in 1,000 mean anything. */
function pooled(trials) {
  return trials.flatMap(trial => ranked(trial));
}

/** Every account of a log with the score of its best suspect, by the report's score unless told otherwise. */
export function ranked({ suspects, truth }, scoreOf = suspect => suspect.score) {
  const best = new Map();
  for (const suspect of suspects) {
    if (suspect.kind === 'network') continue;
    const score = scoreOf(suspect);
    for (const account of suspect.accounts) best.set(account, Math.max(score, best.get(account) ?? -Infinity));
  }
  return truth.map(({ account, harvester }) => ({ score: best.get(account) ?? -Infinity, positive: harvester }));
}

const meanOfCampaigns = ({ evaluation }, figure) => mean(evaluation.campaigns.map(c => c[figure]));
const severityOf = (trial, least) => trial.evaluation.severities.find(s => s.severity === least);
const found = (trial, least) => severityOf(trial, least).recall;
const accused = (trial, least) => severityOf(trial, least).innocent;
export const sum = (items, valueOf) => items.reduce((total, item) => total + valueOf(item), 0);
export const mean = values => sum(values, value => value) / values.length;

function meansBySeed(trials, valueOf) {
  return groupBy(trials, trial => trial.seed).map(([, group]) => mean(group.map(valueOf)));
}

/** Mean and sample standard deviation. */
export function spread(values) {
  const middle = mean(values);
  const deviation = Math.sqrt(sum(values, value => (value - middle) ** 2) / Math.max(1, values.length - 1));
  return { mean: middle, deviation };
}

export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return [...groups];
}
