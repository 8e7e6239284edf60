/** Logs in which nobody harvests: who is accused all the same, and the largest group that was linked. */
import { largeMix } from '../../dist/simulate/index.js';
import { groupBy, spread } from './summary.mjs';
import { figure, table } from './tables.mjs';

const severities = ['critical', 'high', 'medium', 'low', 'info'];

export function innocentScenarios(seeds) {
  return Array.from({ length: seeds }, (_, i) => ({
    name: 'innocent',
    seed: 71 + i,
    simulation: {
      seed: 71_000 + i,
      days: 2,
      start: Date.UTC(2026, 6, 7),
      intensity: 0.4,
      populations: largeMix,
      campaigns: [],
    },
  }));
}

export function innocentTable(trials) {
  return groupBy(trials, ({ tier }) => tier).flatMap(([tier, group]) => [
    `tier ${tier}: accounts by the severity of their gravest suspect, and the largest group that was reported`,
    ...table([
      ['seed', 'accounts', ...severities, 'per 1,000 high+', 'largest group', 'severity', 'score', 'who'],
      ...group.map(row),
    ]),
    `high and above, per 1,000 accounts: ${figure(spread(group.map(perThousand)))}`,
    '',
  ]);
}

function row(trial) {
  const { seed, truth, suspects } = trial;
  const counts = bySeverity(trial);
  const largest = largestGroup(suspects);
  return [
    String(seed),
    String(truth.length),
    ...severities.map(severity => String(counts.get(severity) ?? 0)),
    perThousand(trial).toFixed(2),
    ...(largest === undefined
      ? ['none', '', '', '']
      : [
          String(largest.accounts.length),
          largest.severity,
          largest.score.toFixed(1),
          classesIn(largest.accounts, truth).join(', '),
        ]),
  ];
}

/** Accounts by the severity of their gravest suspect. */
function bySeverity({ evaluation }) {
  const upTo = new Map(evaluation.severities.map(({ severity, innocent }) => [severity, innocent]));
  return new Map(severities.map((severity, i) => [severity, upTo.get(severity) - (upTo.get(severities[i - 1]) ?? 0)]));
}

const perThousand = ({ evaluation, truth }) =>
  (1000 * evaluation.severities.find(({ severity }) => severity === 'high').innocent) / truth.length;

function largestGroup(suspects) {
  const groups = suspects.filter(({ kind }) => kind === 'campaign');
  return groups.sort((a, b) => b.accounts.length - a.accounts.length)[0];
}

function classesIn(accounts, truth) {
  const classes = new Map(truth.map(row => [row.account, row.class]));
  return groupBy(accounts, account => classes.get(account))
    .sort((a, b) => b[1].length - a[1].length)
    .map(([name, members]) => `${members.length} ${name}`);
}
