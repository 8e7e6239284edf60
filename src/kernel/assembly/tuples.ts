/**
 * Combinations of values that come again and again (who calls from where with what; what is asked for how), interned like
 * texts: a row of columns to a small integer, 0 for none. A tuple is kept as words of 32 bits: doubles are two of them.
 */
import { zeroed } from './zeroed';
import { mix64 } from './hash';

// A dictionary of tuples.
const WIDTH: usize = 0;
const COUNT: usize = 4;
const MASK: usize = 8;
const SLOTS: usize = 12;
const CAPACITY: usize = 16;
const TUPLES: usize = 20;
const SIZE: usize = 24;

export function newTuples(width: u32): usize {
  const d = heap.alloc(SIZE);
  store<u32>(d, width, WIDTH);
  store<u32>(d, 1, COUNT);
  store<u32>(d, 255, MASK);
  store<u32>(d, <u32>zeroed(256 * 8), SLOTS);
  store<u32>(d, 128, CAPACITY);
  store<u32>(d, <u32>zeroed(128 * 4 * <usize>width), TUPLES);
  return d;
}

export function freeTuples(d: usize): void {
  heap.free(load<u32>(d, SLOTS));
  heap.free(load<u32>(d, TUPLES));
  heap.free(d);
}

/** Ids given out, 0 included. */
export function tupleCount(d: usize): u32 {
  return load<u32>(d, COUNT);
}

export function tupleBytes(d: usize): u32 {
  return <u32>SIZE + 8 * (load<u32>(d, MASK) + 1) + 4 * load<u32>(d, WIDTH) * load<u32>(d, CAPACITY);
}

/** Address of the words of a tuple. */
export function tupleAt(d: usize, id: u32): usize {
  return load<u32>(d, TUPLES) + 4 * <usize>load<u32>(d, WIDTH) * <usize>id;
}

/** The id of a tuple; 0 when it is not known and there are `most` already. */
export function internTuple(d: usize, words: usize, most: u32): u32 {
  const width = <usize>load<u32>(d, WIDTH);
  const hash = hashOf(words, width);
  const mask = <usize>load<u32>(d, MASK);
  const slots = <usize>load<u32>(d, SLOTS);
  const tag = <u32>(hash >>> 32);
  let slot = <usize>hash & mask;
  let found = load<u64>(slots + 8 * slot);
  while (found != 0) {
    if (<u32>(found >>> 32) == tag && isTuple(d, <u32>found, words, width)) return <u32>found;
    slot = (slot + 1) & mask;
    found = load<u64>(slots + 8 * slot);
  }
  return load<u32>(d, COUNT) > most ? 0 : add(d, words, width, hash);
}

function hashOf(words: usize, width: usize): u64 {
  let h: u64 = <u64>width;
  let i: usize = 0;
  for (; i + 2 <= width; i += 2) h = (h ^ load<u64>(words + 4 * i)) * 0x9e3779b97f4a7c15 + (h >>> 29);
  if (i < width) h = (h ^ <u64>load<u32>(words + 4 * i)) * 0x9e3779b97f4a7c15 + (h >>> 29);
  return mix64(h);
}

// @ts-ignore: decorator
@inline
function isTuple(d: usize, id: u32, words: usize, width: usize): bool {
  const own = <usize>load<u32>(d, TUPLES) + 4 * width * <usize>id;
  for (let i: usize = 0; i < width; i++) if (load<u32>(own + 4 * i) != load<u32>(words + 4 * i)) return false;
  return true;
}

function add(d: usize, words: usize, width: usize, hash: u64): u32 {
  const id = load<u32>(d, COUNT);
  if (id == load<u32>(d, CAPACITY)) grow(d, width);
  memory.copy(<usize>load<u32>(d, TUPLES) + 4 * width * <usize>id, words, 4 * width);
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

function grow(d: usize, width: usize): void {
  const capacity = 2 * <usize>load<u32>(d, CAPACITY);
  const old = <usize>load<u32>(d, TUPLES);
  const larger = heap.alloc(4 * width * capacity);
  memory.copy(larger, old, 2 * width * capacity);
  heap.free(old);
  heap.free(load<u32>(d, SLOTS));
  store<u32>(d, <u32>larger, TUPLES);
  store<u32>(d, <u32>capacity, CAPACITY);
  store<u32>(d, <u32>(2 * capacity - 1), MASK);
  store<u32>(d, <u32>zeroed(16 * capacity), SLOTS);
  const count = load<u32>(d, COUNT);
  for (let id: u32 = 1; id < count; id++) place(d, hashOf(larger + 4 * width * <usize>id, width), id);
}

const scratch: usize = memory.data(4 * 64, 16);

/**
 * Ids of the tuples of several columns. `columns` holds how many there are of doubles, words and bytes, then their addresses
 * in that order.
 */
export function tupleColumn(d: usize, columns: usize, out: usize, from: usize, to: usize): void {
  const doubles = load<u32>(columns);
  const words = load<u32>(columns, 4);
  const bytes = load<u32>(columns, 8);
  for (let row = from; row < to; row++) {
    let column = columns + 12;
    let at = scratch;
    for (let i = doubles; i > 0; i--, column += 4, at += 8) store<u64>(at, load<u64>(load<u32>(column) + 8 * row));
    for (let i = words; i > 0; i--, column += 4, at += 4) store<u32>(at, load<u32>(load<u32>(column) + 4 * row));
    for (let i = bytes; i > 0; i--, column += 4, at += 4) store<u32>(at, load<u8>(load<u32>(column) + row));
    store<u32>(out + 4 * row, internTuple(d, scratch, u32.MAX_VALUE));
  }
}

/**
 * Gives tuples of another's numbers as ours. `maps`: for each of their words the address of our numbers by theirs, or 0 where
 * the word is no number of a text. Ours are wider where something follows from them: those words are 0 at first.
 */
export function translateTuples(given: usize, count: u32, width: usize, maps: usize, out: usize, outWidth: usize): void {
  let from = given;
  let to = out;
  for (let i = count; i > 0; i--, from += 4 * width, to += 4 * outWidth) {
    for (let j: usize = 0; j < width; j++) {
      const word = load<u32>(from + 4 * j);
      const map = <usize>load<u32>(maps + 4 * j);
      store<u32>(to + 4 * j, map == 0 ? word : load<u32>(map + 4 * <usize>word));
    }
    for (let j = width; j < outWidth; j++) store<u32>(to + 4 * j, 0);
  }
}

/** {@link internTuple} of several. */
export function internTuples(d: usize, words: usize, count: u32, most: u32, ids: usize): void {
  const size: usize = 4 * <usize>load<u32>(d, WIDTH);
  for (let i: usize = 0; i < <usize>count; i++) store<u32>(ids + 4 * i, internTuple(d, words + size * i, most));
}

/** Writes the words of `count` tuples to the rows from `row` on of columns that are given in the same way; `tuples`: their addresses. */
export function expandTuples(tuples: usize, count: usize, columns: usize, row: usize): void {
  let column = columns + 12;
  let at: usize = 0;
  for (let i = load<u32>(columns); i > 0; i--, column += 4, at += 8) {
    const to = <usize>load<u32>(column) + 8 * row;
    for (let k: usize = 0; k < count; k++) store<u64>(to + 8 * k, load<u64>(load<u32>(tuples + 4 * k) + at));
  }
  for (let i = load<u32>(columns, 4); i > 0; i--, column += 4, at += 4) {
    const to = <usize>load<u32>(column) + 4 * row;
    for (let k: usize = 0; k < count; k++) store<u32>(to + 4 * k, load<u32>(load<u32>(tuples + 4 * k) + at));
  }
  for (let i = load<u32>(columns, 8); i > 0; i--, column += 4, at += 4) {
    const to = <usize>load<u32>(column) + row;
    for (let k: usize = 0; k < count; k++) store<u8>(to + k, load<u8>(load<u32>(tuples + 4 * k) + at));
  }
}
