/** One function for each bound field: what a raw value does to the row being filled. Chosen once, called per field. */
import type { RequestBatch } from './batch.js';
import type { FieldValue } from '../formats/format.js';
import type { BuilderOptions } from './builder.js';
import type { SourceColumnName } from './columns.js';
import { hashText } from './hash.js';
import type { Parts } from './parts.js';
import { readPrompt, stateOfBlocks } from './prompt.js';
import { parseTime } from './time.js';
import { durationOf, flagOf, numberOf, statusOf, textOf } from './values.js';

export type Setter = (value: FieldValue, row: number) => void;

/** What fields leave behind for the end of the record. */
export interface Pending {
  endTime: number;
  forwardedFor: string;
  prompt: string | undefined;
  /** Hash of the prompt as the log gives it; 0 when it does not. */
  promptHash: number;
}

export interface Target {
  readonly batch: RequestBatch;
  readonly parts: Parts;
  readonly pending: Pending;
  readonly options: BuilderOptions;
}

/** Texts that are interned as they are, cut to a length that no honest value exceeds. */
const longestText = 512;

export function setterFor(column: SourceColumnName, target: Target): Setter {
  return (
    textSetter(column, target) ??
    numberSetter(column, target) ??
    hashSetter(column, target) ??
    specialSetter(column, target)
  );
}

function textSetter(column: SourceColumnName, { batch, options: { dictionaries } }: Target): Setter | undefined {
  switch (column) {
    case 'account':
    case 'org':
    case 'endUser':
    case 'country':
    case 'httpFingerprint':
    case 'userAgent':
    case 'method':
    case 'model': {
      const ids = batch[column];
      const dictionary = dictionaries[column];
      return (value, row) => (ids[row] = dictionary.intern(textOf(value).slice(0, longestText)));
    }
    case 'asn':
      return (value, row) => (batch.asn[row] = dictionaries.asn.intern(textOf(value).replace(/^AS/i, '').slice(0, 16)));
    case 'path':
      return (value, row) => (batch.path[row] = dictionaries.path.intern(pathOf(textOf(value))));
    default:
      return undefined;
  }
}

function numberSetter(
  column: SourceColumnName,
  { batch, options: { latencyScale, zoneOffset } }: Target,
): Setter | undefined {
  switch (column) {
    case 'time':
      return (value, row) => (batch.time[row] = parseTime(value, zoneOffset));
    case 'status':
      return (value, row) => (batch.status[row] = statusOf(value));
    case 'latency':
      return (value, row) => (batch.latency[row] = durationOf(value, latencyScale));
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
      const numbers = batch[column];
      return (value, row) => (numbers[row] = numberOf(value));
    }
    case 'stream':
      return (value, row) => (batch.stream[row] = flagOf(value));
    case 'logprobs':
      return (value, row) => {
        batch.logprobs[row] = flagOf(value);
        // OpenAI's older API gives the number of alternatives here.
        if (typeof value === 'number' && Number.isNaN(batch.topLogprobs[row])) batch.topLogprobs[row] = numberOf(value);
      };
    default:
      return undefined;
  }
}

function hashSetter(column: SourceColumnName, { batch, pending }: Target): Setter | undefined {
  switch (column) {
    case 'systemHash':
    case 'session':
    case 'requestId': {
      const hashes = batch[column];
      return (value, row) => (hashes[row] = hashOf(value));
    }
    case 'promptHash':
      return value => (pending.promptHash = hashOf(value));
    case 'prefixHashes':
      return (value, row) => {
        const state = stateOfBlocks(value);
        if (batch.conversationState[row] === 0) batch.conversationState[row] = state;
        if (pending.promptHash === 0) pending.promptHash = state;
      };
    case 'system':
      return (value, row) => {
        const { text, system } = readPrompt(value);
        const own = text ?? system;
        if (own !== undefined && own !== '') batch.systemHash[row] = hashText(own);
      };
    default:
      return undefined;
  }
}

function specialSetter(column: SourceColumnName, { batch, parts, pending, options }: Target): Setter {
  switch (column) {
    case 'endTime':
      return value => (pending.endTime = parseTime(value, options.zoneOffset));
    case 'apiKey':
      return (value, row) => {
        const text = textOf(value);
        batch.apiKey[row] = text === '' ? 0 : parts.key(text.replace(/^Bearer /i, ''));
      };
    case 'ip':
      return (value, row) => {
        const text = textOf(value);
        if (text === '') return;
        const { ip, prefix, isPublic } = parts.address(text);
        if (!isPublic && pending.forwardedFor !== '') return;
        batch.ip[row] = ip;
        batch.prefix[row] = prefix;
      };
    case 'forwardedFor':
      return value => (pending.forwardedFor = textOf(value));
    case 'ja4':
      return (value, row) => {
        const tls = parts.tls(textOf(value));
        if (tls !== 0) batch.tls[row] = tls;
      };
    case 'ja3':
      return (value, row) => {
        if (batch.tls[row] === 0) batch.tls[row] = parts.tls(textOf(value));
      };
    case 'logitBias':
      return (value, row) => setBias(batch, value, row);
    case 'prompt':
      return (value, row) => setPrompt(batch, pending, { value, row });
    default:
      return () => undefined;
  }
}

function setBias(batch: RequestBatch, value: FieldValue, row: number): void {
  if (typeof value !== 'object' || value === null) return;
  const tokens = Object.keys(value).sort();
  batch.logitBias[row] = tokens.length;
  if (tokens.length > 0) batch.logitBiasHash[row] = hashText(tokens.slice(0, 4096).join(' '));
}

function setPrompt(batch: RequestBatch, pending: Pending, { value, row }: { value: FieldValue; row: number }): void {
  const { text, system, turns, state, parent } = readPrompt(value);
  if (text !== undefined && text !== '') pending.prompt = text;
  if (system !== undefined && system !== '' && batch.systemHash[row] === 0) batch.systemHash[row] = hashText(system);
  batch.turns[row] = turns;
  batch.conversationState[row] = state;
  batch.conversationParent[row] = parent;
}

function hashOf(value: FieldValue): number {
  const text = textOf(value);
  return text === '' ? 0 : hashText(text);
}

/** `/v1/chat/completions?key=…` without the query, which may hold secrets. */
function pathOf(text: string): string {
  const end = text.search(/[?#]/);
  return (end < 0 ? text : text.slice(0, end)).slice(0, longestText);
}
