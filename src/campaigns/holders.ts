/**
 * Who has what: for each key (a template, a client build, a network …) the accounts that have it, and for each account its
 * keys. The index behind candidates and rarity, in typed arrays: a key is a number, its id.
 */
import { hashPair } from '../requests/hash.js';
import { GrowingFloats, GrowingInts } from '../measures/growing.js';
import type { AccountView, KeyType } from './account-view.js';

/** In alphabetical order, which is the order of {@link Holders.shared}. */
export const keyTypes = [
  'address',
  'asn',
  'client',
  'parameters',
  'prefix',
  'system',
  'template',
  'workload',
] as const satisfies readonly KeyType[];

/** The order in which an account's keys are listed. */
const listed = ['template', 'asn', 'prefix', 'address', 'client', 'parameters', 'workload', 'system'] as const;
const codes = Object.fromEntries(keyTypes.map((type, code) => [type, code])) as Record<KeyType, number>;

/** Takes up accounts one after another. */
export class HoldersBuilder {
  readonly #ids = new KeyTable();
  /** Where the keys of each account begin in the list of all. */
  readonly #starts = new GrowingInts();
  readonly #keys = new GrowingInts();
  readonly #useStarts = new GrowingInts();
  readonly #uses = new GrowingFloats();

  add({ templates, attributes }: Pick<AccountView, 'templates' | 'attributes'>): void {
    this.#starts.push(this.#keys.length);
    this.#useStarts.push(this.#uses.length);
    for (const [key, requests] of templates) {
      this.#keys.push(this.#ids.intern(codes.template, key));
      this.#uses.push(requests);
    }
    for (const type of listed) {
      if (type === 'template') continue;
      for (const value of attributes[type]) this.#keys.push(this.#ids.intern(codes[type], value));
    }
  }

  /** Nothing may be added after. */
  build(): Holders {
    this.#starts.push(this.#keys.length);
    this.#useStarts.push(this.#uses.length);
    return new Holders({
      ids: this.#ids,
      starts: this.#starts.all(),
      keys: this.#keys.all(),
      useStarts: this.#useStarts.all(),
      uses: this.#uses.all(),
    });
  }
}

interface Lists {
  readonly ids: KeyTable;
  readonly starts: Int32Array;
  readonly keys: Int32Array;
  readonly useStarts: Int32Array;
  readonly uses: Float64Array;
}

export class Holders {
  /** Number of keys: ids run from 0. */
  readonly count: number;
  readonly #lists: Lists;
  /** By key: where its holders begin in the list of all. */
  readonly #from: Int32Array;
  readonly #holders: Int32Array;

  constructor(lists: Lists) {
    this.#lists = lists;
    this.count = lists.ids.length;
    this.#tally = new Tally(lists.ids.types.subarray(0, this.count));
    [this.#from, this.#holders] = invert(lists, this.count);
  }

  /** undefined for what nobody has. */
  find(type: KeyType, value: number): number | undefined {
    return this.#lists.ids.find(codes[type], value);
  }

  typeOf(key: number): KeyType {
    return keyTypes[this.#lists.ids.types[key] as number] as KeyType;
  }

  valueOf(key: number): number {
    return this.#lists.ids.values[key] as number;
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
   * @param inside the group's keys of this type, and the number of members that have each
   */
  collision(type: KeyType, inside: Iterable<number>, countOf: (key: number) => number): number {
    let { pairs, total } = this.#totals(type);
    for (const key of inside) {
      const size = this.size(key);
      const outside = size - countOf(key);
      pairs -= size * (size - 1) - outside * (outside - 1);
      total -= size - outside;
    }
    return total < 2 ? 0 : pairs / (total * (total - 1));
  }

  readonly #sums = new Map<KeyType, { pairs: number; total: number }>();

  /** Ordered pairs of accounts with the same value, and values held, over all accounts. */
  #totals(type: KeyType): { pairs: number; total: number } {
    const known = this.#sums.get(type);
    if (known !== undefined) return known;
    const sums = { pairs: 0, total: 0 };
    const { types } = this.#lists.ids;
    for (let key = 0; key < this.count; key++) {
      if (types[key] !== codes[type]) continue;
      const size = this.size(key);
      sums.pairs += size * (size - 1);
      sums.total += size;
    }
    this.#sums.set(type, sums);
    return sums;
  }

  /** Keys that at least two accounts have, by type and value: an order that depends on nothing else. */
  shared(): Int32Array {
    const { types, values } = this.#lists.ids;
    const shared = new GrowingInts();
    for (let key = 0; key < this.count; key++) if (this.size(key) > 1) shared.push(key);
    return shared
      .all()
      .sort((a, b) => (types[a] as number) - (types[b] as number) || (values[a] as number) - (values[b] as number));
  }

  readonly #tally: Tally;

  /** How many of some accounts have each key: good until the next are asked about. */
  tally(members: ArrayLike<number>): Tally {
    this.#tally.clear();
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
  readonly #counts: Int32Array;
  readonly #seen: readonly number[][] = keyTypes.map(() => []);

  constructor(types: Uint8Array) {
    this.#types = types;
    this.#counts = new Int32Array(types.length);
  }

  clear(): void {
    for (const keys of this.#seen) {
      for (const key of keys) this.#counts[key] = 0;
      keys.length = 0;
    }
  }

  add(key: number): void {
    if (this.#counts[key]!++ === 0) this.#seen[this.#types[key] as number]?.push(key);
  }

  /** Keys of this type that at least one member has. */
  keys(type: KeyType): readonly number[] {
    return this.#seen[codes[type]] as readonly number[];
  }

  count(key: number): number {
    return this.#counts[key] as number;
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

/** Ids of keys: open addressing over types and values. */
class KeyTable {
  types = new Uint8Array(128);
  values = new Float64Array(128);
  length = 0;
  #slots = new Int32Array(256).fill(-1);

  intern(type: number, value: number): number {
    const slot = this.#slot(type, value);
    const known = this.#slots[slot] as number;
    if (known >= 0) return known;
    const id = this.length++;
    this.types[id] = type;
    this.values[id] = value;
    this.#slots[slot] = id;
    if (2 * this.length >= this.#slots.length) this.#grow();
    return id;
  }

  find(type: number, value: number): number | undefined {
    const known = this.#slots[this.#slot(type, value)] as number;
    return known < 0 ? undefined : known;
  }

  #slot(type: number, value: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashPair(value, type) & mask;
    for (;;) {
      const id = this.#slots[slot] as number;
      if (id < 0 || (this.values[id] === value && this.types[id] === type)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    const [types, values] = [this.types, this.values];
    this.types = new Uint8Array(2 * this.length);
    this.types.set(types);
    this.values = new Float64Array(2 * this.length);
    this.values.set(values);
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    for (let id = 0; id < this.length; id++) {
      this.#slots[this.#slot(types[id] as number, values[id] as number)] = id;
    }
  }
}
