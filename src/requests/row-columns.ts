/**
 * How a request is kept as a row. What comes again and again is kept once, as two tuples: who calls (from where, with what) and
 * how it is asked; what differs from request to request follows.
 */
import type { ColumnName, IdColumn } from './batch.js';

/** What a log says of who calls. */
export const whoSources = [
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
] as const satisfies readonly IdColumn[];

/** What follows from it. */
export const whoFollowing = ['userAgentFamily', 'network', 'client'] as const satisfies readonly IdColumn[];
export const followingColumns: readonly ColumnName[] = whoFollowing;
export const whoColumns = [...whoSources, ...whoFollowing] as const;

/** How it is asked: numbers and hashes, ids, flags. */
export const howDoubles = [
  'status',
  'maxTokens',
  'temperature',
  'n',
  'topLogprobs',
  'logitBias',
  'logitBiasHash',
  'parameters',
  'systemHash',
] as const satisfies readonly ColumnName[];
export const howIds = ['method', 'path', 'model'] as const satisfies readonly IdColumn[];
export const howFlags = ['logprobs', 'stream'] as const satisfies readonly ColumnName[];

/** Columns whose values are ids of texts, by name of their dictionaries. */
export const textColumns = ['account', ...whoColumns, ...howIds] as const;

/** What differs from request to request. */
export const ownDoubles = [
  'time',
  'latency',
  'bytesIn',
  'bytesOut',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'reasoningTokens',
  'session',
  'requestId',
  'promptHash',
  'promptLength',
  'promptHead',
  'promptTail',
  'promptPhrase',
  'promptTopic',
  'turns',
  'conversationState',
  'conversationParent',
] as const satisfies readonly ColumnName[];

/** Words of 32 bits of each tuple. */
export const whoWidth = whoColumns.length;
export const howWidth = 2 * howDoubles.length + howIds.length + howFlags.length;

export type RowDouble = 'line' | 'requestHash' | (typeof ownDoubles)[number];

/** What the rows of one input are made of beside the tuples. */
export interface RowColumns {
  /** The request hash is the second. */
  readonly doubles: readonly RowDouble[];
  /** Whether the beginning of the prompt is kept, and its traits. */
  readonly excerpt: boolean;
}

/** What the log has and somebody reads. */
export function rowColumns(present: ReadonlySet<ColumnName>, wanted: ReadonlySet<ColumnName>): RowColumns {
  const kept = ownDoubles.filter(name => present.has(name) && wanted.has(name));
  return { doubles: ['line', 'requestHash', ...kept], excerpt: present.has('promptHead') && wanted.has('promptHead') };
}
