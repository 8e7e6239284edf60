/** Profiles in files of which something is missing, twice there, or damaged: told by file, in the report, and by exit 3. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/reports/report.js';
import { revenuer, root, scratchFolder } from './program.js';

const { folder, write } = scratchFolder();
const night = path.join(root, 'fixtures', 'gateway-night', 'log.ndjson.gz');
const run = (...argv: readonly string[]) => revenuer(argv, { cwd: folder });

async function reported(...files: readonly string[]): Promise<{ code: number | null; report: Report }> {
  const { code, stdout } = await run('report', '--format', 'json', ...files);
  return { code, report: JSON.parse(stdout) as Report };
}

let lines: readonly string[];
let whole: Report;
const text = (some: readonly string[]) => some.map(line => `${line}\n`).join('');

beforeAll(async () => {
  await run('measure', night, '-o', 'night.profiles');
  lines = readFileSync(path.join(folder, 'night.profiles'), 'utf8').trimEnd().split('\n');
  const { code, report } = await reported('night.profiles');
  expect(code).toBe(1);
  whole = report;
});

describe('profiles', () => {
  it('in shards, in any order, are the whole', async () => {
    const shards = [0, 1, 2].map(i => write(`shard-${i}`, text(lines.filter((_, at) => at % 3 === i).reverse())));
    expect(await reported(...shards.reverse())).toEqual({ code: 1, report: whole });
  });

  it.each([
    [
      'without a shard',
      () => lines.filter((line, at) => at % 3 !== 0 || !line.startsWith('account:')),
      /odd\.profiles: \d+ records? of the \d+ that were written are missing/,
    ],
    [
      'without accounts',
      () => lines.filter(line => !line.startsWith('account:')),
      /the accounts have 0 requests, the logs had 4,0\d\d/,
    ],
    [
      'with a shard twice',
      () => [...lines, ...lines.slice(0, 9)],
      /odd\.profiles: there are 9 records more than were written/,
    ],
    [
      'with a digit altered',
      () =>
        lines.with(
          3,
          (lines[3] ?? '').replace(/\d(?=\D*$)/, digit => String((Number(digit) + 1) % 10)),
        ),
      /odd\.profiles: .*altered|line 4 is not/,
    ],
    [
      'with a line cut',
      () => lines.with(3, (lines[3] ?? '').slice(0, 50)),
      /odd\.profiles: line 4 is not a key<TAB>state record/,
    ],
    ['without its end', () => lines.slice(0, -1), /odd\.profiles: the sum of its \d+ records is missing/],
  ])('%s are told by report, merge and --baseline', async (_, odd, message) => {
    write('odd.profiles', text(odd()));
    const { code, report } = await reported('odd.profiles');
    expect(code).toBe(3);
    expect(report.run.complete).toBe(false);
    expect(report.run.problems.join('\n')).toMatch(message);

    const merged = await run('merge', 'odd.profiles', '-o', 'merged.profiles');
    expect(merged.code).toBe(3);
    expect(merged.stderr).toMatch(message);
    const later = await reported('merged.profiles');
    expect(later.code).toBe(3);
    expect(later.report.run.problems.join('\n')).toMatch(message);

    const compared = await run('scan', night, '--baseline', 'odd.profiles');
    expect(compared).toMatchObject({ code: 2, stdout: '' });
    expect(compared.stderr).toMatch(/--baseline odd\.profiles: /);
  });

  it('that hold no books at all are not judged', async () => {
    write('odd.profiles', text(lines.filter(line => line.startsWith('account:'))));
    const { code, stdout, stderr } = await run('report', 'odd.profiles');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('odd.profiles: there is no run record');
  });
});
