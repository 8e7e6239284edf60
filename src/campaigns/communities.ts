/**
 * Groups that no single key defines: accounts tied by several rare things at once, some by these, some by those, as when
 * every account of a campaign has its own wording or its own exit. Accounts and the keys they share form a graph, an
 * account’s tie to a key weighing log2(N / holders); communities by Louvain (Blondel et al. 2008), as candidates only.
 */
import type { Holders } from './holders.js';
import { communitiesOf, type Graph } from './louvain.js';

/** Keys of more accounts than this share tie nobody. */
const commonShare = 0.1;
/** Above this many holders a key says little, and would cost much. */
const mostHolders = 500;

/** Members of each community of at least two accounts, ascending; the same for the same input. */
export function findCommunities(accounts: number, holders: Holders): number[][] {
  const most = Math.min(mostHolders, Math.max(3, commonShare * accounts));
  const keys = holders.shared().filter(key => holders.typeOf(key) !== 'workload' && holders.size(key) <= most);
  if (keys.length === 0) return [];
  const { graph, accountOf } = graphOf(accounts, keys, holders);
  const communities = communitiesOf(graph);
  const members = new Map<number, number[]>();
  for (let node = 0; node < communities.length; node++) {
    const account = accountOf[node] as number;
    if (account < 0) continue;
    const list = members.get(communities[node] as number);
    if (list === undefined) members.set(communities[node] as number, [account]);
    else list.push(account);
  }
  return [...members.values()].filter(list => list.length > 1).map(list => list.sort((a, b) => a - b));
}

interface Ties {
  readonly graph: Graph;
  /** -1 for nodes that are keys. */
  readonly accountOf: Int32Array;
}

/** Nodes in the order in which keys, and behind each its accounts, are come to; the last edge of a node comes first. */
function graphOf(accounts: number, keys: Int32Array, holders: Holders): Ties {
  const nodeOf = new Int32Array(accounts).fill(-1);
  const accountOf = new Int32Array(keys.length + accounts).fill(-1);
  const starts = new Int32Array(keys.length + accounts + 1);
  let nodes = 0;
  for (const key of keys) {
    starts[nodes++] = holders.size(key);
    for (const account of holders.of(key)) {
      if ((nodeOf[account] as number) < 0) {
        accountOf[nodes] = account;
        nodeOf[account] = nodes++;
      }
      starts[nodeOf[account] as number]!++;
    }
  }
  for (let node = 1; node <= nodes; node++) starts[node]! += starts[node - 1] as number;
  const edges = starts[nodes] as number;
  const graph = {
    starts: starts.slice(0, nodes + 1),
    neighbours: new Int32Array(edges),
    weights: new Float64Array(edges),
    degrees: new Float64Array(nodes),
    total: 0,
  };
  let node = 0;
  for (const key of keys) {
    const weight = Math.log2((accounts + 1) / holders.size(key));
    const own = node++;
    for (const account of holders.of(key)) {
      const other = nodeOf[account] as number;
      if (other === node) node++;
      tie(graph, own, other, weight);
    }
  }
  return { graph, accountOf: accountOf.subarray(0, nodes) };
}

function tie(graph: { -readonly [K in keyof Graph]: Graph[K] }, a: number, b: number, weight: number): void {
  const { starts, neighbours, weights, degrees } = graph;
  graph.total += weight;
  degrees[a]! += weight;
  degrees[b]! += weight;
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const at = --starts[from]!;
    neighbours[at] = to;
    weights[at] = weight;
  }
}
