/** `--baseline` as a user gives it: on the command line, in a configuration file, and wrongly. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/reports/report.js';
import { revenuer, root, scanned, scratchFolder } from './program.js';

const { folder, write } = scratchFolder();
const log = path.join(root, 'fixtures', 'loud-single', 'log.csv.gz');
const here = { cwd: folder };

beforeAll(async () => {
  const usual = path.join(root, 'fixtures', 'benign-only', 'log.ndjson.gz');
  expect((await revenuer(['measure', usual, '-o', 'usual.profiles'], here)).code).toBe(0);
});

describe('--baseline', () => {
  it('is what scan and report compare with, and the same to both', async () => {
    const judged = ['--baseline', 'usual.profiles', '--fail-on', 'never', '--quiet'];
    const { report } = await scanned([...judged, log], here);
    expect(report.run.population.baseline).toMatchObject({
      name: 'usual.profiles',
      alone: expect.any(Boolean) as boolean,
    });
    expect(report.run.config['baseline']).toBe('usual.profiles');
    expect((await revenuer(['measure', log, '-o', 'night.profiles'], here)).code).toBe(0);
    const { stdout } = await revenuer(['report', 'night.profiles', '--format', 'json', ...judged], here);
    expect((JSON.parse(stdout) as Report).run.population).toEqual(report.run.population);
    expect((JSON.parse(stdout) as Report).suspects).toEqual(report.suspects);
  });

  it('in a configuration file starts from the file’s folder', async () => {
    mkdirSync(path.join(folder, 'conf'));
    write('conf/revenuer.json', '{ "baseline": "../usual.profiles" }');
    const { report } = await scanned(['--config', 'conf/revenuer.json', '--fail-on', 'never', log], here);
    expect(report.run.population.baseline?.accounts).toBeGreaterThan(20);
  });

  it.each([
    ['gone.profiles', /--baseline gone\.profiles: cannot read gone\.profiles \(ENOENT\)/],
    ['notes.txt', /--baseline notes\.txt: line 1 is not a key<TAB>state record/],
    ['.', /--baseline \.: cannot read \. \(EISDIR\)/],
    ['-', /--baseline - is not a file/],
  ])('%s is refused with exit 2 and no report', async (file, message) => {
    write('notes.txt', 'nothing of the kind\n');
    const { code, stdout, stderr } = await revenuer(['scan', log, '--baseline', file], here);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/revenuer measure LOG -o|Standard input is for the log/);
  });
});

it('a small log says in words that its baseline is unreliable', async () => {
  const { stdout } = await revenuer(['scan', log, '--format', 'terminal', '--fail-on', 'never', '--no-color'], here);
  expect(stdout).toContain('baseline unreliable');
});
