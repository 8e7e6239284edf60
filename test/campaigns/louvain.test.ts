/** Against the package that communities were found with before: the same to the last tie. */
import fc from 'fast-check';
import graphology from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import { describe, expect, it } from 'vitest';
import { findCommunities } from '../../src/campaigns/communities.js';
import { drawFrom } from '../../src/testing/index.js';
import { linkableOf, many, type Given } from './views.js';

/** The package is CommonJS and its types say otherwise: what is imported is the function itself. */
const louvain = louvainModule as unknown as (typeof louvainModule)['default'];

function byPackage(all: readonly Given[]): number[][] {
  const { holders, count } = linkableOf(all);
  const graph = new graphology.UndirectedGraph<{ account?: number }>();
  for (const key of holders.shared()) {
    const size = holders.size(key);
    if (holders.typeOf(key) === 'workload' || size > 500 || size > Math.max(3, 0.1 * count)) continue;
    graph.addNode(`key ${key}`);
    for (const account of holders.of(key)) {
      graph.mergeNode(`account ${account}`, { account });
      graph.addEdge(`key ${key}`, `account ${account}`, { weight: Math.log2((count + 1) / size) });
    }
  }
  if (graph.size === 0) return [];
  const communities = louvain(graph, { getEdgeWeight: 'weight', randomWalk: false, rng: () => 0.5 });
  const members = new Map<number, number[]>();
  graph.forEachNode((node, { account }) => {
    if (account === undefined) return;
    const community = communities[node] as number;
    members.set(community, [...(members.get(community) ?? []), account]);
  });
  return [...members.values()].filter(list => list.length > 1).map(list => list.sort((a, b) => a - b));
}

const found = (all: readonly Given[]) => {
  const { holders, count } = linkableOf(all);
  return findCommunities(count, holders).members;
};

describe('communities', () => {
  it('are those of the package in small towns', () => {
    const some = fc.uniqueArray(fc.nat(12), { maxLength: 4 });
    const town = fc.array(fc.record({ templates: some, client: some, asn: some, address: some }), { maxLength: 40 });
    fc.assert(
      fc.property(town, all => {
        expect(found(all)).toEqual(byPackage(all));
      }),
      { numRuns: 300 },
    );
  });

  it.each([60, 300, 1500])('are those of the package among %i accounts', size => {
    for (let seed = 0; seed < 8; seed++) {
      const draw = drawFrom(`town ${size} ${seed}`);
      const pick = (from: number, most: number) =>
        Array.from({ length: draw.integer(most + 1) }, () => draw.integer(from));
      const all = many(size, i => ({
        templates: [...new Set(i % 7 === 0 ? pick(size / 20, 2) : pick(4 * size, 2))],
        address: [...new Set(pick(size / 2, 2))],
        asn: [draw.integer(60) * draw.integer(3)],
        client: [draw.integer(30)],
        parameters: [...new Set(pick(size / 8, 3))],
      }));
      expect(found(all)).toEqual(byPackage(all));
    }
  });

  it('are searched by the rarest keys where there are too many ties, and that is said', () => {
    const { holders, count } = linkableOf(
      many(60, i => ({ asn: [i % 12], address: [100 + (i % 20)], prefix: [i % 30] })),
    );
    const within = (most: number) => findCommunities(count, holders, most);
    expect(within(180)).toEqual(findCommunities(count, holders));
    expect(within(180).mostHolders).toBeUndefined();
    expect([within(179).mostHolders, within(120).mostHolders, within(119).mostHolders]).toEqual([4, 4, 2]);
    expect(within(60).members).toEqual(Array.from({ length: 30 }, (_, i) => [i, i + 30]));
    expect(within(59)).toEqual({ members: [], mostHolders: 1 });
  });

  it('are none where nothing is shared', () => {
    expect(found(many(5, i => ({ asn: [i] })))).toEqual([]);
  });
});
