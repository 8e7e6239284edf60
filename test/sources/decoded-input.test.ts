import { createHash } from 'node:crypto';
import { constants, deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDecoded } from '../../src/sources/decoded-input.js';
import { inflateChunkBytes } from '../../src/sources/gzip.js';
import type { Source } from '../../src/sources/source.js';
import { memorySource } from './memory-source.js';
import { blockHeader, skippableFrame, zstdFrame } from './zstd-frames.js';

async function decode(source: Source) {
  const input = await openDecoded(source);
  const chunks: Uint8Array[] = [];
  for (let chunk = await input.pull(); chunk !== undefined; chunk = await input.pull()) chunks.push(chunk);
  const { compression, damage, decodedBytes, digest } = input;
  return {
    content: Buffer.concat(chunks),
    compression,
    damage,
    decodedBytes,
    sha256: digest.sha256(),
    bytes: digest.bytes,
  };
}

/** Lines that compress like a log does, different everywhere. */
function logLines(count: number): Buffer {
  const lines = Array.from(
    { length: count },
    (_, index) => `{"id":${index},"hash":"${sha256(Buffer.from(`${index}`))}"}\n`,
  );
  return Buffer.from(lines.join(''));
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const chunkSize = fc.integer({ min: 1, max: 400 });

describe('gzip', () => {
  it('unpacks any members, padded with zeros, in any chunking', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        fc.nat({ max: 20 }),
        chunkSize,
        async (members, padding, chunk) => {
          const stored = Buffer.concat([...members.map(member => gzipSync(member)), Buffer.alloc(padding)]);
          const {
            content,
            compression,
            damage,
            decodedBytes,
            sha256: digest,
          } = await decode(memorySource(stored, { chunk }));
          // A content that looks like UTF-16 would be recoded.
          fc.pre(!looksUtf16(Buffer.concat(members)));
          expect({ content, damage, compression }).toEqual({
            content: Buffer.concat(members),
            damage: undefined,
            compression: 'gzip',
          });
          expect(decodedBytes).toBe(content.length);
          expect(digest).toBe(sha256(stored));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('reads headers with extra field, name, comment and checksum', async () => {
    const packed = gzipSync('hello\n');
    const header = Buffer.from(packed.subarray(0, 10));
    header[3] = 2 + 4 + 8 + 16;
    const extras = Buffer.concat([Buffer.from([3, 0, 1, 2, 3]), Buffer.from('a.log\0remark\0'), Buffer.from([9, 9])]);
    const stored = Buffer.concat([header, extras, packed.subarray(10)]);
    const { content, damage } = await decode(memorySource(stored, { chunk: 3 }));
    expect([content.toString(), damage]).toEqual(['hello\n', undefined]);
  });

  it('yields everything before the end of a truncated file, and says where that is', async () => {
    const whole = logLines(5000);
    const packed = gzipSync(whole);
    for (const length of [5, 40, Math.floor(packed.length / 2), packed.length - 9, packed.length - 3]) {
      const { content, damage } = await decode(memorySource(packed.subarray(0, length)));
      expect(content.equals(whole.subarray(0, content.length))).toBe(true);
      expect(content.length).toBeGreaterThanOrEqual(Math.floor((length / packed.length) * whole.length * 0.8) - 200);
      expect(damage).toEqual({ position: length, message: 'the gzip data ends unfinished: the file is cut off' });
    }
  });

  it.each([true, false])('reports what follows the data, and keeps the data (reopenable: %s)', async reopenable => {
    const packed = gzipSync('hello\n');
    const stored = Buffer.concat([packed, Buffer.alloc(7), Buffer.from('rubbish')]);
    const { content, damage, bytes } = await decode(memorySource(stored, { reopenable }));
    expect(content.toString()).toBe('hello\n');
    expect(damage).toEqual({ position: packed.length + 7, message: 'what follows the gzip data is not gzip' });
    expect(bytes).toBe(stored.length);
  });

  /** Sound up to a block of a kind that does not exist. */
  function corruptGzip(content: Buffer): { stored: Buffer; broken: number } {
    const sound = deflateRawSync(content, { finishFlush: constants.Z_FULL_FLUSH });
    const stored = Buffer.concat([gzipSync('').subarray(0, 10), sound, Buffer.alloc(500, 0xff)]);
    return { stored, broken: 10 + sound.length };
  }

  it('recovers a corrupt file up to the byte where it cannot go on', async () => {
    const whole = logLines(30_000);
    const { stored, broken } = corruptGzip(whole);
    const { content, damage, sha256: digest } = await decode(memorySource(stored, { chunk: 100_000 }));
    expect(content.equals(whole)).toBe(true);
    expect(damage).toEqual({ position: broken, message: 'the gzip data is corrupt: invalid block type' });
    expect(digest).toBe(sha256(stored));
  });

  it('loses little of a corrupt stream that cannot be read again', async () => {
    const whole = logLines(30_000);
    const { stored, broken } = corruptGzip(whole);
    const { content, damage } = await decode(memorySource(stored, { reopenable: false }));
    expect(content.equals(whole.subarray(0, content.length))).toBe(true);
    expect(content.length).toBeGreaterThan(whole.length - inflateChunkBytes);
    expect(damage?.position).toBeGreaterThan(broken - 1000);
    expect(damage?.position).toBeLessThanOrEqual(broken);
  });

  it('notices content that does not match its checksum', async () => {
    const packed = gzipSync('hello\n', { level: 0 });
    const at = packed.indexOf('hello');
    packed.write('jello', at);
    const { content, damage } = await decode(memorySource(packed));
    expect(content.toString()).toBe('jello\n');
    expect(damage).toMatchObject({ position: packed.length - 8 });
  });

  it('does not unpack twice', async () => {
    const inner = gzipSync('hello\n');
    expect((await decode(memorySource(gzipSync(inner)))).content.equals(inner)).toBe(true);
  });
});

describe('zstd', () => {
  it('unpacks frames of raw blocks and passes over skippable ones, in any chunking', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 3000 }), { maxLength: 3 }),
        chunkSize,
        async (frames, chunk) => {
          const stored = Buffer.concat([
            skippableFrame(Buffer.from('index'), 14),
            ...frames.map(frame => zstdFrame(frame)),
            skippableFrame(Buffer.alloc(0)),
          ]);
          const { content, damage, compression } = await decode(memorySource(stored, { chunk }));
          fc.pre(!looksUtf16(Buffer.concat(frames)));
          expect({ content, damage, compression }).toEqual({
            content: Buffer.concat(frames),
            damage: undefined,
            compression: 'zstd',
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('yields everything before the end of a truncated file', async () => {
    const whole = logLines(100);
    const stored = zstdFrame(whole);
    const { content, damage } = await decode(memorySource(stored.subarray(0, 5000)));
    expect(content.equals(whole.subarray(0, content.length))).toBe(true);
    expect(content.length).toBe(5000 - 9 - 5 * 3);
    expect(damage).toEqual({ position: 5000, message: 'the zstd data ends unfinished: the file is cut off' });
  });

  it('yields the blocks before a corrupt one and says where that starts', async () => {
    const whole = logLines(100);
    const stored = zstdFrame(whole);
    const second = 9 + 3 + 1000;
    stored.set(blockHeader({ last: false, type: 3, size: 1000 }), second);
    const { content, damage } = await decode(memorySource(stored));
    expect(content.equals(whole.subarray(0, 1000))).toBe(true);
    expect(damage).toEqual({ position: second, message: 'the zstd data is corrupt: unknown kind of block' });
  });

  it('notices a compressed block that is none', async () => {
    const stored = zstdFrame(logLines(100));
    stored.set(blockHeader({ last: false, type: 2, size: 1000 }), 9);
    const { content, damage } = await decode(memorySource(stored));
    expect(content.length).toBe(0);
    expect(damage).toMatchObject({ position: 9 });
  });

  // Made with `zstd`, whose frames carry a checksum: "revenuer\n" 2000 times.
  const packed = 'KLUv/QRYjQAASHJldmVudWVyCgEARAb3cgSExNFC';
  it('unpacks compressed blocks and verifies their checksum', async () => {
    const stored = Buffer.from(packed, 'base64');
    const { content, damage } = await decode(memorySource(stored));
    expect([content.toString(), damage]).toEqual(['revenuer\n'.repeat(2000), undefined]);
    stored.write('revenger', stored.indexOf('revenuer'));
    const altered = await decode(memorySource(stored));
    expect(altered.content.toString()).toBe('revenger\n'.repeat(2000));
    expect(altered.damage).toMatchObject({ position: stored.length - 4 });
  });

  it('refuses a window that would need gigabytes', async () => {
    const stored = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0xff, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect((await decode(memorySource(stored))).damage?.message).toContain('window of more than 128 MiB');
  });

  it('refuses a frame that needs a dictionary', async () => {
    const stored = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x21, 7, 0, 1, 0, 0]);
    expect((await decode(memorySource(stored))).damage?.message).toContain('zstd -dc -D');
  });

  it('reports what follows the data', async () => {
    const stored = Buffer.concat([zstdFrame(Buffer.from('hello\n')), Buffer.from('rubbish')]);
    const { content, damage } = await decode(memorySource(stored));
    expect(content.toString()).toBe('hello\n');
    expect(damage).toEqual({ position: stored.length - 7, message: 'what follows the zstd data is not zstd' });
  });
});

describe('other contents', () => {
  it('passes anything else through', async () => {
    const text = Buffer.from('BZh is no archive\n\0\xff', 'latin1');
    const { content, compression, damage } = await decode(memorySource(text, { chunk: 4 }));
    expect({ content, compression, damage }).toEqual({ content: text, compression: 'none', damage: undefined });
  });

  it('is at ease with an empty input', async () => {
    const { content, damage, bytes } = await decode(memorySource(Buffer.alloc(0)));
    expect([content.length, damage, bytes]).toEqual([0, undefined, 0]);
  });

  it.each([
    ['lz4', [0x04, 0x22, 0x4d, 0x18], 'lz4 -dc memory.log'],
    ['zip', [0x50, 0x4b, 0x03, 0x04], 'unzip -p memory.log'],
    ['an SQLite database', [...Buffer.from('SQLite format 3\0')], "sqlite3 -json memory.log 'select * from TABLE'"],
    ['an Avro file', [...Buffer.from('Obj\x01')], 'fastavro memory.log'],
  ])('says what to type for %s', async (name, magic, command) => {
    const stored = Buffer.from([...magic, 1, 2, 3, 10]);
    const { content, damage, sha256: digest } = await decode(memorySource(stored));
    expect(content.length).toBe(0);
    expect(damage).toMatchObject({ position: 0 });
    expect(damage?.message).toContain(name);
    expect(damage?.message).toContain(`${command} | revenuer scan -`);
    expect(digest).toBe(sha256(stored));
  });

  it('says what to type for a tar archive in gzip', async () => {
    const tar = Buffer.alloc(1024);
    tar.write('a.log', 0);
    tar.write('ustar', 257);
    const { content, damage } = await decode(memorySource(gzipSync(tar)));
    expect(content.length).toBe(0);
    expect(damage?.message).toContain('tar -xzOf memory.log | revenuer scan -');
  });

  it.each([
    ['utf16le', [0xff, 0xfe], (text: string) => Buffer.from(text, 'utf16le')],
    ['utf16be', [0xfe, 0xff], (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('recodes %s', async (_, mark, encode) => {
    const text = '{"prompt":"Zürich 東京 🧪"}\n';
    const stored = Buffer.concat([Buffer.from(mark), encode(text)]);
    for (const chunk of [1, 3, 1000]) {
      const { content, damage, decodedBytes } = await decode(memorySource(stored, { chunk }));
      expect([content.toString(), damage, decodedBytes]).toEqual([text, undefined, stored.length]);
    }
  });

  it('keeps what came before a read error', async () => {
    const failing: Source = {
      ...memorySource(Buffer.alloc(0)),
      async *open() {
        yield Buffer.from('a\nb\n');
        throw new Error('EIO: i/o error, read');
      },
    };
    const { content, damage } = await decode(failing);
    expect(content.toString()).toBe('a\nb\n');
    expect(damage).toEqual({ position: 4, message: 'cannot be read: EIO: i/o error, read' });
  });
});

function looksUtf16(content: Buffer): boolean {
  return content.length > 1 && [0xfffe, 0xfeff].includes(content.readUInt16BE(0));
}
