import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { successionLink, successionOf, type Life } from '../../src/campaigns/succession.js';
import { drawFrom } from '../../src/testing/index.js';

const hour = 3_600_000;
const day = 24 * hour;
const log = { from: 0, to: 20 * day };
/** At work from one day to another, a request every half an hour. */
const life = (first: number, last: number): Life => ({
  first: first * day,
  last: last * day,
  requests: Math.round(48 * (last - first)) + 1,
});
/** One account after another, each two days long, `wait` days apart. */
const chain = (length: number, wait: number) =>
  Array.from({ length }, (_, i) => life(i * (1.5 + wait), i * (1.5 + wait) + 1.5));

const lives = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 19 * 24 }), fc.integer({ min: 1, max: 10 * 24 })).map(([from, length]) => {
    return life(from / 24, Math.min(20, (from + length) / 24));
  }),
  { minLength: 3, maxLength: 25 },
);

describe('successionLink', () => {
  it('finds accounts that take each other’s place', () => {
    const link = successionLink(chain(10, 0.02), log);
    expect(link).toMatchObject({ kind: 'schedule', attribute: 'succession' });
    expect(link?.label).toBe('9 of 10 accounts that fell silent replaced within 1 h');
    expect(link?.facts).toMatchObject({ replaced: 9, ended: 10, hours: 1 });
    expect(link?.holders).toHaveLength(10);
    expect(link?.bits).toBeGreaterThan(8);
  });

  it('takes the shortest wait that explains it', () => {
    expect(successionLink(chain(10, 0.2), log)?.facts['hours']).toBe(6);
    expect(successionLink(chain(9, 0.6), log)?.facts['hours']).toBe(24);
  });

  it('matches one to one: four that start together replace four, however many ended', () => {
    const ended = Array.from({ length: 10 }, (_, i) => life(0, 8 + i / 1000));
    const link = successionLink([...ended, ...Array.from({ length: 4 }, () => life(8.02, 20))], log);
    expect(link?.facts).toMatchObject({ replaced: 4, ended: 10 });
    expect(link?.holders).toHaveLength(8);
  });

  it('finds no succession in a class that starts together', () => {
    const pupils = Array.from({ length: 25 }, (_, i) => life(9 + i / 5000, 9.2 + (i % 5)));
    expect(successionLink(pupils, log)).toBeUndefined();
  });

  it('finds none where all live as long as the log', () => {
    expect(
      successionLink(
        Array.from({ length: 12 }, () => life(0, 20)),
        log,
      ),
    ).toBeUndefined();
    // An account that calls twice a week has not ended because it was silent for some days.
    const rare = Array.from({ length: 12 }, (_, i) => ({ first: i * hour, last: 17 * day, requests: 6 }));
    expect(successionLink(rare, log)).toBeUndefined();
  });

  it('finds none in two replacements', () => {
    expect(successionLink([...chain(3, 0.02), life(0, 20), life(0, 20)], log)).toBeUndefined();
  });

  it('hardly ever finds one among strangers who come and go', () => {
    const bits = Array.from({ length: 300 }, (_, seed) => {
      const draw = drawFrom(`lives ${seed}`);
      const strangers = Array.from({ length: 12 }, () => {
        const [a, b] = [20 * draw.uniform(), 20 * draw.uniform()];
        return life(Math.min(a, b), Math.max(a, b) + 0.1);
      });
      return successionLink(strangers, log)?.bits ?? 0;
    });
    expect(bits.filter(each => each >= 3).length).toBeLessThanOrEqual(6);
    expect(Math.max(...bits)).toBeLessThan(8);
  });

  it('matches as looking through all that are free does', () => {
    fc.assert(
      fc.property(lives, members => {
        const link = successionLink(members, log);
        if (link === undefined) return;
        const edge = ({ first, last, requests }: Life) =>
          Math.max(3 * hour, (8 * (last - first)) / Math.max(1, requests - 1));
        const each = [...members.entries()];
        const byTime = (a: readonly number[], b: readonly number[]) =>
          (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);
        const ends = each.filter(([, one]) => log.to - one.last > edge(one)).map(([i, { last }]) => [last, i] as const);
        const free = each
          .filter(([, one]) => one.first - log.from > edge(one))
          .map(([i, { first }]) => [first, i] as const);
        free.sort(byTime);
        const pairs: (readonly [number, number])[] = [];
        const wait = Number(link.facts['hours']) * hour;
        for (const [end, from] of ends.sort(byTime)) {
          const at = free.findIndex(([start, to]) => start >= end && start - end <= wait && to !== from);
          const [next] = at < 0 ? [] : free.splice(at, 1);
          if (next !== undefined) pairs.push([from, next[1]]);
        }
        expect(link.facts['replaced']).toBe(pairs.length);
        expect(link.holders).toEqual([...new Set(pairs.flat())].sort((a, b) => a - b));
        const columns = (name: keyof Life) => Float64Array.from(members, one => one[name]);
        const accounts = { first: columns('first'), last: columns('last'), requests: columns('requests') };
        expect(successionOf([...members.keys()], accounts, { log, least: link.bits })).toEqual(link);
        expect(successionOf([...members.keys()], accounts, { log, least: 0 })).toEqual(link);
      }),
    );
  });

  it('replaces nobody twice, and says so for any order of members and any start of the log', () => {
    fc.assert(
      fc.property(lives, fc.integer({ min: 1, max: 400 }), (members, days) => {
        const link = successionLink(members, log);
        const shift = days * day;
        const later = members.map(each => ({ ...each, first: each.first + shift, last: each.last + shift }));
        expect(successionLink(later, { from: shift, to: log.to + shift })).toEqual(link);
        expect(successionLink([...members].reverse(), log)?.facts).toEqual(link?.facts);
        if (link === undefined) return;
        const { replaced, ended } = link.facts as { replaced: number; ended: number };
        expect(replaced).toBeLessThanOrEqual(ended);
        expect(link.holders.length).toBeLessThanOrEqual(2 * replaced);
        expect(link.holders.length).toBeGreaterThan(replaced);
        expect(link.bits).toBeGreaterThan(0);
      }),
    );
  });
});
