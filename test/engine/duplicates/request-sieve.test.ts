import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTable } from '../../../src/engine/duplicates/key-table.js';
import { RequestSieve, SeenRequests } from '../../../src/engine/duplicates/request-sieve.js';

const hashes = fc.array(fc.integer({ min: 1, max: 2 ** 52 - 1 }), { maxLength: 300 });

function countedOf(inputs: readonly (readonly number[])[], budget = 1e9) {
  const seen = new SeenRequests(budget);
  const counted = new Map<number, number>();
  const sieves = inputs.map((requests, input) => {
    const sieve = new RequestSieve(seen, input, input === inputs.length - 1);
    for (const request of requests) {
      if (!sieve.isDuplicate(request)) counted.set(request, (counted.get(request) ?? 0) + 1);
    }
    return sieve;
  });
  return { counted, sieves, seen };
}

function times(requests: readonly number[], request: number): number {
  return requests.filter(one => one === request).length;
}

describe('requests of several inputs', () => {
  it('count as often as they stand in the input that has them most often, in whatever order inputs come', () => {
    const few = fc.array(fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 20 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(few, inputs => {
        const { counted, sieves } = countedOf(inputs);
        for (let request = 1; request <= 8; request++) {
          expect(counted.get(request) ?? 0).toBe(Math.max(...inputs.map(requests => times(requests, request))));
        }
        const all = inputs.reduce((sum, requests) => sum + requests.length, 0);
        const kept = [...counted.values()].reduce((sum, number) => sum + number, 0);
        const doubles = sieves.flatMap(({ found }) => [...found.values()]).reduce((sum, number) => sum + number, 0);
        expect(kept + doubles).toBe(all);
      }),
      { numRuns: 500 },
    );
  });

  it('name the input that had them first', () => {
    const { sieves } = countedOf([
      [1, 2],
      [2, 3],
      [1, 2, 3, 4],
    ]);
    expect([...(sieves[2]?.found ?? [])]).toEqual([
      [0, 2],
      [1, 1],
    ]);
  });

  it('are counted when there is no room to remember them, and how many is known', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => i * 2 ** 37 + i + 1);
    const { seen, counted } = countedOf([many, many], 100_000);
    expect(seen.forgotten).toBeGreaterThan(0);
    const twice = [...counted.values()].filter(number => number === 2).length;
    expect(twice).toBeGreaterThan(0);
    expect(twice).toBeLessThanOrEqual(seen.forgotten);
  });
});

describe('a table of keys', () => {
  it('gives back what was put into it, in order', () => {
    fc.assert(
      fc.property(hashes, keys => {
        const table = new KeyTable();
        const expected = new Map<number, number[]>();
        keys.concat(keys.slice(0, 50)).forEach((key, value) => {
          table.add(key, value);
          expected.set(key, [...(expected.get(key) ?? []), value]);
        });
        for (const [key, values] of expected) {
          expect(table.get(key)).toBe(values[0]);
          expect(table.all(key, 1000)).toEqual(values);
        }
      }),
    );
  });

  it('counts up', () => {
    const table = new KeyTable();
    expect([table.raise(5), table.raise(5), table.raise(6, 1), table.raise(6, 1)]).toEqual([1, 2, 2, 3]);
    expect(table.get(7)).toBeUndefined();
  });
});
