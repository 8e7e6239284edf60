/** What the other accounts look like, and who judges: the two halves of every detector's answer. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPopulation } from '../../src/detectors/population.js';
import { seriesOf, weightsOf } from '../detectors/series.js';

const even = (n: number) => new Float64Array(n).fill(1);
const population = (values: readonly (number | undefined)[], weights = even(values.length)) =>
  buildPopulation(new Map([['f', seriesOf(values)]]), weightsOf(weights));
const nobody = new Set<number>();

describe('tail', () => {
  it('is (1 + accounts at or above) / (1 + accounts)', () => {
    const { tail } = population([1, 2, 2, 3]);
    expect(tail('f', 2, nobody)).toBe(4 / 5);
    expect(tail('f', 2.5, nobody)).toBe(2 / 5);
    expect(tail('f', 0, nobody)).toBe(1);
  });

  it('never falls below 1 / (n + 1)', () => {
    expect(population([1, 2, 3]).tail('f', 99, nobody)).toBe(1 / 4);
    expect(population([]).tail('f', 99, nobody)).toBe(1);
  });

  it('leaves the subject out', () => {
    const { tail } = population([1, 2, 9, 9]);
    expect(tail('f', 9, nobody)).toBe(3 / 5);
    expect(tail('f', 9, new Set([2, 3]))).toBe(1 / 3);
    expect(tail('f', 9, new Set([0]))).toBe(3 / 4);
  });

  it('counts a campaign as one account', () => {
    const puppets = population([1, 2, 9, 9, 9, 9], Float64Array.of(1, 1, 0.25, 0.25, 0.25, 0.25));
    expect(puppets.tail('f', 9, nobody)).toBe(2 / 4);
    expect(puppets.tail('f', 9, new Set([0]))).toBe(2 / 3);
  });

  it('asks only those for whom the feature is defined', () => {
    const { tail, count } = population([undefined, 5, NaN, 7, Infinity]);
    expect(count('f')).toBe(2);
    expect(tail('f', 6, nobody)).toBe(2 / 3);
    // The left-out account has no value: leaving it out changes nothing.
    expect(tail('f', 6, new Set([0, 2]))).toBe(2 / 3);
  });

  it('knows nothing of features it was not given', () => {
    const { tail, count, quantile } = population([1]);
    expect([tail('g', 1, nobody), count('g'), quantile('g', 0.5)]).toEqual([1, 0, NaN]);
  });

  it('falls as the value rises, and is what counting gives', () => {
    const values = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: -1, max: 21 }), fc.nat(29), (all, at, out) => {
        const excluded = new Set(out < all.length ? [out] : []);
        const others = all.filter((_, i) => !excluded.has(i));
        const { tail } = population(all);
        expect(tail('f', at, excluded)).toBeCloseTo((1 + others.filter(v => v >= at).length) / (1 + others.length), 12);
        expect(tail('f', at + 1, excluded)).toBeLessThanOrEqual(tail('f', at, excluded));
      }),
    );
  });
});

describe('quantile', () => {
  it('is the value below which the share lies', () => {
    const { quantile } = population([4, 1, 3, 2]);
    expect([0.25, 0.5, 0.75, 1].map(q => quantile('f', q))).toEqual([1, 2, 3, 4]);
    expect(quantile('f', 0)).toBe(1);
  });

  it('is weighted', () => {
    expect(population([1, 9, 9, 9, 9], Float64Array.of(1, 0.25, 0.25, 0.25, 0.25)).quantile('f', 0.5)).toBe(1);
  });
});
