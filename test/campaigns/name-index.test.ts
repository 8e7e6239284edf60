import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NameIndex } from '../../src/campaigns/name-index.js';

it('finds what a map finds', () => {
  const hash = fc.oneof(fc.integer({ min: 1, max: 2 ** 52 - 1 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(fc.array(hash, { maxLength: 60 }), hash, (hashes, other) => {
      const index = new NameIndex(Float64Array.from(hashes));
      const map = new Map(hashes.map((each, account) => [each, account]));
      for (const each of [...hashes, other]) expect(index.get(each)).toBe(map.get(each));
    }),
  );
});
