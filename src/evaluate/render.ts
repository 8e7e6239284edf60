/** An evaluation as plain text. */
import type { ClassResult } from './accusations.js';
import type { CampaignResult } from './campaign-fit.js';
import type { Evaluation } from './evaluate.js';

/** Names are cut so that no line of a table is longer than `width` characters, as far as its figures leave room. */
export function renderEvaluation(evaluation: Evaluation, { width = 100 }: { width?: number } = {}): string {
  const { accounts, harvesters, unlisted, unknown, networks } = evaluation;
  const lines = [
    `${accounts} accounts in the truth, ${harvesters} of them harvest (${percent(evaluation.prevalence)})`,
    '',
    ...ranking(evaluation),
    '',
    ...severityTable(evaluation, width),
    ...campaignTable(evaluation.campaigns, width),
    ...classTable(evaluation.classes, width),
    '',
    `${unlisted} accounts of the truth are in no suspect: ranked last, as one tie`,
    `${unknown} accounts of the report are not in the truth: left out`,
  ];
  if (networks > 0) lines.push(`${networks} suspects are networks and name no account: left out`);
  return `${lines.join('\n')}\n`;
}

function ranking(evaluation: Evaluation): string[] {
  const rows: [string, string][] = [
    [
      'average precision',
      `${number(evaluation.averagePrecision)}   (${number(evaluation.lift, 1)} times the prevalence)`,
    ],
    ['area under ROC curve', number(evaluation.areaUnderCurve)],
  ];
  for (const [k, value] of Object.entries(evaluation.precisionAt)) rows.push([`precision at ${k}`, number(value)]);
  for (const [rate, value] of Object.entries(evaluation.recallAtFalsePositiveRate))
    rows.push([`recall at FPR ${rate}`, number(value)]);
  return rows.map(([name, value]) => `${name.padEnd(22)} ${value}`);
}

function severityTable({ severities }: Evaluation, width: number): string[] {
  const head = ['at or above', 'harvesters', 'innocent', 'precision', 'recall'];
  const rows = severities.map(s => [
    s.severity,
    String(s.harvesters),
    String(s.innocent),
    number(s.precision),
    number(s.recall),
  ]);
  return table([head, ...rows], width);
}

function campaignTable(campaigns: readonly CampaignResult[], width: number): string[] {
  if (campaigns.length === 0) return [];
  const head = ['campaign', 'accounts', 'rank', 'severity', 'purity', 'completeness', 'F1'];
  const rows = campaigns.map(c => [
    c.campaign,
    String(c.accounts),
    c.rank === null ? '–' : String(c.rank),
    c.severity ?? 'not found',
    number(c.purity),
    number(c.completeness),
    number(c.f1),
  ]);
  return ['', ...table([head, ...rows], width)];
}

function classTable(classes: readonly ClassResult[], width: number): string[] {
  if (classes.length === 0) return [];
  const head = ['innocent class', 'accounts', 'critical', 'high+', 'medium+', 'low+', 'info+'];
  const rows = classes.map(c => [
    c.class === '' ? '(none)' : c.class,
    ...[c.accounts, c.atCritical, c.atHigh, c.atMedium, c.atLow, c.atInfo].map(String),
  ]);
  return ['', ...table([head, ...rows], width)];
}

/** Names to the left, figures to the right; the names give way when the line grows too long. */
function table(rows: readonly (readonly string[])[], width: number): string[] {
  const columns = (rows[0] ?? []).map((_, i) => Math.max(...rows.map(row => (row[i] ?? '').length)));
  const [names = 0, ...figures] = columns;
  const room = Math.max(8, width - figures.reduce((sum, each) => sum + each + 2, 0));
  const nameWidth = Math.min(names, room);
  return rows.map(([name = '', ...cells]) =>
    [fit(name, nameWidth), ...cells.map((cell, i) => cell.padStart(figures[i] ?? 0))].join('  '),
  );
}

function fit(name: string, width: number): string {
  return name.length > width ? `${name.slice(0, width - 1)}…` : name.padEnd(width);
}

function number(value: number, digits = 3): string {
  return Number.isNaN(value) ? '–' : value.toFixed(digits);
}

function percent(value: number): string {
  return Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)} %`;
}
