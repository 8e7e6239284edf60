/** The logs of the benchmark: the same bytes for the same seed, and read by the program like any other. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { flatColumns } from '../../src/simulate/writers/row.js';

const requests = 2000;
const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-bench-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function node(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** Paths of the NDJSON, the CSV and the Combined log. */
function made(place: string, seed: number, accounts = 50): string[] {
  const size = ['--requests', String(requests), '--accounts', String(accounts), '--seed', String(seed)];
  const printed = node('bench/performance/main.mjs', '--make', ...size, '--folder', path.join(folder, place));
  return printed.trimEnd().split('\n');
}

const linesOf = (file: string | undefined): string[] =>
  readFileSync(file ?? '', 'utf8')
    .trimEnd()
    .split('\n');
const digest = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('logs of the benchmark', () => {
  it('are the same bytes for the same seed, and others for another one', () => {
    const first = made('a', 7).map(digest);
    expect(made('b', 7).map(digest)).toEqual(first);
    const other = made('c', 8).map(digest);
    expect(other.filter(each => first.includes(each))).toEqual([]);
  });

  it('have the fields of the flat schema, in its order', () => {
    const [ndjson, csv] = made('a', 7).map(linesOf);
    expect(Object.keys(JSON.parse(ndjson?.[0] ?? '') as object)).toEqual(flatColumns);
    expect(csv?.[0]).toBe(flatColumns.filter(name => name !== 'prompt').join(','));
  });

  it('hardly say a prompt twice, come in order of time, and have each account at least once', () => {
    const rows = linesOf(made('d', 7, requests)[0]).map(line => JSON.parse(line) as Record<string, string>);
    const distinct = (name: string) => new Set(rows.map(row => row[name])).size;
    expect(distinct('prompt')).toBeGreaterThan(0.9 * requests);
    expect(distinct('request_id')).toBe(requests);
    expect(distinct('account_id')).toBe(requests);
    const times = rows.map(row => row['timestamp'] ?? '');
    expect(times).toEqual([...times].sort());
  });

  it('are read whole', () => {
    for (const file of made('a', 7)) {
      const report = JSON.parse(node('bin/revenuer.js', 'scan', file, '--format', 'json', '--fail-on', 'never')) as {
        run: { requests: number; accounts: number; inputs: { rejected: number }[] };
      };
      expect([report.run.requests, report.run.accounts, report.run.inputs[0]?.rejected]).toEqual([requests, 50, 0]);
    }
  });
});
