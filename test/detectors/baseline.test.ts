/** With whom accounts are compared: each other, a baseline, public clients. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bitsOf } from '../../src/detectors/detector.js';
import { detectors } from '../../src/detectors/index.js';
import { buildPopulation, type BaselineValues, type Elsewhere } from '../../src/detectors/population.js';
import { percents, referenceTables } from '../../src/detectors/reference-data.js';
import { referenceOf, type Reference } from '../../src/detectors/reference.js';
import { namesakesOf, seriesOf, weightsOf } from './series.js';

type Value = number | undefined;

const nobody = new Set<number>();
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const even = (n: number) => new Float64Array(n).fill(1);
const baselineOf = (values: readonly Value[], namesakes: readonly Value[] = values.map(() => undefined)) =>
  ({ features: new Map([['f', seriesOf(values)]]), namesakes: namesakesOf(namesakes) }) satisfies BaselineValues;
const population = (values: readonly Value[], given: Elsewhere & { weights?: Float64Array } = {}) =>
  buildPopulation(new Map([['f', seriesOf(values)]]), weightsOf(given.weights ?? even(values.length)), given);

describe('a baseline', () => {
  it('joins the accounts of a log that can speak for itself', () => {
    const { tail, comparison, count } = population(upTo(40), { baseline: baselineOf([41, 42]) });
    expect(comparison).toMatchObject({ among: 'both', accounts: 40, baseline: 2, returning: 0 });
    expect(count('f')).toBe(42);
    expect(tail('f', 41, nobody)).toBe(3 / 43);
    expect(tail('f', 99, nobody)).toBe(1 / 43);
  });

  it('speaks alone where the log is too small', () => {
    const { tail, comparison, quantile } = population([90, 91, 92], { baseline: baselineOf(upTo(50)) });
    expect(comparison.among).toBe('baseline');
    expect(tail('f', 90, new Set([0]))).toBe(1 / 51);
    expect(quantile('f', 0.5)).toBe(25);
  });

  it('speaks alone where more than a fifth of the log is linked', () => {
    const weights = (linked: number) => Float64Array.from(upTo(40), i => (i <= linked ? 1 / linked : 1));
    const among = (linked: number) =>
      population(upTo(40), { weights: weights(linked), baseline: baselineOf([1]) }).comparison;
    expect(among(8)).toMatchObject({ suspect: false, among: 'both' });
    expect(among(9)).toMatchObject({ suspect: true, among: 'baseline', linked: 9 });
  });

  it('leaves the log to itself in features that it does not hold', () => {
    const { tail, count } = population([1, 2, 3], { baseline: baselineOf([undefined, NaN]) });
    expect(count('f')).toBe(3);
    expect(tail('f', 3, nobody)).toBe(2 / 4);
  });

  it('counts a customer of both logs once, and leaves it out of both', () => {
    const all = upTo(40);
    const { tail } = population(all, { baseline: baselineOf([40], [39]) });
    expect(tail('f', 40, nobody)).toBeCloseTo(2 / 41, 12);
    expect(tail('f', 40, new Set([39]))).toBeCloseTo(1 / 40, 12);
    const alone = population([5, 6], { baseline: baselineOf([5, 6, 7], [0, 1, undefined]) });
    expect(alone.tail('f', 7, new Set([0]))).toBe(2 / 3);
  });

  it('gives the puppets of this log no more weight than the log does', () => {
    const weights = Float64Array.from([...upTo(10).map(() => 0.1), ...upTo(30).map(() => 1)]);
    const puppets = upTo(10).map(i => i - 1);
    const { tail } = population([...puppets.map(() => 9), ...upTo(30).map(() => 1)], {
      weights,
      baseline: baselineOf(
        [...puppets.map(() => 9), ...upTo(20).map(() => 1)],
        [...puppets, ...upTo(20).map(() => undefined)],
      ),
    });
    expect(tail('f', 9, nobody)).toBeCloseTo(2 / 22, 12);
  });

  it('of the log itself changes nothing', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 30, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 51 }), fc.nat(29), (all, at, out) => {
        const same = baselineOf(
          all,
          all.map((_, i) => i),
        );
        const [bare, doubled] = [population(all), population(all, { baseline: same })];
        for (const excluded of [nobody, new Set([out])]) {
          expect(doubled.tail('f', at, excluded)).toBeCloseTo(bare.tail('f', at, excluded), 10);
        }
      }),
    );
  });

  it('may come in any order', () => {
    const values = fc.array(fc.tuple(fc.nat(20), fc.option(fc.nat(34), { nil: undefined })), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 30, max: 35 }), fc.nat(21), (all, own, at) => {
        const distinct = all.map(
          ([value, namesake]) => [value, namesake === undefined || namesake < own ? namesake : undefined] as const,
        );
        const tailOf = (order: typeof distinct) =>
          population(upTo(own), {
            baseline: baselineOf(
              order.map(([value]) => value),
              order.map(([, n]) => n),
            ),
          }).tail('f', at, new Set([3]));
        expect(tailOf([...distinct].reverse())).toBe(tailOf(distinct));
      }),
    );
  });
});

/** Ten clients with the values 1 to 10. */
const ten: Reference = {
  clients: 10,
  above: value => upTo(10).filter(one => one >= value).length,
  quantile: q => Math.ceil(10 * q),
};
const referenceFor =
  (...features: string[]) =>
  (feature: string) =>
    features.includes(feature) ? ten : undefined;
const withReference = { referenceOf: referenceFor('f') };

describe('public clients', () => {
  it('can only raise a tail over few accounts', () => {
    const few = population([1, 1, 1, 1, 1], withReference);
    expect(few.tail('f', 2, nobody)).toBe(10 / 11);
    expect(few.tail('f', 99, nobody)).toBe(1 / 6);
    fc.assert(
      fc.property(fc.array(fc.nat(12), { maxLength: 9 }), fc.nat(13), (values, at) => {
        const own = population(values).tail('f', at, nobody);
        expect(population(values, withReference).tail('f', at, nobody)).toBeGreaterThanOrEqual(own);
      }),
    );
  });

  it('are not asked where thirty accounts outside groups show the feature', () => {
    expect(population(upTo(30), withReference).referred).toEqual([]);
    expect(population(upTo(29), withReference).referred).toEqual(['f']);
    const weights = Float64Array.from(upTo(40), i => (i <= 11 ? 1 / 11 : 1));
    expect(population(upTo(40), { ...withReference, weights }).referred).toEqual(['f']);
    expect(population([undefined], withReference).referred).toEqual([]);
  });

  it('say what the rest of a log full of groups cannot, of groups', () => {
    const weights = new Float64Array(6).fill(1 / 6);
    const group = new Set([0, 1, 2, 3, 4, 5]);
    expect(population([9, 9, 9, 9, 9, 9], { weights }).tail('f', 9, group)).toBe(1);
    const all = population([9, 9, 9, 9, 9, 9], { ...withReference, weights });
    expect(all.tail('f', 9, group)).toBe(3 / 11);
    expect(all.quantile('f', 0.5)).toBe(5);
  });

  it('never speak alone of a single account', () => {
    const weights = Float64Array.from([0.5, 0.5, 1]);
    const { tail } = population([9, 9, 11], { ...withReference, weights });
    expect(tail('f', 11, new Set([2]))).toBe(1);
    const five = population([11, 11, 11, 11, 11], withReference);
    expect(five.tail('f', 11, new Set([0]))).toBe(1);
    expect(population([11], withReference).tail('f', 11, new Set([0]))).toBe(1);
  });

  it('stand in for a log of one kind, once two features say so', () => {
    const common = upTo(40).map(() => 11);
    const features = (...names: string[]) => new Map(names.map(name => [name, seriesOf(common)]));
    const both = buildPopulation(features('f', 'g'), weightsOf(even(40)), { referenceOf: referenceFor('f', 'g') });
    expect(both.comparison.beyond).toEqual(['f', 'g']);
    expect(both.tail('f', 11, new Set([0]))).toBe(1 / 11);
    const one = buildPopulation(features('f', 'g'), weightsOf(even(40)), { referenceOf: referenceFor('f') });
    expect(one.comparison.beyond).toEqual([]);
    expect(one.tail('f', 11, new Set([0]))).toBe(1);
  });

  it('but not for a handful of customers', () => {
    const features = (n: number) => new Map(['f', 'g'].map(name => [name, seriesOf(upTo(n).map(() => 11))]));
    const beyond = (n: number) =>
      buildPopulation(features(n), weightsOf(even(n)), { referenceOf: referenceFor('f', 'g') }).comparison.beyond;
    expect(beyond(9)).toEqual([]);
    expect(beyond(10)).toEqual(['f', 'g']);
  });

  it('are not asked where a baseline is enough', () => {
    const given = { ...withReference, baseline: baselineOf(upTo(30)) };
    expect(population([1, 2], given).referred).toEqual([]);
    expect(population([1, 2], { ...withReference, baseline: baselineOf(upTo(29)) }).referred).toEqual(['f']);
  });
});

describe('the quantiles that are shipped', () => {
  const columns = new Set(['time', 'inputTokens', 'outputTokens'] as const);

  it.each(Object.entries(referenceTables))('%s belong to a feature that exists, and ascend', (name, table) => {
    const [id, feature] = name.split(' ') as [string, string];
    const detector = detectors.find(({ meta }) => meta.id === id);
    expect(Object.keys(detector?.features ?? {})).toContain(feature);
    expect(table.quantiles).toHaveLength(percents.length);
    expect([...table.quantiles].sort((a, b) => a - b)).toEqual(table.quantiles);
  });

  it('round the share above a value up', () => {
    const { clients, above, quantile } = referenceOf('circadian-flat flatness', columns) as Reference;
    expect(above(0)).toBe(clients);
    expect(above(quantile(0.95))).toBeCloseTo(0.1 * clients, 9);
    expect(above(quantile(0.95) + 1e-9)).toBeCloseTo(0.05 * clients, 9);
    expect(above(2)).toBeCloseTo(0.01 * clients, 9);
    expect(quantile(0)).toBe(quantile(0.01));
  });

  it('are of tokens, and say nothing of bytes', () => {
    expect(referenceOf('output-heavy ratio', columns)).toBeDefined();
    expect(referenceOf('output-heavy ratio', new Set(['time', 'bytesIn', 'bytesOut']))).toBeUndefined();
    expect(referenceOf('acme/own thing', columns)).toBeUndefined();
    expect(referenceOf('constructor', columns)).toBeUndefined();
  });

  it('cannot make a suspect of medium severity by themselves', () => {
    const most = Object.entries(referenceTables).map(([name, { clients }]) => {
      const { meta } = detectors.find(one => one.meta.id === name.split(' ')[0]) as (typeof detectors)[number];
      return { family: meta.family, bits: Math.min(meta.capBits, bitsOf((1 + 0.01 * clients) / (1 + clients))) };
    });
    const whole = most.reduce((sum, { bits }) => sum + bits, 0);
    expect(whole).toBeGreaterThan(4);
    expect(whole).toBeLessThan(9);
  });
});
