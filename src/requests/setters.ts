/** One function for each bound field: what a raw value does to the row being filled. Chosen once, called per field. */
import type { Kernel } from '../kernel/kernel.js';
import { excerptBytes, type RequestBatch } from './batch.js';
import type { FieldValue } from '../formats/format.js';
import { requestLine } from '../formats/tokens.js';
import type { SourceColumnName } from './columns.js';
import { durationOf } from './duration.js';
import type { Rewriting } from './forms.js';
import { hashText } from './hash.js';
import { keptText } from './kept-text.js';
import type { NumberForm } from './number-form.js';
import type { Parts } from './parts.js';
import { readPrompt, stateOfBlocks } from './prompt.js';
import { analysePrompt, newPromptText } from './prompt-text.js';
import type { Scratch } from './scratch.js';
import type { Proxies } from './proxies.js';
import { timeReader, type TimeReading } from './time.js';
import { flagOf, numberOf, statusOf, textOf } from './values.js';

/**
 * A value overwrites what is there, nothing never does: where several fields give one column, the preferred one comes last
 * and wins in the records in which it holds a value.
 */
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
  /** How the times of the field are read. */
  readonly times: TimeReading;
  /** How the numbers of the field are written, where it is not as usual. */
  readonly numbers?: NumberForm;
  /** Of a duration: ms in one unit of the field. */
  readonly scale: number;
  /** Texts that stand for nothing in this format, in lower case. */
  readonly absent?: ReadonlySet<string>;
  readonly rewrite?: Rewriting;
  /** Whom to believe about clients. */
  readonly proxies: Proxies;
}

/** Paths are cut: what lies behind says nothing of who calls. */
const longestPath = 512;

export function setterFor(column: SourceColumnName, target: Target): Setter {
  const setter =
    textSetter(column, target) ??
    numberSetter(column, target) ??
    hashSetter(column, target) ??
    specialSetter(column, target);
  const { absent, rewrite } = target;
  const rewritten = rewrite === undefined ? setter : rewriting(rewrite, setter);
  if (absent === undefined) return rewritten;
  return (value, row) => {
    if (typeof value !== 'string' || !absent.has(value.toLowerCase())) rewritten(value, row);
  };
}

function rewriting({ values = {}, decode, requestLine: part }: Rewriting, setter: Setter): Setter {
  return (value, row) => {
    const text = textOf(value);
    if (part !== undefined) setter(requestLine(text)[part], row);
    else if (Object.hasOwn(values, text)) setter(values[text], row);
    else setter(decode === 'percent' && typeof value === 'string' ? percentDecoded(value) : value, row);
  };
}

/** What is no UTF-8 behind its signs stays as it is. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Columns of texts that are interned as they are, longer ones with a digest of what is cut off. */
const plainTexts = ['account', 'org', 'endUser', 'country', 'httpFingerprint', 'userAgent', 'method', 'model'] as const;

export function isPlainText(column: SourceColumnName): column is (typeof plainTexts)[number] {
  return (plainTexts as readonly string[]).includes(column);
}

function textSetter(column: SourceColumnName, { batch, parts }: Target): Setter | undefined {
  const { dictionaries } = batch;
  if (isPlainText(column)) {
    const ids = batch[column];
    const dictionary = dictionaries[column];
    return held(ids, text => dictionary.intern(keptText(text)));
  }
  switch (column) {
    case 'asn':
      return held(batch.asn, text => parts.asn(text));
    case 'path':
      return held(batch.path, text => dictionaries.path.intern(pathOf(text)));
    default:
      return undefined;
  }
}

/** Sets what is made of a text, if there is a text and something was made of it. */
function held(column: Uint32Array | Float64Array, make: (text: string) => number): Setter {
  return (value, row) => {
    const text = textOf(value);
    const made = text === '' ? 0 : make(text);
    if (made !== 0) column[row] = made;
  };
}

/** Sets a number, if it is one. */
function counted(column: Float64Array, read: (value: FieldValue) => number): Setter {
  return (value, row) => {
    const number = read(value);
    if (!Number.isNaN(number)) column[row] = number;
  };
}

function flagged(column: Uint8Array): Setter {
  return (value, row) => {
    const flag = flagOf(value);
    if (flag !== 0) column[row] = flag;
  };
}

function numberSetter(column: SourceColumnName, { batch, scale, ...forms }: Target): Setter | undefined {
  switch (column) {
    case 'time':
      return counted(batch.time, timeReader(forms.times));
    case 'status':
      return counted(batch.status, statusOf);
    case 'latency':
      return counted(batch.latency, value => durationOf(value, scale, forms.numbers));
    case 'bytesIn':
    case 'bytesOut':
    case 'inputTokens':
    case 'cachedTokens':
    case 'outputTokens':
    case 'reasoningTokens':
    case 'maxTokens':
    case 'temperature':
    case 'n':
    case 'topLogprobs':
      return counted(batch[column], value => numberOf(value, forms.numbers));
    case 'stream':
      return flagged(batch.stream);
    case 'logprobs': {
      const set = flagged(batch.logprobs);
      return (value, row) => {
        set(value, row);
        // OpenAI's older API gives the number of alternatives here.
        if (typeof value === 'number' && Number.isNaN(batch.topLogprobs[row])) batch.topLogprobs[row] = numberOf(value);
      };
    }
    default:
      return undefined;
  }
}

function hashSetter(column: SourceColumnName, { batch, scratch }: Target): Setter | undefined {
  switch (column) {
    case 'systemHash':
    case 'session':
    case 'requestId':
      return held(batch[column], hashText);
    case 'promptHash':
      return held(scratch.promptHash, hashText);
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
    case 'endTime':
      return counted(scratch.endTime, timeReader(target.times));
    case 'apiKey':
      return held(batch.apiKey, text => parts.key(text));
    case 'ip': {
      const address = parts.addresses(target.proxies);
      return (value, row) => {
        const text = textOf(value);
        if (text === '') return;
        const { ip, prefix, givesWay } = address(text);
        if (ip === 0) return;
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
        if (ip === 0) return;
        scratch.forwardedIp[row] = ip;
        scratch.forwardedPrefix[row] = prefix;
        scratch.forwardedPublic[row] = standsIn ? 1 : 0;
      };
    }
    case 'ja4':
      return held(batch.tls, text => parts.tls(text));
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
    if (!Number.isNaN(turns)) batch.turns[row] = turns;
    if (state !== 0) batch.conversationState[row] = state;
    if (parent !== 0) batch.conversationParent[row] = parent;
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

/** `/v1/chat/completions?key=…` without the query, which may hold secrets. */
function pathOf(text: string): string {
  const end = text.search(/[?#]/);
  return (end < 0 ? text : text.slice(0, end)).slice(0, longestPath);
}
