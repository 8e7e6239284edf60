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
