import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32, crc32ByTable } from '../../src/sources/crc32.js';
import { Xxh64 } from '../../src/sources/xxh64.js';

describe('CRC-32', () => {
  it('is what gzip writes, continued over any cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 200 }), (bytes, cut) => {
        const expected = gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8);
        for (const sum of [crc32, crc32ByTable]) {
          expect(sum(bytes.subarray(cut), sum(bytes.subarray(0, cut), 0))).toBe(expected);
        }
      }),
    );
  });
});

describe('XXH64', () => {
  // Seed 0, from the reference implementation (`xxhsum -H1`).
  it.each([
    ['', 0xef46db3751d8e999n],
    ['a', 0xd24ec4f1a98c6e5bn],
    ['abc', 0x44bc2cf5ad770999n],
    ['Nobody inspects the spammish repetition', 0xfbcea83c8a378bf1n],
  ])('of %j', (text, expected) => {
    const sum = new Xxh64();
    sum.update(Buffer.from(text));
    expect(sum.digest()).toBe(expected);
  });

  it('does not depend on the cuts', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { maxLength: 6 }), parts => {
        const whole = new Xxh64();
        whole.update(Buffer.concat(parts));
        const pieces = new Xxh64();
        for (const part of parts) pieces.update(part);
        expect(pieces.digest()).toBe(whole.digest());
      }),
    );
  });
});
