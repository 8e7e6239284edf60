/** Fields to columns: the {@link FieldSink} that fills batches. One record at a time, no object per record. */
import { batchCapacity, type ColumnName, type Dictionaries, type RequestBatch } from './batch.js';
import type { FieldBinding, FieldSink, FieldValue } from '../formats/format.js';
import { columnNames, type SourceColumnName } from './columns.js';
import { hashPair, hashText } from './hash.js';
import { newBatch } from './new-batch.js';
import { Parts } from './parts.js';
import { readPrompt, stateOfBlocks } from './prompt.js';
import { analysePrompt, newPromptText } from './prompt-text.js';
import { parseTime } from './time.js';
import { durationOf, flagOf, numberOf, statusOf, textOf } from './values.js';

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

/** Text columns that are interned as they are, cut to a length that no honest value exceeds. */
const longestText = 512;

type Setter = (value: FieldValue, row: number) => void;

export class BatchBuilder implements FieldSink {
  readonly #batch: RequestBatch;
  readonly #options: BuilderOptions;
  readonly #setters: readonly Setter[];
  readonly #parts: Parts;
  readonly #text = newPromptText();
  readonly #needsText: boolean;
  readonly #bound: ReadonlySet<string>;
  #endTime = NaN;
  #forwarded = '';
  #prompt: string | undefined;
  #loggedPromptHash = 0;
  #fallbacks = { apiKey: 0, network: 0 };

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#bound = new Set(options.bindings.map(binding => binding.column));
    // All columns exist: derived ones read their sources, and a batch without holes keeps every measure simple.
    this.#batch = newBatch(columnNames, options.dictionaries, { input: options.input, inputName: options.inputName });
    this.#parts = new Parts(options.dictionaries);
    this.#setters = options.bindings.map(binding => this.#setter(binding));
    const wanted = new Set(options.wanted);
    this.#needsText = ['promptHash', 'promptLength', 'promptHead', 'promptTail', 'promptPhrase', 'promptTraits'].some(
      column => wanted.has(column as ColumnName),
    );
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

  #setter({ column }: FieldBinding): Setter {
    const batch = this.#batch;
    const { dictionaries, zoneOffset } = this.#options;
    const name = column as SourceColumnName;
    switch (name) {
      case 'time':
        return (value, row) => (batch.time[row] = parseTime(value, zoneOffset));
      case 'endTime':
        return value => (this.#endTime = parseTime(value, zoneOffset));
      case 'account':
      case 'org':
      case 'endUser':
      case 'country':
      case 'httpFingerprint':
      case 'userAgent':
      case 'method':
      case 'model': {
        const ids = batch[name];
        const dictionary = dictionaries[name];
        return (value, row) => (ids[row] = dictionary.intern(textOf(value).slice(0, longestText)));
      }
      case 'asn':
        return (value, row) =>
          (batch.asn[row] = dictionaries.asn.intern(textOf(value).replace(/^AS/i, '').slice(0, 16)));
      case 'path':
        return (value, row) => (batch.path[row] = dictionaries.path.intern(pathOf(textOf(value))));
      case 'apiKey':
        return (value, row) => {
          const text = textOf(value);
          batch.apiKey[row] = text === '' ? 0 : this.#parts.key(text.replace(/^Bearer /i, ''));
        };
      case 'ip':
        return (value, row) => this.#setAddress(textOf(value), row);
      case 'forwardedFor':
        return value => (this.#forwarded = textOf(value));
      case 'ja4':
        return (value, row) => {
          const tls = this.#parts.tls(textOf(value));
          if (tls !== 0) batch.tls[row] = tls;
        };
      case 'ja3':
        return (value, row) => {
          if (batch.tls[row] === 0) batch.tls[row] = this.#parts.tls(textOf(value));
        };
      case 'status':
        return (value, row) => (batch.status[row] = statusOf(value));
      case 'latency': {
        const scale = this.#options.latencyScale;
        return (value, row) => (batch.latency[row] = durationOf(value, scale));
      }
      case 'bytesIn':
      case 'bytesOut':
      case 'inputTokens':
      case 'cachedTokens':
      case 'outputTokens':
      case 'reasoningTokens':
      case 'maxTokens':
      case 'temperature':
      case 'n':
      case 'topLogprobs': {
        const numbers = batch[name];
        return (value, row) => (numbers[row] = numberOf(value));
      }
      case 'logprobs':
        return (value, row) => {
          batch.logprobs[row] = flagOf(value);
          if (typeof value === 'number' && !(batch.topLogprobs[row]! >= 0)) batch.topLogprobs[row] = numberOf(value);
        };
      case 'stream':
        return (value, row) => (batch.stream[row] = flagOf(value));
      case 'logitBias':
        return (value, row) => this.#setBias(value, row);
      case 'prompt':
        return (value, row) => this.#setPrompt(value, row);
      case 'system':
        return (value, row) => {
          const { text, system } = readPrompt(value);
          const own = text ?? system;
          if (own !== undefined && own !== '') batch.systemHash[row] = hashText(own);
        };
      case 'systemHash':
      case 'session':
      case 'requestId': {
        const hashes = batch[name];
        return (value, row) => {
          const text = textOf(value);
          hashes[row] = text === '' ? 0 : hashText(text);
        };
      }
      case 'promptHash':
        return value => {
          const text = textOf(value);
          this.#loggedPromptHash = text === '' ? 0 : hashText(text);
        };
      case 'prefixHashes':
        return (value, row) => {
          const state = stateOfBlocks(value);
          if (batch.conversationState[row] === 0) batch.conversationState[row] = state;
          if (this.#loggedPromptHash === 0) this.#loggedPromptHash = state;
        };
    }
  }

  #setAddress(text: string, row: number): void {
    if (text === '') return;
    const { ip, prefix, isPublic } = this.#parts.address(text);
    if (!isPublic && this.#forwarded !== '') return;
    this.#batch.ip[row] = ip;
    this.#batch.prefix[row] = prefix;
  }

  #setBias(value: FieldValue, row: number): void {
    if (typeof value !== 'object' || value === null) return;
    const tokens = Object.keys(value).sort();
    this.#batch.logitBias[row] = tokens.length;
    if (tokens.length > 0) this.#batch.logitBiasHash[row] = hashText(tokens.slice(0, 4096).join(' '));
  }

  #setPrompt(value: FieldValue, row: number): void {
    const { text, system, turns, state, parent } = readPrompt(value);
    const batch = this.#batch;
    if (text !== undefined && text !== '') this.#prompt = text;
    if (system !== undefined && system !== '' && batch.systemHash[row] === 0) batch.systemHash[row] = hashText(system);
    batch.turns[row] = turns;
    batch.conversationState[row] = state;
    batch.conversationParent[row] = parent;
  }

  /** Derived columns, once all fields are there. */
  #finish(row: number, line: number): string | undefined {
    const batch = this.#batch;
    const time = batch.time[row] as number;
    if (Number.isNaN(time)) return 'no usable time';
    batch.line[row] = line;
    if (Number.isNaN(batch.latency[row]) && this.#endTime >= time) batch.latency[row] = this.#endTime - time;
    if (batch.ip[row] === 0 && this.#forwarded !== '') this.#setForwarded(row);
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
    const { ip, prefix } = this.#parts.address(this.#forwarded);
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
    const text = this.#prompt;
    if (text === undefined || !this.#needsText) {
      batch.promptHash[row] = this.#loggedPromptHash;
      return;
    }
    analysePrompt(text, this.#text);
    const { hash, length, head, tail, phrase, traits } = this.#text;
    batch.promptHash[row] = hash;
    batch.promptLength[row] = length;
    batch.promptHead[row] = head;
    batch.promptTail[row] = tail;
    batch.promptPhrase[row] = phrase;
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
      key = hashPair(key, Number.isNaN(value as number) ? 1 : 2 + Math.round(1000 * (value as number)));
    }
    return hashPair(key, batch.stream[row] as number);
  }

  /** Makes a row blank; rows are reused. */
  #clear(row: number): void {
    const batch = this.#batch;
    for (const column of this.#resettable) column[row] = 0;
    for (const column of this.#absentNumbers) column[row] = NaN;
    batch.prompt[row] = undefined;
    this.#endTime = NaN;
    this.#forwarded = '';
    this.#prompt = undefined;
    this.#loggedPromptHash = 0;
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

/** `/v1/chat/completions?key=…` without the query, which may hold secrets. */
function pathOf(text: string): string {
  const end = text.search(/[?#]/);
  return (end < 0 ? text : text.slice(0, end)).slice(0, longestText);
}
