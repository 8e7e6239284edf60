/** Populations against the plainest way to compute them: all entries in one list, sorted, and gone through each time. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildColumn, quantileIn, weigh } from '../../src/detectors/feature-column.js';
import { buildPopulation } from '../../src/detectors/population.js';
import { namesakesOf, seriesOf, weightsOf } from './series.js';

interface Entry {
  value: number;
  account: number;
  weight: number;
}

const sorted = (entries: readonly Entry[]) =>
  [...entries].sort((a, b) => a.value - b.value || a.account - b.account || a.weight - b.weight);

function suffixOf(entries: readonly Entry[]): number[] {
  const suffix = [0];
  for (const { weight } of [...entries].reverse()) suffix.unshift((suffix[0] as number) + weight);
  return suffix;
}

function naiveWeigh(entries: readonly Entry[], value: number, excluded: ReadonlySet<number>) {
  const suffix = suffixOf(entries);
  const from = entries.filter(entry => entry.value < value).length;
  let [above, all] = [suffix[from] as number, suffix[0] as number];
  entries.forEach(({ account, weight }, i) => {
    if (!excluded.has(account)) return;
    all -= weight;
    if (i >= from) above -= weight;
  });
  return { above: Math.max(0, above), all: Math.max(0, all) };
}

function naiveQuantile(entries: readonly Entry[], q: number): number {
  const suffix = suffixOf(entries);
  const wanted = (1 - q) * (suffix[0] as number);
  const at = entries.findIndex((_, i) => (suffix[i + 1] as number) <= wanted);
  return entries.length === 0 ? NaN : (entries.at(at)?.value ?? NaN);
}

const value = fc.oneof(fc.integer({ min: -3, max: 6 }), fc.constant(-0), fc.double({ noNaN: true, min: 0, max: 4 }));
const values = fc.array(fc.option(value, { nil: undefined }), { maxLength: 40 });
/** Groups of accounts: the position in the list is the account. */
const groups = fc.array(fc.option(fc.nat(3), { nil: undefined }), { maxLength: 40 });
const excluded = fc.uniqueArray(fc.nat(40), { maxLength: 12 }).map(list => new Set(list));

function weightsBy(accounts: number, group: readonly (number | undefined)[]): Float64Array {
  return Float64Array.from({ length: accounts }, (_, i) => {
    const own = group[i];
    const size = group.slice(0, accounts).filter(other => other !== undefined && other === own).length;
    return own === undefined || size < 2 ? 1 : 1 / size;
  });
}

describe('a column', () => {
  it('weighs as going through all entries does, to the last bit', () => {
    fc.assert(
      fc.property(
        values,
        groups,
        excluded,
        value,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (all, group, out, at, q) => {
          const weights = weightsBy(all.length, group);
          const series = seriesOf(all);
          const entries = sorted(
            [...series.values].map((each, i) => {
              const account = series.accounts[i] as number;
              return { value: each, account, weight: weights[account] as number };
            }),
          );
          const own = Float64Array.from(series.accounts, account => weights[account] as number);
          const column = buildColumn(weights.every(weight => weight === 1) ? series : { ...series, weights: own });
          expect(weigh(column, at, out)).toEqual(naiveWeigh(entries, at, out));
          expect(quantileIn(column, q) + 0).toBe(naiveQuantile(entries, q) + 0);
        },
      ),
    );
  });
});

describe('a population', () => {
  it('with a baseline is that of one list with both logs in it', () => {
    const others = fc.array(fc.tuple(value, fc.option(fc.nat(39), { nil: undefined })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(values, groups, others, excluded, value, (all, group, elsewhere, out, at) => {
        const weights = weightsBy(all.length, group);
        const namesakes = elsewhere.map(([, account]) =>
          account !== undefined && account < all.length ? account : undefined,
        );
        const baseline = {
          features: new Map([['f', seriesOf(elsewhere.map(([each]) => each))]]),
          namesakes: namesakesOf(namesakes),
        };
        const { tail, count, comparison } = buildPopulation(new Map([['f', seriesOf(all)]]), weightsOf(weights), {
          baseline,
        });
        const both = comparison.among === 'both';
        const shared = (account: number | undefined) =>
          both && account !== undefined && all[account] !== undefined && namesakes.includes(account);
        const halved = (account: number | undefined) => {
          const weight = account === undefined ? 1 : (weights[account] as number);
          return shared(account) ? weight / 2 : weight;
        };
        const entries = sorted([
          ...all.flatMap((each, account) =>
            both && each !== undefined ? [{ value: each, account, weight: halved(account) }] : [],
          ),
          ...elsewhere.map(([each], i) => ({ value: each, account: namesakes[i] ?? -1, weight: halved(namesakes[i]) })),
        ]);
        const { above, all: whole } = naiveWeigh(entries, at, out);
        expect(tail('f', at, out)).toBe(Math.min(1, (1 + above) / (1 + whole)));
        expect(count('f')).toBe(entries.length);
      }),
    );
  });
});
