/** SIGINT and SIGTERM end the program wherever it is, at once and with nothing left behind. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, scratchFolder } from './program.js';

const { folder } = scratchFolder();
const bin = path.join(root, 'bin', 'revenuer.js');
const night = path.join(root, 'fixtures', 'gateway-night', 'log.ndjson.gz');
const signals = ['SIGINT', 'SIGTERM'] as const;
/** ms; a machine that is busy otherwise needs more than the second that is promised. */
const promptly = 5000;

/** A detector, and a measure of it, that loop for ever where they are told to. They say so first. */
const looping = (where: 'assess' | 'encode' | 'observe') => `
import { writeSync } from 'node:fs';
import { defineMeasure } from ${JSON.stringify(path.join(root, 'dist', 'bundle', 'index.js'))};
const loop = at => { if (at === '${where}') { writeSync(2, 'in the loop'); for (;;); } };
const own = defineMeasure({
  id: 'acme/own', per: 'account', columns: [], description: 'd', bound: 100, create: () => ({ n: 0 }),
  observeRun() { loop('observe'); }, merge() {}, encode() { loop('encode'); return [0]; }, decode: () => ({ n: 0 }),
});
export default {
  meta: { id: 'acme/own', title: 't', family: 'content', question: 'q?', method: 'm', lookalikes: ['x'],
          evasion: 'e', references: [], techniques: [], capBits: 3 },
  needs: { own }, requires: [], assess() { loop('assess'); return []; } };`;

interface Place {
  readonly cwd: string;
  readonly child: ChildProcess;
  /** Ends when standard error has said this. */
  said(text: string): Promise<void>;
}

function start(argv: readonly string[], files: Readonly<Record<string, string>> = {}): Place {
  const cwd = mkdtempSync(path.join(folder, 'run-'));
  mkdirSync(path.join(cwd, 'tmp'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(cwd, name), content);
  const env = { ...process.env, TMPDIR: path.join(cwd, 'tmp') };
  const child = spawn(process.execPath, [bin, ...argv], { cwd, env });
  let heard = '';
  child.stdin.on('error', () => undefined);
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      child.stderr.on('data', (chunk: Buffer) => {
        heard += chunk.toString('utf8');
        if (heard.includes(text)) resolve();
      });
      child.on('close', code => reject(new Error(`ended with ${code} before it said "${text}": ${heard}`)));
    });
  return { cwd, child, said };
}

/** What a shell says of how it ended, and how long that took. */
async function ended({ child }: Place, signal: NodeJS.Signals): Promise<{ code: number; ms: number }> {
  const sent = performance.now();
  const close = new Promise<number>(resolve =>
    child.on('close', (code, by) => resolve(code ?? 128 + constants.signals[by as NodeJS.Signals])),
  );
  child.kill(signal);
  return { code: await close, ms: performance.now() - sent };
}

async function endsAt(place: Place, signal: NodeJS.Signals, kept: readonly string[] = []): Promise<void> {
  const { code, ms } = await ended(place, signal);
  expect(code).toBe(128 + constants.signals[signal]);
  expect(ms).toBeLessThan(promptly);
  expect(readdirSync(path.join(place.cwd, 'tmp'))).toEqual([]);
  expect(readdirSync(place.cwd).sort()).toEqual([...kept, 'tmp'].sort());
}

describe.each(signals)('%s is heard', signal => {
  it.each([
    ['assess', ['scan', night, '-o', 'r.json']],
    ['observe', ['measure', night, '-o', 'r.profiles']],
    ['encode', ['measure', night, '-o', 'r.profiles']],
  ] as const)('in a plug-in that loops for ever: %s', async (where, argv) => {
    const place = start([...argv, '--detector', './loop.mjs'], { 'loop.mjs': looping(where) });
    await place.said('in the loop');
    await endsAt(place, signal, ['loop.mjs']);
  });

  it('in a flood on one line of standard input', async () => {
    const place = start(['scan', '-', '-o', 'r.json']);
    const chunk = Buffer.alloc(1 << 20, '{"a":"');
    let taken = 0;
    const flood = (): void => {
      while (place.child.stdin?.write(chunk, error => void (taken += error ? 0 : chunk.length)) === true);
    };
    place.child.stdin?.on('drain', flood);
    flood();
    while (taken < 64 << 20) await new Promise(resolve => setTimeout(resolve, 5));
    await endsAt(place, signal);
  });

  it('while many accounts are judged that are on disk', async () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => {
      const time = new Date(Date.UTC(2026, 2, 2) + i * 800).toISOString();
      return JSON.stringify({ timestamp: time, account_id: `account-${i}`, prompt: `what is ${i % 977}?` });
    });
    const options = ['--debug', '--memory', '16M', '--threads', '1', '--quiet', '-o', 'r.json'];
    const place = start(['scan', 'log.ndjson', ...options], { 'log.ndjson': `${lines.join('\n')}\n` });
    await place.said('debug: judging');
    await endsAt(place, signal, ['log.ndjson']);
  });

  it('while a file gets its name', async () => {
    const module = JSON.stringify(path.join(root, 'dist', 'cli', 'sweeping.js'));
    const cwd = mkdtempSync(path.join(folder, 'run-'));
    const script = `
      const { sweeping } = await import(${module});
      const { writeFileSync } = await import('node:fs');
      await sweeping('half', async () => {
        writeFileSync('half', 'x');
        process.stderr.write('begun');
        await new Promise(resolve => setTimeout(resolve, 60_000));
      });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd });
    await new Promise(resolve => child.stderr.once('data', resolve));
    expect(readdirSync(cwd)).toEqual(['half']);
    const { code } = await ended({ cwd, child, said: () => Promise.resolve() }, signal);
    expect(code).toBe(128 + constants.signals[signal]);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('a file that gets its name', () => {
  it('is whole or not there, whenever the signal comes', async () => {
    for (let delay = 100; delay < 1300; delay += 120) {
      const place = start(['simulate', '--days', '1', '-o', 'log.ndjson', '--truth', 'truth.csv']);
      await new Promise(resolve => setTimeout(resolve, delay));
      if (place.child.exitCode === null) await ended(place, 'SIGTERM');
      const left = readdirSync(place.cwd);
      expect(left.filter(name => !['log.ndjson', 'truth.csv', 'tmp'].includes(name))).toEqual([]);
    }
  }, 60_000);
});

/** What makes a process the first one of its own, as in a container; not everybody is allowed to. */
const asFirst = ['--user', '--map-root-user', '--fork', '--pid', '--kill-child'];
const canBeFirst = spawnSync('unshare', [...asFirst, 'true']).status === 0;

describe.skipIf(!canBeFirst)('the first process of a container', () => {
  it.each(signals)('passes on %s to a plug-in that loops', async signal => {
    const cwd = mkdtempSync(path.join(folder, 'run-'));
    writeFileSync(path.join(cwd, 'loop.mjs'), looping('assess'));
    const argv = [bin, 'scan', night, '-o', 'r.json', '--detector', './loop.mjs'];
    const outside = spawn('unshare', [...asFirst, process.execPath, ...argv], { cwd });
    await new Promise(resolve => outside.stderr.once('data', resolve));
    const first = Number(readFileSync(`/proc/${outside.pid}/task/${outside.pid}/children`, 'utf8'));
    const close = new Promise(resolve => outside.on('close', resolve));
    process.kill(first, signal);
    expect(await close).toBe(128 + constants.signals[signal]);
    expect(readdirSync(cwd)).toEqual(['loop.mjs']);
  });

  it('ends with the code of the program', () => {
    const ran = spawnSync('unshare', [...asFirst, process.execPath, bin, 'scan', night, '--no-such-option']);
    expect(ran.status).toBe(2);
    const found = spawnSync('unshare', [...asFirst, process.execPath, bin, 'scan', night, '--format', 'json']);
    expect(found.status).toBe(1);
    expect((JSON.parse(found.stdout.toString()) as { schema: string }).schema).toBe('revenuer.report/1');
  });
});
