import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binomialAtLeast,
  bitsOf,
  chiSquareBelow,
  logGamma,
  median,
  moments2,
  normalAbove,
  poissonAtLeast,
  quantile,
} from '../../src/measures/statistics.js';

describe('tail probabilities agree with tables', () => {
  it.each([
    // Abramowitz & Stegun table 26.8: chi-square quantiles.
    [3.841459, 1, 0.95],
    [18.30704, 10, 0.95],
    [2.558212, 10, 0.01],
    [124.3421, 100, 0.95],
  ])('chi-square %f with %i degrees', (x, k, p) => expect(chiSquareBelow(x, k)).toBeCloseTo(p, 6));

  it.each([
    [1.959964, 0.025],
    [3.090232, 0.001],
    [-1.281552, 0.9],
  ])('normal %f', (z, p) => expect(normalAbove(z)).toBeCloseTo(p, 6));

  it.each([
    // Exact sums.
    [1, 10, 0.1, 1 - 0.9 ** 10],
    [3, 3, 0.5, 0.125],
    [8, 10, 0.5, 56 / 1024],
    [0, 5, 0.3, 1],
    [6, 5, 0.3, 0],
  ])('binomial at least %i of %i at %f', (k, n, p, expected) =>
    expect(binomialAtLeast(k, n, p)).toBeCloseTo(expected, 10),
  );

  it('keeps its precision far out in the tail', () => {
    // P(all 24 of 24) at rate 0.02.
    expect(Math.log10(binomialAtLeast(24, 24, 0.02))).toBeCloseTo(24 * Math.log10(0.02), 8);
  });

  it('poisson', () => {
    expect(poissonAtLeast(1, 2)).toBeCloseTo(1 - Math.exp(-2), 10);
    expect(poissonAtLeast(3, 2)).toBeCloseTo(1 - Math.exp(-2) * 5, 10);
  });

  it('ln gamma of whole numbers is the factorial', () => {
    expect(logGamma(11)).toBeCloseTo(Math.log(3628800), 10);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 10);
  });
});

describe('bits of a p-value', () => {
  it('gives the published values of the Sellke-Bayarri-Berger bound', () => {
    expect(2 ** bitsOf(0.01)).toBeCloseTo(7.99, 1);
    expect(2 ** bitsOf(0.001)).toBeCloseTo(53.3, 0);
    expect(2 ** bitsOf(0.0001)).toBeCloseTo(399, 0);
    expect(bitsOf(0.5)).toBe(0);
  });

  it('never rises with p', () => {
    const p = fc.double({ min: 1e-12, max: 1, noNaN: true });
    fc.assert(fc.property(p, p, (a, b) => (a <= b ? bitsOf(a) >= bitsOf(b) : bitsOf(b) >= bitsOf(a))));
  });
});

describe('order statistics', () => {
  it('interpolates', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(median([])).toBeNaN();
    expect(median([NaN, 4])).toBe(4);
  });

  it('mean and variance', () => expect(moments2([2, 4, 6])).toEqual({ mean: 4, variance: 4 }));
});
