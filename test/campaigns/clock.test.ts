import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clocks } from '../../src/campaigns/clock.js';
import { many, linkableOf, type Given } from './views.js';

const day = 86_400_000;
const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** Slots of ten minutes on three days, in these hours. */
const slotsIn = (active: readonly number[]) => [0, 1, 2].flatMap(d => active.map(hour => 6 * (24 * d + hour) + 1));
/** At work but from this hour on, for so long. */
const restingFrom = (start: number, length = 8) => slotsIn(hours.filter(hour => (hour - start + 24) % 24 >= length));

const countries = ['AR', 'DE', 'IN', 'JP'];
/** Four countries of ten accounts, each with its own night. */
const peers = many(40, i => ({
  country: countries[i % 4] as string,
  slots: restingFrom(6 * (i % 4)),
  requests: 60,
  last: 3 * day,
}));
const member = (slots: readonly number[]) => (i: number) => ({
  country: countries[i % 4] as string,
  slots,
  requests: 200,
  last: 3 * day,
});

function linksOf(members: readonly Given[], others: readonly Given[] = peers) {
  return new Clocks(linkableOf([...members, ...others])).links(members.map((_, i) => i));
}

describe('Clocks', () => {
  it('finds accounts that rest together in countries with different nights', () => {
    const links = linksOf(many(8, member(restingFrom(3))));
    expect(links.map(({ attribute }) => attribute)).toEqual(['rest']);
    expect(links[0]).toMatchObject({ kind: 'schedule', holders: [0, 1, 2, 3, 4, 5, 6, 7] });
    expect(links[0]?.label).toMatch(/^8 of 8 accounts rest together from \d+ to \d+ h UTC, in several countries$/);
    expect(links[0]?.bits).toBeGreaterThan(3);
    expect(links[0]?.bits).toBeLessThanOrEqual(7);
  });

  it('finds nothing in the night of one country', () => {
    const colleagues = many(8, i => ({ ...member(restingFrom(3))(i), country: 'DE' }));
    expect(linksOf(colleagues)).toEqual([]);
  });

  it('finds nothing where each keeps the night of its country', () => {
    expect(linksOf(many(8, i => member(restingFrom(6 * (i % 4)))(i)))).toEqual([]);
  });

  it('finds nothing where everybody rests in the same hours', () => {
    const idle = peers.map(given => ({ ...given, slots: restingFrom(3) }));
    expect(linksOf(many(8, member(restingFrom(3))), idle)).toEqual([]);
  });

  it('finds accounts that never rest among people who do', () => {
    const links = linksOf(many(8, member(slotsIn(hours))));
    expect(links.map(({ attribute }) => attribute)).toEqual(['restless']);
    expect(links[0]?.label).toBe('8 of 8 accounts are at work around the clock');
    expect(links[0]?.bits).toBeGreaterThan(3);
    expect(links[0]?.bits).toBeLessThanOrEqual(7);
  });

  it('finds nothing around the clock among programs that never rest either', () => {
    const programs = peers.map(given => ({ ...given, slots: slotsIn(hours), requests: 300 }));
    expect(linksOf(many(8, member(slotsIn(hours))), programs)).toEqual([]);
  });

  it('says nothing of a short log', () => {
    const short = (given: Given) => ({ ...given, last: 1.4 * day });
    expect(linksOf(many(8, member(slotsIn(hours))).map(short), peers.map(short))).toEqual([]);
  });

  it('says nothing of accounts with few requests, nor of few accounts', () => {
    const few = many(8, i => ({ ...member(slotsIn([3, 12, 18]))(i), requests: 11 }));
    expect(linksOf(few)).toEqual([]);
    expect(linksOf(many(3, member(slotsIn(hours))))).toEqual([]);
    // Three of eight have enough: they do not speak for the rest.
    const some = many(8, i => ({ ...member(slotsIn(hours))(i), requests: i < 3 ? 200 : 11 }));
    expect(linksOf(some)).toEqual([]);
  });

  it('asks the whole log where a country has few accounts', () => {
    const abroad = many(8, i => ({ ...member(slotsIn(hours))(i), country: 'IS' }));
    expect(linksOf(abroad).map(({ attribute }) => attribute)).toEqual(['restless']);
  });

  it('answers the same again, in any order of members', () => {
    const members = many(8, member(slotsIn(hours)));
    const clocks = new Clocks(linkableOf([...members, ...peers]));
    const all = members.map((_, i) => i);
    const [once] = clocks.links(all);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: 8 }),
        fc.subarray([10, 11, 12, 13, 14, 15]),
        (order, others) => {
          clocks.links(others);
          expect(clocks.links(order)[0]).toMatchObject({ bits: once?.bits, facts: once?.facts });
        },
      ),
      { numRuns: 40 },
    );
  });
});
