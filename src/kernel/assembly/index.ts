/** What the host calls. Addresses are offsets into the memory, which is padded: sixteen bytes beyond any text may be read. */
export { decodeAccessLog } from './access-log';
export {
  copyExcerpt,
  durationColumn,
  flagColumn,
  hashColumn,
  numberColumn,
  pathColumn,
  promptColumn,
  statusColumn,
  textColumn,
  timeColumn,
} from './columns';
export { decodeCsv } from './csv';
export {
  copyTexts,
  dictionaryBytes,
  dictionarySize,
  freeDictionary,
  intern,
  internTexts,
  joinTexts,
  keyOf,
  keysAt,
  newDictionary,
  textsSize,
  textStart,
  translateIds,
} from './dictionary';
export { deriveHashes, deriveParameters } from './derive';
export { decodeJson } from './json';
export { addPhrase, addProbe, analyse, nameBits } from './prompt';
export { promptHash, promptHead, promptPhrase, promptTail, promptTopic, promptTraits } from './prompt';
export {
  addRows,
  dropRows,
  gatherRows,
  limitExcerpts,
  newLayout,
  newOrigin,
  newStore,
  nextRow,
  originAt,
  readRows,
  rowCount,
  storeBytes,
  targetsOf,
} from './rows';
export { packRows } from './pack';
export { setPlaceholders } from './placeholders';
export { childOfKey, freeNode, newNode, want } from './schema';
export { sortTexts } from './sort';
export {
  freeTuples,
  internTuple,
  internTuples,
  newTuples,
  translateTuples,
  tupleAt,
  tupleBytes,
  tupleColumn,
  tupleCount,
} from './tuples';
export { cutWords, cutWordsPlainly, wordCount, words } from './words';
import { hash64, key52 } from './hash';

export function hashOf(at: usize, length: usize): f64 {
  return key52(hash64(at, length));
}

/** The hash of each record of a block, as 52 bits; `starts` and `ends` are counted from `block`, which may lie before the memory. */
export function keysOfRecords(block: usize, starts: usize, ends: usize, count: usize, out: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const start = <usize>load<u32>(starts + 4 * i);
    store<f64>(out + 8 * i, key52(hash64(block + start, <usize>load<u32>(ends + 4 * i) - start)));
  }
}

export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

export function release(at: usize): void {
  heap.free(at);
}

/** Zeros. The host's own loops go value by value in shared memory. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

/** Size of the memory in pages of 64 KiB. */
export function pages(): i32 {
  return memory.size();
}
