/**
 * Memory for things that belong together, chain by chain, and lie in blocks: a block is one stretch of memory, which is read at
 * the speed of memory where things one by one would each be waited for. A chain's first block has room for one thing, since
 * most accounts of a log of millions have no more; the others for more and more.
 */
import { zeroed } from './zeroed';

// A chain: its first block and its last.
export const FIRST: usize = 0;
const LAST: usize = 4;

// A block: the next one, its size in units, the bytes in use; then what lies in it.
const NEXT: usize = 0;
const UNITS: usize = 4;
const USED: usize = 6;
/** Where the first thing lies in a block. */
export const HELD: usize = 8;
const UNIT: usize = 16;
const SECOND: usize = 512;
const LARGEST: usize = 4096;

// A pool: memory for blocks, the bytes taken, and blocks that were let go, by size.
const SLAB: usize = 0;
const SLAB_END: usize = 4;
const BYTES: usize = 8;
const FREE: usize = 12;
const POOL_SIZE: usize = FREE + 4 * (1 + LARGEST / UNIT);

const SLAB_BYTES: usize = 1 << 17;

export function newPool(): usize {
  return zeroed(POOL_SIZE);
}

/** Bytes of memory taken, used or not. */
export function poolBytes(pool: usize): u32 {
  return load<u32>(pool, BYTES);
}

/** Room for one more thing at a chain's end: a multiple of 8 bytes, less than 4,000. */
// @ts-ignore: decorator
@inline
export function append(pool: usize, chain: usize, size: usize): usize {
  let block = <usize>load<u32>(chain, LAST);
  let used: usize = HELD;
  if (block != 0) used = load<u16>(block, USED);
  if (block == 0 || used + size > UNIT * <usize>load<u16>(block, UNITS)) {
    block = addBlock(pool, chain, size);
    used = HELD;
  }
  store<u16>(block, <u16>(used + size), USED);
  return block + used;
}

/** @param size of the thing it is for */
function addBlock(pool: usize, chain: usize, size: usize): usize {
  const least = (HELD + size + UNIT - 1) & ~(UNIT - 1);
  const last = <usize>load<u32>(chain, LAST);
  let block: usize;
  if (last == 0) {
    block = take(pool, least);
    store<u32>(chain, <u32>block, FIRST);
  } else {
    const before = UNIT * <usize>load<u16>(last, UNITS);
    block = take(pool, max(least, before < SECOND ? SECOND : min(LARGEST, 2 * before)));
    store<u32>(last, <u32>block, NEXT);
  }
  store<u32>(block, 0, NEXT);
  store<u32>(chain, <u32>block, LAST);
  return block;
}

/** A block of so many bytes: one that was let go, or the next of a slab. */
function take(pool: usize, bytes: usize): usize {
  const units = bytes / UNIT;
  const free = pool + FREE + 4 * units;
  let block = <usize>load<u32>(free);
  if (block != 0) {
    store<u32>(free, load<u32>(block, NEXT));
    return block;
  }
  block = <usize>load<u32>(pool, SLAB);
  if (block + bytes > <usize>load<u32>(pool, SLAB_END)) {
    block = heap.alloc(SLAB_BYTES);
    store<u32>(pool, <u32>(block + SLAB_BYTES), SLAB_END);
    store<u32>(pool, load<u32>(pool, BYTES) + <u32>SLAB_BYTES, BYTES);
  }
  store<u32>(pool, <u32>(block + bytes), SLAB);
  store<u16>(block, <u16>units, UNITS);
  return block;
}

/** The block after this one, 0 after the last. */
// @ts-ignore: decorator
@inline
export function nextOf(block: usize): usize {
  return load<u32>(block, NEXT);
}

/** Address after the last thing in a block. */
// @ts-ignore: decorator
@inline
export function endOf(block: usize): usize {
  return block + <usize>load<u16>(block, USED);
}

/** Lets all of a chain go. */
export function dropChain(pool: usize, chain: usize): void {
  let block = <usize>load<u32>(chain, FIRST);
  while (block != 0) {
    const next = nextOf(block);
    const free = pool + FREE + 4 * <usize>load<u16>(block, UNITS);
    store<u32>(block, load<u32>(free), NEXT);
    store<u32>(free, <u32>block);
    block = next;
  }
  store<u32>(chain, 0, FIRST);
  store<u32>(chain, 0, LAST);
}
