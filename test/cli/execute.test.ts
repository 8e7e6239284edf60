import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/index.js';
import type { ScanOptions } from '../../src/engine/options.js';
import { DetectorError, InputError } from '../../src/errors.js';
import type { Report, Run } from '../../src/reports/report.js';
import { reportOf, run } from './world.js';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'revenuer-'));
const scanning = (report: Partial<Run>) => ({ engine: { scan: () => Promise.resolve(reportOf(report)) } });
const failing = (error: Error) => ({ engine: { scan: () => Promise.reject(error) } });
const failed = { id: 'x', family: 'timing', status: 'failed', reason: 'threw' } as const;
const reached = { failOn: 'high', reached: true } as const;

/** The options that scan gives the engine. */
async function optionsOf(argv: string[], cwd?: string): Promise<ScanOptions> {
  let seen: ScanOptions | undefined;
  const scan = (options: ScanOptions): Promise<Report> => {
    seen = options;
    return Promise.resolve(reportOf());
  };
  const { stderr } = await run(['scan', ...argv], { engine: { scan }, ...(cwd !== undefined && { cwd }) });
  if (seen === undefined) throw new Error(stderr);
  return seen;
}

describe('help', () => {
  it('lists the commands on standard output', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const { name } of commands) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
  });

  it('goes to standard error when no command is given', async () => {
    const { code, stdout, stderr } = await run([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: revenuer/);
  });

  it.each(commands.map(({ name }) => name))('of %s shows its options and examples', async name => {
    const { code, stdout } = await run([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: revenuer ${name}`);
    expect(stdout).toContain('Examples:');
    expect(await run(['help', name])).toMatchObject({ code: 0, stdout });
  });

  it('answers a scan of nothing at a terminal, and reads what is piped in', async () => {
    expect(await run(['scan'], { tty: { stdin: true } })).toMatchObject({ code: 2, stdout: '' });
    expect((await optionsOf([])).inputs).toEqual(['-']);
  });
});

describe('a wrong command line', () => {
  it.each([
    [['scna'], "unknown command 'scna'", 'Did you mean scan?'],
    [['access.log'], "unknown command 'access.log'", 'revenuer scan access.log'],
    [['scan', '--formt', 'json'], "unknown option '--formt'", 'Did you mean --format?'],
    [['scan', '--format', 'jsno', 'x'], '--format jsno: no such format', 'Did you mean json?'],
    [['scan', '--fail-on', 'hihg', 'x'], '--fail-on hihg: expected', 'Did you mean high?'],
    [['scan', '--only', 'shared-templat', 'x'], 'no detector shared-templat', 'Did you mean shared-template?'],
    [['scan', '--map', 'acount=id', 'x'], 'acount', 'Did you mean account?'],
    [['scan', '--log-format', 'cvs', 'x'], "no log format 'cvs'", "Did you mean 'csv'?"],
    [['scan', '--memory', 'much', 'x'], '--memory much: expected a size', ''],
    [['scan', '--allow', 'nowhere.txt', 'x'], '--allow nowhere.txt cannot be read', ''],
    [['explain', 'shraed-template'], 'no detector shraed-template', 'Did you mean shared-template?'],
    [['inspect', 'x'], "required option '--report", ''],
    [['detectors', 'x'], 'too many arguments', ''],
    [['scan', '--config', 'nowhere.json', 'x'], 'cannot read the configuration nowhere.json', ''],
  ])('%j exits 2 and says what may have been meant', async (argv, message, hint) => {
    const { code, stdout, stderr } = await run(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^revenuer: /);
    expect(stderr).toContain(message);
    expect(stderr).toContain(hint);
    expect(stderr).not.toContain('    at ');
  });

  it('shows what was typed without obeying it', async () => {
    const { stderr } = await run(['scan', '--format', '\x1b[2Jx\u202E', 'x']);
    expect(stderr).not.toMatch(/[\x1b\u202E]/);
  });
});

describe('the exit code', () => {
  it.each([
    [0, {}],
    [1, { gate: reached }],
    [3, { complete: false }],
    [3, { complete: false, gate: reached }],
    [4, { complete: false, gate: reached, detectors: [failed] }],
  ])('is %d for %j, and the report is written', async (code, report) => {
    const ran = await run(['scan', 'x'], scanning(report));
    expect(ran.code).toBe(code);
    expect(JSON.parse(ran.stdout)).toMatchObject({ run: report });
  });

  it('is 3 for an input that cannot be read', async () => {
    const error = new InputError('cannot open a.gz', { hint: 'Check the path.' });
    expect(await run(['scan', 'a.gz'], failing(error))).toEqual({
      code: 3,
      stdout: '',
      stderr: 'revenuer: cannot open a.gz\n  Check the path.\n',
    });
  });

  it('is 2 for a detector that cannot be loaded', async () => {
    expect(await run(['scan', 'x'], failing(new DetectorError('no default export')))).toMatchObject({ code: 2 });
  });

  it('is 4 for a defect, on one line; the stack comes with --debug', async () => {
    const { code, stderr } = await run(['scan', 'x'], failing(new TypeError('x is\nundefined')));
    expect(code).toBe(4);
    expect(stderr).toMatch(/^revenuer: internal error: x is undefined\n {2}.*--debug.*\n$/);
    expect((await run(['scan', 'x', '--debug'], failing(new TypeError('x')))).stderr).toContain('    at ');
  });
});

describe('what the engine is given', () => {
  it('is what was typed, the defaults included', async () => {
    const argv = [
      'a.log',
      'b',
      '--timezone',
      '+01:00',
      '--memory',
      '64M',
      '--threads',
      '2',
      '--map',
      'account=user.id',
    ];
    expect(await optionsOf([...argv, '--only', 'shared-template', '--fail-on', 'never'])).toMatchObject({
      inputs: ['a.log', 'b'],
      timezoneOffset: 60,
      memory: 64 * 2 ** 20,
      threads: 2,
      map: { account: 'user.id' },
      only: ['shared-template'],
      skip: [],
      failOn: 'never',
      logFormat: undefined,
    });
  });

  it('holds the entries of the files named, remarks in the list of accounts left out', async () => {
    const cwd = folder();
    writeFileSync(path.join(cwd, 'known.txt'), '\uFEFFacct_1\r\n# batch customers\n\n acct_2 \n');
    writeFileSync(path.join(cwd, 'decoys.txt'), '#7 purple heron\n');
    const options = await optionsOf(['x', '--allow', 'known.txt', '--canaries', 'decoys.txt'], cwd);
    expect(options.allow).toMatchObject([{ line: 1, account: ['acct_1', 'acct_2'], owner: null }]);
    expect([options.allowFile, options.asOf]).toEqual(['known.txt', '2026-05-16']);
    expect(options.canaries).toEqual(['#7 purple heron']);
  });

  it('holds what the configuration file says of detectors, which must exist', async () => {
    const cwd = folder();
    writeFileSync(path.join(cwd, 'c.json'), '{"threads": 3, "detectors": {"shared-template": {"minimum": 2}}}');
    const options = await optionsOf(['x', '--config', 'c.json'], cwd);
    expect(options).toMatchObject({ threads: 3, detectorOptions: { 'shared-template': { minimum: 2 } } });
    writeFileSync(path.join(cwd, 'c.json'), '{"detectors": {"shraed-template": {}}}');
    expect(await run(['scan', 'x', '--config', 'c.json'], { cwd })).toMatchObject({ code: 2 });
  });

  it('is not what a configuration file says that nobody named', async () => {
    const cwd = folder();
    writeFileSync(path.join(cwd, 'revenuer.json'), '{"threads": 3, "detector": ["./evil.js"]}');
    expect((await optionsOf(['x', '--threads', '1'], cwd)).detectors).toEqual([]);
  });
});

describe('-o', () => {
  it('writes files whole and leaves standard output empty', async () => {
    const cwd = folder();
    const { code, stdout, stderr } = await run(['scan', 'x', '-o', 'r.json', '-o', 'csv:r.txt'], {
      cwd,
      ...scanning({ gate: reached }),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('revenuer: 0 suspects at or above high: exit 1 (--fail-on high); written to r.json, r.txt\n');
    expect(JSON.parse(readFileSync(path.join(cwd, 'r.json'), 'utf8'))).toMatchObject({ schema: 'revenuer.report/1' });
    expect(readdirSync(cwd).sort()).toEqual(['r.json', 'r.txt']);
  });

  it('never touches a log, even one found in a folder', async () => {
    const cwd = folder();
    writeFileSync(path.join(cwd, 'a.json'), 'the log');
    const scan = () => Promise.reject(new Error('not to be called'));
    const ran = await run(['scan', '.', '-o', 'a.json'], { cwd, engine: { scan } });
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('-o a.json is one of the logs') as string });
    expect(readFileSync(path.join(cwd, 'a.json'), 'utf8')).toBe('the log');
  });
});

describe('standard error', () => {
  it('tells what could not be read, and nothing with --quiet', async () => {
    const world = scanning({ complete: false, problems: ['a.gz ends early \x1b[31m'] });
    const { stderr } = await run(['scan', 'x'], world);
    expect(stderr).toMatch(/^revenuer: a\.gz ends early [^\x1b]*\n$/);
    expect((await run(['scan', 'x', '--quiet'], world)).stderr).toBe('');
  });
});
