/** The figures as text. */
import { losses } from './losses.mjs';
import { campaigns, falseAccusations, naive, overview } from './summary.mjs';
import { tiers } from './tiers.mjs';

export function tables(trials) {
  const names = [...new Set(trials.map(trial => trial.tier))];
  return [
    ...overviewTable(trials),
    ...lossTable(trials),
    '',
    'average precision of rankings that need no tool (full log)',
    ...naive(trials).map(({ name, averagePrecision }) => `  ${name.padEnd(18)} ${figure(averagePrecision)}`),
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
  const head = ['tier', 'avg precision', 'at FPR .001', 'at FPR .01', 'campaign F1', 'purity', 'completeness'];
  const rows = overview(trials).map(row => [
    row.tier,
    ...[row.averagePrecision, row.recall3, row.recall2].map(figure),
    ...[row.campaignF1, row.purity, row.completeness].map(figure),
    ...[row.recallHigh, row.recallMedium].map(figure),
    `${row.wrongHigh} / ${row.wrongMedium}`,
    String(row.innocents),
  ]);
  const names = rows.map(([name]) => name);
  const width = Math.max(...names.map(name => name.length));
  return [
    'accounts: average precision, recall at false-positive rates; campaigns: their best-fitting suspects; wrong: at high / medium',
    ...table([[...head, 'found high+', 'medium+', 'wrong', 'innocent'], ...rows]),
    '',
    'the log says',
    ...names.map(name => `  ${name.padEnd(width)}  ${tiers[name].says}`),
  ];
}

function lossTable(trials) {
  const rows = losses(trials);
  if (rows.length === 0) return [];
  return [
    '',
    'against the same logs in full (F4): campaigns found at medium and above; innocents accused, and how many of them anew',
    ...table([
      [
        'tier',
        'campaigns',
        'found in full',
        'still found',
        'found anew',
        'wrong high+',
        'anew',
        'wrong medium+',
        'anew',
      ],
      ...rows.map(({ tier, campaigns: all, found, high, medium }) => [
        tier,
        ...[all, found.inFull, found.still, found.anew].map(String),
        ...[high, medium].flatMap(({ still, anew }) => [still + anew, anew]).map(String),
      ]),
    ]),
  ];
}

/** Mean and spread in as few characters as will do: `0.931 ±.012`. */
export const figure = ({ mean, deviation }) => `${mean.toFixed(3)} ±${deviation.toFixed(3).replace(/^0/, '')}`;

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
