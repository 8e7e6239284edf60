import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openReader, rejectSample, type InputReader } from '../../src/sources/read.js';
import type { RecordBlock } from '../../src/sources/records.js';
import type { Source } from '../../src/sources/source.js';
import { memorySource } from './memory-source.js';

const lineOf = (text: string) => (JSON.parse(text) as { line: number }).line;

function texts(block: RecordBlock): string[] {
  return Array.from(block.starts, (start, index) =>
    Buffer.from(block.bytes.subarray(start, block.ends[index])).toString(),
  );
}

async function readAll(reader: InputReader, framing: Parameters<InputReader['records']>[0] = {}): Promise<string[]> {
  const records: string[] = [];
  for await (const block of reader.records(framing)) records.push(...texts(block));
  return records;
}

describe('a reader', () => {
  it('shows a sample first and hands on everything after', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `{"line":${index},"filler":"${'x'.repeat(40)}"}`);
    const reader = await openReader(memorySource(gzipSync(lines.join('\n')), { chunk: 5000 }));
    const sample = await reader.sample(200);
    expect(sample.count).toBe(200);
    const before = texts(sample);
    expect(before.slice(0, 50)).toEqual(lines.slice(0, 50));
    expect(before.filter(text => lines.indexOf(text) > 15_000).length).toBeGreaterThan(30);
    expect(reader.bytesRead).toBeGreaterThan(0);
    expect(await readAll(reader)).toEqual(lines);
    expect(texts(sample)).toEqual(before);
  });

  it('gives the same with and without a sample, in any chunking', async () => {
    const line = fc.constantFrom('', 'a', '"b\nc"', 'd,"e', 'f\r', 'g'.repeat(30));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.integer({ min: 1, max: 50 }),
        fc.nat({ max: 5 }),
        async (lines, chunk, count) => {
          const bytes = Buffer.from(lines.join('\n'));
          const framing = { quotedBy: { quote: 34, delimiter: 44 } };
          const plain = await openReader(memorySource(bytes), { maxRecordBytes: 20 });
          const sampled = await openReader(memorySource(bytes, { chunk }), { maxRecordBytes: 20 });
          expect((await sampled.sample(count)).count).toBeLessThanOrEqual(count);
          expect(await readAll(sampled, framing)).toEqual(await readAll(plain, framing));
          expect(await sampled.summary()).toEqual(await plain.summary());
        },
      ),
      { numRuns: 100 },
    );
  });

  it('samples complete records only, and the last one when the input ends', async () => {
    const short = await openReader(memorySource(Buffer.from('a\nb')));
    expect(texts(await short.sample(10))).toEqual(['a', 'b']);
    const bytes = Buffer.from(`${'a\n'.repeat(1_100_000)}${'b'.repeat(600_000)}`);
    const long = await openReader(memorySource(bytes, { chunk: 100_000 }));
    expect(texts(await long.sample(10)).join('')).toEqual('a'.repeat(10));
  });

  it('samples the same records of long ones, and counts the same bytes, in any chunking', async () => {
    const bytes = Buffer.from(Array.from({ length: 200 }, (_, line) => `${line}${'x'.repeat(3000)}\n`).join(''));
    const sampled = async (chunk: number) => {
      const reader = await openReader(memorySource(bytes, { chunk }));
      const { count } = await reader.sample(200);
      return { count, summary: await reader.summary() };
    };
    const whole = await sampled(bytes.length);
    expect(whole).toMatchObject({ count: 200, summary: { decodedBytes: bytes.length } });
    for (const chunk of [1000, 4096, 70_000, 262_144]) expect(await sampled(chunk)).toEqual(whole);
  });

  it('samples a first record of almost any length, and passes over what is too long, wherever it stands', async () => {
    const line = 'z'.repeat(2_000_000);
    const reader = await openReader(memorySource(Buffer.from(`${line}\nb\n`), { chunk: 65_536 }));
    expect(texts(await reader.sample(2))).toEqual([line, 'b']);
    const bytes = Buffer.from(`${line}\na\n${line}\n${line}\nb\n${line}`);
    const found = async (chunk: number, reopenable: boolean) => {
      const bounded = await openReader(memorySource(bytes, { chunk, reopenable }), { maxRecordBytes: 1_500_000 });
      const sample = await bounded.sample(10);
      const records = await readAll(bounded);
      return { sampled: texts(sample), lines: [...sample.lines], records, summary: await bounded.summary() };
    };
    const whole = await found(65_536, false);
    expect(whole).toMatchObject({ sampled: ['a', 'b'], lines: [2, 5], records: ['a', 'b'] });
    expect(whole.summary.overlong.sample.map(reject => [reject.line, reject.bytes])).toEqual([
      [1, line.length],
      [3, line.length],
      [4, line.length],
      [6, line.length],
    ]);
    for (const chunk of [1_000_003, 7_000_000]) expect(await found(chunk, true)).toEqual(whole);
  });

  it('samples many places of a file that can be read anywhere', async () => {
    const bytes = Buffer.from(
      Array.from({ length: 80_000 }, (_, line) => `{"line":${line},"x":"${'x'.repeat(90)}"}\n`).join(''),
    );
    const stretches = (places: readonly { from: number; length: number }[]) =>
      Promise.resolve(places.map(({ from, length }) => bytes.subarray(from, from + length)));
    const sampled = async (source: Source) => texts(await (await openReader(source)).sample(200)).map(lineOf);
    const lines = await sampled({ ...memorySource(bytes, { chunk: 50_000 }), stretches });
    expect(lines.length).toBe(200);
    expect(lines.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, line) => line));
    for (let part = 2; part < 16; part += 1) expect(lines.some(line => Math.floor(line / 5000) === part)).toBe(true);
    expect(await sampled({ ...memorySource(bytes, { chunk: 1_000_000 }), stretches })).toEqual(lines);
    const array = Buffer.from(`[${bytes.toString().trimEnd().replaceAll('\n', ',')}]`);
    const ofArray = (places: readonly { from: number; length: number }[]) =>
      Promise.resolve(places.map(({ from, length }) => array.subarray(from, from + length)));
    const items = await sampled({ ...memorySource(array, { chunk: 50_000 }), stretches: ofArray });
    expect([items.length, items.filter(line => line > 75_000).length > 5]).toEqual([200, true]);
  });

  it('samples the beginning where quoted fields span lines', async () => {
    const rows = Array.from({ length: 1000 }, (_, row) => `${row},"two\nlines"\n`).join('');
    const sample = texts(await (await openReader(memorySource(Buffer.from(rows)))).sample(20)).join('\n');
    expect(`${sample}\n`).toBe(rows.slice(0, sample.length + 1));
  });

  it('samples all lines that explain others', async () => {
    const rows = (name: string) => `#Fields: ${name}\n${`${name}\n`.repeat(3000)}`;
    const sample = texts(await (await openReader(memorySource(Buffer.from(`${rows('a')}${rows('b')}`)))).sample(40));
    expect(sample.length).toBe(40);
    expect(sample.indexOf('#Fields: b')).toBe(sample.indexOf('b') - 1);
  });

  it('leaves out NULs in front of records, and says how many there were', async () => {
    const bytes = Buffer.from(`${'\0'.repeat(3000)}a\n\0\0b\0c\n\0d`);
    for (const chunk of [1, 7, 10_000]) {
      const reader = await openReader(memorySource(bytes, { chunk }));
      expect(texts(await reader.sample(5))).toEqual(['a', 'b\0c', '\0d']);
      expect(await readAll(reader)).toEqual(['a', 'b\0c', '\0d']);
      expect((await reader.summary()).notes).toEqual(['3002 NUL bytes in front of records were passed over']);
    }
  });

  it('cuts at carriage returns where there are no newlines', async () => {
    const reader = await openReader(memorySource(Buffer.from('a,"b"\rc,d\re,f\r'), { chunk: 4 }));
    expect(texts(await reader.sample(5))).toEqual(['a,"b"', 'c,d', 'e,f']);
    expect(await readAll(reader)).toEqual(['a,"b"', 'c,d', 'e,f']);
    expect((await reader.summary()).notes).toEqual(['lines end with a carriage return alone']);
  });

  it('reads JSON that is not one object a line, and says where its records are', async () => {
    const text = JSON.stringify({ data: { items: [{ time: 1795162530 }, { time: 1795162531, a: '\n' }] } });
    const concatenated = await openReader(memorySource(Buffer.from(text + text), { chunk: 10 }));
    expect(texts(await concatenated.sample(3))).toHaveLength(3);
    expect(await readAll(concatenated)).toHaveLength(4);
    const path =
      "records are not on lines of their own: their places are their numbers, in the order of jq -c '.data.items[]'";
    expect((await concatenated.summary()).notes).toEqual(['records are taken from .data.items[]', path]);
    const pretty = await openReader(memorySource(Buffer.from('[\n {\n  "a": 1\n },\n {\n  "a": 2\n }\n')));
    expect(texts(await pretty.sample(3))).toEqual(['{   "a": 1  }', '{   "a": 2  }']);
    expect(await readAll(pretty)).toEqual(['{\n  "a": 1\n }', '{\n  "a": 2\n }']);
    expect((await pretty.summary()).notes).toEqual(['the list of records is not closed: the file may be cut off']);
  });

  it('sums up what it read', async () => {
    const text = `a\n${'x'.repeat(30)}\nb,"c\nd\n`;
    const stored = gzipSync(text);
    const reader = await openReader(memorySource(stored), { maxRecordBytes: 20 });
    expect(await readAll(reader, { quotedBy: { quote: 34, delimiter: 44 } })).toEqual(['a', 'd']);
    expect(await reader.summary()).toEqual({
      path: 'memory.log',
      compression: 'gzip',
      bytes: stored.length,
      decodedBytes: text.length,
      sha256: createHash('sha256').update(stored).digest('hex'),
      lines: 4,
      overlong: { count: 1, sample: [{ line: 2, offset: 2, bytes: 30, reason: 'over-long record' }] },
      unclosedQuotes: { count: 1, sample: [{ line: 3, offset: 33, bytes: 4, reason: 'unclosed quote' }] },
      broken: [],
      notes: [],
    });
  });

  it('lists a bounded number of rejects and counts the rest', async () => {
    const reader = await openReader(memorySource(Buffer.from('xxxx\n'.repeat(500))), { maxRecordBytes: 2 });
    expect(await readAll(reader)).toEqual([]);
    const { overlong } = await reader.summary();
    expect([overlong.count, overlong.sample.length, overlong.sample[0]?.line]).toEqual([500, rejectSample, 1]);
  });

  it('identifies an input by all its bytes even when its records are not wanted', async () => {
    const stored = Buffer.from('line\n'.repeat(500_000));
    const reader = await openReader(memorySource(stored));
    await reader.sample(3);
    for await (const block of reader.records()) if (block.count > 0) break;
    const { bytes, sha256 } = await reader.summary();
    expect([bytes, sha256]).toEqual([stored.length, createHash('sha256').update(stored).digest('hex')]);
  });

  it('reports an input that cannot be opened as damage', async () => {
    const reader = await openReader({
      ...memorySource(Buffer.alloc(0)),
      // eslint-disable-next-line require-yield -- fails before the first chunk
      async *open() {
        throw new Error('EACCES: permission denied');
      },
    });
    expect((await reader.sample(5)).count).toBe(0);
    expect(await readAll(reader)).toEqual([]);
    expect((await reader.summary()).damage).toEqual({
      position: 0,
      message: 'cannot be read: EACCES: permission denied',
    });
  });
});
