/**
 * Communities of an undirected weighted graph by Louvain (Blondel et al. 2008), with the queue of fast local moves (Traag
 * 2015). Written after graphology-communities-louvain 2.0.2 (copyright 2017-2021 Guillaume Plique, MIT licence), whose choices
 * it makes to the last tie, on typed arrays without a graph of objects; a test compares the two.
 */

import { GrowingFloats, GrowingInts } from '../measures/growing.js';

/** A graph as lists of neighbours. */
export interface Graph {
  /** Where each node's neighbours begin, and the end. */
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
  /** Weight of the edge at a position among the neighbours. */
  readonly weightAt: (position: number) => number;
  /** Sum of the weights of each node's edges. */
  readonly degrees: Float64Array;
  /** Sum of the weights of all edges. */
  readonly total: number;
}

/** The community of each node. */
export function communitiesOf(graph: Graph): Int32Array {
  const nodes = graph.degrees.length;
  const mapping = Int32Array.from({ length: nodes }, (_, node) => node);
  let level: Level = { ...graph, loops: new Float64Array(nodes) };
  const scratch: Scratch = { sums: new SparseSums(nodes), queue: new SparseQueue(nodes) };
  for (;;) {
    const communities = new Communities(level);
    if (!moveNodes(level, communities, scratch)) return mapping;
    const { labels, count } = numbered(communities.of);
    for (let node = 0; node < nodes; node++) mapping[node] = labels[mapping[node] as number] as number;
    level = zoomOut({ level, labels, count, totals: communities.totals, of: communities.of });
  }
}

/** The graph of one level: its nodes are the communities of the level before. */
interface Level extends Graph {
  /** Weight inside each node, both ways. */
  readonly loops: Float64Array;
}

interface Scratch {
  readonly sums: SparseSums;
  readonly queue: SparseQueue;
}

class Communities {
  /** Community of each node. */
  readonly of: Int32Array;
  /** Nodes in each community, and the weight of their edges. */
  readonly counts: Int32Array;
  readonly totals: Float64Array;
  readonly #loops: Float64Array;
  readonly #unused: number[] = [];

  constructor({ degrees, loops }: Level) {
    this.of = Int32Array.from({ length: degrees.length }, (_, node) => node);
    this.counts = new Int32Array(degrees.length).fill(1);
    this.totals = degrees.slice();
    this.#loops = loops;
  }

  move(node: number, degree: number, to: number): void {
    const from = this.of[node] as number;
    const weight = degree + (this.#loops[node] as number);
    this.totals[from]! -= weight;
    this.totals[to]! += weight;
    this.of[node] = to;
    if (this.counts[from]!-- === 1) this.#unused.push(from);
    this.counts[to]!++;
  }

  /** Makes a node a community of its own, and returns which. */
  isolate(node: number, degree: number): number {
    const from = this.of[node] as number;
    if (this.counts[from] === 1) return from;
    const to = this.#unused.pop() as number;
    const weight = degree + (this.#loops[node] as number);
    this.totals[from]! -= weight;
    this.totals[to]! += weight;
    this.of[node] = to;
    this.counts[from]!--;
    this.counts[to]!++;
    return to;
  }
}

/** Moves nodes to the communities that gain most by them until nothing is gained; whether any was moved. */
function moveNodes(level: Level, communities: Communities, { sums, queue }: Scratch): boolean {
  const { starts, neighbours, weightAt } = level;
  let moved = false;
  for (let node = 0; node < level.degrees.length; node++) queue.enqueue(node);
  while (queue.size > 0) {
    const node = queue.dequeue();
    const [from, end] = [starts[node] as number, starts[node + 1] as number];
    let degree = 0;
    sums.clear();
    for (let i = from; i < end; i++) {
      const weight = weightAt(i);
      degree += weight;
      sums.add(communities.of[neighbours[i] as number] as number, weight);
    }
    const own = communities.of[node] as number;
    const best = bestFor({ node, degree, own }, level, { communities, sums });
    if (best === own) continue;
    moved = true;
    for (let i = from; i < end; i++) {
      const neighbour = neighbours[i] as number;
      if (communities.of[neighbour] !== best) queue.enqueue(neighbour);
    }
  }
  return moved;
}

const epsilon = 1e-10;

interface Mover {
  readonly node: number;
  readonly degree: number;
  readonly own: number;
}

/** Moves a node to its best community, and returns which that is. */
function bestFor(
  { node, degree, own }: Mover,
  { loops, total }: Level,
  { communities, sums }: { communities: Communities; sums: SparseSums },
): number {
  const weight = degree + (loops[node] as number);
  const totals = communities.totals;
  let best = own;
  let bestDelta = sums.get(own) - (weight * ((totals[own] as number) - weight)) / (2 * total);
  for (let i = 0; i < sums.size; i++) {
    const target = sums.keys[i] as number;
    if (target === own) continue;
    const delta = (sums.values[i] as number) - (weight * (totals[target] as number)) / (2 * total);
    const better = Math.abs(delta - bestDelta) < epsilon ? best !== own && target > best : delta > bestDelta;
    if (!better) continue;
    bestDelta = delta;
    best = target;
  }
  if (bestDelta < 0) return communities.isolate(node, degree);
  if (best !== own) communities.move(node, degree, best);
  return best;
}

/** Communities numbered in the order of their first nodes. */
function numbered(of: Int32Array): { labels: Int32Array; count: number } {
  const numbers = new Int32Array(of.length).fill(-1);
  const labels = new Int32Array(of.length);
  let count = 0;
  for (let node = 0; node < of.length; node++) {
    const community = of[node] as number;
    if ((numbers[community] as number) < 0) numbers[community] = count++;
    labels[node] = numbers[community] as number;
  }
  return { labels, count };
}

interface Outgrown {
  readonly level: Level;
  /** New number of each node's community, and how many there are. */
  readonly labels: Int32Array;
  readonly count: number;
  readonly totals: Float64Array;
  readonly of: Int32Array;
}

/** The graph of the communities. */
function zoomOut({ level, labels, count, totals, of }: Outgrown): Level {
  const nodesOf = membersOf(labels, count);
  const starts = new Int32Array(count + 1);
  const [degrees, loops] = [new Float64Array(count), new Float64Array(count)];
  const neighbours = new GrowingInts();
  const weights = new GrowingFloats();
  const sums = new SparseSums(count);
  for (let community = 0; community < count; community++) {
    sums.clear();
    let inside = 0;
    for (let m = nodesOf.starts[community] as number; m < (nodesOf.starts[community + 1] as number); m++) {
      const node = nodesOf.nodes[m] as number;
      degrees[community] = totals[of[node] as number] as number;
      inside += level.loops[node] as number;
      for (let i = level.starts[node] as number; i < (level.starts[node + 1] as number); i++) {
        const other = labels[level.neighbours[i] as number] as number;
        if (other === community) inside += level.weightAt(i);
        else sums.add(other, level.weightAt(i));
      }
    }
    loops[community] = inside;
    for (const other of sums.keys.slice(0, sums.size).sort()) {
      neighbours.push(other);
      weights.push(sums.get(other));
    }
    starts[community + 1] = neighbours.length;
  }
  const own = weights.all();
  const weightAt = (position: number) => own[position] as number;
  return { starts, neighbours: neighbours.all(), weightAt, degrees, loops, total: level.total };
}

/** Nodes of each community, ascending. */
function membersOf(labels: Int32Array, count: number): { starts: Int32Array; nodes: Int32Array } {
  const starts = new Int32Array(count + 1);
  for (const label of labels) starts[label + 1]!++;
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i] as number;
  const next = starts.slice(0, count);
  const nodes = new Int32Array(labels.length);
  for (let node = 0; node < labels.length; node++) nodes[next[labels[node] as number]!++] = node;
  return { starts, nodes };
}

/** Sums by key, in the order in which keys came. */
class SparseSums {
  keys = new Int32Array(64);
  values = new Float64Array(64);
  size = 0;
  readonly #places: Int32Array;

  /** @param keys how many there may be: from 0 on */
  constructor(keys: number) {
    this.#places = new Int32Array(keys);
  }

  clear(): void {
    this.size = 0;
  }

  add(key: number, value: number): void {
    const place = this.#places[key] as number;
    if (place < this.size && this.keys[place] === key) {
      this.values[place]! += value;
      return;
    }
    if (this.size === this.keys.length) this.#grow();
    this.#places[key] = this.size;
    this.keys[this.size] = key;
    this.values[this.size++] = value;
  }

  get(key: number): number {
    const place = this.#places[key] as number;
    return place < this.size && this.keys[place] === key ? (this.values[place] as number) : 0;
  }

  #grow(): void {
    const [keys, values] = [this.keys, this.values];
    this.keys = new Int32Array(2 * this.size);
    this.keys.set(keys);
    this.values = new Float64Array(2 * this.size);
    this.values.set(values);
  }
}

/** A queue that holds nobody twice. */
class SparseQueue {
  size = 0;
  #start = 0;
  readonly #dense: Int32Array;
  readonly #waiting: Uint8Array;

  constructor(capacity: number) {
    this.#dense = new Int32Array(capacity);
    this.#waiting = new Uint8Array(capacity);
  }

  enqueue(node: number): void {
    if (this.#waiting[node] === 1) return;
    this.#waiting[node] = 1;
    this.#dense[(this.#start + this.size++) % this.#dense.length] = node;
  }

  dequeue(): number {
    const node = this.#dense[this.#start] as number;
    this.#waiting[node] = 0;
    this.size--;
    this.#start = (this.#start + 1) % this.#dense.length;
    return node;
  }
}
