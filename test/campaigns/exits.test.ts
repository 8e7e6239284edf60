import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate, Origin } from '../../src/campaigns/candidates.js';
import { exitLinks } from '../../src/campaigns/exits.js';
import type { KeyType } from '../../src/campaigns/account-view.js';
import { inWords } from '../../src/campaigns/campaign.js';
import { drawFrom } from '../../src/testing/index.js';
import { keyIn, linkableOf, many, type Given } from './views.js';

/** Members come first; strangers have an address each, in forty networks. */
const strangers = many(200, i => ({ templates: [1000 + i], address: [5000 + i], asn: [2000 + (i % 40)] }));
const first = (count: number) => Array.from({ length: count }, (_, i) => i);

interface Test {
  members?: readonly number[];
  keys?: readonly [KeyType, number][];
  origin?: Origin;
}

function linksOf(all: readonly Given[], { members = first(12), keys = [['template', 1]], origin = 'wrapper' }: Test) {
  const accounts = linkableOf(all);
  const chosenBy = keys.map(([type, value]) => keyIn(accounts, type, value));
  const candidate: Candidate = { members, keys: chosenBy, origin };
  return exitLinks(candidate, accounts.holders.tally(members), accounts).map(inWords);
}

/** Twelve accounts behind `exits` addresses, in turn. */
const behind = (exits: number, share = 1) =>
  many(12, i => ({ templates: [1], asn: [3], address: [i < 12 * share ? 10 + (i % exits) : 100 + i] }));

describe('exitLinks', () => {
  it('finds members that come in pairs through several exits', () => {
    const [link, ...others] = linksOf([...behind(6), ...strangers], {});
    expect(others).toEqual([]);
    expect(link).toMatchObject({ kind: 'infrastructure', attribute: 'addresses', value: 0, outside: 0 });
    expect(link?.facts).toMatchObject({ exits: 6, members: 12, of: 12 });
    expect(link?.holders).toEqual(first(12));
    expect(link?.label).toBe('address 10, address 11, address 12');
    expect(link?.bits).toBeGreaterThan(10);
  });

  it('counts those who share, and says who else is behind their exits', () => {
    const others = strangers.map((given, i) => (i < 5 ? { ...given, address: [10] } : given));
    const [link] = linksOf([...behind(4, 0.75), ...others], {});
    expect(link?.facts).toMatchObject({ exits: 4, members: 9 });
    expect(link?.outside).toBe(5);
    expect(link?.holders).toEqual(first(9));
  });

  it('leaves one exit for all to the links of one value', () => {
    expect(linksOf([...behind(1), ...strangers], {})).toEqual([]);
  });

  it('says nothing where fewer than half share an exit', () => {
    expect(linksOf([...behind(2, 0.4), ...strangers], {})).toEqual([]);
  });

  it('says nothing where a network chose the group', () => {
    const log = [...behind(6), ...strangers];
    const keys: [KeyType, number][] = [
      ['template', 1],
      ['asn', 3],
    ];
    expect(linksOf(log, { keys })).toEqual([]);
    expect(linksOf(log, { keys: [['asn', 3]], origin: 'searched' })).toEqual([]);
    expect(linksOf(log, { keys: [], origin: 'searched' })).toEqual([]);
    expect(linksOf(log, { keys: [], origin: 'queue' })).toHaveLength(1);
  });

  it('says nothing of strangers', () => {
    // Chance gives three bits to one group in a hundred, and these have three attributes to share.
    const bits = Array.from({ length: 200 }, (_, seed) => {
      const draw = drawFrom(`exits ${seed}`);
      const town = many(150, i => ({
        templates: [i < 12 ? 1 : 1000 + i],
        address: [draw.integer(120)],
        prefix: [draw.integer(60)],
        asn: [draw.integer(20) * draw.integer(3)],
      }));
      return Math.max(0, ...linksOf(town, {}).map(link => link.bits));
    });
    expect(bits.filter(each => each >= 3).length).toBeLessThanOrEqual(8);
    expect(Math.max(...bits)).toBeLessThan(8);
  });

  it('says less the more others share exits, too', () => {
    const crowded = strangers.map((given, i) => ({ ...given, address: [7000 + Math.floor(i / 50)] }));
    const [rare] = linksOf([...behind(6), ...strangers], {});
    const [common] = linksOf([...behind(6), ...crowded], {});
    expect(common?.bits ?? 0).toBeLessThan((rare?.bits ?? 0) - 4);
  });

  it('does not depend on the order of members, nor on the names of exits', () => {
    const log = [...behind(5, 0.9), ...strangers];
    const [ordered] = linksOf(log, {});
    fc.assert(
      fc.property(
        fc.shuffledSubarray(first(12), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 900 }),
        (members, by) => {
          const [link] = linksOf(log, { members });
          expect(link?.bits).toBe(ordered?.bits);
          expect(link?.facts).toEqual(ordered?.facts);
          expect(link?.label).toBe(ordered?.label);
          expect(link?.holders.map(holder => members[holder]).sort((a, b) => Number(a) - Number(b))).toEqual(
            ordered?.holders,
          );
          const renamed = log.map(given => ({ ...given, address: given.address?.map(value => value + by) ?? [] }));
          expect(linksOf(renamed, { members })[0]?.bits).toBe(ordered?.bits);
        },
      ),
      { numRuns: 25 },
    );
  });
});
