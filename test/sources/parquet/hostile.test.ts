import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetMetadata } from 'hyparquet';
import { ByteWriter, parquetWriteBuffer } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { afterAll, describe, expect, it } from 'vitest';
import { openReader } from '../../../src/sources/read.js';
import { fileSource } from '../../../src/sources/source.js';

const folder = mkdtempSync(join(tmpdir(), 'revenuer-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function readAll(bytes: Uint8Array) {
  const location = join(folder, 'log.parquet');
  writeFileSync(location, bytes);
  const reader = await openReader(fileSource({ path: 'log.parquet', location, bytes: bytes.length }));
  await reader.sample(100);
  let rows = 0;
  for await (const block of reader.records()) rows += block.count;
  return { rows, summary: await reader.summary() };
}

const honest = {
  columnData: [
    { name: 'user', type: 'STRING' as const, data: Array.from({ length: 500 }, (_, row) => `u${row % 7}`) },
    { name: 'n', type: 'INT32' as const, data: Array.from({ length: 500 }, (_, row) => row) },
  ],
  rowGroupSize: 100,
};

/** The writer knows an older list of types than the reader does. */
type Written = Parameters<typeof writeMetadata>[1];

function footerOf({ metadata_length: _, ...rest }: ReturnType<typeof parquetMetadata>): ByteWriter {
  const writer = new ByteWriter();
  writeMetadata(writer, rest as unknown as Written);
  return writer;
}

/** The same data with another footer. */
function withFooter(change: (metadata: ReturnType<typeof parquetMetadata>) => void): Uint8Array {
  const stored = new Uint8Array(parquetWriteBuffer(honest));
  const metadata = parquetMetadata(stored);
  const data = stored.subarray(0, stored.length - 8 - metadata.metadata_length);
  change(metadata);
  const writer = footerOf(metadata);
  return Buffer.concat([data, writer.getBytes(), Buffer.from('PAR1')]);
}

/** One column of one page that says so of itself. */
function withPage(page: { count: number; packed: Uint8Array; length: number; codec?: string; encoding?: number }) {
  const zigzag = (value: number) => {
    const bytes: number[] = [];
    for (let left = value * 2; ; left = Math.floor(left / 128)) {
      if (left < 128) return [...bytes, left];
      bytes.push((left % 128) + 128);
    }
  };
  const header = [
    ...[0x15, 0, 0x15, ...zigzag(page.length), 0x15, ...zigzag(page.packed.length), 0x2c],
    ...[0x15, ...zigzag(page.count), 0x15, ...zigzag(page.encoding ?? 0), 0x15, 6, 0x15, 6, 0, 0],
  ];
  const body = Buffer.concat([Buffer.from('PAR1'), Buffer.from(header), page.packed]);
  const metadata = parquetMetadata(
    parquetWriteBuffer({ columnData: [{ name: 'n', type: 'INT32', data: [1], nullable: true }] }),
  );
  const [group] = metadata.row_groups;
  const meta = group?.columns[0]?.meta_data;
  if (group === undefined || meta === undefined) throw new Error('no column');
  group.num_rows = metadata.num_rows = meta.num_values = BigInt(page.count);
  meta.codec = (page.codec ?? 'UNCOMPRESSED') as typeof meta.codec;
  meta.data_page_offset = 4n;
  delete meta.dictionary_page_offset;
  meta.total_compressed_size = BigInt(body.length - 4);
  const writer = footerOf(metadata);
  return Buffer.concat([body, writer.getBytes(), Buffer.from('PAR1')]);
}

describe('a Parquet file that lies', () => {
  it.each([
    ['more rows than there are', 500n],
    ['more rows than anything has', 2n ** 50n],
  ])('about %s gives those that are there, and damage', async (_, rows) => {
    const { rows: read, summary } = await readAll(
      withFooter(({ row_groups: groups }) => {
        const last = groups.at(-1);
        if (last !== undefined) last.num_rows = rows;
      }),
    );
    expect([read, summary.lines]).toEqual([500, 500]);
    expect(summary.damage?.message).toContain('holds less than it says');
  });

  it('about where its columns lie is damaged', async () => {
    const { summary } = await readAll(
      withFooter(({ row_groups: groups }) => {
        const meta = groups[0]?.columns[1]?.meta_data;
        if (meta !== undefined) meta.total_compressed_size = 2n ** 40n;
      }),
    );
    expect(summary.damage?.message).toMatch(/rows 1 to 100 .*cannot be read/);
    expect(summary.lines).toBe(500);
  });

  it('cannot have a number of rows that is none', async () => {
    const wrong = (rows: bigint) => withFooter(({ row_groups: [first] }) => void (first && (first.num_rows = rows)));
    for (const rows of [-5n, 2n ** 60n]) {
      const { rows: read, summary } = await readAll(wrong(rows));
      expect([read, summary.damage?.message]).toEqual([0, expect.stringContaining(`a row group of ${rows} rows`)]);
    }
  });

  it('says how a page of too many values is mended', async () => {
    const run = [0x80, 0x80, 0x80, 0x80, 0x08, 0];
    const levels = Buffer.from([run.length, 0, 0, 0, ...run]);
    const { rows, summary } = await readAll(withPage({ count: 2 ** 30, packed: levels, length: levels.length }));
    expect([rows, summary.lines]).toEqual([0, 0]);
    expect(summary.damage?.message).toMatch(/the values of a page is 1073741824, .*ROW_GROUP_SIZE/);
  });

  it('has runs written no further than its values', async () => {
    const run = [0x80, 0x80, 0x80, 0x80, 0x08, 0];
    const levels = Buffer.from([run.length, 0, 0, 0, ...run]);
    const { rows, summary } = await readAll(withPage({ count: 3000, packed: levels, length: levels.length }));
    expect([rows, summary.damage]).toEqual([3000, undefined]);
  });

  it('is not unpacked beyond what its pages say', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const short = await readAll(withPage({ count: 10, packed: bomb, length: 100, codec: 'GZIP' }));
    expect([short.rows, short.summary.damage?.message]).toEqual([0, expect.stringContaining('cannot be read')]);
    const long = await readAll(withPage({ count: 10, packed: bomb, length: 2 ** 30, codec: 'GZIP' }));
    expect(long.summary.damage?.message).toContain('the unpacked bytes of a page');
  });

  it('is sampled within bounds when one long value stands in every row', async () => {
    const rows = 20_000;
    const repeat = (value: string) => Array.from({ length: rows }, () => value);
    const stored = parquetWriteBuffer({
      columnData: [{ name: 'prompt', type: 'STRING', data: repeat('a'.repeat(2 ** 20)), encoding: 'RLE_DICTIONARY' }],
      rowGroupSize: rows,
    });
    const location = join(folder, 'log.parquet');
    writeFileSync(location, Buffer.from(stored));
    const source = fileSource({ path: 'log.parquet', location, bytes: stored.byteLength });
    const reader = await openReader(source);
    const { bytes, count } = await reader.sample(4000);
    expect(count).toBeGreaterThanOrEqual(16);
    expect(bytes.length).toBeLessThan(64 * 1024 * 1024);
    let decoded = 0;
    for await (const block of reader.records()) decoded += block.bytes.length;
    expect(decoded).toBeLessThan(3 * 1024 ** 3);
    expect((await reader.summary()).damage?.message).toContain('it unpacks to more than 10000 times its size');
  }, 60_000);

  it('is refused when its footer is cut short, wherever', async () => {
    const stored = Buffer.from(parquetWriteBuffer(honest));
    for (let end = 4; end < stored.length; end += 61) {
      const { rows, summary } = await readAll(stored.subarray(0, end));
      expect([rows, summary.damage?.message]).toEqual([0, expect.stringContaining('cannot be read')]);
    }
    const tail = Buffer.concat([
      stored.subarray(0, stored.length - 8),
      Buffer.from([255, 255, 255, 127]),
      Buffer.from('PAR1'),
    ]);
    expect((await readAll(tail)).summary.damage?.message).toContain('exceeds');
  });
});
