import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Synchrony, volumeLink, type Load } from '../../src/campaigns/schedule.js';
import { SlotLists } from '../../src/campaigns/slot-lists.js';
import { moments2, normalAbove, bitsOf } from '../../src/measures/statistics.js';
import { hashPair } from '../../src/requests/hash.js';
import { drawFrom } from '../../src/testing/index.js';
import { many } from './views.js';

const levelled = Array.from({ length: 12 }, (_, i) => 40 + (i % 3));
const independent = (seed: string) => {
  const draw = drawFrom(seed);
  return Array.from({ length: 12 }, () => Math.round(draw.logNormal(40, 1)));
};

const day = 86_400_000;
const loads = (counts: readonly number[]): Load[] => counts.map(requests => ({ requests, span: day }));

describe('volumeLink', () => {
  it('finds loads that are level', () => {
    const link = volumeLink(loads(levelled));
    expect(link).toMatchObject({ kind: 'schedule', attribute: 'volume', label: '41.0 ± 0.9 requests each' });
    expect(link?.bits).toBeGreaterThan(10);
    expect(link?.holders).toHaveLength(12);
  });

  it('compares paces where members were not there all the time', () => {
    const staggered = [10, 20, 40, 80, 15, 60].map(requests => ({ requests, span: requests * 1_800_000 }));
    expect(volumeLink(loads(staggered.map(({ requests }) => requests)))).toBeUndefined();
    expect(volumeLink(staggered)?.label).toMatch(/requests an hour each$/);
  });

  it('claims two bits at most for each further account', () => {
    expect(volumeLink(loads([100, 100, 100]))?.bits).toBeLessThanOrEqual(4);
  });

  it('says nothing of independent customers', () => {
    const bits = Array.from({ length: 50 }, (_, i) => volumeLink(loads(independent(`s${i}`)))?.bits ?? 0);
    expect(Math.max(...bits)).toBeLessThan(3);
  });

  it('does not ask two accounts, nor idle ones', () => {
    expect(volumeLink(loads([40, 40]))).toBeUndefined();
    expect(volumeLink(loads(Array.from({ length: 12 }, () => 5)))).toBeUndefined();
  });
});

/** Of accounts that are active in these slots. */
function synchronyLink(all: readonly { slots?: readonly number[] }[], least?: number) {
  const lists = new SlotLists();
  for (const { slots = [] } of all) lists.add(slots);
  return new Synchrony(lists).link([...all.keys()], least);
}

/** The same by the plainest way: a map of counts, and all shifts to the end. */
function naiveSynchrony(all: readonly (readonly number[])[]) {
  const coincidence = (shiftOf: (member: number) => number) => {
    const counts = new Map<number, number>();
    all.forEach((slots, member) => {
      for (const slot of slots) counts.set(slot + shiftOf(member), (counts.get(slot + shiftOf(member)) ?? 0) + 1);
    });
    const each = all.map((slots, member) =>
      slots.reduce((sum, slot) => sum + (counts.get(slot + shiftOf(member)) ?? 0) - 1, 0),
    );
    return { each, sum: [...counts.values()].reduce((sum, count) => sum + count ** 2, 0) };
  };
  const { sum: observed, each } = coincidence(() => 0);
  const nulls = Array.from({ length: 32 }, (_, i) =>
    coincidence(member => {
      const drawn = hashPair(member + 1, i + 1) % 12;
      return drawn < 6 ? drawn - 6 : drawn - 5;
    }),
  );
  const { mean, variance } = moments2(nulls.map(({ sum }) => sum));
  const usual = (i: number) => nulls.reduce((sum, one) => sum + (one.each[i] ?? 0), 0) / 32;
  const holders = [...each.keys()].filter(i => (each[i] ?? 0) > 1.3 * usual(i));
  const z = (observed - mean) / Math.sqrt(Math.max(variance, mean * 0.0025, 1));
  const bits = bitsOf(normalAbove(z));
  if (holders.length < all.length / 2 || observed < 1.3 * mean || bits <= 0) return undefined;
  return { bits, holders, coincidence: observed };
}

describe('synchrony', () => {
  const draw = drawFrom('slots');
  const odd = Array.from({ length: 40 }, () => draw.integer(432));
  const together = many(8, () => ({ slots: odd }));

  it('finds members that are active in the same ten minutes', () => {
    const link = synchronyLink(together);
    expect(link).toMatchObject({ kind: 'schedule', attribute: 'synchrony' });
    expect(link?.bits).toBeGreaterThan(8);
  });

  it('says nothing when each is shifted by half an hour or more', () => {
    const apart = many(8, i => ({ slots: odd.map(slot => slot + 3 * i) }));
    expect(synchronyLink(apart)?.bits ?? 0).toBeLessThan(3);
  });

  it('says nothing of office hours in common', () => {
    // All work from nine to five on three days, at minutes of their own.
    const office = many(12, i => {
      const own = drawFrom(`office ${i}`);
      return { slots: Array.from({ length: 30 }, () => 144 * own.integer(3) + 54 + own.integer(48)) };
    });
    expect(synchronyLink(office)?.bits ?? 0).toBeLessThan(3);
  });

  it('is what counting everything gives, though most of it is left out', () => {
    const slots = fc.uniqueArray(fc.nat(150), { maxLength: 25 });
    const groups = fc.oneof(
      fc.array(slots, { minLength: 3, maxLength: 9 }),
      // Some that keep in step with one another.
      fc
        .tuple(slots, fc.array(slots, { maxLength: 3 }))
        .map(([own, others]) => [own, own, own.slice(1), own, ...others]),
    );
    fc.assert(
      fc.property(groups, fc.integer({ min: -400, max: 3e9 }), fc.nat(20), (group, from, least) => {
        const moved = group.map(own => [...own].sort((a, b) => a - b).map(slot => slot + from));
        const expected = naiveSynchrony(moved);
        const all = moved.map(own => ({ slots: own }));
        const link = synchronyLink(all);
        expect(link?.bits).toBe(expected?.bits);
        expect(link?.holders).toEqual(expected?.holders);
        expect(link?.facts['coincidence']).toBe(expected?.coincidence);
        if ((expected?.bits ?? 0) >= least) expect(synchronyLink(all, least)).toEqual(link);
      }),
    );
  });

  it('is nobody’s with clocks years apart', () => {
    expect(synchronyLink([...together, { slots: [odd[0] ?? 0, 300_000] }])).toBeUndefined();
  });

  it('does not ask two accounts', () => {
    expect(synchronyLink(together.slice(0, 2))).toBeUndefined();
  });
});
