import fc from 'fast-check';
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MeasureOutcome, ProfileSource } from '../../src/engine/index.js';
import { reportOf, run } from './world.js';

type Write = (line: string) => Promise<void>;

const folder = (files: Record<string, string> = {}): string => {
  const cwd = mkdtempSync(path.join(tmpdir(), 'revenuer-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(cwd, name), content);
  return cwd;
};

/** An engine whose merge hands through what it reads. */
const echo = {
  async mergeProfiles(files: readonly ProfileSource[], write: Write): Promise<MeasureOutcome> {
    for (const { lines } of files) for await (const line of lines) await write(`${line}\n`);
    return { complete: true, problems: [] };
  },
};

describe('measure', () => {
  const measuring = (complete: boolean) => ({
    async measureLogs(_: unknown, write: Write) {
      await write('account:a\t{}\n');
      await write('log:\t{}\n');
      return { complete, problems: complete ? [] : ['a.gz ends early'] };
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
    expect(await run(['measure', 'x'], { engine: measuring(false) })).toMatchObject({
      code: 3,
      stderr: 'revenuer: a.gz ends early\n',
    });
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
          line.filter(text => Buffer.from(text).toString() === text && text !== ''),
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
    const reportProfiles = async (files: readonly ProfileSource[]) => {
      for (const { name, lines } of files) for await (const line of lines) seen.push(`${name}: ${line}`);
      return reportOf({ gate: { failOn: 'high', reached: true } });
    };
    const ran = await run(['report', '--format', 'json'], { stdin: 'a\t1\n', engine: { reportProfiles } });
    expect(ran.code).toBe(1);
    expect(seen).toEqual(['standard input: a\t1']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ schema: 'revenuer.report/1' });
  });
});

describe('inspect', () => {
  const inspecting = {
    async inspect({ suspect, read }: { suspect: string; read: { inputs: string[] } }, write: Write) {
      await write(
        `${JSON.stringify({ type: 'request', time: suspect, at: read.inputs.join(' '), userAgent: '\u009b2J' })}\n`,
      );
    },
  };
  const input = { path: 'from-the-report.ndjson' };

  it('looks into the logs given, else into those the report was made from', async () => {
    const cwd = folder({ 'r.json': JSON.stringify(reportOf({ inputs: [input as never] })) });
    const ask = (...logs: string[]) =>
      run(['inspect', '7f3a', '--report', 'r.json', ...logs], { cwd, engine: inspecting });
    expect((await ask('a', 'b')).stdout).toMatch(/^7f3a .* a b\n$/);
    expect((await ask()).stdout).toMatch(/^7f3a .* from-the-report\.ndjson\n$/);
    expect(JSON.parse((await ask('a', '--json')).stdout)).toMatchObject({ time: '7f3a', at: 'a' });
    expect((await ask('a', '--json')).stdout).not.toContain('\u009b');
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

describe('formats', () => {
  it('lists formats and columns', async () => {
    const { code, stdout } = await run(['formats']);
    expect(code).toBe(0);
    for (const word of ['ndjson', 'csv', 'combined', 'account', 'outputTokens']) expect(stdout).toContain(word);
    expect(JSON.parse((await run(['formats', '--json'])).stdout)).toHaveProperty('formats[0].name', 'ndjson');
  });

  const sampled = { present: 4, absent: 0, distinct: 1, alternatives: [] };
  const detected = {
    path: 'a.ndjson',
    format: 'ndjson',
    confidence: 0.98,
    mapping: { account: 'user.id', apiKey: 'key', prompt: 'text' },
    map: ['account=user.id', 'apiKey=key', 'prompt=the text'],
    columns: [
      {
        ...{ column: 'account', field: 'user.id', present: 3, absent: 1, distinct: 2, samples: ['a\x1b[2J', 'b'] },
        alternatives: [{ field: 'tenant', why: 'one value for all' }],
      },
      { ...sampled, column: 'apiKey', field: 'key', samples: ['sk-0123456789abcdef'] },
      { ...sampled, column: 'prompt', field: 'the text', samples: ['my diary'] },
    ],
    missing: ['ip'],
    proposals: { model: [{ field: 'engine used', why: '3 values' }] },
    unused: ['x'],
    rows: [{ account: 'a\x1b[2J', apiKey: 'sk-0123456789abcdef', prompt: 'my diary' }],
    notes: ['two kinds of record'],
    problems: [] as string[],
  };
  const unknown = { ...detected, path: 'b.bin', mapping: {}, rows: [], problem: 'this is a zip archive' };

  it.each([[[]], [['--json']]])('shows what a log was recognised as, but no secret and no prompt %j', async flags => {
    const engine = { detectInputs: () => Promise.resolve([detected]) };
    const { code, stdout } = await run(['formats', '--detect', 'a.ndjson', ...flags], { engine });
    expect(code).toBe(0);
    for (const word of ['98', 'user.id', 'ip', 'two kinds of record']) expect(stdout).toContain(word);
    expect(stdout).not.toMatch(/0123456789|diary|\x1b/);
    const open = await run(['formats', '--detect', 'a.ndjson', '--show-content', ...flags], { engine });
    expect(open.stdout).toContain('my diary');
  });

  it('shows what else was looked at, what may help, and all of it as options', async () => {
    const engine = { detectInputs: () => Promise.resolve([detected]) };
    const { stdout } = await run(['formats', '--detect', 'a.ndjson'], { engine });
    expect(stdout).toContain('account is not read from tenant: one value for all');
    expect(stdout).toContain('1 of 4');
    expect(stdout).toContain("perhaps --map 'model=engine used' (3 values)");
    expect(stdout).toContain("as options: --map account=user.id --map apiKey=key --map 'prompt=the text'");
  });

  it('exits 3 when what was understood is of no use as it is', async () => {
    const useless = { ...detected, problems: ['no account: --map account=usr'] };
    const engine = { detectInputs: () => Promise.resolve([useless]) };
    const { code, stdout } = await run(['formats', '--detect', 'a.ndjson'], { engine });
    expect(code).toBe(3);
    expect(stdout).toContain('problem: no account: --map account=usr');
  });

  it('exits 3 when a log was not recognised', async () => {
    const engine = { detectInputs: () => Promise.resolve([unknown, detected]) };
    const { code, stdout } = await run(['formats', '--detect', 'b.bin', '--detect', 'a.ndjson'], { engine });
    expect(code).toBe(3);
    expect(stdout).toContain('not recognised: this is a zip archive');
  });
});

describe('simulate', () => {
  const small = ['--scenario', 'litellm-payloads', '--population', 'human=3', '--population', 'developer=1'];

  it('prints the same log for the same seed, and another for another', async () => {
    const simulate = async (seed: string) => (await run(['simulate', ...small, '--seed', seed])).stdout;
    const first = await simulate('5');
    expect(first.split('\n').length).toBeGreaterThan(100);
    expect(await simulate('5')).toBe(first);
    expect(await simulate('6')).not.toBe(first);
  });

  it('takes campaigns, fields and forms, and says who is who', async () => {
    const cwd = folder();
    const campaign = ['--campaign', 'logits:name=probe,accounts=2,per-day=5', '--campaign', 'sweep:accounts=1'];
    const shape = ['--shape', 'csv', '--drop', 'ja4,prompt', '--start', '2026-05-11'];
    const argv = ['simulate', ...small, ...campaign, ...shape, '--truth', 't.csv', '-o', 'log.csv'];
    expect(await run(argv, { cwd })).toEqual({ code: 0, stdout: '', stderr: '' });
    const [head = '', first = ''] = readFileSync(path.join(cwd, 'log.csv'), 'utf8').split('\n');
    expect(head).toMatch(/^timestamp,.*output_tokens/);
    expect(head).not.toMatch(/ja4|prompt,/);
    expect(first).toMatch(/^2026-05-11T/);
    const truth = readFileSync(path.join(cwd, 't.csv'), 'utf8');
    expect([...truth.matchAll(/,1,probe,attack$/gm)]).toHaveLength(2);
    expect([...truth.matchAll(/,1,campaign-2,attack$/gm)]).toHaveLength(1);
    expect([...truth.matchAll(/,human$/gm)]).toHaveLength(3);
  });

  it.each([
    [['--campaign', 'generatio:accounts=3'], 'Did you mean generation?'],
    [['--campaign', 'generation:acounts=3'], 'Did you mean accounts?'],
    [['--campaign', 'generation:accounts=0'], 'accounts=0: expected a whole number'],
    [['--campaign', 'generation:name=a,b'], 'a campaign has no b'],
    [['--campaign', 'generation:name="x"'], 'expected letters'],
    [['--population', 'humans=3'], 'Did you mean human?'],
    [['--start', '2026-02-31x'], 'expected a date'],
    [['--scenario', 'graders2'], 'Did you mean graders?'],
    [['-o', 'log.ndjson.gz'], 'Pipe it through gzip'],
  ])('refuses %j', async (argv, message) => {
    const { code, stdout, stderr } = await run(['simulate', ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('evaluate', () => {
  const cwd = folder({
    'r.json': JSON.stringify(reportOf()),
    'truth.csv': 'account,harvester,campaign,class\na,1,night\x1b[2J,attack\nb,0,,human\n',
    'wrong.csv': 'account,harvester\na,perhaps\n',
  });

  it('compares in words and as JSON', async () => {
    const { code, stdout } = await run(['evaluate', '--truth', 'truth.csv', 'r.json'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toContain('average precision');
    expect(stdout).not.toContain('\x1b');
    const json = await run(['evaluate', '--truth', 'truth.csv', 'r.json', '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({ accounts: 2, harvesters: 1 });
  });

  it('refuses a truth that is none', async () => {
    expect(await run(['evaluate', '--truth', 'wrong.csv', 'r.json'], { cwd })).toMatchObject({ code: 2 });
    expect(await run(['evaluate', '--truth', 'gone.csv', 'r.json'], { cwd })).toMatchObject({ code: 2 });
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
