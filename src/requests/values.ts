/** Raw field values to what a column holds. Everything is hostile: no throw, no surprise, NaN or '' for nonsense. */
import { absentValues, type FieldValue } from '../formats/format.js';
import type { ColumnKind } from './columns.js';
import { parseAddress } from './address.js';
import { isPlaceholder } from './placeholders.js';
import { parseTime } from './time.js';

/** Text of a value: strings and numbers as they are, '' for absent ones and placeholders; objects and arrays are no text. */
export function textOf(value: FieldValue): string {
  if (typeof value === 'string') return absentValues.has(value) || isPlaceholder(value) ? '' : value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'boolean' ? String(value) : '';
}

/** A non-negative number, NaN for anything else. */
export function numberOf(value: FieldValue): number {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? value : NaN;
  if (typeof value !== 'string' || value === '' || value.length > 32 || absentValues.has(value)) return NaN;
  const number = Number(value);
  return number >= 0 && Number.isFinite(number) ? number : NaN;
}

const succeeded = /^(ok|success|succeeded|true|completed?|200 ok)$/i;
const failed = /^(fail|failed|failure|error|errored|false|timeout)$/i;

/** HTTP status; words count as 200 and 500. */
export function statusOf(value: FieldValue): number {
  if (typeof value === 'boolean') return value ? 200 : 500;
  const number = numberOf(value);
  if (number >= 100 && number < 600) return Math.floor(number);
  if (number === 1) return 200;
  if (number === 0) return 500;
  const text = textOf(value);
  if (succeeded.test(text)) return 200;
  return failed.test(text) ? 500 : NaN;
}

/** 0 absent, 1 no, 2 yes; numbers above zero are yes (`logprobs: 20`). */
export function flagOf(value: FieldValue): number {
  if (value === null || value === undefined) return 0;
  if (typeof value === 'boolean') return value ? 2 : 1;
  if (typeof value === 'number') return value > 0 ? 2 : 1;
  const text = textOf(value).toLowerCase();
  if (text === '') return 0;
  return text === 'false' || text === 'no' || text === '0' ? 1 : 2;
}

const unitsOfTime: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
};

/** ms; a unit written with the value (`1.41s`) wins over `scale`, the factor that the field's name implies. */
export function durationOf(value: FieldValue, scale: number): number {
  if (typeof value === 'number') return numberOf(value) * scale;
  const text = textOf(value);
  const match = /^(\d+(?:\.\d+)?(?:e-?\d+)?)\s*(ns|us|µs|ms|s|m|min)?$/i.exec(text);
  if (match === null) return NaN;
  return Number(match[1]) * (match[2] === undefined ? scale : (unitsOfTime[match[2].toLowerCase()] ?? scale));
}

/** Whether a sampled value can be what a column of this kind holds. */
export function isUsable(kind: ColumnKind, value: FieldValue): boolean {
  switch (kind) {
    case 'time':
      return !Number.isNaN(parseTime(value, 0));
    case 'number':
      return !Number.isNaN(numberOf(value));
    case 'status':
      return !Number.isNaN(statusOf(value));
    case 'duration':
      return !Number.isNaN(durationOf(value, 1));
    case 'flag':
      return typeof value !== 'object';
    case 'address':
      return parseAddress(textOf(value)).text !== '';
    case 'text':
    case 'hash':
      return textOf(value) !== '';
    case 'prompt':
      return typeof value === 'object' ? hasPrompt(value) : typeof value === 'string' && isProse(value);
    case 'list':
      return typeof value === 'object' && value !== null;
  }
}

/** Text that can be a prompt: not the first line of an HTTP request, which logs call `request` too. */
function isProse(text: string): boolean {
  return textOf(text) !== '' && !/^[A-Z]{3,10} \S+( HTTP\/[\d.]+)?$/.test(text);
}

/** Objects that carry a prompt somewhere: a request body, messages, parts. */
function hasPrompt(value: unknown): boolean {
  if (Array.isArray(value))
    return value.length > 0 && value.some(item => typeof item === 'string' || typeof item === 'object');
  if (typeof value !== 'object' || value === null) return false;
  return ['messages', 'prompt', 'input', 'contents', 'inputText', 'content', 'parts', 'text'].some(key =>
    Object.hasOwn(value, key),
  );
}
