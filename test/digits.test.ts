import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inGroups } from '../src/digits.js';

it('writes numbers as they are written in English', () => {
  const value = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -2000, max: 2_000_000 }), fc.double());
  fc.assert(
    fc.property(value, each => {
      expect(inGroups(each)).toBe(each.toLocaleString('en-US'));
    }),
  );
});
