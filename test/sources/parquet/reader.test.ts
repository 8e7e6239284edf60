import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { openReader, type RecordsFraming } from '../../../src/sources/read.js';
import { fileSource } from '../../../src/sources/source.js';
import { memorySource } from '../memory-source.js';

const folder = mkdtempSync(join(tmpdir(), 'revenuer-parquet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = 1000;
const column = (name: string, type: string, valueOf: (row: number) => unknown) => ({
  name,
  type,
  data: Array.from({ length: rows }, (_, row) => valueOf(row)),
});
const stored = Buffer.from(
  parquetWriteBuffer({
    rowGroupSize: 300,
    columnData: [
      column('id', 'INT64', row => 9_007_199_254_740_993n + BigInt(row)),
      column('at', 'TIMESTAMP', row => new Date(1_795_162_530_000 + row)),
      column('user', 'STRING', row => (row % 2 === 0 ? `u"${row}` : null)),
      column('raw', 'BYTE_ARRAY', row => Uint8Array.of(row % 2 === 0 ? 0x61 : 0xff)),
      column('params', 'JSON', row => ({ temperature: row, list: [row] })),
      column('cost', 'DOUBLE', row => (row === 0 ? NaN : row / 2)),
    ] as Parameters<typeof parquetWriteBuffer>[0]['columnData'],
  }),
);

async function readAll(bytes: Buffer, framing?: RecordsFraming) {
  const location = join(folder, 'log.parquet');
  writeFileSync(location, bytes);
  const reader = await openReader(fileSource({ path: 'log.parquet', location, bytes: bytes.length }));
  const sample = await reader.sample(40);
  const sampled = [...sample.lines];
  const texts: string[] = [];
  const lines: number[] = [];
  for await (const block of reader.records(framing)) {
    lines.push(...block.lines);
    for (let at = 0; at < block.count; at += 1) {
      texts.push(Buffer.from(block.bytes.subarray(block.starts[at], block.ends[at])).toString());
    }
  }
  return { sampled, texts, lines, summary: await reader.summary() };
}

describe('a Parquet file', () => {
  it('is read as lines of JSON, by their numbers', async () => {
    const { sampled, texts, lines, summary } = await readAll(stored);
    expect(texts[0]).toBe(
      '{"id":9007199254740993,"at":"2026-11-20T08:15:30.000Z","user":"u\\"0","raw":"a","params":{"temperature":0,"list":[0]},"cost":null}',
    );
    expect(texts[999]).toBe(
      '{"id":9007199254741992,"at":"2026-11-20T08:15:30.999Z","raw":"/w==","params":{"temperature":999,"list":[999]},"cost":499.5}',
    );
    expect(lines).toEqual(Array.from({ length: rows }, (_, row) => row + 1));
    expect(sampled.length).toBe(40);
    expect(sampled.filter(line => line > 850).length).toBeGreaterThan(2);
    expect(summary).toMatchObject({
      bytes: stored.length,
      sha256: createHash('sha256').update(stored).digest('hex'),
      lines: rows,
      notes: ['a Parquet file: places are numbers of rows'],
    });
    expect(summary.damage).toBeUndefined();
  });

  it('is read for the columns that are wanted alone', async () => {
    const { texts } = await readAll(stored, { fields: ['user', 'params.temperature'] });
    expect(texts[2]).toBe('{"user":"u\\"2","params":{"temperature":2,"list":[2]}}');
    const other = await readAll(stored, { fields: ['user', 'account_id'] });
    expect(Object.keys(JSON.parse(other.texts[2] ?? '') as object)).toEqual(['user']);
  });

  it('is damaged where it is, and read before and behind', async () => {
    const wrong = Buffer.from(stored);
    wrong.fill(0xff, 20_000, 20_400);
    const { texts, lines, summary } = await readAll(wrong);
    expect(texts.length).toBeGreaterThanOrEqual(600);
    expect(texts.length).toBeLessThan(rows);
    expect(lines.at(-1)).toBe(rows);
    expect(summary.damage?.message).toMatch(/^rows \d+ to \d+ of this Parquet file cannot be read: /);
    const cut = await readAll(stored.subarray(0, stored.length - 100));
    expect([cut.texts.length, cut.summary.damage?.message]).toEqual([0, expect.stringContaining('cannot be read')]);
    for (let at = 4; at < stored.length; at += 997) {
      const flipped = Buffer.from(stored);
      flipped[at] = (flipped[at] ?? 0) ^ 0xa5;
      await readAll(flipped);
    }
  });

  it('is asked for as a file when it comes through a pipe', async () => {
    const reader = await openReader(memorySource(stored));
    expect((await reader.sample(5)).count).toBe(0);
    expect((await reader.summary()).damage?.message).toContain('save it to a file');
  });
});
