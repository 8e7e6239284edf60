import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkableOf } from './views.js';

const { holders } = linkableOf([
  { templates: [7, 3], client: [1], asn: [64500], requests: 30 },
  { templates: [7], client: [2], asn: [64500], prefix: [7] },
  { templates: [8], client: [1], asn: [7, 9], prefix: [7] },
]);
const key = (type: Parameters<typeof holders.find>[0], value: number) => holders.find(type, value) ?? -1;
const named = (keys: Iterable<number>) => Array.from(keys, each => `${holders.typeOf(each)} ${holders.valueOf(each)}`);

describe('Holders', () => {
  it('knows who has what, by kind of key', () => {
    expect([...holders.of(key('template', 7))]).toEqual([0, 1]);
    expect([...holders.of(key('client', 1))]).toEqual([0, 2]);
    expect(holders.size(key('asn', 64500))).toBe(2);
    expect([holders.has(1, key('prefix', 7)), holders.has(1, key('client', 1))]).toEqual([true, false]);
    expect(holders.common(key('template', 7), key('client', 1))).toBe(1);
  });

  it('keeps equal numbers of different kinds apart', () => {
    expect(key('template', 7)).not.toBe(key('prefix', 7));
    expect(holders.find('address', 7)).toBeUndefined();
    expect(holders.find('prefix', 64500)).toBeUndefined();
  });

  it('knows of keys that one account has how many they are', () => {
    expect([holders.find('template', 8), holders.find('client', 2), holders.count]).toEqual([undefined, undefined, 4]);
    const tally = holders.tally([0, 2]);
    expect([tally.own('template'), tally.own('asn'), tally.own('client'), tally.own('prefix')]).toEqual([2, 2, 0, 0]);
  });

  it('lists the keys of an account, templates with its requests in them', () => {
    expect(named(holders.keysOf(0))).toEqual(['template 7', 'asn 64500', 'client 1']);
    expect(holders.requestsIn(key('template', 7), 0)).toBe(30);
    expect(holders.requestsIn(key('template', 7), 1)).toBe(20);
    expect(holders.requestsIn(key('template', 7), 2)).toBeUndefined();
  });

  it('lists what two or more have, in one order', () => {
    expect(named(holders.shared())).toEqual(['asn 64500', 'client 1', 'prefix 7', 'template 7']);
  });

  it('counts the keys of some accounts, in the order in which they bring them', () => {
    const tally = holders.tally([2, 0, 1]);
    expect(named(tally.keys('client'))).toEqual(['client 1']);
    expect(['client', 'asn', 'prefix', 'address'].map(type => tally.keys(type as 'asn').length)).toEqual([1, 1, 1, 0]);
    expect([key('client', 1), key('asn', 64500)].map(each => tally.count(each))).toEqual([2, 2]);
    expect(holders.tally([1]).keys('client')).toEqual([]);
    expect([tally.count(key('asn', 64500)), tally.count(key('client', 1))]).toEqual([1, 0]);
  });

  it('says how likely two others have the same, those of one account alone included', () => {
    // Values held: three of asn twice or once; after the first two are taken out, two of one account are left.
    expect(holders.collision('asn', [])).toBe(2 / (4 * 3));
    expect(holders.collision('asn', [[key('asn', 64500), 2]])).toBe(0);
    expect(holders.collision('asn', [[key('asn', 64500), 0]], 2)).toBe(1);
  });

  it('finds every key again among thousands', () => {
    const value = fc.oneof(fc.integer({ min: 1, max: 2 ** 52 - 1 }), fc.nat(50));
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(value, { maxLength: 5 }), { minLength: 1, maxLength: 60 }), all => {
        const many = linkableOf(all.map(asn => ({ asn }))).holders;
        for (const asn of new Set(all.flat())) {
          const who = all.flatMap((own, account) => (own.includes(asn) ? [account] : []));
          const found = many.find('asn', asn);
          if (who.length < 2) expect(found).toBeUndefined();
          else expect([...many.of(found ?? -1)]).toEqual(who);
        }
        expect(many.find('asn', 2 ** 52)).toBeUndefined();
      }),
    );
  });
});
