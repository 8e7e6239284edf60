/**
 * Which keys of JSON objects are wanted, as a tree of nodes (an object) and entries (a key of it). Keys that are met and not
 * wanted are learned too, up to a bound: each entry remembers which one followed it last, so that the key of the next
 * record is compared with one text and not looked up.
 */
import { isSame } from './dictionary';

// A node: the entry met first, the number of entries, and chains of entries by a cheap hash of the key.
const FIRST: usize = 0;
const COUNT: usize = 4;
const CHAINS: usize = 8;
const CHAIN_MASK: usize = 63;
const NODE_SIZE: usize = CHAINS + 4 * (CHAIN_MASK + 1);

// An entry.
const KEY: usize = 0;
const KEY_LENGTH: usize = 4;
const SLOT: usize = 8;
const CHILD: usize = 12;
const NEXT: usize = 16;
const STAMP: usize = 20;
const CHAIN: usize = 24;
const ENTRY_SIZE: usize = 28;

/** Keys of one object that are remembered; logs with more have them looked over one by one. */
const MOST_KEYS: u32 = 512;

export function newNode(): usize {
  const node = heap.alloc(NODE_SIZE);
  memory.fill(node, 0, NODE_SIZE);
  return node;
}

/** Adds a key, or finds it; `slot` -1 and `child` 0 where the key is none. Both may be given. */
export function want(node: usize, key: usize, length: usize, slot: i32, child: usize): usize {
  let entry = find(node, key, length);
  if (entry == 0) entry = add(node, key, length);
  if (slot >= 0) store<i32>(entry, slot, SLOT);
  if (child != 0) store<u32>(entry, <u32>child, CHILD);
  return entry;
}

export function childOfKey(node: usize, key: usize, length: usize): usize {
  const entry = find(node, key, length);
  return entry == 0 ? 0 : childOf(entry);
}

/** Lets a node, its entries and the nodes below them go. */
export function freeNode(node: usize): void {
  for (let chain: usize = 0; chain <= CHAIN_MASK; chain++) {
    let entry = <usize>load<u32>(node + 4 * chain, CHAINS);
    while (entry != 0) {
      const next = <usize>load<u32>(entry, CHAIN);
      if (childOf(entry) != 0) freeNode(childOf(entry));
      heap.free(load<u32>(entry, KEY));
      heap.free(entry);
      entry = next;
    }
  }
  heap.free(node);
}

/** The entry of a key that stands at an address; 0 when it is not wanted and no more are remembered. */
export function entryOf(node: usize, key: usize, length: usize): usize {
  const entry = find(node, key, length);
  if (entry != 0 || load<u32>(node, COUNT) >= MOST_KEYS) return entry;
  return add(node, key, length);
}

function find(node: usize, key: usize, length: usize): usize {
  let entry = <usize>load<u32>(node + 4 * chainOf(key, length), CHAINS);
  while (entry != 0) {
    if (load<u32>(entry, KEY_LENGTH) == length && isSame(load<u32>(entry, KEY), key, length)) return entry;
    entry = load<u32>(entry, CHAIN);
  }
  return 0;
}

function add(node: usize, key: usize, length: usize): usize {
  const copy = heap.alloc(length + 16);
  memory.copy(copy, key, length);
  const entry = heap.alloc(ENTRY_SIZE);
  memory.fill(entry, 0, ENTRY_SIZE);
  const chain = node + 4 * chainOf(key, length);
  store<u32>(entry, <u32>copy, KEY);
  store<u32>(entry, <u32>length, KEY_LENGTH);
  store<i32>(entry, -1, SLOT);
  store<u32>(entry, load<u32>(chain, CHAINS), CHAIN);
  store<u32>(chain, <u32>entry, CHAINS);
  store<u32>(node, load<u32>(node, COUNT) + 1, COUNT);
  return entry;
}

// @ts-ignore: decorator
@inline
function chainOf(key: usize, length: usize): usize {
  if (length == 0) return 0;
  const middle = <usize>load<u8>(key + (length >> 1));
  return (length * 31 + <usize>load<u8>(key) * 7 + <usize>load<u8>(key + length - 1) * 3 + middle) & CHAIN_MASK;
}

/** Whether the key of an entry, and its closing quote, stand at an address. */
// @ts-ignore: decorator
@inline
export function standsAt(entry: usize, at: usize): bool {
  const length = <usize>load<u32>(entry, KEY_LENGTH);
  return load<u8>(at + length) == 0x22 && isSame(load<u32>(entry, KEY), at, length);
}

// @ts-ignore: decorator
@inline
export function keyLength(entry: usize): usize {
  return load<u32>(entry, KEY_LENGTH);
}

// @ts-ignore: decorator
@inline
export function slotOf(entry: usize): i32 {
  return load<i32>(entry, SLOT);
}

// @ts-ignore: decorator
@inline
export function childOf(entry: usize): usize {
  return load<u32>(entry, CHILD);
}

// @ts-ignore: decorator
@inline
export function firstOf(node: usize): usize {
  return load<u32>(node, FIRST);
}

// @ts-ignore: decorator
@inline
export function nextOf(entry: usize): usize {
  return load<u32>(entry, NEXT);
}

/** Notes that `entry` followed `before` (0: came first in its object). */
// @ts-ignore: decorator
@inline
export function expect(node: usize, before: usize, entry: usize): void {
  if (before == 0) store<u32>(node, <u32>entry, FIRST);
  else store<u32>(before, <u32>entry, NEXT);
}

/** Marks a key as met in a record; false when it was already. */
// @ts-ignore: decorator
@inline
export function meet(entry: usize, record: u32): bool {
  if (load<u32>(entry, STAMP) == record) return false;
  store<u32>(entry, record, STAMP);
  return true;
}
