import fc from 'fast-check';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { reportOf, run } from './world.js';

type Write = (line: string) => Promise<void>;

const folder = (files: Record<string, string> = {}): string => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'revenuer-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(cwd, name), content);
  return cwd;
};

/** An engine whose merge hands through what it reads. */
const echo = {
  async mergeProfiles(lines: AsyncIterable<string>, write: Write): Promise<void> {
    for await (const line of lines) await write(line);
  },
};

describe('measure', () => {
  const measuring = (complete: boolean) => ({
    async measureLogs(_: unknown, write: Write) {
      await write('account:a\t{}');
      await write('log:\t{}');
      return { complete };
    },
  });

  it('prints records, or keeps them in a file', async () => {
    const cwd = folder();
    const records = 'account:a\t{}\nlog:\t{}\n';
    expect(await run(['measure', 'x'], { engine: measuring(true) })).toEqual({ code: 0, stdout: records, stderr: '' });
    const ran = await run(['measure', 'x', '-o', 'x.profiles'], { cwd, engine: measuring(true) });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(readFileSync(path.join(cwd, 'x.profiles'), 'utf8')).toBe(records);
  });

  it('exits 3 when an input was not read to its end, and refuses two files', async () => {
    expect(await run(['measure', 'x'], { engine: measuring(false) })).toMatchObject({ code: 3 });
    const twice = await run(['measure', 'x', '-o', 'a', '-o', 'b'], { engine: measuring(true) });
    expect(twice).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('merge', () => {
  it('reads the lines of all files, then of standard input', async () => {
    const cwd = folder({ a: 'a\t1\r\na\t2', b: 'b\t1\n' });
    const { stdout } = await run(['merge', 'a', 'b', '-'], { cwd, stdin: 'c\t1\n', engine: echo });
    expect(stdout).toBe('a\t1\na\t2\nb\t1\nc\t1\n');
  });

  it('cuts at line feeds alone: a state may hold any other separator', async () => {
    const line = fc.string({ unit: 'binary', maxLength: 20 }).map(text => text.replace(/[\r\n]/g, '\u2028'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          line.filter(text => text.isWellFormed() && text !== ''),
          { minLength: 1 },
        ),
        async lines => {
          const { stdout } = await run(['merge'], { stdin: lines.join('\n'), engine: echo });
          expect(stdout).toBe(lines.map(one => `${one}\n`).join(''));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('names the file that cannot be read, exits 3, and leaves no file of its own', async () => {
    const cwd = folder();
    const { code, stderr } = await run(['merge', 'gone.profiles', '-o', 'all.profiles'], { cwd, engine: echo });
    expect(code).toBe(3);
    expect(stderr).toBe('revenuer: cannot read gone.profiles (ENOENT)\n  Check the path and its permissions.\n');
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('does not write over what it reads', async () => {
    const cwd = folder({ a: 'a\t1\n' });
    expect(await run(['merge', 'a', '-o', 'a'], { cwd, engine: echo })).toMatchObject({ code: 2 });
    expect(readFileSync(path.join(cwd, 'a'), 'utf8')).toBe('a\t1\n');
  });
});

describe('report', () => {
  it('judges the records and writes like scan', async () => {
    const seen: string[] = [];
    const reportProfiles = async (lines: AsyncIterable<string>) => {
      for await (const line of lines) seen.push(line);
      return reportOf({ gate: { failOn: 'high', reached: true } });
    };
    const ran = await run(['report', '--format', 'json'], { stdin: 'a\t1\n', engine: { reportProfiles } });
    expect(ran.code).toBe(1);
    expect(seen).toEqual(['a\t1']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ schema: 'revenuer.report/1' });
  });
});

describe('inspect', () => {
  const inspecting = {
    async inspect({ suspect, read }: { suspect: string; read: { inputs: string[] } }, write: Write) {
      await write(`${suspect} in ${read.inputs.join(' ')}`);
    },
  };
  const input = { path: 'from-the-report.ndjson' };

  it('looks into the logs given, else into those the report was made from', async () => {
    const cwd = folder({ 'r.json': JSON.stringify(reportOf({ inputs: [input as never] })) });
    const ask = (...logs: string[]) =>
      run(['inspect', '7f3a', '--report', 'r.json', ...logs], { cwd, engine: inspecting });
    expect((await ask('a', 'b')).stdout).toBe('7f3a in a b\n');
    expect((await ask()).stdout).toBe('7f3a in from-the-report.ndjson\n');
  });

  it.each([
    ['{', 'is not a JSON report'],
    ['{"schema": "revenuer.report/2", "run": {}, "suspects": []}', 'not a report of the form'],
    ['null', 'not a report of the form'],
  ])('refuses %s as a report', async (content, message) => {
    const cwd = folder({ 'r.json': content });
    const { code, stderr } = await run(['inspect', 'x', '--report', 'r.json'], { cwd, engine: inspecting });
    expect(code).toBe(3);
    expect(stderr).toContain(message);
  });
});

describe('detectors and explain', () => {
  it('list what is asked, in words and as JSON', async () => {
    expect((await run(['detectors'])).stdout).toBe('content  shared-template  Do many share one?\n');
    expect(JSON.parse((await run(['detectors', '--json'])).stdout)).toMatchObject([{ id: 'shared-template' }]);
  });

  it('explain one', async () => {
    expect(await run(['explain', 'shared-template'])).toEqual({ code: 0, stdout: '# shared-template\n', stderr: '' });
  });
});
