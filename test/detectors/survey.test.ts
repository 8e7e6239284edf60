import { describe, expect, it } from 'vitest';
import { everybodyIn } from '../../src/detectors/everybody.js';
import { SeriesBuilder, valueOf } from '../../src/detectors/survey.js';
import { storeOf } from '../../src/measures/account-store.js';
import { traffic } from '../../src/measures/catalogue/traffic.js';
import { profileOf } from '../ranking/subjects.js';

const names = Array.from({ length: 300 }, (_, i) => `account-${String(i).padStart(3, '0')}`);
const store = storeOf(
  names,
  names.map((_, i) => profileOf({ traffic: { ...traffic.create(), requests: i } })),
);

describe('everybody', () => {
  const everybody = everybodyIn(store, profile => profile.get(traffic).requests);

  it('is an array to whoever takes it for one', () => {
    expect(Array.isArray(everybody)).toBe(true);
    expect(everybody.length).toBe(300);
    expect([everybody[0], everybody[299], everybody[300], everybody.at(-1)]).toEqual([0, 299, undefined, 299]);
    expect([...everybody]).toEqual(names.map((_, i) => i));
    expect(everybody.map(n => 2 * n).slice(0, 3)).toEqual([0, 2, 4]);
    expect(everybody.filter(n => n > 297)).toEqual([298, 299]);
    expect(everybody.reduce((sum, n) => sum + n, 0)).toBe(44_850);
    expect(everybody.slice(5, 7)).toEqual([5, 6]);
    expect(everybody.some(n => n === 7)).toBe(true);
    expect(everybody.includes(299)).toBe(true);
    expect(Array.from(everybody.entries()).at(-1)).toEqual([299, 299]);
    expect(5 in everybody).toBe(true);
    expect(300 in everybody).toBe(false);
  });

  it('makes each value when it is come to, and holds none', () => {
    let made = 0;
    const counted = everybodyIn(store, () => ++made);
    for (const each of counted) if (each === 10) break;
    expect(made).toBe(10);
    expect([counted[4], counted[4]]).toEqual([11, 12]);
  });

  it('is read-only, and says so', () => {
    const writable = everybody as number[];
    expect(() => writable.sort()).toThrow(/read-only/);
    expect(() => writable.push(1)).toThrow(/read-only/);
  });
});

describe('a series', () => {
  it('gives back what was put in, account by account', () => {
    const builder = new SeriesBuilder();
    for (let account = 0; account < 1000; account += 3) builder.add(account, account / 2);
    const series = builder.series();
    expect(series.values).toHaveLength(334);
    expect([valueOf(series, 0), valueOf(series, 999), valueOf(series, 1), valueOf(series, 2000)]).toEqual([
      0,
      499.5,
      undefined,
      undefined,
    ]);
  });
});
