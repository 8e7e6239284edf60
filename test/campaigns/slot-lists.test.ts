import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SlotLists } from '../../src/campaigns/slot-lists.js';

it('gives back the slots of every account, ascending', () => {
  const slot = fc.oneof(fc.integer({ min: 2_900_000, max: 2_910_000 }), fc.integer({ min: -(2 ** 50), max: 2 ** 50 }));
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(slot, { maxLength: 30 }), { maxLength: 8 }), all => {
      const lists = new SlotLists();
      for (const slots of all) lists.add(slots);
      all.forEach((slots, account) => {
        expect(lists.size(account)).toBe(slots.length);
        const into = new Float64Array(slots.length + 2).fill(-0.5);
        expect(lists.read(account, into, 1)).toBe(slots.length + 1);
        expect([...into]).toEqual([-0.5, ...[...slots].sort((a, b) => a - b), -0.5]);
      });
    }),
  );
});

it('leaves out what is no slot', () => {
  const lists = new SlotLists();
  lists.add([3, NaN, 1.5, Infinity, 1]);
  const into = new Float64Array(2);
  lists.read(0, into, 0);
  expect([...into]).toEqual([1, 3]);
});
