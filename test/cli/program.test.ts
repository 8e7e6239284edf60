/** The built program as its users run it: a process of its own, in a folder that is not the project's. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const program = path.join(root, 'bin', 'revenuer.js');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Way {
  stdin?: string;
  env?: Record<string, string>;
  cwd?: string;
}

function revenuer(argv: string[], way: Way = {}): Promise<Ran> {
  return shell(process.execPath, [program, ...argv], way);
}

/** A pipeline, with the exit code of the program and not of its last reader. */
function pipeline(command: string, way: Way = {}): Promise<Ran> {
  return shell(
    'bash',
    ['--norc', '-c', `set -o pipefail; revenuer() { "${process.execPath}" "${program}" "$@"; }; ${command}`],
    way,
  );
}

function shell(command: string, argv: string[], { stdin = '', env = {}, cwd = folder() }: Way): Promise<Ran> {
  const child = spawn(command, argv, { cwd, env: { PATH: process.env['PATH'] ?? '', ...env } });
  const ran: Ran = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (ran.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (ran.stderr += text));
  child.stdin.on('error', () => undefined).end(stdin);
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', code => resolve({ ...ran, code }));
  });
}

function folder(): string {
  return mkdtempSync(path.join(tmpdir(), 'revenuer-'));
}

/** A day of a few ordinary accounts. */
function log(requests: number): string {
  const start = Date.UTC(2026, 2, 2);
  return Array.from({ length: requests }, (_, i) =>
    JSON.stringify({
      timestamp: new Date(start + i * 60_000).toISOString(),
      account_id: `acct_${i % 7}`,
      client_ip: `203.0.113.${i % 7}`,
      model: 'm1',
      completion_tokens: 100 + (i % 13),
    }),
  )
    .map(line => `${line}\n`)
    .join('');
}

function folderWith(files: Record<string, string>): string {
  const cwd = folder();
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(cwd, name), content);
  return cwd;
}

const noEngine = existsSync(path.join(root, 'src', 'engine', 'index.ts')) ? false : 'the engine is not built yet';

describe('the program', () => {
  it('says its version', async () => {
    expect(await revenuer(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it('helps on standard output', async () => {
    const { code, stdout, stderr } = await revenuer(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: revenuer/);
  });

  it('helps on standard error when nothing was asked', async () => {
    expect(await revenuer([])).toMatchObject({ code: 2, stdout: '' });
  });

  it('suggests what an unknown option may mean', async () => {
    expect(await revenuer(['scan', '--fromat', 'json', 'x'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "revenuer: unknown option '--fromat'\n  Did you mean --format?\n",
    });
  });

  it('ends quietly when the reader of its help leaves', async () => {
    expect(await pipeline('revenuer scan --help | head -1')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe.skipIf(noEngine !== false)(`a scan${noEngine === false ? '' : ` (${noEngine})`}`, () => {
  it('prints JSON and nothing else in a pipe', async () => {
    const cwd = folderWith({ 'a.ndjson': log(100) });
    const { code, stdout, stderr } = await revenuer(['scan', 'a.ndjson'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'revenuer.report/1', run: { requests: 100, accounts: 7 } });
  });

  it('reads standard input when no file is named', async () => {
    const { stdout } = await revenuer(['scan'], { stdin: log(10) });
    expect(JSON.parse(stdout)).toMatchObject({ run: { requests: 10 } });
  });

  it('names a file that is not there, writes the report all the same, and exits 3', async () => {
    const cwd = folderWith({ 'a.ndjson': log(10) });
    const { code, stdout, stderr } = await revenuer(['scan', 'a.ndjson', 'gone.ndjson'], { cwd });
    expect(code).toBe(3);
    expect(stderr).toContain('gone.ndjson');
    expect(JSON.parse(stdout)).toMatchObject({ run: { requests: 10, complete: false } });
  });

  it.each([
    ['a pipe', {}, [], false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['NO_COLOR over FORCE_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['--no-color over FORCE_COLOR', { FORCE_COLOR: '1' }, ['--no-color'], false],
  ])('colours words as %s asks', async (_, env, flags, colored) => {
    const { code, stdout } = await revenuer(['scan', '--format', 'terminal', ...flags], { stdin: log(50), env });
    expect(code).toBe(0);
    expect(stdout.includes('\x1b[')).toBe(colored);
  });

  it('ends quietly when the reader leaves, while the files are written', async () => {
    const cwd = folderWith({ 'a.ndjson': log(3000) });
    const ran = await pipeline('revenuer scan a.ndjson -o r.html -o json:- | true', { cwd });
    expect(ran.code).toBe(0);
    expect(readFileSync(path.join(cwd, 'r.html'), 'utf8')).toContain('</html>');
  });

  it('says the same in three steps as in one', async () => {
    const lines = log(500).trimEnd().split('\n');
    const [a, b] = [lines.slice(0, 200), lines.slice(200)].map(part => `${part.join('\n')}\n`) as [string, string];
    const cwd = folderWith({ 'a.ndjson': a, 'b.ndjson': b });
    const steps =
      'revenuer measure a.ndjson -o a.profiles && revenuer measure b.ndjson > b.profiles && revenuer merge a.profiles b.profiles | revenuer report';
    const [whole, parts] = [await revenuer(['scan', 'a.ndjson', 'b.ndjson'], { cwd }), await pipeline(steps, { cwd })];
    expect(parts).toMatchObject({ code: 0, stderr: '' });
    const suspects = ({ stdout }: Ran) => JSON.parse(stdout) as { suspects: unknown; run: { requests: number } };
    expect(suspects(parts).suspects).toEqual(suspects(whole).suspects);
    expect(suspects(parts).run.requests).toBe(500);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops at %s', async (signal, code) => {
    const child = spawn(process.execPath, [program, 'scan', '-'], { cwd: folder() });
    const ended = new Promise(resolve => child.on('close', (status, by) => resolve(status ?? by)));
    // More than a pipe holds: once it is taken, the program is reading. Standard input stays open.
    await new Promise(resolve => child.stdin.write(log(5000), resolve));
    child.kill(signal);
    expect([code, signal]).toContain(await ended);
  });

  it('exits 2 for a detector that cannot be loaded, and says what to do', async () => {
    const cwd = folderWith({ 'a.ndjson': log(10), 'broken.mjs': 'export default 7;\n' });
    const { code, stdout, stderr } = await revenuer(['scan', 'a.ndjson', '--detector', './broken.mjs'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^revenuer: .*broken\.mjs.*\n {2}\S/);
  });
});
