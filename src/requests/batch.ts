/**
 * What flows from decoding to measuring: up to {@link batchCapacity} requests as a struct of arrays.
 *
 * Kinds of column
 * - number: Float64Array, NaN = absent
 * - id: Uint32Array, index into a dictionary (the string is `dictionaries[column].text(id)`), 0 = absent
 * - hash: Float64Array of integers below 2^52 (stable across runs, threads and files), 0 = absent
 * - flag: Uint8Array, 0 = absent, 1 = false, 2 = true
 * - bits: Uint32Array, a set of flags
 * - text: array of strings, undefined = absent
 */
import type { Dictionary } from './dictionary.js';

export const batchCapacity = 4096;

export interface ColumnArrays {
  /** ms since the epoch, UTC. Always present: a record without a usable time is rejected. */
  time: Float64Array;
  /**
   * Who acts. Always present: the account, or where the log has none the API key (`key:<hash>`), or else the network
   * (`net:<address>|<user-agent family>`): a missing attribute is its own unknown, never one shared bucket.
   */
  account: Uint32Array;
  apiKey: Uint32Array;
  org: Uint32Array;
  endUser: Uint32Array;
  /** Address as normalised text (`203.0.113.7`, `2001:db8::1`). Masked addresses stay as their group token. */
  ip: Uint32Array;
  /** /24 of IPv4, /64 of IPv6; 0 for private, loopback and CGNAT addresses: unroutable, never linked. */
  prefix: Uint32Array;
  /** Autonomous system number as text (`64500`). */
  asn: Uint32Array;
  country: Uint32Array;
  /** JA4, else JA3. */
  tls: Uint32Array;
  /** JA4H, read and never computed. */
  httpFingerprint: Uint32Array;
  userAgent: Uint32Array;
  /** Product family without version: `python-httpx`, `OpenAI/Python`, `Firefox`. Client-supplied: forgeable. */
  userAgentFamily: Uint32Array;
  /** Network fingerprint: TLS | user-agent family | prefix, else ASN. 0 when nothing of it is known. */
  network: Uint32Array;
  /** Client fingerprint without place: TLS | user-agent family with version. 0 when neither is known. */
  client: Uint32Array;
  method: Uint32Array;
  path: Uint32Array;
  status: Float64Array;
  /** ms */
  latency: Float64Array;
  bytesIn: Float64Array;
  bytesOut: Float64Array;
  model: Uint32Array;
  inputTokens: Float64Array;
  cachedTokens: Float64Array;
  outputTokens: Float64Array;
  reasoningTokens: Float64Array;
  maxTokens: Float64Array;
  temperature: Float64Array;
  n: Float64Array;
  /** Whether token log-probabilities were asked for. */
  logprobs: Uint8Array;
  topLogprobs: Float64Array;
  /** Number of tokens biased by logit_bias. */
  logitBias: Float64Array;
  /** Hash of the set of biased token ids. */
  logitBiasHash: Float64Array;
  stream: Uint8Array;
  /** Combination of model, temperature, max_tokens, n, stream, path, as a hash. 0 when none of them is logged. */
  parameters: Float64Array;
  session: Float64Array;
  requestId: Float64Array;
  /** Hash of the whole prompt (white space folded), or of the logged prompt hash. */
  promptHash: Float64Array;
  /** Bytes of prompt text in UTF-8. NaN when the log has no text. */
  promptLength: Float64Array;
  /** Template keys of the text, digits masked: the first words, the last words, one phrase drawn by min-hash. */
  promptHead: Float64Array;
  promptTail: Float64Array;
  promptPhrase: Float64Array;
  /** What the text is about: the signs of its hashed words, see prompt-topic.ts. */
  promptTopic: Float64Array;
  /** System prompt, or its logged hash. */
  systemHash: Float64Array;
  /** Traits of the text: a set of bits, see `promptTraits` in prompt.ts. */
  promptTraits: Uint32Array;
  /** Prompt text of the last user turn; filled only where a measure reads it. */
  prompt: (string | undefined)[];
  /** Messages in the conversation so far, where the log carries them. */
  turns: Float64Array;
  /** Hash of all turns, and of the turns before the last answer and question: equal to an earlier request's state. */
  conversationState: Float64Array;
  conversationParent: Float64Array;
}

export type ColumnName = keyof ColumnArrays;

/** Columns whose values live in a dictionary. */
export type IdColumn = {
  [C in ColumnName]: C extends 'promptTraits' ? never : ColumnArrays[C] extends Uint32Array ? C : never;
}[ColumnName];

export type Dictionaries = Record<IdColumn, Dictionary>;

export interface RequestBatch extends ColumnArrays {
  /** Requests in this batch. Arrays are longer; rows from `length` on are garbage. */
  length: number;
  /** Path of the input, as reports name it. */
  inputName: string;
  /** Index of the input these requests came from, in the order of the run's inputs. */
  input: number;
  /** Columns that the input has: the others are blank in all rows. */
  present: ReadonlySet<ColumnName>;
  /** 1-based line of each request in its input. */
  line: Float64Array;
  /** Stable hash of each request (time, account, request id or prompt): draws the same examples in every shard. */
  requestHash: Float64Array;
  dictionaries: Dictionaries;
  /** The beginning of each row's prompt, {@link excerptBytes} in UTF-8, whole characters with zeros behind. */
  excerpt: Uint8Array;
}

/** Bytes of a prompt's beginning that are kept. */
export const excerptBytes = 64;
