import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { falseDiscoveryRates, type Scored } from '../../src/ranking/false-discovery.js';

const scores = fc.array(fc.double({ min: -20, max: 60, noNaN: true }), { minLength: 1, maxLength: 40 });
const level = 'account';
const leveled = (list: readonly number[], of = level): Scored[] => list.map(score => ({ level: of, score }));
const ratesOf = (list: readonly number[], judged: number) =>
  falseDiscoveryRates(leveled(list), new Map([[level, judged]]));

describe('falseDiscoveryRates', () => {
  it('is the e-BH rate: subjects judged, over how many are as strong times the least e-value', () => {
    // 100 / (1 * 2^10), 100 / (2 * 2^9) and 100 / (3 * 2^2), the last being more than one.
    expect(ratesOf([9, 10, 2], 100)).toEqual([100 / 1024, 100 / 1024, 1]);
    expect(ratesOf([12], 1)).toEqual([2 ** -12]);
    expect(falseDiscoveryRates([], new Map())).toEqual([]);
  });

  it('lets the strongest profit from others nearly as strong', () => {
    const [alone] = ratesOf([10], 1000) as [number];
    const [among] = ratesOf([10, 10, 10, 10], 1000) as [number];
    expect(among).toBeLessThan(alone);
  });

  it('is a share, falls with the score, and does not depend on the order', () => {
    fc.assert(
      fc.property(scores, fc.nat(5000), (list, more) => {
        const judged = list.length + more;
        const rates = ratesOf(list, judged);
        rates.forEach((rate, i) => {
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(1);
          rates.forEach((other, j) => {
            if ((list[i] as number) >= (list[j] as number)) expect(rate).toBeLessThanOrEqual(other);
          });
        });
        expect(ratesOf([...list].reverse(), judged)).toEqual([...rates].reverse());
      }),
    );
  });

  it('rises with the number that were judged', () => {
    fc.assert(
      fc.property(scores, fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (list, more, still) => {
        const fewer = ratesOf(list, list.length + more);
        ratesOf(list, list.length + more + still).forEach((rate, i) => {
          const before = fewer[i] as number;
          expect(rate).toBeGreaterThanOrEqual(before);
          if (before < 1) expect(rate).toBeGreaterThan(before);
        });
      }),
    );
  });

  it('keeps levels apart', () => {
    fc.assert(
      fc.property(scores, scores, fc.boolean(), (some, others, mixed) => {
        const judged = new Map([
          ['account', 3000],
          ['campaign', 40],
        ]);
        const [a, b] = [leveled(some, 'account'), leveled(others, 'campaign')];
        const together = falseDiscoveryRates(mixed ? [...b, ...a] : [...a, ...b], judged);
        const apart = [falseDiscoveryRates(a, judged), falseDiscoveryRates(b, judged)];
        expect(together).toEqual((mixed ? apart.reverse() : apart).flat());
      }),
    );
  });

  it('takes a level nobody counted for as large as it is', () => {
    expect(falseDiscoveryRates(leveled([4, 4], 'stream'), new Map())).toEqual(ratesOf([4, 4], 2));
  });
});
