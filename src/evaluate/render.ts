/** An evaluation as plain text. */
import type { Evaluation } from './evaluate.js';

export function renderEvaluation(evaluation: Evaluation): string {
  const { accounts, harvesters, campaigns, classes } = evaluation;
  const lines = [
    `${accounts} accounts in the truth, ${harvesters} of them harvest (${percent(evaluation.prevalence)})`,
    '',
    `average precision      ${number(evaluation.averagePrecision)}   (${evaluation.lift.toFixed(1)} times the prevalence)`,
    `area under ROC curve   ${number(evaluation.areaUnderCurve)}`,
    ...Object.entries(evaluation.precisionAt).map(([k, value]) => `${`precision at ${k}`.padEnd(22)} ${number(value)}`),
    ...Object.entries(evaluation.recallAtFalsePositiveRate).map(
      ([rate, value]) => `${`recall at FPR ${rate}`.padEnd(22)} ${number(value)}`,
    ),
  ];
  if (campaigns.length > 0) {
    lines.push(
      '',
      ...table(
        ['campaign', 'accounts', 'rank', 'severity', 'purity', 'completeness', 'F1'],
        campaigns.map(c => [
          c.campaign,
          String(c.accounts),
          c.rank === null ? '–' : String(c.rank),
          c.severity ?? 'not found',
          number(c.purity),
          number(c.completeness),
          number(c.f1),
        ]),
      ),
    );
  }
  if (classes.length > 0) {
    lines.push(
      '',
      ...table(
        ['innocent class', 'accounts', 'critical', 'high or above', 'medium or above'],
        classes.map(c => [
          c.class === '' ? '(none)' : c.class,
          String(c.accounts),
          String(c.atCritical),
          String(c.atHigh),
          String(c.atMedium),
        ]),
      ),
    );
  }
  const { unlisted, unknown } = evaluation;
  lines.push(
    '',
    `${unlisted} accounts of the truth are in no suspect (ranked last, as one tie); ${unknown} accounts of the report are not in the truth (left out)`,
  );
  return `${lines.join('\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map(row => (row[i] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
      .join('  ');
  return [line(head), ...rows.map(line)];
}

function number(value: number): string {
  return Number.isNaN(value) ? '–' : value.toFixed(3);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
