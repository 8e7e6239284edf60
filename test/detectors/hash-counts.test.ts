import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashCounts } from '../../src/detectors/hash-counts.js';

const hash = fc.integer({ min: 1, max: 2 ** 52 - 1 });
const few = fc.integer({ min: 1, max: 60 });

function counted(hashes: readonly number[], limit?: number): HashCounts {
  const counts = new HashCounts(limit === undefined ? {} : { limit });
  for (const each of hashes) counts.add(each);
  return counts;
}

describe('HashCounts', () => {
  it('counts what a map counts', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(hash, few), { maxLength: 400 }), hash, (hashes, other) => {
        const counts = counted(hashes);
        for (const each of [...hashes, other]) {
          expect(counts.count(each)).toBe(hashes.filter(one => one === each).length);
        }
      }),
    );
  });

  it('knows the smallest where there are too many, exactly, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(few, { maxLength: 300 }), fc.integer({ min: 1, max: 20 }), (hashes, limit) => {
        const distinct = [...new Set(hashes)].sort((a, b) => a - b);
        const known = distinct.length <= limit ? Infinity : (distinct[limit - 1] as number);
        for (const order of [hashes, [...hashes].reverse(), [...hashes].sort((a, b) => b - a)]) {
          const counts = counted(order, limit);
          for (const each of distinct) {
            const times = hashes.filter(one => one === each).length;
            expect(counts.count(each)).toBe(each > known ? undefined : times);
          }
        }
      }),
    );
  });

  it('counts no further than it is told', () => {
    const few = new HashCounts({ most: 255 });
    for (let i = 0; i < 1000; i++) few.add(7);
    few.add(8);
    expect([few.count(7), few.count(8)]).toEqual([255, 1]);
  });

  it('keeps what it counted while it grows', () => {
    const counts = counted(Array.from({ length: 50_000 }, (_, i) => 1 + (i % 20_000) * 2_147_483_648));
    expect([counts.count(1), counts.count(1 + 19_999 * 2_147_483_648), counts.count(2)]).toEqual([3, 2, 0]);
  });
});
