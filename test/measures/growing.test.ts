import { describe, expect, it } from 'vitest';
import { GrowingBytes, GrowingFloats, GrowingInts } from '../../src/measures/growing.js';

describe.each([
  ['floats', new GrowingFloats(), (i: number) => i / 3],
  ['integers', new GrowingInts(), (i: number) => -7 * i],
  ['bytes', new GrowingBytes(), (i: number) => i % 251],
])('a list of %s', (_, list, value) => {
  it('gives back what was pushed, asked for now and then', () => {
    expect(list.all()).toHaveLength(0);
    for (let i = 0; i < 300_000; i++) {
      list.push(value(i));
      if (i === 10 || i === 64 || i === 200_000) expect(list.all()).toHaveLength(i + 1);
    }
    const all = list.all();
    expect([list.length, all.length]).toEqual([300_000, 300_000]);
    expect(all.every((each, i) => each === value(i))).toBe(true);
  });
});
