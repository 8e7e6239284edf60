/** The keys of accounts as they are taken up, one account after another: each key becomes a number, its id. */
import { GrowingBytes, GrowingFloats, GrowingInts } from '../measures/growing.js';
import { hashPair } from '../requests/hash.js';
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
/** Position of each type among {@link keyTypes}. */
export const codes = Object.fromEntries(keyTypes.map((type, code) => [type, code])) as Record<KeyType, number>;

/** Takes up accounts one after another. */
export class KeyLists {
  readonly #ids = new KeyTable();
  /** Where the keys of each account begin in the list of all, and where its uses do. */
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

  /** Asked for once, when all are taken up. */
  shared(): SharedLists {
    this.#starts.push(this.#keys.length);
    this.#useStarts.push(this.#uses.length);
    const lists = {
      starts: this.#starts.all(),
      keys: this.#keys.all(),
      useStarts: this.#useStarts.all(),
      uses: this.#uses.all(),
    };
    return withoutOwn(lists, this.#ids);
  }
}

/** One account's keys after another's. */
export interface Lists {
  readonly starts: Int32Array;
  readonly keys: Int32Array;
  /** Requests of each in its templates, which are the first of its keys. */
  readonly useStarts: Int32Array;
  readonly uses: Float64Array;
}

export interface SharedLists extends Lists {
  /** By key. */
  readonly types: Uint8Array;
  readonly values: Float64Array;
  /** By account and type: how many keys it has that nobody else has. */
  readonly own: Uint8Array;
}

/**
 * The lists without keys of one account, which most are: they tie nobody, and how many an account has of each type is all
 * that is asked of them. The lists are written over.
 */
function withoutOwn(lists: Lists, ids: KeyTable): SharedLists {
  const { starts, keys, useStarts, uses } = lists;
  const numbers = new Int32Array(ids.length);
  for (const key of keys) numbers[key]!++;
  const types = new GrowingBytes();
  const values = new GrowingFloats();
  for (let key = 0; key < numbers.length; key++) {
    const isShared = (numbers[key] as number) > 1;
    numbers[key] = isShared ? values.length : -1;
    if (!isShared) continue;
    types.push(ids.types[key] as number);
    values.push(ids.values[key] as number);
  }
  const accounts = starts.length - 1;
  const own = new Uint8Array(accounts * keyTypes.length);
  let [kept, keptUses] = [0, 0];
  for (let account = 0; account < accounts; account++) {
    const [from, end] = [starts[account] as number, starts[account + 1] as number];
    const firstUse = useStarts[account] as number;
    const templates = (useStarts[account + 1] as number) - firstUse;
    starts[account] = kept;
    useStarts[account] = keptUses;
    for (let i = from; i < end; i++) {
      const key = keys[i] as number;
      const number = numbers[key] as number;
      if (number < 0) {
        own[account * keyTypes.length + (ids.types[key] as number)]!++;
        continue;
      }
      keys[kept++] = number;
      if (i - from < templates) uses[keptUses++] = uses[firstUse + i - from] as number;
    }
  }
  starts[accounts] = kept;
  useStarts[accounts] = keptUses;
  const shared = { starts, keys: keys.slice(0, kept), useStarts, uses: uses.slice(0, keptUses) };
  return { ...shared, types: types.all(), values: values.all(), own };
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
    this.types = new Uint8Array(this.#slots.length);
    this.types.set(types);
    this.values = new Float64Array(this.#slots.length);
    this.values.set(values);
    this.#slots = new Int32Array(2 * this.#slots.length).fill(-1);
    for (let id = 0; id < this.length; id++) {
      this.#slots[this.#slot(types[id] as number, values[id] as number)] = id;
    }
  }
}
