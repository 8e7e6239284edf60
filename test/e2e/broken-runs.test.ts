/** Runs that break: none ends in 0 or 1, which say what was found; each says what broke, and keeps what it can. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/reports/report.js';
import { revenuer, root, scratchFolder } from './program.js';

const { folder, write } = scratchFolder();
const night = path.join(root, 'fixtures', 'gateway-night', 'log.ndjson.gz');
const bin = path.join(root, 'bin', 'revenuer.js');

/** A detector that does this when it judges. */
function plugIn(name: string, does: string, before = ''): string {
  return write(
    name,
    `${before}
    export default {
      meta: { id: 'acme/own', title: 't', family: 'content', question: 'q?', method: 'm', lookalikes: ['x'],
              evasion: 'e', references: [], techniques: [], capBits: 3 },
      needs: {}, requires: [], assess() { ${does}; return []; } };`,
  );
}

const scan = (...argv: readonly string[]) => revenuer(['scan', night, '--format', 'json', ...argv], { cwd: folder });

/** Through a shell, which limits or redirects; `$@` is the program. */
function shell(script: string, argv: readonly string[], program = bin) {
  const ran = spawnSync('sh', ['-c', script, 'sh', process.execPath, program, ...argv], { cwd: folder });
  return { code: ran.status, stdout: ran.stdout.toString(), stderr: ran.stderr.toString() };
}

describe('a plug-in', () => {
  it.each([
    ['forgets a promise', `Promise.reject(new Error('lost'))`, /nothing caught: lost \(file:.*own\.mjs:\d+:\d+\)/],
    ['rejects with what is no error', `Promise.reject('words')`, /nothing caught: words/],
    ['throws in a timer', `setTimeout(() => { throw new Error('tick'); })`, /nothing caught: tick \(.*own\.mjs/],
    ['throws in a microtask', `queueMicrotask(() => { throw 7; })`, /nothing caught: 7/],
    ['ends the program with 0', `process.exit(0)`, /ended before its work was done/],
    ['ends the program with 1', `process.exit(1)`, /ended before its work was done/],
  ])('that %s ends it with 4', async (_, does, message) => {
    const { code, stdout, stderr } = await scan('--detector', `./${plugIn('own.mjs', does)}`);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toContain('--detector');
  });

  it('that is never done loading ends it with 4', async () => {
    const never = plugIn('never.mjs', '', 'await new Promise(() => undefined);');
    const { code, stderr } = await scan('--detector', `./${never}`);
    expect(code).toBe(4);
    expect(stderr).toContain('ended before its work was done');
  });

  it.each([
    ['sets the exit code', `process.exitCode = 0`],
    ['sets the exit code last', `process.on('exit', () => { process.exitCode = 0; })`],
    ['leaves something running', `setInterval(() => undefined, 1000)`],
  ])('that %s has no say in the code', async (_, does) => {
    const { code, stdout } = await scan('--detector', `./${plugIn('own.mjs', does)}`);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ run: { complete: true } });
  });
});

describe('standard output', () => {
  it.each([
    ['a report', ['scan', night]],
    ['profiles', ['measure', night]],
    ['a help', ['--help']],
    ['a list', ['detectors', '--json']],
  ])('that is full ends %s with 4, and says so', (_, argv) => {
    const { code, stderr } = shell('"$@" > /dev/full', argv);
    expect(code).toBe(4);
    expect(stderr).toBe(
      'revenuer: cannot write standard output (ENOSPC)\n  There is no room left: free some, or choose another place.\n',
    );
  });
});

describe('the system', () => {
  it('that lets it open too few files is named, in 4 or 3', () => {
    const codes = [20, 24, 28, 34].map(limit => {
      const { code, stderr } = shell(`ulimit -n ${limit}; "$@"`, ['scan', night, '--threads', '2', '-o', 'few.json']);
      if (code === 0 || code === 1) return code;
      expect(stderr).toMatch(/EMFILE|too many open files/);
      return code;
    });
    expect(codes[0]).toBe(4);
    // Whether a limit is enough depends on the version of Node: a run that says that it found something did.
    for (const code of codes) expect([1, 3, 4]).toContain(code);
    if (codes[3] === 1) expect(reportIn('few.json').run.complete).toBe(true);
  });
});

/** Long enough for threads. */
const lines = gunzipSync(readFileSync(night)).toString('utf8').trimEnd().split('\n');
const padded = lines.map(line => line.replace(/\}$/, `,"padding":"${'x'.repeat(2000)}"}`));
const long = write('long.ndjson', `${padded.join('\n')}\n`);

/** A program of one's own to break: the bundle and what goes with it. */
function broken(change: (bundle: string) => void): string {
  const at = mkdtempSync(path.join(folder, 'program-'));
  for (const part of ['bin', 'dist/bundle', 'dist/kernel', 'package.json']) {
    cpSync(path.join(root, part), path.join(at, part), { recursive: true });
  }
  change(path.join(at, 'dist', 'bundle'));
  return path.join(at, 'bin', 'revenuer.js');
}

const chunk = (bundle: string, name: string): string =>
  path.join(bundle, readdirSync(bundle).find(file => file.startsWith(`${name}-`)) ?? name);

describe('a program that is not whole', () => {
  it.each([
    ['its first file', 'program.js', 'cannot be loaded'],
    ['what its first file needs', 'errors', 'cannot be loaded'],
    ['what is loaded late', 'judge', 'a part of the program is missing'],
    ['a form of report', 'sarif', 'a part of the program is missing'],
    ['the program of a thread', 'lane-thread.js', 'a reading thread failed'],
    ['the program of a feeder', 'feeder-thread.js', 'a reading thread failed'],
  ])('says so and ends with 4: %s', (_, name, message) => {
    const program = broken(bundle => rmSync(chunk(bundle, name)));
    const { code, stdout, stderr } = shell('"$@"', ['scan', long, '--threads', '3', '--format', 'sarif'], program);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  });

  it.each([
    ['ends', 'process.exit(0)'],
    ['throws', `throw new Error('boom')`],
    ['throws later', `setTimeout(() => { throw new Error('boom'); }, 100); setInterval(() => undefined, 1000);`],
  ])('has a thread that %s', (_, does) => {
    for (const thread of ['lane-thread.js', 'feeder-thread.js']) {
      const program = broken(bundle => writeFileSync(path.join(bundle, thread), does));
      const { code, stdout, stderr } = shell('"$@"', ['scan', long, '--threads', '3', '--format', 'sarif'], program);
      expect(stderr).toContain('a reading thread failed');
      expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    }
  });
});

function reportIn(file: string): Report {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Report;
}

describe('a file of several that cannot be written', () => {
  it.each([
    ['a device that is full', '/dev/full', 'ENOSPC'],
    ['a folder that goes meanwhile', 'gone/r.csv', 'ENOENT'],
  ])('is named, and the others are written: %s', async (_, place, why) => {
    mkdirSync(path.join(folder, 'gone'), { recursive: true });
    const does = `(() => { try { fs.rmSync('gone', { recursive: true }); } catch {} })()`;
    const own = plugIn('remover.mjs', does, `import fs from 'node:fs';`);
    for (const name of ['first.json', 'last.md']) rmSync(path.join(folder, name), { force: true });
    const { code, stdout, stderr } = await revenuer(
      [
        'scan',
        night,
        '--detector',
        `./${own}`,
        '-o',
        'first.json',
        '-o',
        `csv:${place}`,
        '-o',
        'last.md',
        '-o',
        'sarif:-',
      ],
      { cwd: folder },
    );
    expect(code).toBe(4);
    expect(stderr).toContain(`cannot write ${place} (${why})`);
    expect(stderr).toContain('1 report could not be written: exit 4; written to first.json, last.md');
    expect(reportIn('first.json').run.complete).toBe(true);
    expect(readFileSync(path.join(folder, 'last.md'), 'utf8')).toContain('# ');
    expect(JSON.parse(stdout)).toHaveProperty('runs');
  });

  it('ends measure, merge and simulate with 4', () => {
    const profiles = shell('"$@" > night.profiles', ['measure', night]);
    expect(profiles.code).toBe(0);
    for (const argv of [
      ['measure', night],
      ['merge', 'night.profiles'],
      ['simulate'],
      ['simulate', '--truth', '/dev/full'],
    ]) {
      const { code, stderr } = shell('"$@"', [...argv, ...(argv.includes('/dev/full') ? [] : ['-o', '/dev/full'])]);
      expect(stderr).toBe(
        'revenuer: cannot write /dev/full (ENOSPC)\n  There is no room left: free some, or choose another place.\n',
      );
      expect(code).toBe(4);
    }
  });

  it('is known before anything is read, where it can be', async () => {
    for (const argv of [
      ['scan', night, '-o', 'json:/proc/r'],
      ['measure', night, '-o', '/proc/r'],
    ]) {
      const { code, stdout, stderr } = await revenuer(argv, { cwd: folder });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/-o \/proc\/r: cannot write there \(ENOENT\)\n {2}\S/);
    }
  });
});

/** A file system of 16 KiB; who may not mount one cannot try it. */
const small = (script: string) =>
  `mkdir -p small && mount -t tmpfs -o size=16k none small && ${script}; code=$?; ls -A small >&2; exit $code`;
const mounting = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'];
const canMount = spawnSync(mounting[0] as string, [...mounting.slice(1), small('true')], { cwd: folder }).status === 0;

describe.skipIf(!canMount)('a disk that is full', () => {
  it('holds nothing of the report that did not fit', () => {
    const script = small('"$@"');
    const argv = ['scan', night, '-o', 'small/r.html', '-o', 'beside.json'];
    const [command = '', ...rest] = [...mounting, script, 'sh', process.execPath, bin, ...argv];
    const ran = spawnSync(command, rest, { cwd: folder });
    expect(ran.status).toBe(4);
    expect(ran.stderr.toString()).toMatch(/cannot write small\/r\.html \(ENOSPC\)\n.*no room left.*\n$/);
    expect(reportIn('beside.json').run.complete).toBe(true);
  });
});
