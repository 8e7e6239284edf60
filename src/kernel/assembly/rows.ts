/**
 * Requests kept as rows, account by account, in chains: the latest first. A layout says which columns a row is made of, where
 * they are taken from and where they are read back to; an origin is a layout and an input.
 */

// A store: by account the latest row and the number of rows; by origin the layout.
const HEADS: usize = 0;
const COUNTS: usize = 4;
const ACCOUNTS: usize = 8;
const ORIGINS: usize = 12;
const ORIGIN_COUNT: usize = 16;
const ORIGIN_CAPACITY: usize = 20;
const BYTES: usize = 24;
const STORE_SIZE: usize = 28;

// A layout: bytes of a row, the first free one, the rest of the present slab; numbers of columns by their width; then for each
// column its source and its target, widest first.
const ROW_SIZE: usize = 0;
const FREE: usize = 4;
const SLAB: usize = 8;
const SLAB_END: usize = 12;
const EXCERPTS: usize = 16;
const DOUBLES: usize = 20;
const WORDS: usize = 24;
const FLAGS: usize = 28;
const ACCOUNT: usize = 32;
const COLUMNS: usize = 36;

// A row: the next one, its origin, its columns.
const NEXT: usize = 0;
const ORIGIN: usize = 4;
const CELLS: usize = 8;

/** Bytes of the beginning of a text that are kept. */
const EXCERPT: usize = 64;
const SLAB_BYTES: usize = 1 << 18;

export function newStore(): usize {
  const store_ = heap.alloc(STORE_SIZE);
  store<u32>(store_, 1024, ACCOUNTS);
  store<u32>(store_, <u32>zeroed(4096), HEADS);
  store<u32>(store_, <u32>zeroed(4096), COUNTS);
  store<u32>(store_, 0, ORIGIN_COUNT);
  store<u32>(store_, 16, ORIGIN_CAPACITY);
  store<u32>(store_, <u32>zeroed(64), ORIGINS);
  store<u32>(store_, 8192, BYTES);
  return store_;
}

function zeroed(bytes: usize): usize {
  const at = heap.alloc(bytes);
  memory.fill(at, 0, bytes);
  return at;
}

/** Bytes of memory taken by rows, used or not. */
export function storeBytes(rows: usize): u32 {
  return load<u32>(rows, BYTES);
}

/** Memory for a layout of so many columns of each width, to be filled by the host: sources and targets in turn. */
export function newLayout(doubles: u32, words: u32, flags: u32, excerpts: u32): usize {
  const columns = <usize>(doubles + words + flags + excerpts);
  const layout = zeroed(COLUMNS + 8 * columns);
  const cells = 8 * <usize>doubles + 4 * <usize>words + <usize>flags + EXCERPT * <usize>excerpts;
  store<u32>(layout, <u32>((CELLS + cells + 7) & ~(<usize>7)), ROW_SIZE);
  store<u32>(layout, excerpts, EXCERPTS);
  store<u32>(layout, doubles, DOUBLES);
  store<u32>(layout, words, WORDS);
  store<u32>(layout, flags, FLAGS);
  return layout;
}

/** Address of where a layout's column of accounts stands, then for each other column its source and its target. */
export function columnsOf(layout: usize): usize {
  return layout + ACCOUNT;
}

export function newOrigin(rows: usize, layout: usize): u32 {
  const origin = load<u32>(rows, ORIGIN_COUNT);
  if (origin == load<u32>(rows, ORIGIN_CAPACITY)) {
    store<u32>(rows, 2 * origin, ORIGIN_CAPACITY);
    store<u32>(rows, <u32>heap.realloc(load<u32>(rows, ORIGINS), 8 * <usize>origin), ORIGINS);
  }
  store<u32>(load<u32>(rows, ORIGINS) + 4 * <usize>origin, <u32>layout);
  store<u32>(rows, origin + 1, ORIGIN_COUNT);
  return origin;
}

// @ts-ignore: decorator
@inline
function layoutOf(rows: usize, origin: u32): usize {
  return load<u32>(load<u32>(rows, ORIGINS) + 4 * <usize>origin);
}

export function rowCount(rows: usize, account: u32): u32 {
  return account < load<u32>(rows, ACCOUNTS) ? load<u32>(load<u32>(rows, COUNTS) + 4 * <usize>account) : 0;
}

/** Adds rows of a batch; lists in `full` the accounts that come to have `enough`, and returns how many those are. */
export function addRows(rows: usize, origin: u32, from: usize, to: usize, enough: u32, full: usize): u32 {
  const layout = layoutOf(rows, origin);
  const accounts = <usize>load<u32>(layout, ACCOUNT);
  let listed: u32 = 0;
  for (let row = from; row < to; row++) {
    const account = load<u32>(accounts + 4 * row);
    if (account >= load<u32>(rows, ACCOUNTS)) growTo(rows, account);
    const head = load<u32>(rows, HEADS) + 4 * <usize>account;
    const count = load<u32>(rows, COUNTS) + 4 * <usize>account;
    const node = take(rows, layout);
    store<u32>(node, load<u32>(head), NEXT);
    store<u32>(node, origin, ORIGIN);
    copyIn(layout, row, node + CELLS);
    store<u32>(head, <u32>node);
    const number = load<u32>(count) + 1;
    store<u32>(count, number);
    if (number == enough) store<u32>(full + 4 * listed++, account);
  }
  return listed;
}

function copyIn(layout: usize, row: usize, cells: usize): void {
  let column = layout + COLUMNS;
  let at = cells;
  for (let i = load<u32>(layout, DOUBLES); i > 0; i--, column += 8, at += 8) {
    store<u64>(at, load<u64>(load<u32>(column) + 8 * row));
  }
  for (let i = load<u32>(layout, WORDS); i > 0; i--, column += 8, at += 4) {
    store<u32>(at, load<u32>(load<u32>(column) + 4 * row));
  }
  if (load<u32>(layout, EXCERPTS) != 0) {
    memory.copy(at, load<u32>(column) + EXCERPT * row, EXCERPT);
    column += 8;
    at += EXCERPT;
  }
  for (let i = load<u32>(layout, FLAGS); i > 0; i--, column += 8, at++) {
    store<u8>(at, load<u8>(load<u32>(column) + row));
  }
}

/** Origin of a row, or of an account's latest one (node 0); -1 where there is none. */
export function originAt(rows: usize, account: u32, node: usize): i32 {
  if (node == 0) {
    if (account >= load<u32>(rows, ACCOUNTS)) return -1;
    node = load<u32>(load<u32>(rows, HEADS) + 4 * <usize>account);
    if (node == 0) return -1;
  }
  return load<i32>(node, ORIGIN);
}

/** The row after those that {@link readRows} read last, 0 at the end. */
export let nextRow: usize = 0;

/**
 * Reads an account's rows back, from `node` (0: the latest), at most `most` and all of one origin; returns how many.
 */
export function readRows(rows: usize, account: u32, node: usize, most: u32): u32 {
  if (node == 0) {
    if (account >= load<u32>(rows, ACCOUNTS)) return 0;
    node = load<u32>(load<u32>(rows, HEADS) + 4 * <usize>account);
    if (node == 0) return 0;
  }
  const origin = load<u32>(node, ORIGIN);
  const layout = layoutOf(rows, origin);
  let count: u32 = 0;
  while (node != 0 && count < most && load<u32>(node, ORIGIN) == origin) {
    copyOut(layout, count, node + CELLS);
    count++;
    node = load<u32>(node, NEXT);
  }
  nextRow = node;
  return count;
}

function copyOut(layout: usize, row: usize, cells: usize): void {
  let column = layout + COLUMNS;
  let at = cells;
  for (let i = load<u32>(layout, DOUBLES); i > 0; i--, column += 8, at += 8) {
    store<u64>(load<u32>(column, 4) + 8 * row, load<u64>(at));
  }
  for (let i = load<u32>(layout, WORDS); i > 0; i--, column += 8, at += 4) {
    store<u32>(load<u32>(column, 4) + 4 * row, load<u32>(at));
  }
  if (load<u32>(layout, EXCERPTS) != 0) {
    memory.copy(load<u32>(column, 4) + EXCERPT * row, at, EXCERPT);
    column += 8;
    at += EXCERPT;
  }
  for (let i = load<u32>(layout, FLAGS); i > 0; i--, column += 8, at++) {
    store<u8>(load<u32>(column, 4) + row, load<u8>(at));
  }
}

/** Lets an account's rows go. */
export function dropRows(rows: usize, account: u32): void {
  if (account >= load<u32>(rows, ACCOUNTS)) return;
  const head = load<u32>(rows, HEADS) + 4 * <usize>account;
  let node = <usize>load<u32>(head);
  while (node != 0) {
    const next = load<u32>(node, NEXT);
    const layout = layoutOf(rows, load<u32>(node, ORIGIN));
    store<u32>(node, load<u32>(layout, FREE), NEXT);
    store<u32>(layout, <u32>node, FREE);
    node = next;
  }
  store<u32>(head, 0);
  store<u32>(load<u32>(rows, COUNTS) + 4 * <usize>account, 0);
}

function take(rows: usize, layout: usize): usize {
  const free = <usize>load<u32>(layout, FREE);
  if (free != 0) {
    store<u32>(layout, load<u32>(free, NEXT), FREE);
    return free;
  }
  const size = <usize>load<u32>(layout, ROW_SIZE);
  let node = <usize>load<u32>(layout, SLAB);
  if (node + size > <usize>load<u32>(layout, SLAB_END)) {
    node = heap.alloc(SLAB_BYTES);
    store<u32>(layout, <u32>(node + SLAB_BYTES), SLAB_END);
    store<u32>(rows, load<u32>(rows, BYTES) + <u32>SLAB_BYTES, BYTES);
  }
  store<u32>(layout, <u32>(node + size), SLAB);
  return node;
}

function growTo(rows: usize, account: u32): void {
  const old = <usize>load<u32>(rows, ACCOUNTS);
  const length = max(2 * old, <usize>account + 1);
  store<u32>(rows, <u32>grown(load<u32>(rows, HEADS), 4 * old, 4 * length), HEADS);
  store<u32>(rows, <u32>grown(load<u32>(rows, COUNTS), 4 * old, 4 * length), COUNTS);
  store<u32>(rows, <u32>length, ACCOUNTS);
  store<u32>(rows, load<u32>(rows, BYTES) + <u32>(8 * (length - old)), BYTES);
}

function grown(at: usize, old: usize, bytes: usize): usize {
  const larger = zeroed(bytes);
  memory.copy(larger, at, old);
  heap.free(at);
  return larger;
}
