import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readHybrid } from '../../../src/sources/parquet/hybrid.js';

/** Bits side by side, the lowest first, behind the number of groups of eight. */
function packed(values: readonly number[], width: number): Uint8Array {
  const bits = values.flatMap(value => Array.from({ length: width }, (_, bit) => Math.floor(value / 2 ** bit) % 2));
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((sum, bit, place) => sum + bit * 2 ** place, 0),
  );
  return Uint8Array.from([Math.ceil(values.length / 8) * 2 + 1, ...bytes]);
}

describe('small whole numbers of Parquet', () => {
  it('are read back at every width', () => {
    const some = fc
      .integer({ min: 1, max: 32 })
      .chain(width =>
        fc.tuple(
          fc.constant(width),
          fc.array(fc.nat({ max: 2 ** Math.min(width, 31) - 1 }), { minLength: 1, maxLength: 80 }),
        ),
      );
    fc.assert(
      fc.property(some, ([width, values]) => {
        const output = new Uint32Array(values.length);
        readHybrid(packed(values, width), width, output);
        expect([...output]).toEqual(values);
      }),
    );
  });

  it('never reach beyond what is asked for, and end with the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 40 }),
        fc.integer({ min: 0, max: 40 }),
        fc.nat({ max: 50 }),
        (bytes, width, count) => {
          const output = new Uint32Array(count);
          try {
            readHybrid(bytes, width, output);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
    );
    const runs = new Uint8Array(3);
    readHybrid(Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0x0f, 7), 3, runs);
    expect([...runs]).toEqual([7, 7, 7]);
  });
});
