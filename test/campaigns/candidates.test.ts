import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proposeCandidates } from '../../src/campaigns/candidates.js';
import { many, linkableOf, type Given } from './views.js';

function proposed(all: readonly Given[], components: readonly number[][] = [], most?: number) {
  const { holders, count } = linkableOf(all);
  return proposeCandidates({
    accounts: count,
    holders,
    components: { queue: components, searched: [] },
    ...(most !== undefined && { most }),
  });
}

function propose(all: readonly Given[], components: readonly number[][] = []) {
  const { holders } = linkableOf(all);
  return [...proposed(all, components)].map(candidate => ({
    ...candidate,
    keys: candidate.keys.map(key => ({ type: holders.typeOf(key), value: holders.valueOf(key) })),
  }));
}

/** Up to three of a few values. */
const some = fc.uniqueArray(fc.nat(4), { maxLength: 3 });
const town = fc.array(fc.record({ templates: some, client: some, asn: some, workload: some }), { maxLength: 14 });

/** What members have each of these keys, by the plainest way. */
const holding = (all: readonly Given[], keys: readonly { type: string; value: number }[]) =>
  all.flatMap((given, i) =>
    keys.every(({ type, value }) => given[type === 'template' ? 'templates' : (type as 'asn')]?.includes(value))
      ? [i]
      : [],
  );

describe('proposeCandidates', () => {
  const strangers = many(20, i => ({ templates: [100 + i], asn: [200 + i] }));

  it('proposes nobody among strangers', () => {
    expect(propose(strangers)).toEqual([]);
  });

  it('proposes the holders of one key, and of two at once', () => {
    const group = many(6, i => ({ templates: [1], asn: [i < 4 ? 2 : 300 + i] }));
    const found = propose([...group, ...strangers]);
    // Wrappers come first: few are shared, and they are a class of their own.
    expect(
      found
        .map(({ members, keys, origin }) => `${origin} ${keys.map(({ type }) => type).join()} ${members.join()}`)
        .sort(),
    ).toEqual([
      'searched asn 0,1,2,3',
      'searched template 0,1,2,3,4,5',
      'searched template,asn 0,1,2,3',
      'wrapper template 0,1,2,3,4,5',
    ]);
    expect(found[0]?.origin).toBe('wrapper');
    expect(found[0]?.keys.map(({ type }) => type)).toEqual(['template']);
  });

  it('proposes nobody for weighing alike, but narrows by it', () => {
    expect(propose([...many(6, () => ({ workload: [9] })), ...strangers])).toEqual([]);
    const users = many(8, i => ({ client: [5], workload: [i < 4 ? 9 : 100 + i] }));
    const found = propose([...users, ...many(20, i => ({ templates: [500 + i] }))]);
    expect(found.map(({ members, keys }) => [members.length, keys.map(({ type }) => type).join()])).toEqual([
      [8, 'client'],
      [4, 'client,workload'],
    ]);
  });

  it('narrows a template by a network', () => {
    // The network has customers of its own: the four are found by both keys only.
    const group = many(6, i => ({ templates: [1], asn: [i < 4 ? 2 : 300 + i] }));
    const found = propose([...group, ...many(5, i => ({ asn: [2], templates: [400 + i] })), ...strangers]);
    const narrowed = found.find(({ members }) => members.join() === '0,1,2,3');
    expect(narrowed?.keys.map(({ type }) => type)).toEqual(['template', 'asn']);
  });

  it('lists whoever has the keys, each group once for each way it was come upon', () => {
    fc.assert(
      fc.property(town, all => {
        const found = propose(all);
        for (const { members, keys } of found) {
          expect(members).toEqual(holding(all, keys));
          expect(members.length).toBeGreaterThan(1);
        }
        const ways = found.map(({ members, keys, origin }) => `${origin} ${keys.length} ${members.join()}`);
        expect(new Set(ways).size).toBe(ways.length);
        // Every narrowing of a client by a network is there, by these keys or by others.
        for (const client of [0, 1, 2, 3, 4]) {
          const users = holding(all, [{ type: 'client', value: client }]);
          if (users.length > Math.max(3, all.length / 2)) continue;
          for (const asn of [0, 1, 2, 3, 4]) {
            const both = users.filter(i => all[i]?.asn.includes(asn));
            if (both.length < 2 || both.length === users.length) continue;
            expect(ways).toContain(`searched 2 ${both.join()}`);
          }
        }
      }),
    );
  });

  it('leaves out the smallest that share two things where there are too many, and says so', () => {
    fc.assert(
      fc.property(town, fc.nat(30), (all, most) => {
        const whole = proposed(all);
        expect([whole.least, whole.listed]).toEqual([2, whole.length]);
        const some = proposed(all, [], most);
        expect(some.listed).toBeLessThanOrEqual(Math.max(most, 0));
        expect(some.listed).toBe(Math.min(most, some.length));
        const twofold = [...whole].filter(({ keys }) => keys.length === 2);
        const kept = [...whole].filter(({ keys, members }) => keys.length < 2 || members.length >= some.least);
        expect([...some]).toEqual(kept.slice(0, most));
        if (some.least > 2 && some.least < 1000) {
          const larger = twofold.filter(({ members }) => members.length >= some.least - 1).length;
          expect(whole.length - twofold.length + larger).toBeGreaterThan(most);
        }
      }),
    );
  });

  it('takes no key that most accounts have', () => {
    expect(propose(many(20, i => ({ client: [1], templates: [100 + i] })))).toEqual([]);
  });

  it('names a group once for each way it was come upon, components first', () => {
    const found = propose([...many(3, () => ({ templates: [1], client: [5] })), ...strangers], [[0, 1, 2], [4]]);
    expect(found.map(({ members, keys, origin }) => [members, keys.length, origin])).toEqual([
      [[0, 1, 2], 0, 'queue'],
      [[0, 1, 2], 1, 'wrapper'],
      [[0, 1, 2], 1, 'searched'],
    ]);
  });
});
