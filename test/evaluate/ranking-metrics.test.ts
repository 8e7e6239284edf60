import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaUnderCurve,
  averagePrecision,
  precisionAt,
  recallAtFalsePositiveRate,
  type Scored,
} from '../../src/evaluate/ranking-metrics.js';

const item = (score: number, positive: boolean): Scored => ({ score, positive });
const someItems = fc.array(fc.record({ score: fc.constantFrom(-Infinity, 0, 1, 2, 3), positive: fc.boolean() }), {
  minLength: 1,
  maxLength: 30,
});
/** Few enough that every order inside the ties can be tried. */
const fewItems = fc.array(fc.record({ score: fc.integer({ min: 0, max: 2 }), positive: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});

describe('average precision', () => {
  it('by hand: positives at 1 and 3 of 4', () => {
    const items = [item(4, true), item(3, false), item(2, true), item(1, false)];
    expect(averagePrecision(items)).toBeCloseTo((1 + 2 / 3) / 2);
  });

  it('a tie counts as the mean over its orders', () => {
    // Orders of (+,-): AP 1 and 1/2.
    expect(averagePrecision([item(1, true), item(1, false)])).toBeCloseTo(0.75);
    // Orders of (+,+,-): ++- 1, +-+ 5/6, -++ (1/2+2/3)/2.
    expect(averagePrecision([item(1, true), item(1, true), item(1, false)])).toBeCloseTo((1 + 5 / 6 + 7 / 12) / 3);
  });

  it('equals the mean over all orders that respect the scores', () => {
    fc.assert(
      fc.property(fewItems, items => {
        fc.pre(items.some(one => one.positive));
        const orders = permutations(items).filter(order =>
          order.every((one, i) => i === 0 || (order[i - 1] as Scored).score >= one.score),
        );
        const mean = orders.reduce((sum, order) => sum + precisionOfOrder(order), 0) / orders.length;
        expect(averagePrecision(items)).toBeCloseTo(mean, 10);
      }),
      { numRuns: 50 },
    );
  });

  it('lies in (0, 1] and does not depend on the order given', () => {
    fc.assert(
      fc.property(someItems, items => {
        fc.pre(items.some(one => one.positive));
        const value = averagePrecision(items);
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(averagePrecision([...items].reverse())).toBeCloseTo(value, 12);
      }),
    );
  });

  it('is 1 for a perfect ranking, and the prevalence’s expectation when all are one tie', () => {
    const perfect = [item(2, true), item(2, true), item(-Infinity, false), item(-Infinity, false)];
    expect(averagePrecision(perfect)).toBeCloseTo(1, 12);
    // Two of three in random order, as above; nothing else is known.
    const blind = [item(-Infinity, false), item(-Infinity, true), item(-Infinity, true)];
    expect(averagePrecision(blind)).toBeCloseTo((1 + 5 / 6 + 7 / 12) / 3);
  });

  it('is undefined without positives', () => {
    expect(averagePrecision([item(1, false)])).toBeNaN();
  });
});

describe('precision at k', () => {
  it('shares ties out, and stops at the end of the list', () => {
    const items = [item(3, true), item(2, true), item(2, false), item(1, false)];
    expect(precisionAt(items, 1)).toBe(1);
    expect(precisionAt(items, 2)).toBeCloseTo(0.75);
    expect(precisionAt(items, 100)).toBe(0.5);
    expect(precisionAt([], 10)).toBeNaN();
  });
});

describe('recall at a false-positive rate', () => {
  it('takes no part of a tie', () => {
    const items = [item(3, true), item(2, true), item(2, false), item(1, false)];
    expect(recallAtFalsePositiveRate(items, 0)).toBe(0.5);
    expect(recallAtFalsePositiveRate(items, 0.5)).toBe(1);
    expect(recallAtFalsePositiveRate([item(1, true)], 0.5)).toBeNaN();
  });
});

describe('area under the curve', () => {
  it('is the chance that a harvester stands above an innocent account', () => {
    fc.assert(
      fc.property(someItems, items => {
        const positives = items.filter(one => one.positive);
        const negatives = items.filter(one => !one.positive);
        fc.pre(positives.length > 0 && negatives.length > 0);
        let sum = 0;
        for (const p of positives)
          for (const n of negatives) sum += p.score > n.score ? 1 : p.score === n.score ? 0.5 : 0;
        expect(areaUnderCurve(items)).toBeCloseTo(sum / (positives.length * negatives.length), 10);
      }),
    );
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, i) => permutations(items.filter((_, j) => j !== i)).map(rest => [first, ...rest]));
}

function precisionOfOrder(order: readonly Scored[]): number {
  let found = 0;
  let sum = 0;
  order.forEach(({ positive }, i) => {
    if (positive) sum += ++found / (i + 1);
  });
  return sum / found;
}
