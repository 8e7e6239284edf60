/** What a log was recognised as, for a person and for a program. */
import type { DetectedInput } from '../engine/index.js';
import { printable } from '../reports/escape.js';
import { redactName, redactSecrets } from '../reports/secrets.js';
import { columns } from './columns.js';

/** Columns that hold what people wrote: shown only when asked for. */
const content: ReadonlySet<string> = new Set(['prompt', 'system']);
/** Names listed in one line before the rest is counted. */
const listed = 24;

export function detectedText(input: DetectedInput, showContent: boolean): string {
  const { path, problem, format, confidence, notes } = input;
  if (problem !== undefined) return `${printable(path)}\n  not recognised: ${printable(problem)}\n`;
  const mapped = Object.entries(input.mapping).map(([column, field]) => [
    column,
    field,
    ...input.rows.map(row => sample(column, row[column], showContent)),
  ]);
  const sections = [
    `${printable(path)}\n`,
    `  format ${format}, sure to ${Math.round(confidence * 100)} %\n`,
    mapped.length === 0 ? '  no field of it is known\n' : columns([['column', 'field', 'first rows'], ...mapped], '  '),
    line('not in this log', input.missing),
    line('fields not read', input.unused),
    ...notes.map(note => `  note: ${printable(note)}\n`),
  ];
  return sections.join('');
}

export function detectedJson(inputs: readonly DetectedInput[], showContent: boolean): string {
  const shown = inputs.map(input => ({
    ...input,
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
