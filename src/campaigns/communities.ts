/**
 * Groups that no single key defines: accounts tied by several rare things at once, some by these, some by those, as when
 * every account of a campaign has its own wording or its own exit. Accounts and the keys they share form a graph, an
 * account’s tie to a key weighing log2(N / holders); communities by Louvain (Blondel et al. 2008), as candidates only.
 */
import graphology from 'graphology';
import louvainModule from 'graphology-communities-louvain';
import type { Holders } from './holders.js';

/** The package is CommonJS and its types say otherwise: what is imported is the function itself. */
const louvain = louvainModule as unknown as (typeof louvainModule)['default'];

/** Keys of more accounts than this share tie nobody. */
const commonShare = 0.1;
/** Above this many holders a key says little, and would cost much. */
const mostHolders = 500;

/** Members of each community of at least two accounts, ascending; the same for the same input. */
export function findCommunities(accounts: number, holders: Holders): number[][] {
  const graph = new graphology.UndirectedGraph<{ account?: number }>();
  for (const key of holders.shared()) {
    const { length } = key.holders;
    if (key.type === 'workload') continue;
    if (length > mostHolders || length > Math.max(3, commonShare * accounts)) continue;
    const node = `${key.type} ${key.value}`;
    graph.addNode(node);
    for (const account of key.holders) {
      graph.mergeNode(`account ${account}`, { account });
      graph.addEdge(node, `account ${account}`, { weight: Math.log2((accounts + 1) / length) });
    }
  }
  if (graph.size === 0) return [];
  const communities = louvain(graph, { getEdgeWeight: 'weight', randomWalk: false, rng: () => 0.5 });
  const members = new Map<number, number[]>();
  graph.forEachNode((node, { account }) => {
    const community = communities[node];
    if (typeof account !== 'number' || community === undefined) return;
    const list = members.get(community);
    if (list === undefined) members.set(community, [account]);
    else list.push(account);
  });
  return [...members.values()].filter(list => list.length > 1).map(list => list.sort((a, b) => a - b));
}
