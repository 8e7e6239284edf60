/**
 * Strings interned once: bytes to small integers. Entries lie in one arena in the order in which they were first seen; id 0
 * is the empty string. Open addressing with linear probing; a slot is the upper half of the hash over the id.
 */
import { zeroed } from './zeroed';
import { hash64, key52 } from './hash';

// Layout of a dictionary.
const COUNT: usize = 0;
const MASK: usize = 4;
const SLOTS: usize = 8;
const OFFSETS: usize = 12;
const KEYS: usize = 16;
const CAPACITY: usize = 20;
const BYTES: usize = 24;
const BYTES_CAPACITY: usize = 28;
const SIZE: usize = 32;

/** Bytes behind every text, so that eight at a time may be read. */
const PAD: usize = 16;

export function newDictionary(): usize {
  const d = heap.alloc(SIZE);
  store<u32>(d, 1, COUNT);
  store<u32>(d, 63, MASK);
  store<u32>(d, 32, CAPACITY);
  store<u32>(d, <u32>zeroed(64 * 8), SLOTS);
  store<u32>(d, <u32>zeroed(33 * 4), OFFSETS);
  store<u32>(d, <u32>zeroed(32 * 8), KEYS);
  store<u32>(d, 512, BYTES_CAPACITY);
  store<u32>(d, <u32>heap.alloc(512 + PAD), BYTES);
  return d;
}

export function freeDictionary(d: usize): void {
  heap.free(load<u32>(d, SLOTS));
  heap.free(load<u32>(d, OFFSETS));
  heap.free(load<u32>(d, KEYS));
  heap.free(load<u32>(d, BYTES));
  heap.free(d);
}

/** Ids given out, 0 included. */
export function dictionarySize(d: usize): u32 {
  return load<u32>(d, COUNT);
}

/** Bytes of memory in use. */
export function dictionaryBytes(d: usize): u32 {
  return SIZE + 8 * (load<u32>(d, MASK) + 1) + 12 * load<u32>(d, CAPACITY) + load<u32>(d, BYTES_CAPACITY);
}

/** Address of the text of an id; its length is the distance to the next id's. */
export function textStart(d: usize, id: u32): usize {
  return load<u32>(d, BYTES) + load<u32>(load<u32>(d, OFFSETS) + 4 * id);
}

/** Stable hash of the text of an id, 0 for id 0. */
export function keyOf(d: usize, id: u32): f64 {
  return load<f64>(load<u32>(d, KEYS) + 8 * id);
}

/** Address of the stable hashes of all ids. Moves when ids are added. */
export function keysAt(d: usize): usize {
  return load<u32>(d, KEYS);
}

export function intern(d: usize, start: usize, length: usize): u32 {
  if (length == 0) return 0;
  const hash = hash64(start, length);
  const mask = <usize>load<u32>(d, MASK);
  const slots = <usize>load<u32>(d, SLOTS);
  const tag = <u32>(hash >>> 32);
  let slot = <usize>hash & mask;
  for (;;) {
    const found = load<u64>(slots + 8 * slot);
    if (found == 0) break;
    if (<u32>(found >>> 32) == tag && isText(d, <u32>found, start, length)) return <u32>found;
    slot = (slot + 1) & mask;
  }
  return add(d, start, length, hash);
}

// @ts-ignore: decorator
@inline
function isText(d: usize, id: u32, start: usize, length: usize): bool {
  const offsets = <usize>load<u32>(d, OFFSETS) + 4 * id;
  const offset = load<u32>(offsets);
  if (load<u32>(offsets, 4) - offset != length) return false;
  return isSame(<usize>load<u32>(d, BYTES) + offset, start, length);
}

/** Both may be read up to eight bytes beyond the length. */
// @ts-ignore: decorator
@inline
export function isSame(a: usize, b: usize, length: usize): bool {
  let at: usize = 0;
  for (; at + 8 <= length; at += 8) if (load<u64>(a + at) != load<u64>(b + at)) return false;
  if (at == length) return true;
  return ((load<u64>(a + at) ^ load<u64>(b + at)) << (<u64>(64 - 8 * (length - at)))) == 0;
}

function add(d: usize, start: usize, length: usize, hash: u64): u32 {
  const id = load<u32>(d, COUNT);
  if (id == load<u32>(d, CAPACITY)) grow(d);
  const offset = <usize>load<u32>(load<u32>(d, OFFSETS) + 4 * id);
  const end = offset + length;
  if (end > <usize>load<u32>(d, BYTES_CAPACITY)) growBytes(d, offset, end);
  memory.copy(load<u32>(d, BYTES) + offset, start, length);
  store<u32>(load<u32>(d, OFFSETS) + 4 * (id + 1), <u32>end);
  store<f64>(load<u32>(d, KEYS) + 8 * id, key52(hash));
  store<u32>(d, id + 1, COUNT);
  place(d, hash, id);
  return id;
}

function place(d: usize, hash: u64, id: u32): void {
  const mask = <usize>load<u32>(d, MASK);
  const slots = <usize>load<u32>(d, SLOTS);
  let slot = <usize>hash & mask;
  while (load<u64>(slots + 8 * slot) != 0) slot = (slot + 1) & mask;
  store<u64>(slots + 8 * slot, ((hash >>> 32) << 32) | <u64>id);
}

function grow(d: usize): void {
  const capacity = 2 * <usize>load<u32>(d, CAPACITY);
  store<u32>(d, <u32>capacity, CAPACITY);
  store<u32>(d, <u32>heap.realloc(load<u32>(d, OFFSETS), 4 * (capacity + 1)), OFFSETS);
  store<u32>(d, <u32>heap.realloc(load<u32>(d, KEYS), 8 * capacity), KEYS);
  heap.free(load<u32>(d, SLOTS));
  store<u32>(d, <u32>(2 * capacity - 1), MASK);
  store<u32>(d, <u32>zeroed(16 * capacity), SLOTS);
  const bytes = <usize>load<u32>(d, BYTES);
  const offsets = <usize>load<u32>(d, OFFSETS);
  const count = load<u32>(d, COUNT);
  for (let id: u32 = 1; id < count; id++) {
    const from = load<u32>(offsets + 4 * id);
    place(d, hash64(bytes + from, load<u32>(offsets + 4 * id + 4) - from), id);
  }
}

function growBytes(d: usize, used: usize, needed: usize): void {
  let capacity = <usize>load<u32>(d, BYTES_CAPACITY);
  while (capacity < needed) capacity *= 2;
  const larger = heap.alloc(capacity + PAD);
  memory.copy(larger, load<u32>(d, BYTES), used);
  heap.free(load<u32>(d, BYTES));
  store<u32>(d, <u32>larger, BYTES);
  store<u32>(d, <u32>capacity, BYTES_CAPACITY);
}

/** Copies the texts from id `first` on: as many offsets as texts and one more, then the bytes. Returns the address after them. */
export function copyTexts(d: usize, first: u32, to: usize): usize {
  const count = load<u32>(d, COUNT);
  const offsets = <usize>load<u32>(d, OFFSETS);
  const origin = load<u32>(offsets + 4 * <usize>first);
  let at = to;
  for (let id = first; id <= count; id++, at += 4) store<u32>(at, load<u32>(offsets + 4 * <usize>id) - origin);
  const bytes = <usize>(load<u32>(offsets + 4 * <usize>count) - origin);
  memory.copy(at, load<u32>(d, BYTES) + <usize>origin, bytes);
  return at + bytes;
}

/** Bytes that {@link copyTexts} writes. */
export function textsSize(d: usize, first: u32): u32 {
  const count = load<u32>(d, COUNT);
  const offsets = <usize>load<u32>(d, OFFSETS);
  return 4 * (count - first + 1) + load<u32>(offsets + 4 * <usize>count) - load<u32>(offsets + 4 * <usize>first);
}

/** Interns texts as {@link copyTexts} wrote them, and writes their ids. */
export function internTexts(d: usize, texts: usize, count: u32, out: usize): void {
  const bytes = texts + 4 * (<usize>count + 1);
  for (let i: usize = 0; i < <usize>count; i++) {
    const from = load<u32>(texts + 4 * i);
    store<u32>(out + 4 * i, intern(d, bytes + <usize>from, load<u32>(texts + 4 * i, 4) - from));
  }
}

/** Gives a column's ids of one dictionary as those of another. */
export function translateIds(from: usize, to: usize, ids: usize, count: u32): void {
  let last: u32 = 0;
  let translated: u32 = 0;
  for (let i: usize = 0; i < <usize>count; i++) {
    const id = load<u32>(ids + 4 * i);
    if (id != last) {
      last = id;
      const start = textStart(from, id);
      translated = intern(to, start, textStart(from, id + 1) - start);
    }
    store<u32>(ids + 4 * i, translated);
  }
}

/**
 * Interns `count` texts put together with a separator between them; 0 where all of them are empty. `parts`: the dictionary and
 * the id of each.
 */
export function joinTexts(parts: usize, count: u32, separator: u8, to: usize): u32 {
  let bytes: usize = count;
  let some = false;
  for (let i: usize = 0; i < <usize>count; i++) {
    const id = load<u32>(parts + 8 * i, 4);
    const d = <usize>load<u32>(parts + 8 * i);
    bytes += textStart(d, id + 1) - textStart(d, id);
    some = some || id != 0;
  }
  if (!some) return 0;
  const text = heap.alloc(bytes + PAD);
  let at = text;
  for (let i: usize = 0; i < <usize>count; i++) {
    const id = load<u32>(parts + 8 * i, 4);
    const d = <usize>load<u32>(parts + 8 * i);
    if (i > 0) store<u8>(at++, separator);
    const start = textStart(d, id);
    const length = textStart(d, id + 1) - start;
    memory.copy(at, start, length);
    at += length;
  }
  const id = intern(to, text, bytes - 1);
  heap.free(text);
  return id;
}
