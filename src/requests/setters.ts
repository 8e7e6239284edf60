/** One function for each bound field: what a raw value does to the row being filled. Chosen once, called per field. */
import type { Kernel } from '../kernel/kernel.js';
import { excerptBytes, type RequestBatch } from './batch.js';
import type { FieldValue } from '../formats/format.js';
import type { SourceColumnName } from './columns.js';
import { durationOf } from './duration.js';
import { hashText } from './hash.js';
import type { NumberForm } from './number-form.js';
import type { Parts } from './parts.js';
import { readPrompt, stateOfBlocks } from './prompt.js';
import { analysePrompt, newPromptText } from './prompt-text.js';
import type { Scratch } from './scratch.js';
import type { Proxies } from './proxies.js';
import { timeReader, type TimeReading } from './time.js';
import { flagOf, numberOf, statusOf, textOf } from './values.js';

export type Setter = (value: FieldValue, row: number) => void;

export interface Target {
  readonly batch: RequestBatch;
  readonly parts: Parts;
  readonly scratch: Scratch;
  readonly kernel: Kernel;
  /** Whether anybody reads what the text of a prompt is analysed for. */
  readonly analysed: boolean;
  /** Whether anybody reads prompts as text. */
  readonly promptsAsText: boolean;
  /** ms in one unit of the latency field. */
  readonly latencyScale: number;
  /** How the times of the field are read. */
  readonly times: TimeReading;
  /** How the numbers of the field are written, where it is not as usual. */
  readonly numbers?: NumberForm;
  /** Whom to believe about clients. */
  readonly proxies: Proxies;
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

/** Columns of texts that are interned as they are. */
const plainTexts = ['account', 'org', 'endUser', 'country', 'httpFingerprint', 'userAgent', 'method', 'model'] as const;

export function isPlainText(column: SourceColumnName): column is (typeof plainTexts)[number] {
  return (plainTexts as readonly string[]).includes(column);
}

function textSetter(column: SourceColumnName, { batch, parts }: Target): Setter | undefined {
  const { dictionaries } = batch;
  if (isPlainText(column)) {
    const ids = batch[column];
    const dictionary = dictionaries[column];
    return (value, row) => (ids[row] = dictionary.intern(textOf(value).slice(0, longestText)));
  }
  switch (column) {
    case 'asn':
      return (value, row) => (batch.asn[row] = parts.asn(textOf(value)));
    case 'path':
      return (value, row) => (batch.path[row] = dictionaries.path.intern(pathOf(textOf(value))));
    default:
      return undefined;
  }
}

function numberSetter(column: SourceColumnName, { batch, latencyScale, ...forms }: Target): Setter | undefined {
  switch (column) {
    case 'time': {
      const read = timeReader(forms.times);
      return (value, row) => (batch.time[row] = read(value));
    }
    case 'status':
      return (value, row) => (batch.status[row] = statusOf(value));
    case 'latency':
      return (value, row) => (batch.latency[row] = durationOf(value, latencyScale, forms.numbers));
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
      return (value, row) => (numbers[row] = numberOf(value, forms.numbers));
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

function hashSetter(column: SourceColumnName, { batch, scratch }: Target): Setter | undefined {
  switch (column) {
    case 'systemHash':
    case 'session':
    case 'requestId': {
      const hashes = batch[column];
      return (value, row) => (hashes[row] = hashOf(value));
    }
    case 'promptHash':
      return (value, row) => (scratch.promptHash[row] = hashOf(value));
    case 'prefixHashes':
      return (value, row) => {
        const state = stateOfBlocks(value);
        if (batch.conversationState[row] === 0) batch.conversationState[row] = state;
        if (scratch.promptHash[row] === 0) scratch.promptHash[row] = state;
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

function specialSetter(column: SourceColumnName, target: Target): Setter {
  const { batch, parts, scratch } = target;
  switch (column) {
    case 'endTime': {
      const read = timeReader(target.times);
      return (value, row) => (scratch.endTime[row] = read(value));
    }
    case 'apiKey':
      return (value, row) => {
        const text = textOf(value);
        batch.apiKey[row] = text === '' ? 0 : parts.key(text);
      };
    case 'ip': {
      const address = parts.addresses(target.proxies);
      return (value, row) => {
        const text = textOf(value);
        if (text === '') return;
        const { ip, prefix, givesWay } = address(text);
        batch.ip[row] = ip;
        batch.prefix[row] = prefix;
        scratch.ownPrivate[row] = givesWay ? 1 : 0;
      };
    }
    case 'forwardedFor': {
      const address = parts.addresses(target.proxies);
      return (value, row) => {
        const text = textOf(value);
        if (text === '') return;
        const { ip, prefix, standsIn } = address(text);
        scratch.forwardedIp[row] = ip;
        scratch.forwardedPrefix[row] = prefix;
        scratch.forwardedPublic[row] = standsIn ? 1 : 0;
      };
    }
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
      return promptSetter(target);
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

function promptSetter({ batch, kernel, analysed, promptsAsText }: Target): Setter {
  const found = newPromptText();
  return (value, row) => {
    const { text, system, turns, state, parent } = readPrompt(value);
    if (system !== undefined && system !== '' && batch.systemHash[row] === 0) batch.systemHash[row] = hashText(system);
    batch.turns[row] = turns;
    batch.conversationState[row] = state;
    batch.conversationParent[row] = parent;
    if (text === undefined || text === '' || !analysed) return;
    analysePrompt(kernel, text, found);
    batch.promptHash[row] = found.hash;
    batch.promptLength[row] = found.length;
    batch.promptHead[row] = found.head;
    batch.promptTail[row] = found.tail;
    batch.promptPhrase[row] = found.phrase;
    batch.promptTopic[row] = found.topic;
    batch.promptTraits[row] = found.traits;
    const { at, length } = kernel.place(text);
    // As it was analysed: the fast path knows bytes alone, and half a surrogate pair has none.
    if (promptsAsText) batch.prompt[row] = kernel.text(at, length);
    kernel.run.copyExcerpt(at, length, batch.excerpt.byteOffset + excerptBytes * row);
  };
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
