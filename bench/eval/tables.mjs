/** The figures as text. */
import { campaigns, falseAccusations, naive, overview } from './summary.mjs';
import { tiers } from './tiers.mjs';

export function tables(trials) {
  const names = [...new Set(trials.map(trial => trial.tier))];
  return [
    ...overviewTable(trials),
    '',
    'average precision of rankings that need no tool (full log)',
    ...naive(trials).map(({ name, averagePrecision }) => `  ${name.padEnd(16)} ${figure(averagePrecision)}`),
    '',
    'innocents accused at high / medium and above, by class',
    ...table([
      ['class', 'accounts', ...names],
      ...falseAccusations(trials).map(([name, row]) => [
        name,
        String(row[names[0]]?.accounts ?? 0),
        ...names.map(tier => (row[tier] === undefined ? '' : `${row[tier].high} / ${row[tier].medium}`)),
      ]),
    ]),
    '',
    'campaigns: mean F1 of the best-fitting suspect / share of runs found at medium or above',
    ...table([
      ['campaign', ...names],
      ...campaigns(trials).map(([name, row]) => [
        name,
        ...names.map(tier =>
          row[tier] === undefined ? '' : `${row[tier].f1.toFixed(2)} / ${row[tier].found.toFixed(2)}`,
        ),
      ]),
    ]),
  ];
}

function overviewTable(trials) {
  const head = ['tier', 'the log says', 'avg precision', 'recall@FPR .001', 'recall@FPR .01', 'campaign F1'];
  const rows = overview(trials).map(row => [
    row.tier,
    tiers[row.tier].says,
    ...[row.averagePrecision, row.recall3, row.recall2, row.campaignF1, row.recallHigh, row.recallMedium].map(figure),
    `${row.wrongHigh} / ${row.wrongMedium}`,
    String(row.innocents),
  ]);
  return table([[...head, 'recall high+', 'recall medium+', 'wrong high / medium', 'of innocents'], ...rows]);
}

export const figure = ({ mean, deviation }) => `${mean.toFixed(3)} ± ${deviation.toFixed(3)}`;

/** The first column to the left, the others to the right. */
export function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map(row => row[i].length)));
  return rows.map(row =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd(),
  );
}
