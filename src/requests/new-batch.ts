/** An empty batch, and its rows: cleared, moved. Rows from `length` on are always clear. */
import { batchCapacity, type ColumnName, type Dictionaries, type RequestBatch } from './batch.js';

const ids = [
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
const flags = ['logprobs', 'stream'] as const satisfies readonly ColumnName[];
const hashes = [
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
const numbers = [
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
export function newBatch(dictionaries: Dictionaries, place: { input: number; inputName: string }): RequestBatch {
  const arrays: Partial<Record<ColumnName, Uint32Array | Uint8Array | Float64Array>> = {};
  for (const name of ids) arrays[name] = new Uint32Array(batchCapacity);
  for (const name of flags) arrays[name] = new Uint8Array(batchCapacity);
  for (const name of hashes) arrays[name] = new Float64Array(batchCapacity);
  for (const name of numbers) arrays[name] = new Float64Array(batchCapacity).fill(NaN);
  const prompt = new Array<string | undefined>(batchCapacity).fill(undefined);
  const batch = {
    ...arrays,
    prompt,
    promptText: (row: number) => prompt[row],
    length: 0,
    ...place,
    line: new Float64Array(batchCapacity),
    requestHash: new Float64Array(batchCapacity),
    dictionaries,
  };
  return batch as unknown as RequestBatch;
}

/** Makes rows blank again. */
export function clearRows(batch: RequestBatch, from: number, to: number): void {
  for (const name of ids) batch[name].fill(0, from, to);
  for (const name of flags) batch[name].fill(0, from, to);
  for (const name of hashes) batch[name].fill(0, from, to);
  for (const name of numbers) batch[name].fill(NaN, from, to);
  batch.prompt.fill(undefined, from, to);
}

/** Copies a row to an earlier place. */
export function moveRow(batch: RequestBatch, from: number, to: number): void {
  for (const name of ids) batch[name][to] = batch[name][from] as number;
  for (const name of flags) batch[name][to] = batch[name][from] as number;
  for (const name of hashes) batch[name][to] = batch[name][from] as number;
  for (const name of numbers) batch[name][to] = batch[name][from] as number;
  batch.prompt[to] = batch.prompt[from];
  batch.line[to] = batch.line[from] as number;
}
