/** One row a suspect, for spreadsheets. Columns are added at the end, never renamed or moved, within a major version. */
import { csv as field } from './escape.js';
import type { Report, Suspect } from './report.js';
import type { Reporter } from './reporter.js';
import { select } from './select.js';
import { who } from './wording.js';

type Value = string | number | boolean | null;

const columns: readonly (readonly [string, (suspect: Suspect, report: Report) => Value])[] = [
  ['rank', suspect => suspect.rank],
  ['id', suspect => suspect.id],
  ['kind', suspect => suspect.kind],
  ['who', suspect => who(suspect)],
  ['severity', suspect => suspect.severity],
  ['verdict', suspect => suspect.verdict],
  ['score_bits', suspect => suspect.score],
  ['accounts', suspect => suspect.accounts.length],
  ['networks', suspect => suspect.networks.length + suspect.networksOmitted],
  ['requests', suspect => suspect.requests],
  ['output_tokens', suspect => suspect.outputTokens],
  ['from', suspect => suspect.period.from],
  ['to', suspect => suspect.period.to],
  ['summary', suspect => suspect.summary],
  ['evidence', suspect => list(suspect.evidence.map(({ detector, bits }) => `${detector} ${bits.toFixed(1)}`))],
  ['mitigating', suspect => list(suspect.mitigating.map(({ id, bits }) => `${id} ${bits.toFixed(1)}`))],
  ['unknown', suspect => list(suspect.unknown)],
  ['could_also_be', suspect => list(suspect.couldAlsoBe)],
  ['account_names', suspect => list(suspect.accounts)],
  ['lines', (suspect, { run }) => list(lines(suspect, run.inputs))],
  ['log_records', (_, { run }) => run.records.read],
  ['log_requests', (_, { run }) => run.records.requests],
  ['log_rejected', (_, { run }) => run.records.rejected],
  ['log_filtered', (_, { run }) => run.records.filtered],
  ['log_complete', (_, { run }) => run.complete],
  ['log_duplicates', (_, { run }) => run.records.duplicates],
  ['allowed', suspect => suspect.allowed !== undefined],
  ['allowed_members', suspect => suspect.members.filter(({ allowed }) => allowed !== undefined).length],
  ['allowed_by', ({ allowed = [] }) => list(allowed.map(({ line, owner }) => owner ?? `line ${line}`))],
  ['allowed_reason', ({ allowed = [] }) => list(allowed.map(({ reason }) => reason ?? 'none given'))],
  ['allowed_until', ({ allowed = [] }) => list(allowed.map(({ expires }) => expires ?? 'without end'))],
];

export const csv: Reporter = {
  name: 'csv',
  description: 'one row a suspect, for spreadsheets (RFC 4180)',
  *render(report, look) {
    const { report: shown } = select(report, look);
    yield record(columns.map(([name]) => name));
    for (const suspect of shown.suspects) yield record(columns.map(([, value]) => value(suspect, shown)));
  },
};

/** Numbers are ours and stay numbers: a negative one is no formula. */
function record(values: readonly Value[]): string {
  return `${values.map(value => (typeof value === 'string' ? field(value) : String(value ?? ''))).join(',')}\r\n`;
}

function lines({ evidence }: Suspect, inputs: Report['run']['inputs']): string[] {
  return [
    ...new Set(
      evidence.flatMap(one => one.lines.map(({ input, line }) => `${inputs[input]?.path ?? `input ${input}`}:${line}`)),
    ),
  ];
}

/** Spreadsheets cut a cell at 32,767 characters. */
const mostCharacters = 30_000;

/** A list in one field. Account names may hold a semicolon; where that matters, JSON has them one by one. */
function list(items: readonly string[]): string {
  let text = '';
  for (const [i, item] of items.entries()) {
    const longer = i === 0 ? item : `${text}; ${item}`;
    if (longer.length > mostCharacters) return `${text}; … ${items.length - i} more`;
    text = longer;
  }
  return text;
}
