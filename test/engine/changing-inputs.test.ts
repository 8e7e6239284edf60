/** Files that change while they are read, and such as end early: what is lost is said, what is only being written is no loss. */
import { appendFileSync, mkdtempSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePlan } from '../../src/engine/plan.js';
import { readLogs } from '../../src/engine/read.js';
import { optionsOf } from './options.js';

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'revenuer-changing-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const plan = await makePlan(optionsOf(), '.');
const at = (name: string) => path.join(cwd, name);
const line = (n: number) =>
  `${JSON.stringify({ timestamp: new Date(1772409600000 + n * 1000).toISOString(), account_id: `acct_${n % 7}`, path: '/v1/chat', status: 200, filler: 'x'.repeat(60) })}\n`;
const lines = (count: number, from = 0) => Array.from({ length: count }, (_, n) => line(from + n)).join('');
/** Enough that not all of it was asked for when the first records come. */
const many = 40_000;

/** Reads them in the order of their names; `meanwhile` happens when the first records were read. */
async function read(names: readonly string[], meanwhile: () => void = () => undefined, threads = 1) {
  let happened = false;
  const onProgress = () => {
    if (!happened) meanwhile();
    happened = true;
  };
  const { inputs, problems } = await readLogs(optionsOf({ inputs: names, cwd, onProgress, threads }), plan);
  expect(happened).toBe(true);
  return { inputs, problems };
}

describe.each([1, 2])('with %i threads, a file that', threads => {
  it('is cut short while it is read is a problem that says how much was left', async () => {
    writeFileSync(at('a.ndjson'), lines(4 * many));
    const { inputs, problems } = await read(['a.ndjson'], () => truncateSync(at('a.ndjson'), 100), threads);
    const size = 4 * Buffer.byteLength(lines(many));
    expect(problems.join('\n')).toContain('a.ndjson: cannot be read: it was cut short while it was read');
    expect(inputs[0]?.damage).toBeDefined();
    expect(inputs[0]?.bytes).toBeLessThan(size);
  });

  it('grows is read as it was when the run began, to the last whole line', async () => {
    const count = threads * many;
    const half = line(count).slice(0, 40);
    writeFileSync(at('a.ndjson'), lines(count) + half);
    const before = statSync(at('a.ndjson')).size;
    const more = line(count).slice(40) + lines(100, count + 1);
    const { inputs, problems } = await read(['a.ndjson'], () => appendFileSync(at('a.ndjson'), more), threads);
    expect(problems).toEqual([]);
    expect(inputs[0]).toMatchObject({ bytes: before, requests: count, rejected: 0 });
    expect(inputs[0]?.notes.join('\n')).toContain(
      'the file grew while it was read: it was read as it was when the run began, without the record that was being written then (its first 40 bytes)',
    );
  });
});

describe('a file that', () => {
  it('grows by whole lines loses none of those that were there', async () => {
    writeFileSync(at('a.ndjson'), lines(many));
    const { inputs, problems } = await read(['a.ndjson'], () => appendFileSync(at('a.ndjson'), line(many)));
    expect(problems).toEqual([]);
    expect(inputs[0]).toMatchObject({ requests: many, rejected: 0 });
    expect(inputs[0]?.notes).toContain('the file grew while it was read: it was read as it was when the run began');
  });

  it('ends in half a record and does not grow has a record that is no JSON', async () => {
    writeFileSync(at('a.ndjson'), lines(many) + line(many).slice(0, 40));
    const { inputs } = await read(['a.ndjson']);
    expect(inputs[0]).toMatchObject({ requests: many, rejected: 1 });
  });

  it('vanishes before its turn is a problem', async () => {
    writeFileSync(at('a.ndjson'), lines(100));
    writeFileSync(at('b.ndjson'), lines(100, 100));
    const { problems } = await read(['a.ndjson', 'b.ndjson'], () => rmSync(at('b.ndjson')));
    expect(problems).toEqual([
      'b.ndjson: cannot be read: it was there when it was listed, and is not any more (at byte 0)',
    ]);
  });

  it('is rotated before its turn is a problem, and what has its name is read', async () => {
    writeFileSync(at('a.ndjson'), lines(100));
    writeFileSync(at('b.ndjson'), lines(100, 100));
    const { inputs, problems } = await read(['a.ndjson', 'b.ndjson'], () => {
      renameSync(at('b.ndjson'), at('b.ndjson.1'));
      writeFileSync(at('b.ndjson'), lines(30, 1000));
    });
    expect(problems.join('\n')).toContain('b.ndjson: another file took its name after it was listed');
    expect(inputs[1]?.requests).toBe(30);
  });

  it('loses its name while it is read is read to its end', async () => {
    writeFileSync(at('a.ndjson'), lines(many));
    const { inputs, problems } = await read(['a.ndjson'], () => rmSync(at('a.ndjson')));
    expect([inputs[0]?.requests, problems]).toEqual([many, []]);
  });

  it('is packed and still being written says so', async () => {
    const packed = gzipSync(lines(many));
    writeFileSync(at('a.gz'), packed.subarray(0, packed.length / 2));
    const { problems } = await read(['a.gz'], () => appendFileSync(at('a.gz'), packed.subarray(packed.length / 2)));
    expect(problems.join('\n')).toContain('the file is cut off, or is still being written: it grew');
  });
});

describe('packed data', () => {
  it('that ends early or has something behind it is a problem, zeros behind gzip are not', async () => {
    const packed = gzipSync(lines(2000));
    const named = async (bytes: Buffer) => {
      writeFileSync(at('a.gz'), bytes);
      return (await read(['a.gz'])).problems;
    };
    expect(await named(packed)).toEqual([]);
    expect(await named(Buffer.concat([packed, Buffer.alloc(512)]))).toEqual([]);
    expect((await named(packed.subarray(0, -9))).join('')).toContain('the file is cut off (at byte');
    expect((await named(Buffer.concat([packed, Buffer.from('x')]))).join('')).toContain('is not gzip (at byte');
  });
});
