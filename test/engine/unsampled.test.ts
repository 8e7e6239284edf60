/** Inputs of which the first record, or every one, is nothing to go by. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { makePlan } from '../../src/engine/plan.js';
import { readLogs } from '../../src/engine/read.js';
import { optionsOf } from './options.js';

const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-unsampled-'));
afterAll(() => rmSync(folder, { recursive: true }));
const plan = await makePlan(optionsOf(), '.');

async function read(content: string | Buffer, name = 'a.log') {
  writeFileSync(path.join(folder, name), content);
  const { problems, inputs, notes } = await readLogs(optionsOf({ inputs: [name], cwd: folder }), plan);
  return { problems, input: inputs[0], notes };
}

const record = (index: number) =>
  JSON.stringify({ timestamp: 1_795_162_530 + index, account_id: `a${index % 9}`, model: 'm', prompt: 'x'.repeat(50) });
const records = Array.from({ length: 3000 }, (_, index) => record(index));
const long = JSON.stringify({ timestamp: 1_795_162_530, account_id: 'mallory', prompt: 'x'.repeat(3 * 2 ** 20) });

describe('an input without a record to look at', () => {
  it('is a problem, said in its own words', async () => {
    expect((await read('')).problems).toEqual(['a.log: is empty: there are no bytes in it']);
    expect((await read(gzipSync(''))).problems).toEqual(['a.log: is empty: there are no bytes in it']);
    expect((await read('\n  \r\n\n')).problems).toEqual(['a.log: holds no records, only blanks']);
    const only = await read(long);
    expect(only.problems).toEqual([
      `a.log: the only record is ${long.length.toLocaleString('en')} bytes long, more than --max-record-bytes 1,048,576 allows`,
    ]);
    expect(only.input).toMatchObject({ records: 1, rejectedBy: { 'over-long record': 1 }, lines: 1 });
  });
});

describe('records that are too long', () => {
  it.each([
    ['lines', `${[long, long, ...records, long].join('\n')}\n`],
    ['an array on one line', `[${[long, ...records, long, long].join(',')}]`],
    ['a list in an object', `{"data":{"items":[${[long, ...records, long, long].join(', ')}]}}`],
  ])('hide nothing behind them: %s', async (_, text) => {
    for (const content of [text, gzipSync(text)]) {
      const { problems, input } = await read(content);
      expect(problems).toEqual([]);
      expect(input).toMatchObject({ requests: 3000, rejected: 3, rejectedBy: { 'over-long record': 3 } });
    }
    const { inputs } = await readLogs(optionsOf({ inputs: ['-'], stdin: Readable.from([Buffer.from(text)]) }), plan);
    expect(inputs[0]).toMatchObject({ requests: 3000, rejected: 3 });
  });
});
