/** What the module exports: assembly/index.ts seen from the host. All parameters are addresses, counts or lengths. */
export interface KernelFunctions {
  /** Size of the memory in pages of 64 KiB. */
  pages(): number;
  allocate(bytes: number): number;
  release(at: number): void;
  clear(at: number, bytes: number): void;
  hashOf(at: number, length: number): number;
  keysOfRecords(block: number, starts: number, ends: number, count: number, out: number): void;

  newDictionary(): number;
  freeDictionary(dictionary: number): void;
  dictionarySize(dictionary: number): number;
  dictionaryBytes(dictionary: number): number;
  intern(dictionary: number, at: number, length: number): number;
  keyOf(dictionary: number, id: number): number;
  keysAt(dictionary: number): number;
  textStart(dictionary: number, id: number): number;
  copyTexts(dictionary: number, first: number, to: number): number;
  textsSize(dictionary: number, first: number): number;
  internTexts(dictionary: number, texts: number, count: number, out: number): void;
  translateIds(from: number, to: number, ids: number, count: number): void;
  joinTexts(parts: number, count: number, separator: number, to: number): number;
  sortTexts(dictionary: number, ids: number, count: number): void;

  newNode(): number;
  want(node: number, key: number, length: number, slot: number, child: number): number;
  freeNode(node: number): void;
  childOfKey(node: number, key: number, length: number): number;
  decodeJson(
    block: number,
    starts: number,
    ends: number,
    count: number,
    root: number,
    tokens: number,
    stride: number,
    stamps: number,
    arena: number,
    states: number,
  ): void;
  decodeCsv(
    block: number,
    starts: number,
    ends: number,
    count: number,
    tokens: number,
    stride: number,
    slots: number,
    columns: number,
    delimiter: number,
    quote: number,
    header: number,
    headerLength: number,
    arena: number,
    states: number,
  ): void;
  decodeAccessLog(
    block: number,
    starts: number,
    ends: number,
    count: number,
    tokens: number,
    stride: number,
    slots: number,
    states: number,
  ): void;

  setPlaceholders(at: number, count: number): void;
  textColumn(tokens: number, rows: number, dictionary: number, out: number, left: number): number;
  pathColumn(tokens: number, rows: number, dictionary: number, out: number, left: number): number;
  numberColumn(tokens: number, rows: number, out: number, left: number): number;
  durationColumn(tokens: number, rows: number, scale: number, out: number, left: number): number;
  statusColumn(tokens: number, rows: number, out: number, left: number): number;
  flagColumn(tokens: number, rows: number, out: number, left: number): number;
  timeColumn(tokens: number, rows: number, zone: number, out: number, left: number): number;
  hashColumn(tokens: number, rows: number, out: number, left: number): number;
  promptColumn(tokens: number, rows: number, table: number, left: number): number;
  copyExcerpt(at: number, length: number, to: number): void;

  deriveHashes(table: number, from: number, to: number): void;
  deriveParameters(table: number, from: number, to: number): void;
  newTuples(width: number): number;
  freeTuples(tuples: number): void;
  tupleCount(tuples: number): number;
  tupleBytes(tuples: number): number;
  tupleAt(tuples: number, id: number): number;
  internTuple(tuples: number, words: number, most: number): number;
  internTuples(tuples: number, words: number, count: number, most: number, ids: number): void;
  translateTuples(given: number, count: number, width: number, maps: number, out: number, outWidth: number): void;
  tupleColumn(tuples: number, columns: number, out: number, from: number, to: number): void;

  packRows(table: number, from: number, to: number, out: number): number;
  newStore(whos: number, hows: number): number;
  storeBytes(store: number): number;
  newLayout(doubles: number, excerpts: number): number;
  targetsOf(layout: number): number;
  newOrigin(store: number, layout: number): number;
  rowCount(store: number, account: number): number;
  limitExcerpts(store: number, account: number, hash: number): void;
  addRows(
    store: number,
    origin: number,
    rows: number,
    count: number,
    reader: number,
    enough: number,
    full: number,
  ): number;
  originAt(store: number, account: number, node: number): number;
  readRows(store: number, account: number, node: number, most: number, whoColumns: number, howColumns: number): number;
  gatherRows(
    store: number,
    account: number,
    origin: number,
    row: number,
    whoColumns: number,
    howColumns: number,
  ): number;
  readonly nextRow: { readonly value: number };
  dropRows(store: number, account: number): void;

  nameBits(probe: number, sensitive: number, beside: number): void;
  addPhrase(at: number, length: number, bits: number): void;
  addProbe(at: number, length: number): void;
  analyse(at: number, length: number): void;
  readonly promptHash: { readonly value: number };
  readonly promptHead: { readonly value: number };
  readonly promptTail: { readonly value: number };
  readonly promptPhrase: { readonly value: number };
  readonly promptTopic: { readonly value: number };
  readonly promptTraits: { readonly value: number };
  cutWords(at: number, length: number): void;
  cutWordsPlainly(at: number, length: number): void;
  readonly wordCount: { readonly value: number };
  readonly words: { readonly value: number };
}
