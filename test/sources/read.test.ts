import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openReader, rejectSample, type InputReader } from '../../src/sources/read.js';
import type { RecordBlock } from '../../src/sources/records.js';
import { memorySource } from './memory-source.js';

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
    expect(texts(sample)).toEqual(lines.slice(0, 200));
    expect(reader.bytesRead).toBeGreaterThan(0);
    expect(await readAll(reader)).toEqual(lines);
    expect(texts(sample)).toEqual(lines.slice(0, 200));
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
    const long = await openReader(memorySource(Buffer.from(`a\n${'b'.repeat(600_000)}\n`), { chunk: 100_000 }));
    expect(texts(await long.sample(10))).toEqual(['a']);
  });

  it('samples the same records of long ones, and counts the same bytes, in any chunking', async () => {
    const bytes = Buffer.from(Array.from({ length: 200 }, (_, line) => `${line}${'x'.repeat(3000)}\n`).join(''));
    const sampled = async (chunk: number) => {
      const reader = await openReader(memorySource(bytes, { chunk }));
      const { count } = await reader.sample(200);
      return { count, summary: await reader.summary() };
    };
    const whole = await sampled(bytes.length);
    expect(whole).toMatchObject({ count: 87, summary: { decodedBytes: bytes.length } });
    for (const chunk of [1000, 4096, 70_000, 262_144]) expect(await sampled(chunk)).toEqual(whole);
  });

  it('samples a first record of almost any length', async () => {
    const line = 'z'.repeat(2_000_000);
    const reader = await openReader(memorySource(Buffer.from(`${line}\nb\n`), { chunk: 65_536 }));
    expect(texts(await reader.sample(1))).toEqual([line]);
    const bounded = await openReader(memorySource(Buffer.from(line), { chunk: 65_536 }), { maxRecordBytes: 1_000_000 });
    expect((await bounded.sample(1)).count).toBe(0);
    expect(bounded.bytesRead).toBeLessThan(1_200_000);
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
