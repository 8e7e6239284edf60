/**
 * An empty batch, and its rows: cleared, moved. Rows from `length` on are always clear. Columns lie in the kernel's memory,
 * where the fast path fills them and rows are copied from.
 */
import type { Lease } from '../kernel/kernel.js';
import { batchCapacity, excerptBytes, type ColumnName, type Dictionaries, type RequestBatch } from './batch.js';
import { textColumns } from './row-columns.js';

/** Columns by how they are kept, see batch.ts. */
export const idColumns = [...textColumns, 'promptTraits'] as const satisfies readonly ColumnName[];
export const flagColumns = ['logprobs', 'stream'] as const satisfies readonly ColumnName[];
export const hashColumns = [
  'logitBiasHash',
  'parameters',
  'session',
  'requestId',
  'promptHash',
  'promptHead',
  'promptTail',
  'promptPhrase',
  'promptTopic',
  'systemHash',
  'conversationState',
  'conversationParent',
] as const satisfies readonly ColumnName[];
export const numberColumns = [
  'time',
  'status',
  'latency',
  'bytesIn',
  'bytesOut',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'reasoningTokens',
  'maxTokens',
  'temperature',
  'n',
  'topLogprobs',
  'logitBias',
  'promptLength',
  'turns',
] as const satisfies readonly ColumnName[];

/** Columns in which 0 means that there is no value; in those of numbers NaN does. */
const zeroColumns = [...idColumns, ...flagColumns, ...hashColumns] as const;

export interface BatchPlace {
  readonly input: number;
  readonly inputName: string;
  /** Columns that the input has. */
  readonly present: ReadonlySet<ColumnName>;
}

/** All columns exist: derived ones read their sources, and a batch without holes keeps every measure simple. */
export function newBatch(
  lease: Lease,
  dictionaries: Dictionaries,
  { capacity = batchCapacity, ...place }: BatchPlace & { readonly capacity?: number },
): RequestBatch {
  const columns: Partial<Record<ColumnName, Uint32Array | Uint8Array | Float64Array>> = {};
  for (const name of idColumns) columns[name] = lease.words(capacity);
  for (const name of flagColumns) columns[name] = lease.bytes(capacity);
  for (const name of hashColumns) columns[name] = lease.doubles(capacity);
  for (const name of numberColumns) columns[name] = lease.doubles(capacity, NaN);
  const batch = {
    ...columns,
    prompt: new Array<string | undefined>(capacity).fill(undefined),
    excerpt: lease.bytes(capacity * excerptBytes),
    length: 0,
    ...place,
    line: lease.doubles(capacity),
    requestHash: lease.doubles(capacity),
    dictionaries,
  };
  return batch as unknown as RequestBatch;
}

/** Makes rows blank again. */
export function clearRows(batch: RequestBatch, from: number, to: number): void {
  const { run } = batch.dictionaries.account.kernel;
  for (const name of zeroColumns) {
    const { byteOffset, BYTES_PER_ELEMENT: size } = batch[name];
    run.clear(byteOffset + size * from, size * (to - from));
  }
  run.clear(batch.excerpt.byteOffset + excerptBytes * from, excerptBytes * (to - from));
  for (const name of numberColumns) batch[name].fill(NaN, from, to);
  batch.prompt.fill(undefined, from, to);
}

/** Copies a row to an earlier place. */
export function moveRow(batch: RequestBatch, from: number, to: number): void {
  for (const name of idColumns) batch[name][to] = batch[name][from] as number;
  for (const name of flagColumns) batch[name][to] = batch[name][from] as number;
  for (const name of hashColumns) batch[name][to] = batch[name][from] as number;
  for (const name of numberColumns) batch[name][to] = batch[name][from] as number;
  batch.prompt[to] = batch.prompt[from];
  batch.excerpt.copyWithin(to * excerptBytes, from * excerptBytes, (from + 1) * excerptBytes);
  batch.line[to] = batch.line[from] as number;
}
