import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveInputs } from '../../src/sources/open.js';
import { openReader } from '../../src/sources/read.js';
import type { Source } from '../../src/sources/source.js';

let cwd = '';
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'revenuer-open-')));
  for (const folder of ['logs/may/week', 'logs/.git', 'empty']) mkdirSync(join(cwd, folder), { recursive: true });
  for (const name of [
    'logs/b.ndjson',
    'logs/may/a.ndjson.gz',
    'logs/may/week/c.csv',
    'logs/.hidden',
    'logs/.git/x',
    'odd[1].log',
  ]) {
    writeFileSync(join(cwd, name), `${name}\n`);
  }
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const stdin = () => Readable.from([Buffer.from('from '), 'stdin\n']);
const open = (...args: string[]) => resolveInputs(args, { cwd, stdin: stdin() });
const paths = (sources: readonly Source[]) => sources.map(({ path }) => path);

async function content(source: Source | undefined): Promise<string> {
  const chunks: Uint8Array[] = [];
  if (source !== undefined) for await (const chunk of source.open()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('files and folders', () => {
  it('reads a folder to its depth, dot files left out', async () => {
    const { sources, problems } = await open('logs');
    expect(paths(sources)).toEqual(['logs/b.ndjson', 'logs/may/a.ndjson.gz', 'logs/may/week/c.csv']);
    expect(problems).toEqual([]);
    expect(sources.map(({ bytes }) => bytes)).toEqual([14, 21, 20]);
  });

  it('reads a file that is given itself, dot or not, by absolute path or not', async () => {
    const { sources } = await open('logs/.hidden', join(cwd, 'logs/b.ndjson'));
    expect(paths(sources).sort()).toEqual([join(cwd, 'logs/b.ndjson'), 'logs/.hidden'].sort());
    expect(await content(sources.find(({ path }) => path === 'logs/.hidden'))).toBe('logs/.hidden\n');
  });

  it('reads again from an offset', async () => {
    const { sources } = await open('logs/b.ndjson');
    let rest = '';
    for await (const chunk of sources[0]?.open(5) ?? []) rest += Buffer.from(chunk).toString();
    expect(rest).toBe('b.ndjson\n');
  });

  it('follows links, once, and not in circles', async () => {
    symlinkSync('..', join(cwd, 'logs/may/up'));
    symlinkSync('may/week', join(cwd, 'logs/aweek'));
    symlinkSync('b.ndjson', join(cwd, 'logs/zb'));
    const { sources, problems } = await open('logs');
    expect(paths(sources)).toEqual(['logs/b.ndjson', 'logs/may/a.ndjson.gz', 'logs/may/week/c.csv']);
    expect(problems).toEqual([]);
  });

  it('finds the same inputs for any order and overlap of the arguments', async () => {
    const args = ['logs', 'logs/b.ndjson', './logs/may', 'logs/**/*.gz', '-', 'odd[1].log', 'missing', '*.log'];
    const expected = await open(...args);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(args, { minLength: args.length }), async shuffled => {
        const { sources, problems } = await open(...shuffled, 'logs/b.ndjson');
        expect(paths(sources)).toEqual(paths(expected.sources));
        expect(problems).toEqual(expected.problems);
      }),
      { numRuns: 20 },
    );
    expect(paths(expected.sources)).toEqual([
      '-',
      'logs/b.ndjson',
      'logs/may/a.ndjson.gz',
      'logs/may/week/c.csv',
      'odd[1].log',
    ]);
  });
});

describe('globs', () => {
  it('expands them, into folders too', async () => {
    expect(paths((await open('logs/*')).sources)).toEqual([
      'logs/b.ndjson',
      'logs/may/a.ndjson.gz',
      'logs/may/week/c.csv',
    ]);
    expect(paths((await open('logs/**/*.{csv,gz}')).sources)).toEqual(['logs/may/a.ndjson.gz', 'logs/may/week/c.csv']);
    expect(paths((await open(join(cwd, '*/b.*'))).sources)).toEqual([join(cwd, 'logs/b.ndjson')]);
  });

  it('is not held up by empty folders or circles of links', async () => {
    symlinkSync('..', join(cwd, 'logs/may/up'));
    const { sources, problems } = await open('*', 'logs/**/*.csv');
    expect(paths(sources)).toEqual(['logs/b.ndjson', 'logs/may/a.ndjson.gz', 'logs/may/week/c.csv', 'odd[1].log']);
    expect(problems).toEqual([]);
  });

  it('takes a name that exists literally', async () => {
    writeFileSync(join(cwd, 'odd1.log'), '');
    expect(paths((await open('odd[1].log')).sources)).toEqual(['odd[1].log']);
    expect(paths((await open('odd?.log')).sources)).toEqual(['odd1.log']);
  });
});

describe('problems', () => {
  it.each([
    ['nowhere.ndjson', 'no such file or folder', /Check the name/],
    ['s3://bucket/log.gz', 'no such file or folder', /pipe it in/],
    ['logs/b.ndjson/c', 'no such file or folder', /Check the name/],
    ['*.parquet', 'matches no file', /Globs start from/],
    ['empty', 'holds no files', /start with a dot/],
    ['empt*', 'matches no file', /Globs start from/],
    ['', 'is an empty name', /variable/],
  ])('%s: %s', async (path, message, hint) => {
    const { sources, problems } = await open(path, 'logs/b.ndjson');
    expect(paths(sources)).toEqual(['logs/b.ndjson']);
    expect(problems).toEqual([{ path, message, hint: expect.stringMatching(hint) as string }]);
  });

  it('reports links that lead nowhere or to themselves', async () => {
    symlinkSync('gone', join(cwd, 'logs/broken'));
    symlinkSync('self', join(cwd, 'self'));
    const { sources, problems } = await open('logs', 'self');
    expect(sources).toHaveLength(3);
    expect(problems.map(({ path, message }) => [path, message])).toEqual([
      ['logs/broken', 'no such file or folder'],
      ['self', 'is a link that leads to itself'],
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('reports what may not be read', async () => {
    execFileSync('chmod', ['000', join(cwd, 'logs/b.ndjson')]);
    const { problems } = await open('logs');
    expect(problems).toMatchObject([{ path: 'logs/b.ndjson', message: 'permission denied' }]);
  });

  it('takes standard input once, under any of its names', async () => {
    const { sources, problems } = await open('-', '/dev/stdin');
    expect(paths(sources)).toEqual(['-']);
    expect(await content(sources[0])).toBe('from stdin\n');
    expect(problems).toMatchObject([{ path: '/dev/stdin', message: 'standard input was given more than once' }]);
  });
});

describe.skipIf(process.platform === 'win32')('pipes', () => {
  it('reads a FIFO as a stream', async () => {
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const writer = spawn('sh', ['-c', 'printf "a\\nb" > pipe; '], { cwd });
    const { sources } = await open('pipe');
    expect(sources[0]).toMatchObject({ path: 'pipe', bytes: undefined, reopenable: false });
    expect(await content(sources[0])).toBe('a\nb');
    expect(writer.pid).toBeGreaterThan(0);
  });

  it('leaves FIFOs inside folders alone', async () => {
    execFileSync('mkfifo', [join(cwd, 'logs/pipe')]);
    expect((await open('logs')).sources).toHaveLength(3);
  });

  it('reads an open descriptor by its /dev/fd name', async () => {
    const { openSync, closeSync } = await import('node:fs');
    const descriptor = openSync(join(cwd, 'logs/b.ndjson'), 'r');
    try {
      const { sources, problems } = await open(`/dev/fd/${descriptor}`);
      expect(problems).toEqual([]);
      const reader = await openReader(sources[0] as Source);
      expect((await reader.sample(1)).count).toBe(1);
      await reader.close();
    } finally {
      closeSync(descriptor);
    }
  });
});

describe.skipIf(process.platform !== 'linux')('names that are not UTF-8', () => {
  const latin = (name: string) => Buffer.from(`${cwd}/${name}`, 'latin1');

  it('are those of files like any other in a folder, shown with their bytes', async () => {
    mkdirSync(latin('logs/\xfcber'));
    writeFileSync(latin('logs/caf\xe9.log'), 'one\n');
    writeFileSync(latin('logs/caf\xe8.log'), 'two\n');
    writeFileSync(latin('logs/\xfcber/tag.log'), 'three\n');
    const { sources, problems } = await open('logs');
    expect(problems).toEqual([]);
    expect(paths(sources)).toEqual([
      'logs/\\xFCber/tag.log',
      'logs/b.ndjson',
      'logs/caf\\xE8.log',
      'logs/caf\\xE9.log',
      'logs/may/a.ndjson.gz',
      'logs/may/week/c.csv',
    ]);
    expect(await Promise.all([0, 2, 3].map(at => content(sources[at])))).toEqual(['three\n', 'two\n', 'one\n']);
  });

  it('are found by what arguments make of them, if they are the only ones', async () => {
    writeFileSync(latin('logs/caf\xe9.log'), 'one\n');
    const given = await open('logs/caf\ufffd.log', 'logs/caf*');
    expect([paths(given.sources), given.problems]).toEqual([['logs/caf\\xE9.log'], []]);
    writeFileSync(latin('logs/caf\xe8.log'), 'two\n');
    expect((await open('logs/caf\ufffd.log')).problems).toEqual([
      {
        path: 'logs/caf\ufffd.log',
        message: 'may be any of several files',
        hint: 'A name that is not UTF-8 does not come through as an argument: give the folder that it is in',
      },
    ]);
    expect((await open('logs/th\ufffd.log')).problems[0]?.message).toBe('no such file or folder');
  });
});
