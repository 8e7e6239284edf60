import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashPair } from '../../src/requests/hash.js';
import { CountedSample } from '../../src/measures/sketches/counted-sample.js';
import { EventSample } from '../../src/measures/sketches/event-sample.js';
import { MomentSample, slotLength } from '../../src/measures/sketches/moment-sample.js';

const key = (n: number) => hashPair(n, 7);

function sampleOf(keys: readonly number[], limit: number): CountedSample {
  const sample = new CountedSample(limit);
  for (const n of keys) sample.add(key(n));
  return sample;
}

describe('CountedSample', () => {
  it('counts exactly while it is complete', () => {
    const sample = sampleOf([1, 2, 2, 3, 3, 3], 8);
    expect(sample.complete).toBe(true);
    expect(sample.distinct()).toBe(3);
    expect(sample.count(key(3))).toBe(3);
    expect(sample.singletonShare()).toBeCloseTo(1 / 3);
  });

  it('keeps the k smallest hashes with exact counts, whatever the order and the cut', () => {
    const keys = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 200 });
    fc.assert(
      fc.property(keys, fc.nat(200), (all, cut) => {
        const naive = new Map<number, number>();
        for (const n of all) naive.set(key(n), (naive.get(key(n)) ?? 0) + 1);
        const expected = [...naive].sort((a, b) => a[0] - b[0]).slice(0, 8);
        const parts = sampleOf(all.slice(cut), 8).merge(sampleOf(all.slice(0, cut), 8));
        expect(parts.entries()).toEqual(expected);
        expect(parts.total).toBe(all.length);
        expect(sampleOf([...all].reverse(), 8).entries()).toEqual(expected);
      }),
    );
  });

  it('estimates the number of distinct keys within its stated error', () => {
    const sample = sampleOf(
      Array.from({ length: 50_000 }, (_, i) => i),
      256,
    );
    // Three standard errors of 1/sqrt(254).
    expect(Math.abs(sample.distinct() / 50_000 - 1)).toBeLessThan(3 / Math.sqrt(254));
  });

  it('gives the part of a sample as the keys of that part alone would be sampled to the same threshold', () => {
    const keys = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 200 });
    const parity = (odd: number) => new Set(Array.from({ length: 61 }, (_, n) => (n % 2 === odd ? key(n) : 0)));
    const wanted = [parity(0), parity(1)] as const;
    fc.assert(
      fc.property(keys, all => {
        const whole = sampleOf(all, 8);
        const before = [whole.entries(), whole.threshold, whole.total];
        const parts = wanted.map((own, odd) => whole.only(k => own.has(k), all.filter(n => n % 2 === odd).length));
        expect(parts.flatMap(part => part.entries()).sort((a, b) => a[0] - b[0])).toEqual(whole.entries());
        for (const part of parts) expect(part.threshold).toBe(whole.threshold);
        expect(parts.reduce((sum, part) => sum + part.total, 0)).toBe(all.length);
        // Asking for a part takes nothing from the whole.
        expect([whole.entries(), whole.threshold, whole.total]).toEqual(before);
      }),
    );
  });

  it('estimates how many distinct keys a part has', () => {
    const sample = sampleOf(
      Array.from({ length: 30_000 }, (_, i) => i),
      256,
    );
    const thirds = new Set(Array.from({ length: 10_000 }, (_, i) => key(3 * i)));
    const third = sample.only(k => thirds.has(k), 10_000);
    // About 85 of the 256 sampled keys are in it.
    expect(Math.abs(third.distinct() / 10_000 - 1)).toBeLessThan(3 / Math.sqrt(85));
  });
});

describe('MomentSample', () => {
  const build = (times: readonly number[], limit: number) => {
    const sample = new MomentSample(limit);
    for (const time of times) sample.add(time, time % 7);
    return sample;
  };

  it('keeps whole slots only, the same ones for every order and cut', () => {
    const times = fc.array(fc.integer({ min: 0, max: 40 * slotLength }), { maxLength: 150 });
    fc.assert(
      fc.property(times, fc.nat(150), (all, cut) => {
        const whole = build(all, 20);
        const parts = build(all.slice(0, cut), 20).merge(build(all.slice(cut), 20));
        expect(parts.encode()).toEqual(whole.encode());
        const slots = whole.events().times.map(time => Math.floor(time / slotLength));
        expect(slots.length).toBeLessThanOrEqual(20);
        const kept = new Set(slots);
        for (const slot of kept) {
          const inSlot = all.filter(time => Math.floor(time / slotLength) === slot).length;
          expect(slots.filter(other => other === slot).length).toBe(inSlot);
        }
      }),
    );
  });

  it('cuts runs where slots are missing', () => {
    const everything = build([0, 1000, slotLength * 3], 20);
    expect(everything.runs()).toEqual([0, 3]);
    const sampled = build(
      Array.from({ length: 100 }, (_, i) => i * slotLength),
      20,
    );
    const { times } = sampled.events();
    expect(times.length).toBeGreaterThan(0);
    expect(sampled.runs()).toEqual(Array.from({ length: times.length + 1 }, (_, i) => i));
  });

  it('gives events, gaps and times in order, however they came', () => {
    const times = fc.array(fc.integer({ min: 0, max: 5 * slotLength }), { maxLength: 60 });
    fc.assert(
      fc.property(times, fc.boolean(), (all, isLog) => {
        const came = isLog ? [...all].sort((a, b) => a - b) : all;
        const sample = build(came, 100);
        const sorted = [...all].sort((a, b) => a - b);
        expect(sample.events().times).toEqual(sorted);
        expect([...sample.gaps()]).toEqual(sorted.slice(1).map((time, i) => time - (sorted[i] as number)));
        expect([...sample.times()]).toEqual([...new Set(sorted)]);
      }),
    );
  });
});

describe('EventSample', () => {
  it('keeps all events of a key or none, whatever the order and the cut', () => {
    const events = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.nat(5), fc.nat(1000)), { maxLength: 120 });
    fc.assert(
      fc.property(events, fc.nat(120), (all, cut) => {
        const build = (some: typeof all) => {
          const sample = new EventSample(16);
          for (const [k, who, time] of some) sample.add(key(k), who, time, 0);
          return sample;
        };
        const whole = build(all).sorted();
        expect(
          build(all.slice(cut))
            .merge(build(all.slice(0, cut)))
            .sorted(),
        ).toEqual(whole);
        expect(whole.length).toBeLessThanOrEqual(16);
        for (const { key: kept } of whole) {
          expect(whole.filter(e => e.key === kept).length).toBe(all.filter(([k]) => key(k) === kept).length);
        }
      }),
    );
  });
});
