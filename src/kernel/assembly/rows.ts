/**
 * Requests kept as rows, account by account, in the order in which they came.
 */
import { append, dropChain, endOf, FIRST, HELD, newPool, nextOf, poolBytes } from './blocks';
import { zeroed } from './zeroed';
import { EXCERPT, PACKED } from './pack';
import { expandTuples, tupleAt } from './tuples';

// A store: its accounts; the layouts of the origins; the tuples of who and of how, and the words of each; the pool of the rows.
const ACCOUNTS: usize = 0;
const ACCOUNT_COUNT: usize = 4;
const ORIGINS: usize = 8;
const ORIGIN_COUNT: usize = 12;
const ORIGIN_CAPACITY: usize = 16;
const POOL: usize = 20;
const WHO_TUPLES: usize = 24;
const HOW_TUPLES: usize = 28;
const WHO_BYTES: usize = 32;
const HOW_BYTES: usize = 36;
const STORE_SIZE: usize = 40;

// An account: the chain of its rows, their number, and the request hash above which no excerpt is wanted; side by side, since
// each row that is added asks for all of them, and those of a million accounts are in no cache.
const COUNT: usize = 8;
const LIMIT: usize = 16;
const ACCOUNT_SIZE: usize = 24;

// A layout: the number of doubles, whether there are excerpts; the columns that rows are read back into: traits, excerpt, doubles.
const DOUBLES: usize = 0;
const EXCERPTS: usize = 4;
const TARGETS: usize = 8;

// A row: eight times its origin plus its kind; who, how, traits; doubles; then what its kind says.
const ORIGIN: usize = 0;
const WHO: usize = 4;
const HOW: usize = 8;
const TRAITS: usize = 12;
const CELLS: usize = 16;
// A kind is a sum: it has the words of who, those of how, the beginning of the prompt.
const OWN_WHO: u32 = 1;
const OWN_HOW: u32 = 2;
const LONG: u32 = 4;

/** @param whos @param hows tuples; those that are not among them lie in the rows themselves */
export function newStore(whos: usize, hows: usize): usize {
  const s = zeroed(STORE_SIZE);
  store<u32>(s, <u32>whos, WHO_TUPLES);
  store<u32>(s, <u32>hows, HOW_TUPLES);
  store<u32>(s, <u32>padded(tupleAt(whos, 1) - tupleAt(whos, 0)), WHO_BYTES);
  store<u32>(s, <u32>padded(tupleAt(hows, 1) - tupleAt(hows, 0)), HOW_BYTES);
  store<u32>(s, <u32>newPool(), POOL);
  store<u32>(s, 16, ORIGIN_CAPACITY);
  store<u32>(s, <u32>zeroed(64), ORIGINS);
  growTo(s, 1023);
  return s;
}

function padded(bytes: usize): usize {
  return (bytes + 7) & ~(<usize>7);
}

/** Bytes of memory taken, used or not. */
export function storeBytes(s: usize): u32 {
  return poolBytes(load<u32>(s, POOL)) + <u32>ACCOUNT_SIZE * load<u32>(s, ACCOUNT_COUNT);
}

/** A layout of so many doubles; where rows are read back to is for the host to fill in. */
export function newLayout(doubles: u32, excerpts: u32): usize {
  const layout = zeroed(TARGETS + 8 + 4 * <usize>doubles);
  store<u32>(layout, doubles, DOUBLES);
  store<u32>(layout, excerpts, EXCERPTS);
  return layout;
}

/** Address of where a layout's targets stand. */
export function targetsOf(layout: usize): usize {
  return layout + TARGETS;
}

export function newOrigin(s: usize, layout: usize): u32 {
  const origin = load<u32>(s, ORIGIN_COUNT);
  if (origin == load<u32>(s, ORIGIN_CAPACITY)) {
    store<u32>(s, 2 * origin, ORIGIN_CAPACITY);
    store<u32>(s, <u32>heap.realloc(load<u32>(s, ORIGINS), 8 * <usize>origin), ORIGINS);
  }
  store<u32>(load<u32>(s, ORIGINS) + 4 * <usize>origin, <u32>layout);
  store<u32>(s, origin + 1, ORIGIN_COUNT);
  return origin;
}

// @ts-ignore: decorator
@inline
function layoutAt(s: usize, origin: u32): usize {
  return load<u32>(load<u32>(s, ORIGINS) + 4 * <usize>origin);
}

// @ts-ignore: decorator
@inline
function accountAt(s: usize, account: u32): usize {
  return <usize>load<u32>(s, ACCOUNTS) + ACCOUNT_SIZE * <usize>account;
}

export function rowCount(s: usize, account: u32): u32 {
  return account < load<u32>(s, ACCOUNT_COUNT) ? load<u32>(accountAt(s, account), COUNT) : 0;
}

/** Requests of the account with larger hashes need no excerpt any more. */
export function limitExcerpts(s: usize, account: u32, hash: f64): void {
  store<f64>(accountAt(s, account), hash, LIMIT);
}

/**
 * Adds `count` packed rows. `reader` says what the reader's numbers mean here: addresses of the accounts' ids, of the ids of who
 * and how (0: none here), and of the words of who and how. Lists in `full` the accounts that come to have `enough` rows,
 * and returns how many those are. The second double of a row is the request's hash.
 */
export function addRows(
  s: usize,
  origin: u32,
  rows: usize,
  count: usize,
  reader: usize,
  enough: u32,
  full: usize,
): u32 {
  const accounts = <usize>load<u32>(reader);
  const layout = layoutAt(s, origin);
  const bytes: usize = 8 * <usize>load<u32>(layout, DOUBLES);
  const excerpts = load<u32>(layout, EXCERPTS) != 0;
  let listed: u32 = 0;
  let at = rows;
  for (let row: usize = 0; row < count; row++) {
    const account = load<u32>(accounts + 4 * <usize>load<u32>(at));
    if (account >= load<u32>(s, ACCOUNT_COUNT)) growTo(s, account);
    const own = accountAt(s, account);
    const long = excerpts && load<f64>(at, PACKED + 8) <= load<f64>(own, LIMIT);
    addRow(s, own, at, reader, origin, long);
    at += PACKED + bytes + (excerpts ? EXCERPT : 0);
    const held = load<u32>(own, COUNT) + 1;
    store<u32>(own, held, COUNT);
    if (held == enough) store<u32>(full + 4 * listed++, account);
  }
  return listed;
}

/** @param own the account @param at the packed row */
function addRow(s: usize, own: usize, at: usize, reader: usize, origin: u32, long: bool): void {
  const who = <usize>load<u32>(at, 4);
  const how = <usize>load<u32>(at, 8);
  const knownWho = load<u32>(load<u32>(reader, 4) + 4 * who);
  const knownHow = load<u32>(load<u32>(reader, 8) + 4 * how);
  const kind: u32 = (knownWho == 0 ? OWN_WHO : 0) | (knownHow == 0 ? OWN_HOW : 0) | (long ? LONG : 0);
  const layout = layoutAt(s, origin);
  const node = append(load<u32>(s, POOL), own, sizeOf(s, layout, kind));
  store<u32>(node, 8 * origin + kind, ORIGIN);
  store<u32>(node, knownWho, WHO);
  store<u32>(node, knownHow, HOW);
  store<u32>(node, load<u32>(at, 12), TRAITS);
  const bytes: usize = 8 * <usize>load<u32>(layout, DOUBLES);
  let to = node + CELLS;
  for (let i: usize = 0; i < bytes; i += 8) store<u64>(to + i, load<u64>(at + i, PACKED));
  to += bytes;
  if (knownWho == 0) to = copyWords(load<u32>(reader, 12), who, load<u32>(s, WHO_BYTES), to, load<u32>(s, WHO_TUPLES));
  if (knownHow == 0) to = copyWords(load<u32>(reader, 16), how, load<u32>(s, HOW_BYTES), to, load<u32>(s, HOW_TUPLES));
  if (long) memory.copy(to, at + PACKED + bytes, EXCERPT);
}

function copyWords(words: usize, index: usize, bytes: usize, to: usize, tuples: usize): usize {
  const width = tupleAt(tuples, 1) - tupleAt(tuples, 0);
  memory.copy(to, words + width * index, width);
  return to + bytes;
}

/** Bytes of a row. */
// @ts-ignore: decorator
@inline
function sizeOf(s: usize, layout: usize, kind: u32): usize {
  let size: usize = CELLS + 8 * <usize>load<u32>(layout, DOUBLES);
  if ((kind & OWN_WHO) != 0) size += <usize>load<u32>(s, WHO_BYTES);
  if ((kind & OWN_HOW) != 0) size += <usize>load<u32>(s, HOW_BYTES);
  if ((kind & LONG) != 0) size += EXCERPT;
  return size;
}

/** Origin of a row, or of an account's first one (node 0); -1 where there is none. */
export function originAt(s: usize, account: u32, node: usize): i32 {
  if (node == 0) {
    if (account >= load<u32>(s, ACCOUNT_COUNT)) return -1;
    const block = load<u32>(accountAt(s, account), FIRST);
    if (block == 0) return -1;
    node = block + HELD;
  }
  return <i32>(load<u32>(node, ORIGIN) >>> 3);
}

/** The row after those that {@link readRows} read last, 0 at the end; and its block. */
export let nextRow: usize = 0;
let nextBlock: usize = 0;

/** Rows that are read at once: where the words of who and of how lie. */
const MOST: u32 = 128;
const whos: usize = memory.data(4 * 128, 16);
const hows: usize = memory.data(4 * 128, 16);

/**
 * Reads an account's rows back in the order in which they came, from `node` (0: the first; else where reading them stopped last),
 * at most `most` and all of one origin; returns how many. The columns of who and how are given as those of tuples are.
 */
export function readRows(
  s: usize,
  account: u32,
  node: usize,
  most: u32,
  whoColumns: usize,
  howColumns: usize,
): u32 {
  let block = nextBlock;
  if (node == 0) {
    block = load<u32>(accountAt(s, account), FIRST);
    node = block + HELD;
  }
  const origin = load<u32>(node, ORIGIN) >>> 3;
  const layout = layoutAt(s, origin);
  const limit = min(most, MOST);
  let count: u32 = 0;
  while (block != 0 && count < limit && load<u32>(node, ORIGIN) >>> 3 == origin) {
    readRow(s, layout, node, count, 0);
    count++;
    node += sizeOf(s, layout, load<u32>(node, ORIGIN) & 7);
    if (node < endOf(block)) continue;
    block = nextOf(block);
    node = block + HELD;
  }
  nextBlock = block;
  nextRow = block == 0 ? 0 : node;
  expandListed(count, 0, whoColumns, howColumns);
  return count;
}

/** The same of the rows of one origin alone, into the rows from `row` on; returns the row after the last. Reads all there are. */
export function gatherRows(
  s: usize,
  account: u32,
  origin: u32,
  row: u32,
  whoColumns: usize,
  howColumns: usize,
): u32 {
  if (account >= load<u32>(s, ACCOUNT_COUNT)) return row;
  let count: u32 = 0;
  for (let block = <usize>load<u32>(accountAt(s, account), FIRST); block != 0; block = nextOf(block)) {
    const end = endOf(block);
    for (let node = block + HELD; node < end;) {
      const own = load<u32>(node, ORIGIN);
      const layout = layoutAt(s, own >>> 3);
      if (own >>> 3 == origin) {
        readRow(s, layout, node, count++, row);
        if (count == MOST) {
          expandListed(count, row, whoColumns, howColumns);
          row += count;
          count = 0;
        }
      }
      node += sizeOf(s, layout, own & 7);
    }
  }
  expandListed(count, row, whoColumns, howColumns);
  return row + count;
}

/** Writes who and how of the rows that were read, to the rows from `row` on. */
function expandListed(count: u32, row: u32, whoColumns: usize, howColumns: usize): void {
  expandTuples(whos, count, whoColumns, row);
  expandTuples(hows, count, howColumns, row);
}

/** Reads what is a row's own into the `place`-th from `first` on, and notes where who and how lie. */
// @ts-ignore: decorator
@inline
function readRow(s: usize, layout: usize, node: usize, place: usize, first: u32): void {
  const row: usize = place + first;
  const kind = load<u32>(node, ORIGIN) & 7;
  let column = layout + TARGETS + 8;
  let at = node + CELLS;
  for (let i = load<u32>(layout, DOUBLES); i > 0; i--, column += 4, at += 8) {
    store<u64>(load<u32>(column) + 8 * row, load<u64>(at));
  }
  store<u32>(<usize>load<u32>(layout, TARGETS) + 4 * row, load<u32>(node, TRAITS));
  const who = (kind & OWN_WHO) != 0 ? at : tupleAt(load<u32>(s, WHO_TUPLES), load<u32>(node, WHO));
  store<u32>(whos + 4 * place, <u32>who);
  if ((kind & OWN_WHO) != 0) at += <usize>load<u32>(s, WHO_BYTES);
  const how = (kind & OWN_HOW) != 0 ? at : tupleAt(load<u32>(s, HOW_TUPLES), load<u32>(node, HOW));
  store<u32>(hows + 4 * place, <u32>how);
  if ((kind & OWN_HOW) != 0) at += <usize>load<u32>(s, HOW_BYTES);
  if (load<u32>(layout, EXCERPTS) == 0) return;
  const to = <usize>load<u32>(layout, TARGETS + 4) + EXCERPT * row;
  if ((kind & LONG) != 0) memory.copy(to, at, EXCERPT);
  else memory.fill(to, 0, EXCERPT);
}

/** Lets an account's rows go. */
export function dropRows(s: usize, account: u32): void {
  if (account >= load<u32>(s, ACCOUNT_COUNT)) return;
  const own = accountAt(s, account);
  dropChain(load<u32>(s, POOL), own);
  store<u32>(own, 0, COUNT);
}

function growTo(s: usize, account: u32): void {
  const old: usize = load<u32>(s, ACCOUNT_COUNT);
  const length: usize = max<usize>(2 * old, <usize>account + 1);
  const accounts = zeroed(ACCOUNT_SIZE * length);
  const before = <usize>load<u32>(s, ACCOUNTS);
  if (before != 0) {
    memory.copy(accounts, before, ACCOUNT_SIZE * old);
    heap.free(before);
  }
  for (let i = old; i < length; i++) store<f64>(accounts + ACCOUNT_SIZE * i, Infinity, LIMIT);
  store<u32>(s, <u32>accounts, ACCOUNTS);
  store<u32>(s, <u32>length, ACCOUNT_COUNT);
}
