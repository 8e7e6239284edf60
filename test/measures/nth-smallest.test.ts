import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nthSmallest } from '../../src/measures/sketches/nth-smallest.js';

it('is the one that sorting puts there', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ noNaN: true })), { minLength: 1, maxLength: 200 }),
      fc.nat(),
      (numbers, seed) => {
        const n = seed % numbers.length;
        const sorted = Float64Array.from(numbers).sort();
        expect(nthSmallest(Float64Array.from(numbers), n) === sorted[n]).toBe(true);
      },
    ),
    { numRuns: 1000 },
  );
});

it('of numbers in order, in reverse, and all the same', () => {
  for (const numbers of [
    Float64Array.from({ length: 999 }, (_, i) => i),
    Float64Array.from({ length: 999 }, (_, i) => 998 - i),
    new Float64Array(999).fill(500),
  ]) {
    for (const n of [0, 1, 498, 499, 500, 997, 998]) {
      expect(nthSmallest(numbers.slice(), n)).toBe(numbers[0] === 500 ? 500 : n);
    }
  }
});
