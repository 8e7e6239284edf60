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
export { dictionaryBytes, dictionarySize, freeDictionary, intern, keyOf, keysAt, newDictionary, textStart } from './dictionary';
export { addTuple, deriveHashes, deriveParameters, newTuples, tupleColumn } from './derive';
export { decodeJson } from './json';
export { addPhrase, addProbe, analyse, nameBits } from './prompt';
export { promptHash, promptHead, promptPhrase, promptTail, promptTopic, promptTraits } from './prompt';
export {
  addRows,
  columnsOf,
  dropRows,
  newLayout,
  newOrigin,
  newStore,
  nextRow,
  originAt,
  readRows,
  rowCount,
  storeBytes,
} from './rows';
export { childOfKey, freeNode, newNode, want } from './schema';
export { cutWords, cutWordsPlainly, wordCount, words } from './words';
import { hash64, key52 } from './hash';

export function hashOf(at: usize, length: usize): f64 {
  return key52(hash64(at, length));
}

export function allocate(bytes: usize): usize {
  return heap.alloc(bytes);
}

export function release(at: usize): void {
  heap.free(at);
}

/** Size of the memory in pages of 64 KiB. */
export function pages(): i32 {
  return memory.size();
}
