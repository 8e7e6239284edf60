/**
 * Who has what: for each key (a template, a client build, a network …) the accounts that have it, and for each account its
 * keys. The index behind candidates and rarity, in typed arrays.
 */
import type { KeyType } from './account-view.js';
import { codes, keyTypes, type Lists, type SharedLists } from './key-lists.js';

export class Holders {
  /** Number of keys that at least two accounts have: ids run from 0. */
  readonly count: number;
  readonly #lists: SharedLists;
  /** By key: where its holders begin in the list of all. */
  readonly #from: Int32Array;
  readonly #holders: Int32Array;

  constructor(lists: SharedLists) {
    this.#lists = lists;
    this.count = lists.types.length;
    this.#tally = new Tally(lists.types, lists.own);
    [this.#from, this.#holders] = invert(lists, this.count);
  }

  /** undefined for what fewer than two have. */
  find(type: KeyType, value: number): number | undefined {
    const { types, values } = this.#lists;
    const key = values.findIndex((each, i) => each === value && types[i] === codes[type]);
    return key < 0 ? undefined : key;
  }

  typeOf(key: number): KeyType {
    return keyTypes[this.#lists.types[key] as number] as KeyType;
  }

  valueOf(key: number): number {
    return this.#lists.values[key] as number;
  }

  /** Accounts that have a key, ascending. */
  of(key: number): Int32Array {
    return this.#holders.subarray(this.#from[key], this.#from[key + 1]);
  }

  /** How many they are. */
  size(key: number): number {
    return (this.#from[key + 1] as number) - (this.#from[key] as number);
  }

  /** Keys of an account: templates first, then by how they narrow a group. */
  keysOf(account: number): Int32Array {
    const { starts, keys } = this.#lists;
    return keys.subarray(starts[account], starts[account + 1]);
  }

  has(account: number, key: number): boolean {
    const { starts, keys } = this.#lists;
    const end = starts[account + 1] as number;
    for (let i = starts[account] as number; i < end; i++) if (keys[i] === key) return true;
    return false;
  }

  /** How many accounts have both keys. */
  common(first: number, second: number): number {
    const [few, other] = this.size(first) <= this.size(second) ? [first, second] : [second, first];
    let both = 0;
    for (const account of this.of(few)) if (this.has(account, other)) both++;
    return both;
  }

  /** Requests of an account in a template; undefined when it is none of its templates. */
  requestsIn(template: number, account: number): number | undefined {
    const { starts, keys, useStarts, uses } = this.#lists;
    const first = useStarts[account] as number;
    const count = (useStarts[account + 1] as number) - first;
    const from = starts[account] as number;
    for (let i = 0; i < count; i++) if (keys[from + i] === template) return uses[first + i];
    return undefined;
  }

  /**
   * P(two accounts drawn at random, outside a group, have the same value): the sum of squared shares.
   * @param inside the group's keys of this type, with the number of members that have each
   * @param own how many keys of this type only one member has, and nobody else
   */
  collision(type: KeyType, inside: Iterable<readonly [key: number, count: number]>, own = 0): number {
    let { pairs, total } = this.#totals(type);
    total -= own;
    for (const [key, count] of inside) {
      const size = this.size(key);
      const outside = size - count;
      pairs -= size * (size - 1) - outside * (outside - 1);
      total -= count;
    }
    return total < 2 ? 0 : pairs / (total * (total - 1));
  }

  readonly #sums = new Map<KeyType, { pairs: number; total: number }>();

  /** Ordered pairs of accounts with the same value, and values held, over all accounts. */
  #totals(type: KeyType): { pairs: number; total: number } {
    const known = this.#sums.get(type);
    if (known !== undefined) return known;
    const sums = { pairs: 0, total: 0 };
    const { types, own } = this.#lists;
    for (let key = 0; key < this.count; key++) {
      if (types[key] !== codes[type]) continue;
      const size = this.size(key);
      sums.pairs += size * (size - 1);
      sums.total += size;
    }
    for (let i = codes[type]; i < own.length; i += keyTypes.length) sums.total += own[i] as number;
    this.#sums.set(type, sums);
    return sums;
  }

  /** All keys, by type and value: an order that depends on nothing else. */
  shared(): Int32Array {
    const { types, values } = this.#lists;
    const keys = new Int32Array(this.count);
    for (let key = 0; key < this.count; key++) keys[key] = key;
    return keys.sort(
      (a, b) => (types[a] as number) - (types[b] as number) || (values[a] as number) - (values[b] as number),
    );
  }

  readonly #tally: Tally;

  /** How many of some accounts have each key: good until the next are asked about. */
  tally(members: ArrayLike<number>): Tally {
    this.#tally.clear(members);
    const { starts, keys } = this.#lists;
    for (let i = 0; i < members.length; i++) {
      const account = members[i] as number;
      const end = starts[account + 1] as number;
      for (let at = starts[account] as number; at < end; at++) this.#tally.add(keys[at] as number);
    }
    return this.#tally;
  }
}

/** Keys of a group, by type in the order in which members bring them, each with the number of members that have it. */
export class Tally {
  readonly #types: Uint8Array;
  readonly #own: Uint8Array;
  readonly #counts: Int32Array;
  readonly #seen: readonly number[][] = keyTypes.map(() => []);
  #members: ArrayLike<number> = [];

  constructor(types: Uint8Array, own: Uint8Array) {
    this.#types = types;
    this.#own = own;
    this.#counts = new Int32Array(types.length);
  }

  clear(members: ArrayLike<number>): void {
    this.#members = members;
    for (const keys of this.#seen) {
      for (const key of keys) this.#counts[key] = 0;
      keys.length = 0;
    }
  }

  add(key: number): void {
    if (this.#counts[key]!++ === 0) this.#seen[this.#types[key] as number]?.push(key);
  }

  /** Keys of this type that at least one member has, and somebody beside it. */
  keys(type: KeyType): readonly number[] {
    return this.#seen[codes[type]] as readonly number[];
  }

  count(key: number): number {
    return this.#counts[key] as number;
  }

  /** How many keys of this type only one member has, and nobody else. */
  own(type: KeyType): number {
    let sum = 0;
    for (let i = 0; i < this.#members.length; i++) {
      sum += this.#own[(this.#members[i] as number) * keyTypes.length + codes[type]] as number;
    }
    return sum;
  }
}

/** Who has each key, from the keys that each has. */
function invert({ starts, keys }: Lists, count: number): [from: Int32Array, holders: Int32Array] {
  const from = new Int32Array(count + 1);
  for (const key of keys) from[key + 1]!++;
  for (let key = 0; key < count; key++) from[key + 1]! += from[key] as number;
  const next = from.slice(0, count);
  const holders = new Int32Array(keys.length);
  for (let account = 0; account + 1 < starts.length; account++) {
    const end = starts[account + 1] as number;
    for (let i = starts[account] as number; i < end; i++) holders[next[keys[i] as number]!++] = account;
  }
  return [from, holders];
}
