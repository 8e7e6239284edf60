/** Columns that follow from others, for all requests the same way. `table` holds addresses of columns, as the host laid them. */
import { keysAt } from './dictionary';
import { hashPair } from './hash';

// Addresses in the table of hashes.
const TIME: usize = 0;
const ACCOUNT: usize = 4;
const REQUEST_ID: usize = 8;
const PROMPT_HASH: usize = 12;
const PROMPT_LENGTH: usize = 16;
const GIVEN_HASH: usize = 20;
const REQUEST_HASH: usize = 24;
/** The dictionary of accounts. */
const ACCOUNTS: usize = 28;

/** A hash that the log gives stands for a prompt whose text it does not; then the stable hash of each request. */
export function deriveHashes(table: usize, from: usize, to: usize): void {
  const keys = keysAt(load<u32>(table, ACCOUNTS));
  const times = <usize>load<u32>(table, TIME);
  const accounts = <usize>load<u32>(table, ACCOUNT);
  const ids = <usize>load<u32>(table, REQUEST_ID);
  const prompts = <usize>load<u32>(table, PROMPT_HASH);
  const lengths = <usize>load<u32>(table, PROMPT_LENGTH);
  const given = <usize>load<u32>(table, GIVEN_HASH);
  const hashes = <usize>load<u32>(table, REQUEST_HASH);
  for (let row = from; row < to; row++) {
    if (isNaN(load<f64>(lengths + 8 * row))) store<f64>(prompts + 8 * row, load<f64>(given + 8 * row));
    const who = load<f64>(keys + 8 * <usize>load<u32>(accounts + 4 * row));
    const id = load<f64>(ids + 8 * row);
    const what = id != 0 ? id : load<f64>(prompts + 8 * row);
    store<f64>(hashes + 8 * row, hashPair(hashPair(load<f64>(times + 8 * row), who), what));
  }
}

// Addresses in the table of parameters.
const MODEL: usize = 0;
const PATH: usize = 4;
const TEMPERATURE: usize = 8;
const MAX_TOKENS: usize = 12;
const N: usize = 16;
const STREAM: usize = 20;
const PARAMETERS: usize = 24;
/** The dictionaries of models and paths. */
const MODELS: usize = 28;
const PATHS: usize = 32;

/** Hash of the combination of model, path, temperature, max_tokens, n and stream. */
export function deriveParameters(table: usize, from: usize, to: usize): void {
  const models = keysAt(load<u32>(table, MODELS));
  const paths = keysAt(load<u32>(table, PATHS));
  for (let row = from; row < to; row++) {
    const model = load<f64>(models + 8 * <usize>load<u32>(load<u32>(table, MODEL) + 4 * row));
    const path = load<f64>(paths + 8 * <usize>load<u32>(load<u32>(table, PATH) + 4 * row));
    let key = hashPair(model, path);
    key = hashPair(key, asKey(load<f64>(load<u32>(table, TEMPERATURE) + 8 * row)));
    key = hashPair(key, asKey(load<f64>(load<u32>(table, MAX_TOKENS) + 8 * row)));
    key = hashPair(key, asKey(load<f64>(load<u32>(table, N) + 8 * row)));
    key = hashPair(key, <f64>load<u8>(load<u32>(table, STREAM) + row));
    store<f64>(load<u32>(table, PARAMETERS) + 8 * row, key);
  }
}

function asKey(value: f64): f64 {
  return isNaN(value) ? 1 : 2 + Math.floor(1000 * value + 0.5);
}

/** Tuples of four integers seen before, each with a number: open addressing, five words a slot, the last 0 in an empty one. */
const MASK: usize = 0;
const COUNT: usize = 4;
const SLOTS: usize = 8;
const WIDTH: usize = 20;

export function newTuples(): usize {
  const tuples = heap.alloc(12);
  store<u32>(tuples, 1023, MASK);
  store<u32>(tuples, 0, COUNT);
  store<u32>(tuples, <u32>heap.alloc(1024 * WIDTH), SLOTS);
  memory.fill(load<u32>(tuples, SLOTS), 0, 1024 * WIDTH);
  return tuples;
}

/** Numbers of the tuples of four columns; rows with one that is not known are listed in `left`. */
export function tupleColumn(
  tuples: usize,
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  out: usize,
  from: usize,
  to: usize,
  left: usize,
): u32 {
  let listed: u32 = 0;
  for (let row = from; row < to; row++) {
    const at = row << 2;
    const slot = find(tuples, load<u32>(a + at), load<u32>(b + at), load<u32>(c + at), load<u32>(d + at));
    const known = load<u32>(slot, 16);
    if (known != 0) store<u32>(out + at, known - 1);
    else store<u32>(left + 4 * listed++, <u32>row);
  }
  return listed;
}

/** Most tuples remembered: they are the log's, so there may be any number of them. */
const MOST: u32 = 1 << 17;

export function addTuple(tuples: usize, a: u32, b: u32, c: u32, d: u32, value: u32): void {
  if (load<u32>(tuples, COUNT) * 2 > load<u32>(tuples, MASK)) growTuples(tuples);
  const slot = find(tuples, a, b, c, d);
  if (load<u32>(slot, 16) == 0) store<u32>(tuples, load<u32>(tuples, COUNT) + 1, COUNT);
  store<u32>(slot, a);
  store<u32>(slot, b, 4);
  store<u32>(slot, c, 8);
  store<u32>(slot, d, 12);
  store<u32>(slot, value + 1, 16);
}

function find(tuples: usize, a: u32, b: u32, c: u32, d: u32): usize {
  let hash: u32 = (a * 0x9e3779b1) ^ (b * 0x85ebca6b) ^ (c * 0xc2b2ae35) ^ (d * 0x27d4eb2f);
  hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
  hash ^= hash >>> 13;
  const mask = load<u32>(tuples, MASK);
  const slots = <usize>load<u32>(tuples, SLOTS);
  let slot = slots + WIDTH * <usize>(hash & mask);
  while (load<u32>(slot, 16) != 0) {
    if (load<u32>(slot) == a && load<u32>(slot, 4) == b && load<u32>(slot, 8) == c && load<u32>(slot, 12) == d) break;
    hash++;
    slot = slots + WIDTH * <usize>(hash & mask);
  }
  return slot;
}

function growTuples(tuples: usize): void {
  const mask = load<u32>(tuples, MASK);
  const slots = <usize>load<u32>(tuples, SLOTS);
  const size = WIDTH * (<usize>mask + 1);
  if (load<u32>(tuples, COUNT) >= MOST) {
    memory.fill(slots, 0, size);
    store<u32>(tuples, 0, COUNT);
    return;
  }
  const larger = heap.alloc(2 * size);
  memory.fill(larger, 0, 2 * size);
  store<u32>(tuples, 2 * mask + 1, MASK);
  store<u32>(tuples, <u32>larger, SLOTS);
  for (let at = slots; at < slots + size; at += WIDTH) {
    if (load<u32>(at, 16) == 0) continue;
    const slot = find(tuples, load<u32>(at), load<u32>(at, 4), load<u32>(at, 8), load<u32>(at, 12));
    memory.copy(slot, at, WIDTH);
  }
  heap.free(slots);
}
