/** An empty batch, and its rows: cleared, moved. Rows from `length` on are always clear. */
import { batchCapacity, copyExcerpt, type ColumnName, type Dictionaries, type RequestBatch } from './batch.js';

/** Columns by how they are kept, see batch.ts. */
export const idColumns = [
  'account',
  'apiKey',
  'org',
  'endUser',
  'ip',
  'prefix',
  'asn',
  'country',
  'tls',
  'httpFingerprint',
  'userAgent',
  'userAgentFamily',
  'network',
  'client',
  'method',
  'path',
  'model',
  'promptTraits',
] as const satisfies readonly ColumnName[];
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

/** All columns exist: derived ones read their sources, and a batch without holes keeps every measure simple. */
export function newBatch(
  dictionaries: Dictionaries,
  place: { input: number; inputName: string; present: ReadonlySet<ColumnName> },
  capacity = batchCapacity,
): RequestBatch {
  const arrays: Partial<Record<ColumnName, Uint32Array | Uint8Array | Float64Array>> = {};
  for (const name of idColumns) arrays[name] = new Uint32Array(capacity);
  for (const name of flagColumns) arrays[name] = new Uint8Array(capacity);
  for (const name of hashColumns) arrays[name] = new Float64Array(capacity);
  for (const name of numberColumns) arrays[name] = new Float64Array(capacity).fill(NaN);
  const prompt = new Array<string | undefined>(capacity).fill(undefined);
  const batch = {
    ...arrays,
    prompt,
    excerpt: (row: number, into: Uint8Array) => {
      const bytes = Buffer.from((prompt[row] ?? '').slice(0, into.length), 'utf8');
      copyExcerpt(bytes, 0, bytes.length, into);
    },
    length: 0,
    ...place,
    line: new Float64Array(capacity),
    requestHash: new Float64Array(capacity),
    dictionaries,
  };
  return batch as unknown as RequestBatch;
}

/** Makes rows blank again. */
export function clearRows(batch: RequestBatch, from: number, to: number): void {
  for (const name of idColumns) batch[name].fill(0, from, to);
  for (const name of flagColumns) batch[name].fill(0, from, to);
  for (const name of hashColumns) batch[name].fill(0, from, to);
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
  batch.line[to] = batch.line[from] as number;
}
