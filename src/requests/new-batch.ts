/** An empty batch: arrays for the columns somebody reads, empty ones for the rest. */
import { batchCapacity, type ColumnName, type Dictionaries, type RequestBatch } from './batch.js';

const ids = new Set<ColumnName>([
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
]);
const flags = new Set<ColumnName>(['logprobs', 'stream']);

export function newBatch(
  names: readonly ColumnName[],
  dictionaries: Dictionaries,
  place: { input: number; inputName: string },
): RequestBatch {
  const columns: Record<string, unknown> = {};
  for (const name of names) {
    if (name === 'prompt') columns[name] = new Array<string | undefined>(batchCapacity).fill(undefined);
    else if (ids.has(name)) columns[name] = new Uint32Array(batchCapacity);
    else if (flags.has(name)) columns[name] = new Uint8Array(batchCapacity);
    else columns[name] = new Float64Array(batchCapacity);
  }
  const batch = {
    ...columns,
    length: 0,
    ...place,
    line: new Float64Array(batchCapacity),
    requestHash: new Float64Array(batchCapacity),
    dictionaries,
  };
  return batch as unknown as RequestBatch;
}
