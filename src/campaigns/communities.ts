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

/** Ties of more than these take too much memory: the keys of most accounts, which say least, are left out then. */
const mostTies = 2 ** 22;

export interface Communities {
  /** Members of each community of at least two accounts, ascending. */
  readonly members: number[][];
  /** Set where keys of more accounts than this were left out, because there were too many ties. */
  readonly mostHolders: number | undefined;
}

/** The same for the same input. */
export function findCommunities(accounts: number, holders: Holders, most = mostTies): Communities {
  const rarest = Math.min(mostHolders, Math.max(3, commonShare * accounts));
  const rare = holders.shared().filter(key => holders.typeOf(key) !== 'workload' && holders.size(key) <= rarest);
  const limit = sizeWithin(rare, holders, most);
  const keys = limit === undefined ? rare : rare.filter(key => holders.size(key) <= limit);
  if (keys.length === 0) return { members: [], mostHolders: limit };
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
  const several = [...members.values()].filter(list => list.length > 1).map(list => list.sort((a, b) => a - b));
  return { members: several, mostHolders: limit };
}

/** Size of the largest keys that all together have no more ties than these; undefined when all keys have. */
function sizeWithin(keys: Int32Array, holders: Holders, most: number): number | undefined {
  const bySize = new Float64Array(mostHolders + 1);
  for (const key of keys) bySize[holders.size(key)]! += holders.size(key);
  let ties = 0;
  for (let size = 0; size <= mostHolders; size++) {
    ties += bySize[size] as number;
    if (ties > most) return size - 1;
  }
  return undefined;
}

interface AccountGraph {
  readonly graph: Graph;
  /** -1 for nodes that are keys. */
  readonly accountOf: Int32Array;
}

/** Nodes in the order in which keys, and behind each its accounts, are come to; the last edge of a node comes first. */
function graphOf(accounts: number, keys: Int32Array, holders: Holders): AccountGraph {
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
  const ties: Ties = {
    starts: starts.slice(0, nodes + 1),
    neighbours: new Int32Array(starts[nodes] as number),
    sizes: new Uint16Array(starts[nodes] as number),
  };
  const weights = Float64Array.from({ length: mostHolders + 1 }, (_, size) => Math.log2((accounts + 1) / size));
  const degrees = new Float64Array(nodes);
  let total = 0;
  let node = 0;
  for (const key of keys) {
    const size = holders.size(key);
    const weight = weights[size] as number;
    const own = node++;
    for (const account of holders.of(key)) {
      const other = nodeOf[account] as number;
      if (other === node) node++;
      total += weight;
      degrees[own]! += weight;
      degrees[other]! += weight;
      tie(ties, { from: own, to: other, size });
      tie(ties, { from: other, to: own, size });
    }
  }
  const { sizes } = ties;
  const weightAt = (position: number) => weights[sizes[position] as number] as number;
  const graph = { starts: ties.starts, neighbours: ties.neighbours, weightAt, degrees, total };
  return { graph, accountOf: accountOf.subarray(0, nodes) };
}

/** Where each node's ties begin, and for each the other node and how many accounts the key has: its weight follows. */
interface Ties {
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
  readonly sizes: Uint16Array;
}

function tie(
  { starts, neighbours, sizes }: Ties,
  { from, to, size }: { from: number; to: number; size: number },
): void {
  const at = --starts[from]!;
  neighbours[at] = to;
  sizes[at] = size;
}
