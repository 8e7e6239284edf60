import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, describe, expect, it } from 'vitest';
import { openReader } from '../../../src/sources/read.js';
import { fileSource } from '../../../src/sources/source.js';

const folder = mkdtempSync(join(tmpdir(), 'revenuer-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));

const count = 5000;
const all = Array.from({ length: count }, (_, row) => row);
/** Values that lie unevenly over pages: present and missing, short and long, in lists and records. */
const columns = {
  id: all.map(row => row),
  model: all.map(row => (row % 5 === 0 ? null : `m-${row % 3}`)),
  prompt: all.map(row => (row % 11 === 0 ? null : `"${'ü'.repeat(row % 90)}\n${row}`)),
  stream: all.map(row => row % 3 === 0),
  tags: all.map(row => Array.from({ length: row % 4 }, (_, at) => `t${row + at}`)),
  cost: all.map(row => (row % 7 === 0 ? null : row / 4)),
};
const element = (name: string, type: string, more = {}) => ({ name, type, repetition_type: 'OPTIONAL', ...more });
const schema = [
  { name: 'root', num_children: 6 },
  element('id', 'INT32'),
  element('model', 'BYTE_ARRAY', { converted_type: 'UTF8' }),
  element('prompt', 'BYTE_ARRAY', { converted_type: 'UTF8' }),
  element('stream', 'BOOLEAN'),
  { name: 'tags', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  element('element', 'BYTE_ARRAY', { converted_type: 'UTF8' }),
  element('cost', 'DOUBLE'),
];

async function linesOf(pageSize: number, rowGroupSize: number) {
  const location = join(folder, 'log.parquet');
  const columnData = Object.entries(columns).map(([name, data]) => ({ name, data }));
  const options = { columnData, schema, pageSize, rowGroupSize } as Parameters<typeof parquetWriteBuffer>[0];
  const stored = new Uint8Array(parquetWriteBuffer(options));
  writeFileSync(location, stored);
  const reader = await openReader(fileSource({ path: 'log.parquet', location, bytes: stored.length }));
  const sample = await reader.sample(200);
  const texts: string[] = [];
  const lines: number[] = [];
  for await (const block of reader.records()) {
    lines.push(...block.lines);
    for (let at = 0; at < block.count; at += 1) {
      texts.push(Buffer.from(block.bytes.subarray(block.starts[at], block.ends[at])).toString());
    }
  }
  const sampled = [...sample.lines].map((line, at) => {
    return [line, Buffer.from(sample.bytes.subarray(sample.starts[at], sample.ends[at])).toString()] as const;
  });
  return { texts, lines, sampled, damage: (await reader.summary()).damage };
}

describe('rows of a Parquet file', () => {
  const expected = all.map(row => {
    const entries = Object.entries(columns).map(([name, values]) => [name, values[row]] as const);
    return JSON.stringify(Object.fromEntries(entries.filter(([, value]) => value !== null)));
  });

  it.each([
    [300, 5000],
    [4096, 700],
    [1 << 20, 5000],
    [1 << 20, 100],
  ])('are the same however they lie on pages of %d bytes and in groups of %d', async (pageSize, groupSize) => {
    const { texts, lines, sampled, damage } = await linesOf(pageSize, groupSize);
    expect(damage).toBeUndefined();
    expect(texts).toEqual(expected);
    expect(lines).toEqual(all.map(row => row + 1));
    for (const [line, text] of sampled) expect(text).toBe(expected[line - 1]);
    expect(new Set(sampled.map(([line]) => Math.floor(line / 1000))).size).toBe(5);
  });
});
