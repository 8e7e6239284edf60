/** The lines of an inspection, one JSON object each, made fit for a screen. */
import { printable } from '../reports/escape.js';
import type { Suspect } from '../reports/report.js';
import { redactSecrets } from '../reports/secrets.js';
import { allowanceText } from '../reports/story-allowed.js';
import { sparkline } from '../reports/sparkline.js';

/** For a program: the line as it is, but for secrets and signs that a terminal would obey. */
export function inspectionJson(line: string): string {
  return printable(redactSecrets(line), 'json');
}

/** For a person: the suspect as a few lines, then a table of its requests. */
export function inspectionText(unicode: boolean): (line: string) => string {
  return line => {
    const record = JSON.parse(line) as ({ type: 'suspect' } & Suspect) | Requested;
    return record.type === 'suspect' ? suspectText(record, unicode) : requestText(record);
  };
}

/** A request of the suspect; fields the log does not give are missing. */
interface Requested {
  type: 'request';
  at: string;
  time: string;
  account: string;
  address?: string;
  userAgent?: string;
  model?: string;
  status?: number;
  inputTokens?: number;
  outputTokens?: number;
  prompt?: string;
  evidence?: string[];
}

const table: readonly { title: string; width: number; of: (request: Requested) => string | number | undefined }[] = [
  { title: 'time', width: 24, of: request => request.time },
  { title: 'account', width: 20, of: request => request.account },
  { title: 'address', width: 15, of: request => request.address },
  { title: 'model', width: 12, of: request => request.model },
  { title: 'status', width: 6, of: request => request.status },
  { title: 'in', width: 7, of: request => request.inputTokens },
  { title: 'out', width: 7, of: request => request.outputTokens },
  { title: 'line', width: 0, of: request => request.at },
];

function suspectText(suspect: Suspect, unicode: boolean): string {
  const { rank, id, severity, verdict, score, accounts, requests, period } = suspect;
  const lines = [
    `${rank}  ${id}  ${severity.toUpperCase()} ${score.toFixed(1)} bits  ${verdict}`,
    suspect.summary,
    `${accounts.length} account${accounts.length === 1 ? '' : 's'}, ${requests} requests, ${period.from} to ${period.to}`,
    `activity  ${sparkline(suspect.activity, unicode)}`,
    ...suspect.evidence.map(
      ({ bits, detector, statement }) => `${bits.toFixed(1).padStart(6)}  ${detector}: ${statement}`,
    ),
    ...suspect.mitigating.map(
      ({ bits, id: sign, statement }) => `${bits.toFixed(1).padStart(6)}  ${sign}: ${statement}`,
    ),
  ];
  if (suspect.allowed !== undefined) lines.push(...suspect.allowed.map(one => `allowed ${allowanceText(one)}`));
  const head = table.map(({ title, width }) => title.padEnd(width)).join('  ');
  return `${lines.map(clean).join('\n')}\n\n${head}\n`;
}

function requestText(request: Requested): string {
  const cells = table.map(({ of, width }) => clean(String(of(request) ?? '-')).padEnd(width));
  const cited = request.evidence === undefined ? '' : `  < ${clean(request.evidence.join(', '))}`;
  const prompt = request.prompt === undefined ? '' : `\n    ${clean(request.prompt)}`;
  return `${cells.join('  ').trimEnd()}${cited}${prompt}\n`;
}

function clean(text: string): string {
  return printable(redactSecrets(text));
}
