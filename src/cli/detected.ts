/** What a log was recognised as, for a person and for a program. */
import type { DetectedInput } from '../engine/index.js';
import { printable } from '../reports/escape.js';
import { redactName, redactSecrets } from '../reports/secrets.js';
import { columns } from './columns.js';
import { quoted } from './quoted.js';

/** Columns that hold what people wrote: shown only when asked for. */
const content: ReadonlySet<string> = new Set(['prompt', 'system']);
/** Names listed in one line before the rest is counted; alternatives shown of a column. */
const listed = 24;
const alternativesShown = 2;

export function detectedText(input: DetectedInput, showContent: boolean): string {
  const { path, problem, format, dialect, confidence, notes, problems } = input;
  if (problem !== undefined) return `${printable(path)}\n  not recognised: ${printable(problem)}\n`;
  const sections = [
    `${printable(path)}\n`,
    `  format ${format}${dialect === undefined ? '' : ` (${dialect})`}, sure to ${Math.round(confidence * 100)} %\n`,
    tableOf(input, showContent),
    ...rowsOf(input, showContent),
    ...input.columns.flatMap(alternatives),
    line('not in this log', input.missing),
    ...proposals(input),
    line('fields not read', input.unused),
    ...notes.map(note => `  note: ${printable(note)}\n`),
    ...problems.map(one => `  problem: ${printable(one)}\n`),
    input.map.length === 0
      ? ''
      : `  as options: ${printable(input.map.map(one => `--map ${quoted(one)}`).join(' '))}\n`,
  ];
  return sections.join('');
}

function tableOf(input: DetectedInput, showContent: boolean): string {
  if (input.columns.length === 0) return '  no field of it is known\n';
  const rows = input.columns.map(({ column, field, present, absent, distinct, samples }) => [
    column,
    field,
    `${distinct}`,
    `${absent} of ${present + absent}`,
    samples.map(text => sample(column, text, showContent)).join(' | '),
  ]);
  return columns([['column', 'field', 'different', 'absent', 'values'], ...rows], '  ');
}

/** The first requests, for those who look whether what stands together belongs together. */
function rowsOf({ rows }: DetectedInput, showContent: boolean): string[] {
  const shown = ['time', 'account', 'ip', 'model', 'inputTokens', 'outputTokens'];
  return rows.map((row, index) => {
    const cells = shown
      .filter(column => Object.hasOwn(row, column))
      .map(column => sample(column, row[column], showContent));
    return `  request ${index + 1}: ${printable(cells.join('  '))}\n`;
  });
}

function alternatives({ column, alternatives: others }: DetectedInput['columns'][number]): string[] {
  return others
    .slice(0, alternativesShown)
    .map(({ field, why }) => `  ${column} is not read from ${printable(field)}: ${printable(why)}\n`);
}

function proposals({ proposals: found }: DetectedInput): string[] {
  return Object.entries(found).flatMap(([column, fields]) =>
    fields.map(({ field, why }) => `  perhaps --map ${printable(quoted(`${column}=${field}`))} (${printable(why)})\n`),
  );
}

export function detectedJson(inputs: readonly DetectedInput[], showContent: boolean): string {
  const shown = inputs.map(input => ({
    ...input,
    columns: input.columns.map(one => ({
      ...one,
      samples: one.samples.map(text => sample(one.column, text, showContent)),
    })),
    rows: input.rows.map(row =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [column, sample(column, value, showContent)])),
    ),
  }));
  return printable(`${JSON.stringify(shown, null, 2)}\n`, 'json');
}

/** A value of the log, without what a screen, or whoever the output is sent to, has no business to see. */
function sample(column: string, value: string | undefined, showContent: boolean): string {
  if (value === undefined || value === '') return '-';
  if (content.has(column)) return showContent ? redactSecrets(value) : '(text)';
  return column === 'apiKey' && value.length > 8 ? `${value.slice(0, 4)}…` : redactName(value);
}

function line(title: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const rest = names.length - listed;
  const more = rest > 0 ? ` and ${rest} more` : '';
  return `  ${title}: ${printable(names.slice(0, listed).join(', '))}${more}\n`;
}
