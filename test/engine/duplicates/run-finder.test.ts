import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyLog } from '../../../src/engine/duplicates/key-log.js';
import { RunFinder, shortestRun, windowWidth } from '../../../src/engine/duplicates/run-finder.js';

/** For each input, for each record: the earlier input in which it stands too, or -1. */
function found(inputs: readonly (readonly number[])[], budget = 1e6): number[][] {
  const log = new KeyLog(budget);
  const finder = new RunFinder(log);
  const result = inputs.map((keys, input) => {
    const own: number[] = [];
    const note = (other: number, from: number, to: number): void =>
      void own.push(...new Array<number>(to - from).fill(other));
    finder.begin(input, input === inputs.length - 1);
    for (const key of keys) {
      finder.take(hashed(key));
      finder.decide(note);
    }
    finder.end(note);
    return own;
  });
  log.end();
  return result;
}

/** Spread as hashes are. */
function hashed(key: number): number {
  const high = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d) >>> 12;
  return (high % 2 ** 20) * 2 ** 32 + (Math.imul(key + 1, 0x9e3779b1) >>> 0) + 1;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);
const doubles = (own: readonly number[]): number => own.filter(other => other >= 0).length;

describe('runs of records that stand in two inputs', () => {
  it('are found wherever they lie', () => {
    const [first, second] = found([range(0, 1000), [...range(5000, 5100), ...range(400, 700), ...range(6000, 6100)]]);
    expect(doubles(first as number[])).toBe(0);
    expect(second).toEqual([
      ...range(0, 100).map(() => -1),
      ...range(0, 300).map(() => 0),
      ...range(0, 100).map(() => -1),
    ]);
  });

  it('name the input they stand in, also where that had them from another', () => {
    const [, second, third] = found([range(0, 100), range(60, 200), range(50, 260)]) as [number[], number[], number[]];
    expect(second.slice(0, 40).every(other => other === 0)).toBe(true);
    expect(doubles(second)).toBe(40);
    expect(doubles(third)).toBe(150);
  });

  it('must be long: single equal records are requests of their own', () => {
    const noise = (from: number) => range(from, from + 20);
    const shared = (length: number) => [...noise(1000), ...range(0, length), ...noise(2000)];
    const other = (length: number) => [...noise(3000), ...range(0, length), ...noise(4000)];
    expect(doubles(found([shared(shortestRun - 1), other(shortestRun - 1)])[1] as number[])).toBe(0);
    expect(doubles(found([shared(shortestRun), other(shortestRun)])[1] as number[])).toBe(shortestRun);
  });

  it('may be short where they are all there is', () => {
    expect(found([range(0, 3), range(0, 3)])[1]).toEqual([0, 0, 0]);
    expect(found([range(0, 3), [...range(0, 3), ...range(50, 90)]])[1]?.slice(0, 5)).toEqual([0, 0, 0, -1, -1]);
  });

  it('serve once: two equal records of one input are two requests', () => {
    const equal = new Array<number>(400).fill(7);
    expect(doubles(found([equal, equal])[1] as number[])).toBe(400);
    expect(doubles(found([equal, [...equal, ...equal]])[1] as number[])).toBe(400);
    const twice = [...range(0, 50), ...range(0, 50)];
    expect(doubles(found([range(0, 50), twice])[1] as number[])).toBe(50);
    expect(doubles(found([twice, range(0, 50)])[1] as number[])).toBe(50);
  });

  it('are the same from disk', () => {
    const inputs = [range(0, 200_000), range(150_000, 260_000)];
    const [, fromDisk] = found(inputs, 1);
    expect(doubles(fromDisk as number[])).toBe(50_000);
    expect(fromDisk).toEqual(found(inputs)[1]);
  });

  it('are those of the definition, in logs made of pieces of others', () => {
    const piece = fc.record({ from: fc.nat(300), length: fc.integer({ min: 1, max: 60 }) });
    const logs = fc.array(fc.array(piece, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(logs, made => {
        // Of each input records differ, so that where a record stands is never ambiguous.
        const inputs = made.map(pieces => [
          ...new Set(pieces.flatMap(({ from, length }) => range(from, from + length))),
        ]);
        expect(found(inputs).map(own => own.map(other => other >= 0))).toEqual(
          inputs.map((_, i) => defined(inputs, i)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

/** By the definition: in a run that is long enough, or all there is, with some earlier input. */
function defined(inputs: readonly (readonly number[])[], index: number): boolean[] {
  const own = inputs[index] as readonly number[];
  const result = own.map(() => false);
  for (const other of inputs.slice(0, index)) {
    const places = new Map(other.map((key, at) => [key, at]));
    for (let from = 0; from < own.length;) {
      const place = places.get(own[from] as number);
      let length = place === undefined ? 0 : 1;
      while (place !== undefined && from + length < own.length && other[place + length] === own[from + length])
        length++;
      const isAll = length > 0 && (length === other.length || (length === own.length && length >= windowWidth));
      if (length >= shortestRun || isAll) {
        result.fill(true, from, from + length);
      }
      from += Math.max(1, length);
    }
  }
  return result;
}
