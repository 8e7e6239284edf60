import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstUse, isRegular, ReleaseSearch } from '../../src/detectors/releases.js';
import { modelSlot, models, type ModelUses } from '../../src/measures/catalogue/models.js';
import { SlotCounts } from '../../src/measures/sketches/slot-counts.js';

type Use = readonly [model: number, slot: number, count: number];

function stateOf(uses: readonly Use[]): ModelUses {
  const state = models.create();
  for (const [model, slot, count] of uses) {
    const first = slot * modelSlot + 1000 * model + count;
    const use = state.uses.get(model) ?? { name: `model ${model}`, first, slots: new SlotCounts() };
    use.first = Math.min(use.first, first);
    use.slots.add(slot, count);
    state.uses.set(model, use);
  }
  return state;
}

const use = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.nat(20), fc.integer({ min: 1, max: 9 }));
const everybody = fc.array(fc.array(use, { maxLength: 6 }), { maxLength: 12 }).map(all => all.map(stateOf));
const ascending = (a: number, b: number) => a - b;

describe('ReleaseSearch', () => {
  it('finds what going through all accounts at once finds', () => {
    fc.assert(
      fc.property(everybody, states => {
        const slots = states.flatMap(({ uses }) =>
          [...uses.values()].flatMap(({ slots: { counts } }) => [...counts.keys()]),
        );
        const from = Math.min(...slots) * modelSlot;
        const end = (Math.max(...slots) + 1) * modelSlot;
        const expected = [1, 2, 3, 4].flatMap(model => {
          const firsts = states.flatMap(state => firstUse(state, model)).sort(ascending);
          const at = firsts[2];
          if (at === undefined || at - from < Math.min(86_400_000, (end - from) / 4)) return [];
          const regulars = states.filter(state => isRegular(state, at));
          const adopted = regulars.flatMap(state => firstUse(state, model)).sort(ascending);
          const known = { adopters: firsts.length, regulars: regulars.length, firsts: adopted };
          return [{ model, name: `model ${model}`, at, end, ...known }];
        });
        const search = new ReleaseSearch();
        for (const state of states) search.take(state);
        expect(search.end(states).releases).toEqual(expected);
      }),
    );
  });
});
