/** How small a campaign could hide in a log, as a user asks for it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LimitReport } from '../../src/limits/index.js';
import { revenuer, root, scratchFolder } from './program.js';

const { folder, write } = scratchFolder();
const log = path.join(root, 'fixtures', 'gateway-night', 'log.ndjson.gz');
const quick = ['--campaign', 'generation', '--rates', '100', '--sizes', '2,12', '--trials', '1'];

describe('simulate --into', () => {
  it('says it in words', async () => {
    const { code, stdout, stderr } = await revenuer(['simulate', '--into', log, ...quick]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/4,065 requests of 236 accounts, 2026-\d\d-\d\d/);
    expect(stdout).toMatch(/campaign +a day each +found from +hidden at\n +generation +100 /);
    expect(stdout).toMatch(/^generation: .* campaign of .* accounts at 100 requests a day each .* in this log/m);
    expect(stdout).toContain('not in this log: ');
  });

  it('says it for programs, the same for the same seed', async () => {
    const argv = ['simulate', '--into', log, ...quick, '--seed', '4', '--format', 'json'];
    const first = await revenuer(argv);
    expect(first.code).toBe(0);
    const report = JSON.parse(first.stdout) as LimitReport;
    expect(report).toMatchObject({ schema: 'revenuer.limit/1', log: { accounts: 236, complete: true } });
    expect(report.limits[0]?.tried[0]).toMatchObject({ accounts: 12, trials: 1 });
    const again = await revenuer([...argv, '-o', 'limits.json'], { cwd: folder });
    expect(again).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(path.join(folder, 'limits.json'), 'utf8')).toBe(first.stdout);
  });

  it.each([
    [['--at', 'loud'], 'expected critical'],
    [['--sizes', '1,4'], 'expected a whole number from 2'],
    [['--rates', '0'], 'expected a number from 0.01'],
    [['--format', 'html'], 'expected terminal or json'],
    [['--campaign', 'generation:accounts=4'], '--sizes'],
    [['--population', 'human=3'], '--population does not go with --into'],
    [['--truth', 't.csv'], '--truth does not go with --into'],
    [['--scenario', 'graders'], '--scenario does not go with --into'],
    [['--only', 'nothing-such'], 'nothing-such'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await revenuer(['simulate', '--into', log, ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('refuses to be told sizes without a log', async () => {
    const { code, stderr } = await revenuer(['simulate', '--sizes', '3']);
    expect(code).toBe(2);
    expect(stderr).toContain('--sizes needs --into');
  });

  it('exits 3 for what cannot be read, and names it', async () => {
    const gone = await revenuer(['simulate', '--into', 'nowhere.ndjson', ...quick], { cwd: folder });
    expect({ code: gone.code, stdout: gone.stdout }).toEqual({ code: 3, stdout: '' });
    expect(gone.stderr).toContain('nowhere.ndjson');
    write('half.ndjson.gz', readFileSync(log).subarray(0, 200_000));
    const half = await revenuer(['simulate', '--into', 'half.ndjson.gz', ...quick], { cwd: folder });
    expect(half.code).toBe(3);
    expect(half.stderr).toContain('half.ndjson.gz');
    expect(half.stdout).toContain('in this log');
  });
});
