/**
 * What a client can have written, to take himself or his campaign out of the report: nothing vanishes. A night's campaign is
 * found as before, whatever one of its members, or anybody else, puts into his own records; what is lost is said.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/reports/report.js';
import { root, scanned, scratchFolder } from './program.js';

type Row = Record<string, unknown>;

const { folder, write } = scratchFolder();
const night = path.join(root, 'fixtures', 'gateway-night');
const rows = gunzipSync(readFileSync(path.join(night, 'log.ndjson.gz')))
  .toString('utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as Row);
const truth = readFileSync(path.join(night, 'truth.csv'), 'utf8').split('\n');
const hydra = new Set(truth.filter(row => row.includes(',hydra,')).map(row => row.split(',')[0] ?? ''));
const isHis = (row: Row) => hydra.has(row['account_id'] as string);
const [member = ''] = hydra;

const lines = (made: readonly (Row | string)[]) =>
  `${made.map(row => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')}\n`;
/** Each of the campaign's records, changed. */
const his = (change: (row: Row, at: number) => Row | string) =>
  lines(rows.map((row, at) => (isHis(row) ? change(row, at) : row)));
/** One record of one member, put first. */
const first = (change: (row: Row) => Row | string) => {
  const at = rows.findIndex(row => row['account_id'] === member);
  const own = rows[at] as Row;
  return lines([change(own), ...rows.toSpliced(at, 1)]);
};
const many = (length: number, make: (at: number) => [string, unknown]) =>
  Object.fromEntries(Array.from({ length }, (_, at) => make(at)));
const junk = many(400, at => [`field_${at}`, at]);
const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
/** JSON text that ends in a part of its own. */
const withText = (row: Row, text: string) => `${JSON.stringify(row).slice(0, -1)},${text}}`;

const agents = [
  '"',
  "'",
  '\\',
  '{"account_id":"x"}',
  '} {',
  '[20/Nov/2026:08:15:30 +0000] "GET / HTTP/1.1" 200 1',
  '<134>Nov 20 08:15:30 gw app: ',
  '2026-11-20T08:15:30Z stdout F {"a":1}',
  'access.log:12:',
  '#Fields: date time',
  '\u001b[31mred\u001b[0m',
  '\u0000\u0001',
  '\ufeff',
  'timestamp,account_id,client_ip',
];

const tricks: readonly (readonly [name: string, log: () => string])[] = [
  ['a first record of 17 MB', () => first(row => ({ ...row, prompt: 'x'.repeat(17 * 1024 * 1024) }))],
  ['400 junk names in the first record', () => first(row => ({ ...junk, ...row }))],
  ['400 junk names in all of his records', () => his(row => ({ ...junk, ...row }))],
  [
    'new junk names in each of his records',
    () => his((row, n) => ({ ...many(40, at => [`f_${n}_${at}`, at]), ...row })),
  ],
  ['one user_id in a logged body', () => first(row => ({ ...row, request_body: { user_id: 'x', account_id: 'y' } }))],
  [
    'identities in all of his bodies',
    () => his((row, n) => ({ ...row, request_body: { user_id: `u${n}`, timestamp: '2001-01-01T00:00:00Z' } })),
  ],
  [
    'identities in his metadata',
    () => his((row, n) => ({ ...row, metadata: { user_id: `u${n}`, client_ip: '9.9.9.9' } })),
  ],
  [
    'identities in his headers',
    () => his((row, n) => ({ ...row, headers: { 'x-user-id': `u${n}`, 'x-account': 'z' } })),
  ],
  ['a list of records of his own', () => his(row => ({ ...row, data: [{ timestamp: 1, account_id: 'x' }] }))],
  ['what looks like an envelope', () => his(row => ({ ...row, log: '{"a":1}\n', stream: 'stdout' }))],
  [
    'a message that is a log line',
    () => his(row => ({ ...row, message: JSON.stringify({ ...row, account_id: 'x' }) })),
  ],
  ['spans of his own', () => his(row => ({ ...row, resourceSpans: [] }))],
  ['the signature of another format', () => his(row => ({ ...row, call_type: 'x', api_key: 'y', startTime: 'z' }))],
  [
    'a prompt that is a whole record',
    () => first(row => ({ ...row, prompt: JSON.stringify({ ...row, account_id: 'x' }) })),
  ],
  ['nesting without end', () => first(row => withText(row, `"params":${deep(10_000)}`))],
  [
    'keys that every object inherits',
    () => his(row => withText(row, '"__proto__":{"account_id":"x"},"constructor":1')),
  ],
  [
    'a forwarded list of a thousand',
    () => his(row => ({ ...row, x_forwarded_for: Array(1000).fill('9.9.9.9').join(', ') })),
  ],
  ['a forwarded private address', () => his(row => ({ ...row, x_forwarded_for: '10.0.0.1' }))],
  ['an agent of a megabyte', () => first(row => ({ ...row, user_agent: 'a'.repeat(1024 * 1024) }))],
  [
    'his records first, with fields of their own',
    () => lines([...rows].sort((a, b) => Number(isHis(b)) - Number(isHis(a)))),
  ],
  ['half a record at the end', () => `${lines(rows)}{"timestamp":"2026-03-02T`],
  [
    'lines that are no JSON in between',
    () => lines(rows.flatMap((row, at) => (at % 50 === 0 ? [row, 'Traceback:'] : [row]))),
  ],
  ...agents.map(
    agent =>
      [`an agent that holds ${JSON.stringify(agent)}`, () => first(row => ({ ...row, user_agent: agent }))] as const,
  ),
];

async function judge(log: string): Promise<{ code: number | null; report: Report }> {
  return scanned(['--fail-on', 'high', write('night.ndjson', log)], { cwd: folder });
}

/** The campaign as it stands in a report: how severe, and how many of its accounts. */
function found({ suspects }: Report): { severity: string; members: number } | undefined {
  const suspect = suspects.find(({ accounts }) => accounts.filter(name => hydra.has(name)).length > 1);
  return suspect && { severity: suspect.severity, members: suspect.accounts.filter(name => hydra.has(name)).length };
}

describe('a campaign does not vanish by', () => {
  let plain: Report;
  beforeAll(async () => {
    plain = (await judge(lines(rows))).report;
    expect(found(plain)).toEqual({ severity: 'critical', members: 12 });
  });

  it.each(tricks)('%s', async (_name, log) => {
    const { code, report } = await judge(log());
    const { requests, records } = report.run;
    expect(records.read).toBe(requests + records.rejected + records.filtered);
    expect(found(report)).toEqual(found(plain));
    // Nobody is made up, and nobody else is missing: one record of one account at most was not read.
    expect(Math.abs(report.run.accounts - plain.run.accounts)).toBeLessThanOrEqual(1);
    expect(plain.run.requests - requests).toBeLessThanOrEqual(1);
    expect(code).toBe(report.run.complete ? 1 : 3);
  });
});
