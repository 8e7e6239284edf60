/** Broken, odd and tiny logs: what can be read is judged, what cannot is named, and nothing is silently lost. */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { InputSummary } from '../../src/reports/report.js';
import { revenuer, root, scanned, scratchFolder } from './program.js';

const { folder, write } = scratchFolder();
const packed = readFileSync(path.join(root, 'fixtures', 'gateway-night', 'log.ndjson.gz'));
const lines = gunzipSync(packed).toString('utf8').trimEnd().split('\n');
const text = (some: readonly string[]): string => `${some.join('\n')}\n`;
const garbage = (count: number): string[] => Array.from({ length: count }, (_, i) => `%%% no record ${i} {"`);

const scan = (...argv: string[]) => scanned(['--fail-on', 'never', ...argv], { cwd: folder });

function only(inputs: readonly InputSummary[]): InputSummary {
  expect(inputs).toHaveLength(1);
  const [input] = inputs as [InputSummary];
  expect(input.records).toBe(input.requests + input.rejected + input.filtered);
  return input;
}

describe('an input that cannot be read', () => {
  it('is named, and the others are reported on', async () => {
    const good = write('good.ndjson', text(lines.slice(0, 400)));
    const { code, stderr, report } = await scan('missing.ndjson', good);
    expect(code).toBe(3);
    expect(stderr).toContain('missing.ndjson: no such file');
    expect(report.run.problems).toHaveLength(1);
    expect(report.run.complete).toBe(false);
    expect(only(report.run.inputs)).toMatchObject({ path: good, requests: 400 });
  });

  it('costs exit 3 even where suspects would cost 1', async () => {
    const log = write('all.ndjson', text(lines));
    const both = await scanned(['--fail-on', 'info', log, 'missing.ndjson'], { cwd: folder });
    const alone = await scanned(['--fail-on', 'info', log], { cwd: folder });
    expect([both.code, alone.code]).toEqual([3, 1]);
    expect(both.report.run.gate.reached).toBe(true);
    expect(both.report.suspects.map(({ id, score }) => [id, score])).toEqual(
      alone.report.suspects.map(({ id, score }) => [id, score]),
    );
  });

  it('is binary', async () => {
    const bytes = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919 + (i >> 3)) % 256));
    const { code, report } = await scan(write('noise.bin', bytes));
    expect(code).toBe(3);
    expect(report.run.problems.join()).toMatch(/noise\.bin: .*binary/);
    expect(report.run.requests).toBe(0);
  });

  it('is a folder without files', async () => {
    mkdirSync(path.join(folder, 'hollow'));
    const { code, report } = await scan('hollow');
    expect(code).toBe(3);
    expect(report.run.problems.join()).toMatch(/^hollow: /);
  });
});

describe('a damaged archive', () => {
  it('is read up to the damage', async () => {
    const { code, report } = await scan(write('cut.gz', packed.subarray(0, 200_000)));
    const input = only(report.run.inputs);
    expect(code).toBe(3);
    expect(input.damage?.position).toBe(200_000);
    expect(report.run.problems.join()).toMatch(/cut\.gz: .*cut off.*at byte 200000/);
    // All whole lines before the damage, and nothing else: the same requests as in the undamaged log's beginning.
    const whole = await scan(write('whole.ndjson', text(lines.slice(0, input.requests))));
    expect(input.requests).toBeGreaterThan(1000);
    expect(report.suspects.map(({ id, score }) => [id, score])).toEqual(
      whole.report.suspects.map(({ id, score }) => [id, score]),
    );
  });

  it('is noticed by its checksum', async () => {
    const broken = gzipSync(text(lines.slice(0, 50)));
    broken.writeUInt32LE(12_345, broken.length - 8);
    const { code, report } = await scan(write('sum.gz', broken));
    expect(code).toBe(3);
    expect(report.run.requests).toBe(50);
    expect(report.run.problems).toHaveLength(1);
  });
});

describe('garbage among the lines', () => {
  it('is counted and located', async () => {
    const log = write('some.ndjson', text([...lines.slice(0, 500), ...garbage(10), ...lines.slice(500, 1000)]));
    const { code, report } = await scan(log);
    const input = only(report.run.inputs);
    expect(code).toBe(0);
    expect(input).toMatchObject({ lines: 1010, requests: 1000, rejected: 10 });
    expect(input.rejects[0]?.line).toBe(501);
    expect(Object.values(input.rejectedBy)).toEqual([10]);
    const clean = await scan(write('clean.ndjson', text(lines.slice(0, 1000))));
    expect(report.suspects.map(({ id, score }) => [id, score])).toEqual(
      clean.report.suspects.map(({ id, score }) => [id, score]),
    );
  });

  it('costs exit 3 when it is more than one per cent of the log, and hides nothing of the rest', async () => {
    const log = write('more.ndjson', text([...lines.slice(0, 500), ...garbage(30), ...lines.slice(500, 1000)]));
    const { code, report } = await scan(log);
    expect(code).toBe(3);
    expect(report.run.complete).toBe(false);
    expect(report.run.problems[0]).toContain('30 of 1,030 records rejected (2.9 %, more than 1 %)');
    expect(report.run.problems[0]).toContain('first at line 501');
    expect(only(report.run.inputs)).toMatchObject({ requests: 1000, rejected: 30 });
    expect(only(report.run.inputs).rejects.length).toBeLessThan(30);
  });

  it('says what to try next when it is most of it', async () => {
    const { code, stderr, report } = await scan(write('most.ndjson', text([...lines.slice(0, 200), ...garbage(300)])));
    expect(code).toBe(3);
    expect(only(report.run.inputs)).toMatchObject({ requests: 200, rejected: 300 });
    expect(stderr).toContain('300 of 500 records rejected');
    expect(stderr).toContain('revenuer formats --detect most.ndjson');
  });

  it('may be one enormous line', async () => {
    const huge = `{"prompt":"${'x'.repeat(2 * 2 ** 20)}"}`;
    const log = write('huge.ndjson', text([...lines.slice(0, 50), huge, ...lines.slice(50, 100)]));
    const { code, report } = await scan('--max-record-bytes', '1M', log);
    const input = only(report.run.inputs);
    expect(code).toBe(0);
    expect(input).toMatchObject({ requests: 100, rejected: 1 });
    expect(input.rejects.map(({ line }) => line)).toEqual([51]);
  });

  it('may be a quote that is never closed', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => `2026-03-02T00:${String(i).padStart(2, '0')}:00Z,a${i % 7},hello ${i}`,
    );
    rows.splice(40, 0, '2026-03-02T00:39:30Z,a9,"never closed');
    const { code, report } = await scan(write('quote.csv', text(['timestamp,account_id,prompt', ...rows])));
    const input = only(report.run.inputs);
    expect(code).toBe(0);
    expect(input).toMatchObject({ format: 'csv', requests: 60, rejected: 1 });
    expect(input.rejects.map(({ line }) => line)).toEqual([42]);
  });
});

describe('a log that says too little', () => {
  it.each([
    ['ndjson', Array.from({ length: 40 }, (_, i) => JSON.stringify({ account_id: `a${i}`, prompt: `p ${i}` }))],
    ['csv', ['account_id,prompt', ...Array.from({ length: 40 }, (_, i) => `a${i},p ${i}`)]],
  ])('has no time: %s', async (format, rows) => {
    const { code, report } = await scan(write(`timeless.${format}`, text(rows)));
    expect(code).toBe(3);
    expect(report.run.problems.join()).toMatch(/looks like a time.*account_id, prompt.*--map time=FIELD/);
  });

  it('is empty', async () => {
    const { code, report } = await scan(write('empty.ndjson', ''));
    // An export that came to nothing must not look like a quiet night.
    expect(code).toBe(3);
    expect(report.run).toMatchObject({ requests: 0, accounts: 0, period: null, complete: false });
    expect(report.run.problems.join()).toContain('is empty: there are no bytes in it');
    expect(report.run.population).toEqual({ reliable: false, notes: ['the log holds no request to judge'] });
  });

  it('has three lines', async () => {
    const { code, report } = await scan(write('tiny.ndjson', text(lines.slice(0, 3))));
    expect(code).toBe(0);
    expect(report.run.requests).toBe(3);
    expect(report.run.population.reliable).toBe(false);
    expect(report.suspects.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('has one account', async () => {
    const solo = lines
      .slice(0, 300)
      .map(line => JSON.stringify({ ...(JSON.parse(line) as object), account_id: 'solo' }));
    const unsaid = await scan(write('solo.ndjson', text(solo)));
    expect(unsaid.code).toBe(3);
    expect(unsaid.report.run.problems.join()).toContain('holds one value in all sampled records');
    const { code, report } = await scan(write('solo.ndjson', text(solo)), '--map', 'account=account_id');
    expect(code).toBe(0);
    expect(report.run.accounts).toBe(1);
    expect(report.run.population.notes.join()).toContain('only 1 account to compare with');
  });

  it('is all one campaign: nobody is left to compare with, and the report says so', async () => {
    const truth = readFileSync(path.join(root, 'fixtures', 'gateway-night', 'truth.csv'), 'utf8').split('\n');
    const hydra = new Set(truth.filter(row => row.includes(',hydra,')).map(row => row.split(',')[0]));
    const own = lines.filter(line => hydra.has((JSON.parse(line) as { account_id: string }).account_id));
    const { report } = await scan(write('hydra.ndjson', text(own)));
    expect(report.run.accounts).toBe(12);
    expect(report.run.population.reliable).toBe(false);
    expect(report.run.population.notes.join()).toContain('only 12 accounts to compare with');
    const { stdout } = await revenuer(['scan', '--fail-on', 'never', '--format', 'terminal', 'hydra.ndjson'], {
      cwd: folder,
    });
    expect(stdout).toContain('only 12 accounts to compare with');
  });
});

describe('odd but whole', () => {
  it('a byte order mark and CRLF change nothing', async () => {
    const plain = await scan(write('plain.ndjson', text(lines.slice(0, 600))));
    const odd = await scan(write('odd.ndjson', `\ufeff${lines.slice(0, 600).join('\r\n')}\r\n`));
    expect(only(odd.report.run.inputs)).toMatchObject({ requests: 600, rejected: 0 });
    expect(odd.report.suspects).toEqual(plain.report.suspects);
  });

  it('names of accounts are text, whatever they look like', async () => {
    const names = ['__proto__', 'constructor', '\u001b[2J', '-', 'a\tb', '%', '\u202eevil', "'; DROP"];
    const rows = lines
      .slice(0, 400)
      .map((line, i) => JSON.stringify({ ...(JSON.parse(line) as object), account_id: names[i % names.length] }));
    const log = write('names.ndjson', text(rows));
    const { code, report, stdout } = await scan(log);
    expect(code).toBe(0);
    expect(report.run.requests).toBe(400);
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
    const measured = await revenuer(['measure', '-q', log, '-o', 'names.profiles'], { cwd: folder });
    const again = await revenuer(['report', '-q', '--fail-on', 'never', '--format', 'json', 'names.profiles'], {
      cwd: folder,
    });
    expect([measured.code, again.code]).toEqual([0, 0]);
    expect(again.stdout).toBe(stdout);
  });

  it('a detector that throws fails alone, with exit 4 and its reason', async () => {
    write(
      'thrower.mjs',
      `export default {
        meta: { id: 'acme/thrower', title: 't', family: 'content', question: 'q?', method: 'm', lookalikes: ['x'],
                evasion: 'e', references: [], techniques: [], capBits: 3 },
        needs: {}, requires: [], assess() { throw new Error('boom'); } };`,
    );
    const { code, report } = await scan(
      '--detector',
      './thrower.mjs',
      write('small.ndjson', text(lines.slice(0, 500))),
    );
    expect(code).toBe(4);
    const failed = report.run.detectors.filter(({ status }) => status === 'failed');
    expect(failed).toEqual([{ id: 'acme/thrower', family: 'content', status: 'failed', reason: 'boom' }]);
    expect(report.run.requests).toBe(500);
  });
});
