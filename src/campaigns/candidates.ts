/**
 * Groups worth testing: the accounts behind one shared key (a template, a client build, a network …), behind two such
 * keys at once, or handing work to each other. Testing decides; a candidate claims nothing.
 */
import { GrowingBytes, GrowingInts } from '../measures/growing.js';
import { hashPair } from '../requests/hash.js';
import type { KeyType } from './account-view.js';
import type { Holders } from './holders.js';

export interface Candidate {
  /** Indexes of the accounts, ascending. */
  readonly members: readonly number[];
  /** Ids of the keys that define it, the first one's holders being the group that the others narrow. */
  readonly keys: readonly number[];
  readonly origin: Origin;
  /** Where it is defined by two keys, how many accounts have both: members may have been left out since. */
  readonly both?: number;
}

/**
 * How a group was come upon: users of one `wrapper`, accounts that hand each other work (`queue`), or everything else
 * that is `searched` for; a `union` is of two groups that held. Each is a class of its own when the groups tried are
 * allowed for: few wrappers are shared, and thousands of combinations are searched.
 */
export type Origin = 'wrapper' | 'queue' | 'searched' | 'union';

/** Key types by which a group is narrowed. */
const narrowing: ReadonlySet<KeyType> = new Set(['asn', 'prefix', 'address', 'client', 'parameters', 'workload']);
/** Key types whose groups are narrowed. */
const narrowed: ReadonlySet<KeyType> = new Set(['template', 'client', 'parameters']);
/** A key that most accounts share defines no group, unless the log is small. */
const widest = 0.5;

export type Components = Readonly<Record<'queue' | 'searched', readonly (readonly number[])[]>>;

/** Groups tested at most; of more, the smallest that share two things are left out. */
const mostCandidates = 2 ** 21;

export interface Proposal {
  /** How many accounts there are. */
  readonly accounts: number;
  readonly holders: Holders;
  readonly components: Components;
  readonly most?: number;
}

export function proposeCandidates(proposal: Proposal): Candidates {
  const found = propose(proposal, 2);
  const { most = mostCandidates } = proposal;
  return found.length <= most ? found : propose(proposal, found.leastWithin(most));
}

/** @param least accounts of a group that shares two things */
function propose({ accounts, holders, components, most = mostCandidates }: Proposal, least: number): Candidates {
  const found = new Candidates(holders, { least, most });
  for (const component of components.queue) found.addComponent(component, 'queue');
  const shared = holders.shared().filter(key => holders.size(key) <= Math.max(3, widest * accounts));
  for (const key of shared) if (holders.typeOf(key) === 'template') found.addHolders(key, 'wrapper');
  for (const key of shared) {
    const type = holders.typeOf(key);
    // Alike in weight alone is nobody's group.
    if (type === 'workload') continue;
    found.addHolders(key, 'searched');
    if (narrowed.has(type)) found.addNarrowed(key);
  }
  for (const component of components.searched) found.addComponent(component, 'searched');
  return found;
}

/** Sizes of groups that are told apart when they are counted. */
const countedSizes = 1000;

/** Groups to be tested, in order; each is named by what defines it, and its members are listed when it is come to. */
export class Candidates {
  readonly #holders: Holders;
  /** Of each: its keys, or -1 and the position of a component; and how it was come upon. */
  readonly #first = new GrowingInts();
  readonly #second = new GrowingInts();
  readonly #origins = new GrowingBytes();
  readonly #components: (readonly number[])[] = [];
  readonly #seen = new SeenGroups();
  readonly #narrower: Narrower;
  /** Accounts of a group that shares two things, and groups that are listed: the others are counted alone. */
  readonly least: number;
  readonly #most: number;
  #length = 0;
  /** Groups that share two things, by the number of their accounts; those of many together. */
  readonly #bySize = new Float64Array(countedSizes + 1);

  constructor(holders: Holders, { least, most }: { least: number; most: number }) {
    this.#holders = holders;
    this.#narrower = new Narrower(holders);
    this.least = least;
    this.#most = most;
  }

  /** How many there are, listed or not. */
  get length(): number {
    return this.#length;
  }

  /** How many are listed. */
  get listed(): number {
    return this.#first.length;
  }

  /** Accounts that a group which shares two things must have for no more than so many groups to be left. */
  leastWithin(most: number): number {
    let left = this.#length;
    let least = 2;
    for (; left > most && least < countedSizes; least++) left -= this.#bySize[least] as number;
    return least;
  }

  /** How many were come upon this way. */
  countOf(origin: Origin): number {
    const code = origins.indexOf(origin);
    return this.#origins.all().reduce((sum, each) => sum + (each === code ? 1 : 0), 0);
  }

  *[Symbol.iterator](): Generator<Candidate> {
    const [firsts, seconds, ways] = [this.#first.all(), this.#second.all(), this.#origins.all()];
    for (let i = 0; i < this.listed;) {
      const [first, second] = [firsts[i] as number, seconds[i] as number];
      const origin = origins[ways[i] as number] as Origin;
      if (first < 0) yield { members: this.#components[second] as readonly number[], keys: [], origin };
      else if (second < 0) yield { members: Array.from(this.#holders.of(first)), keys: [first], origin };
      else {
        // All that narrow one group stand together, and are listed in one pass over it.
        let end = i + 1;
        while (firsts[end] === first && (seconds[end] as number) >= 0) end++;
        const narrower = seconds.subarray(i, end);
        for (const [n, members] of this.#narrower.lists(first, narrower).entries()) {
          yield { members, keys: [first, narrower[n] as number], origin, both: members.length };
        }
        i = end - 1;
      }
      i++;
    }
  }

  addComponent(members: readonly number[], origin: Origin): void {
    if (this.#isNew(members.reduce(hashPair, 1), members.length, { origin, keys: 0 })) {
      this.#push(-1, this.#components.push(members) - 1, origin);
    }
  }

  addHolders(key: number, origin: Origin): void {
    const members = this.#holders.of(key);
    if (this.#isNew(members.reduce(hashPair, 1), members.length, { origin, keys: 1 })) this.#push(key, -1, origin);
  }

  addNarrowed(key: number): void {
    this.#narrower.narrow(key, (other, hash, members) => {
      if (members < this.least || !this.#isNew(hash, members, { origin: 'searched', keys: 2 })) return;
      this.#bySize[Math.min(members, countedSizes)]!++;
      this.#push(key, other, 'searched');
    });
  }

  /** The same members by another way are another test: a wrapper's rarity says less than a rare client among its users. */
  #isNew(hash: number, members: number, way: { origin: Origin; keys: number }): boolean {
    if (members < 2) return false;
    const code = (members * origins.length + origins.indexOf(way.origin)) * 3 + way.keys;
    return this.#seen.add(hashPair(hash, code));
  }

  #push(first: number, second: number, origin: Origin): void {
    if (this.#length++ >= this.#most) return;
    this.#first.push(first);
    this.#second.push(second);
    this.#origins.push(origins.indexOf(origin));
  }
}

const origins: readonly Origin[] = ['wrapper', 'queue', 'searched', 'union'];

/** Finds, for the holders of one key, the other keys that some of them have: in one pass over them. */
class Narrower {
  readonly #holders: Holders;
  /** By key: holders that have it, and the hash of them all; 0 between calls. */
  readonly #counts: Int32Array;
  readonly #hashes: Float64Array;

  constructor(holders: Holders) {
    this.#holders = holders;
    this.#counts = new Int32Array(holders.count);
    this.#hashes = new Float64Array(holders.count);
  }

  /** Keys of other types that at least two, and not all, of a key's holders have. */
  narrow(key: number, found: (other: number, hash: number, members: number) => void): void {
    const [counts, hashes] = [this.#counts, this.#hashes];
    const type = this.#holders.typeOf(key);
    const others: number[] = [];
    for (const account of this.#holders.of(key)) {
      for (const other of this.#holders.keysOf(account)) {
        const otherType = this.#holders.typeOf(other);
        if (otherType === type || !narrowing.has(otherType)) continue;
        if (counts[other]!++ === 0) {
          others.push(other);
          hashes[other] = 1;
        }
        hashes[other] = hashPair(hashes[other] as number, account);
      }
    }
    const size = this.#holders.size(key);
    for (const other of others) {
      const members = counts[other] as number;
      counts[other] = 0;
      if (members > 1 && members < size) found(other, hashes[other] as number, members);
    }
  }

  /** For each of some keys, the holders of the first that have it, ascending. */
  lists(key: number, others: Int32Array): number[][] {
    const places = this.#counts;
    const lists = Array.from(others, (): number[] => []);
    others.forEach((other, i) => (places[other] = i + 1));
    for (const account of this.#holders.of(key)) {
      for (const other of this.#holders.keysOf(account)) {
        const place = places[other] as number;
        if (place > 0) lists[place - 1]?.push(account);
      }
    }
    for (const other of others) places[other] = 0;
    return lists;
  }
}

/** Hashes of the groups proposed so far. */
class SeenGroups {
  #hashes = new Float64Array(1024);
  #size = 0;

  /** Whether it is new. */
  add(hash: number): boolean {
    if (2 * this.#size >= this.#hashes.length) this.#grow();
    const at = this.#place(hash);
    if (this.#hashes[at] === hash) return false;
    this.#hashes[at] = hash;
    this.#size++;
    return true;
  }

  #place(hash: number): number {
    const mask = this.#hashes.length - 1;
    let at = (hash ^ (hash / 4294967296)) & mask;
    // No hash is 0.
    while (this.#hashes[at] !== 0 && this.#hashes[at] !== hash) at = (at + 1) & mask;
    return at;
  }

  #grow(): void {
    const hashes = this.#hashes;
    this.#hashes = new Float64Array(2 * hashes.length);
    for (const hash of hashes) if (hash !== 0) this.#hashes[this.#place(hash)] = hash;
  }
}
