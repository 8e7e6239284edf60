/** Fields to columns: the {@link FieldSink} that fills batches. One record at a time, no object per record. */
import { batchCapacity, type ColumnName, type Dictionaries, type RequestBatch } from './batch.js';
import type { FieldBinding, FieldSink, FieldValue } from '../formats/format.js';
import { columnNames, type SourceColumnName } from './columns.js';
import { hashPair } from './hash.js';
import { newBatch } from './new-batch.js';
import { Parts } from './parts.js';
import { analysePrompt, newPromptText } from './prompt-text.js';
import { setterFor, type Pending, type Setter } from './setters.js';

export { createDictionaries } from './parts.js';

export interface BuilderOptions {
  readonly bindings: readonly FieldBinding[];
  /** Columns that measures read; the others are not computed. */
  readonly wanted: readonly ColumnName[];
  readonly input: number;
  readonly inputName: string;
  /** ms in one unit of the latency field. */
  readonly latencyScale: number;
  /** Minutes east of UTC of times without a zone. */
  readonly zoneOffset: number;
  readonly dictionaries: Dictionaries;
  /** Given the one batch, valid until it returns. */
  readonly onBatch: (batch: RequestBatch) => void;
}

export class BatchBuilder implements FieldSink {
  readonly #batch: RequestBatch;
  readonly #options: BuilderOptions;
  readonly #setters: readonly Setter[];
  readonly #parts: Parts;
  readonly #text = newPromptText();
  readonly #needsText: boolean;
  readonly #bound: ReadonlySet<string>;
  /** What fields leave behind for the end of the record. */
  readonly #pending: Pending = { endTime: NaN, forwardedFor: '', prompt: undefined, promptHash: 0 };
  #fallbacks = { apiKey: 0, network: 0 };

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#bound = new Set(options.bindings.map(binding => binding.column));
    // All columns exist: derived ones read their sources, and a batch without holes keeps every measure simple.
    this.#batch = newBatch(columnNames, options.dictionaries, { input: options.input, inputName: options.inputName });
    this.#parts = new Parts(options.dictionaries);
    const target = { batch: this.#batch, parts: this.#parts, pending: this.#pending, options };
    this.#setters = options.bindings.map(({ column }) => setterFor(column as SourceColumnName, target));
    const wanted = new Set(options.wanted);
    this.#needsText = textColumns.some(column => wanted.has(column));
    this.#clear(0);
  }

  field(slot: number, value: FieldValue): void {
    if (value === null || value === undefined) return;
    this.#setters[slot]?.(value, this.#batch.length);
  }

  commit(line: number): string | undefined {
    const row = this.#batch.length;
    const reason = this.#finish(row, line);
    if (reason !== undefined) {
      this.discard();
      return reason;
    }
    this.#batch.length = row + 1;
    if (this.#batch.length === batchCapacity) this.flush();
    else this.#clear(this.#batch.length);
    return undefined;
  }

  discard(): void {
    this.#clear(this.#batch.length);
  }

  /** Hands over what is left. */
  flush(): void {
    if (this.#batch.length > 0) this.#options.onBatch(this.#batch);
    this.#batch.length = 0;
    this.#clear(0);
  }

  /** What stood in for accounts that the log does not name; undefined when nothing had to. */
  identityNote(): string | undefined {
    const { apiKey, network } = this.#fallbacks;
    const notes: string[] = [];
    if (apiKey > 0) notes.push(`${apiKey.toLocaleString('en-US')} requests without an account are grouped by API key`);
    if (network > 0)
      notes.push(
        `${network.toLocaleString('en-US')} requests without an account are grouped by address and user agent`,
      );
    return notes.length === 0 ? undefined : notes.join('; ');
  }

  /** Derived columns, once all fields are there. */
  #finish(row: number, line: number): string | undefined {
    const batch = this.#batch;
    const time = batch.time[row] as number;
    if (Number.isNaN(time)) return 'no usable time';
    batch.line[row] = line;
    if (Number.isNaN(batch.latency[row]) && this.#pending.endTime >= time)
      batch.latency[row] = this.#pending.endTime - time;
    if (batch.ip[row] === 0 && this.#pending.forwardedFor !== '') this.#setForwarded(row);
    const tls = batch.tls[row] as number;
    const userAgent = batch.userAgent[row] as number;
    const family = (batch.userAgentFamily[row] = this.#parts.family(userAgent));
    batch.network[row] = this.#parts.network(tls, family, batch.prefix[row] as number, batch.asn[row] as number);
    batch.client[row] = this.#parts.client(tls, userAgent);
    if (batch.account[row] === 0) this.#standIn(row);
    this.#finishPrompt(row);
    batch.parameters[row] = this.#parametersOf(row);
    const who = this.#options.dictionaries.account.hash(batch.account[row] as number);
    const what = (batch.requestId[row] as number) || (batch.promptHash[row] as number);
    batch.requestHash[row] = hashPair(hashPair(time, who), what);
    return undefined;
  }

  #setForwarded(row: number): void {
    const { ip, prefix } = this.#parts.address(this.#pending.forwardedFor);
    this.#batch.ip[row] = ip;
    this.#batch.prefix[row] = prefix;
  }

  /** The key, else the network, acts for an account that is not named: its own unknown, never one shared bucket. */
  #standIn(row: number): void {
    const { dictionaries } = this.#options;
    const batch = this.#batch;
    if (batch.apiKey[row] !== 0) {
      batch.account[row] = dictionaries.account.intern(dictionaries.apiKey.text(batch.apiKey[row] as number));
      this.#fallbacks.apiKey++;
      return;
    }
    const ip = dictionaries.ip.text(batch.ip[row] as number);
    const agent = dictionaries.userAgentFamily.text(batch.userAgentFamily[row] as number);
    const known = ip !== '' || agent !== '';
    batch.account[row] = dictionaries.account.intern(known ? `net:${ip}|${agent}` : 'net:unidentified');
    this.#fallbacks.network++;
  }

  #finishPrompt(row: number): void {
    const batch = this.#batch;
    const text = this.#pending.prompt;
    if (text === undefined || !this.#needsText) {
      batch.promptHash[row] = this.#pending.promptHash;
      return;
    }
    analysePrompt(text, this.#text);
    const { hash, length, head, tail, phrase, topic, traits } = this.#text;
    batch.promptHash[row] = hash;
    batch.promptLength[row] = length;
    batch.promptHead[row] = head;
    batch.promptTail[row] = tail;
    batch.promptPhrase[row] = phrase;
    batch.promptTopic[row] = topic;
    batch.promptTraits[row] = traits;
    batch.prompt[row] = text;
  }

  #parametersOf(row: number): number {
    const batch = this.#batch;
    const { dictionaries } = this.#options;
    if (!parameterColumns.some(column => this.#bound.has(column))) return 0;
    let key = hashPair(
      dictionaries.model.hash(batch.model[row] as number),
      dictionaries.path.hash(batch.path[row] as number),
    );
    for (const value of [batch.temperature[row], batch.maxTokens[row], batch.n[row]]) {
      key = hashPair(key, Number.isNaN(value) ? 1 : 2 + Math.round(1000 * (value as number)));
    }
    return hashPair(key, batch.stream[row] as number);
  }

  /** Makes a row blank; rows are reused. */
  #clear(row: number): void {
    const batch = this.#batch;
    for (const column of this.#resettable) column[row] = 0;
    for (const column of this.#absentNumbers) column[row] = NaN;
    batch.prompt[row] = undefined;
    this.#pending.endTime = NaN;
    this.#pending.forwardedFor = '';
    this.#pending.prompt = undefined;
    this.#pending.promptHash = 0;
  }

  get #resettable(): readonly (Uint32Array | Float64Array | Uint8Array)[] {
    return (this.#zeroed ??= zeroColumns.map(column => this.#batch[column]));
  }

  get #absentNumbers(): readonly Float64Array[] {
    return (this.#absent ??= numberColumns.map(column => this.#batch[column]));
  }

  #zeroed: (Uint32Array | Float64Array | Uint8Array)[] | undefined;
  #absent: Float64Array[] | undefined;
}

/** Columns that the text of a prompt is read for. */
const textColumns = [
  'promptHash',
  'promptLength',
  'promptHead',
  'promptTail',
  'promptPhrase',
  'promptTopic',
  'promptTraits',
] as const;

const parameterColumns = ['model', 'temperature', 'maxTokens', 'n', 'stream'];

const zeroColumns = [
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
  'method',
  'path',
  'model',
  'logprobs',
  'stream',
  'logitBiasHash',
  'session',
  'requestId',
  'promptHash',
  'promptHead',
  'promptTail',
  'promptPhrase',
  'promptTopic',
  'promptTraits',
  'systemHash',
  'conversationState',
  'conversationParent',
] as const;

const numberColumns = [
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
] as const;
