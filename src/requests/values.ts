/** Raw field values to what a column holds. Everything is hostile: no throw, no surprise, NaN or '' for nonsense. */
import { absentValues, type FieldValue } from '../formats/format.js';
import { parseAddress } from './address.js';
import type { ColumnKind } from './columns.js';
import { durationOf } from './duration.js';
import { isNumeric, numberIn, type NumberForm } from './number-form.js';
import { isPlaceholder } from './placeholders.js';
import { isTime } from './time-learn.js';

/** Text of a value: strings and numbers as they are, '' for absent ones and placeholders; objects and arrays are no text. */
export function textOf(value: FieldValue): string {
  if (typeof value === 'string') return absentValues.has(value) || isPlaceholder(value) ? '' : value;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  return typeof value === 'boolean' ? String(value) : '';
}

/** A non-negative number, NaN for anything else. @param form of texts, where they are not written as JSON writes numbers */
export function numberOf(value: FieldValue, form?: NumberForm): number {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? value : NaN;
  if (typeof value !== 'string' || value === '' || value.length > 32 || absentValues.has(value)) return NaN;
  if (form !== undefined) {
    const written = numberIn(value, form);
    // 1.20E+05 has no groups, but a form of the program's.
    if (!Number.isNaN(written) || !/e[+-]?\d+$/i.test(value)) return written;
  }
  const number = Number(value);
  return number >= 0 && Number.isFinite(number) ? number : NaN;
}

const succeeded = /^(ok|success|succeeded|true|completed?)$/i;
const failed = /^(fail|failed|failure|error|errored|false|timeout)$/i;
/** `404 Not Found`, `HTTP/1.1 200 OK`. */
const statusLine = /^(?:HTTP(?:\/[\d.]{1,3})? )?([1-5]\d\d)(?: [A-Za-z][A-Za-z' -]{0,60})?$/;
/** Status codes of gRPC by name, as HTTP says the same. */
const grpc: ReadonlyMap<string, number> = new Map(
  Object.entries({
    CANCELLED: 499,
    INVALID_ARGUMENT: 400,
    DEADLINE_EXCEEDED: 504,
    NOT_FOUND: 404,
    ALREADY_EXISTS: 409,
    PERMISSION_DENIED: 403,
    RESOURCE_EXHAUSTED: 429,
    FAILED_PRECONDITION: 400,
    ABORTED: 409,
    OUT_OF_RANGE: 400,
    UNIMPLEMENTED: 501,
    INTERNAL: 500,
    UNAVAILABLE: 503,
    UNAUTHENTICATED: 401,
  }),
);

/** HTTP status; words count as 200 and 500, names of gRPC as what HTTP has for them. */
export function statusOf(value: FieldValue): number {
  if (typeof value === 'boolean') return value ? 200 : 500;
  const number = numberOf(value);
  if (number >= 100 && number < 600) return Math.floor(number);
  if (number === 1) return 200;
  if (number === 0) return 500;
  const text = textOf(value).trim();
  const line = statusLine.exec(text);
  if (line !== null) return Number(line[1]);
  if (succeeded.test(text)) return 200;
  return grpc.get(text.toUpperCase()) ?? (failed.test(text) ? 500 : NaN);
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

/** Whether a sampled value can be what a column of this kind holds. */
export function isUsable(kind: ColumnKind, value: FieldValue): boolean {
  switch (kind) {
    case 'time':
      return isTime(value);
    case 'number':
      return !Number.isNaN(numberOf(value)) || isNumeric(value);
    case 'status':
      return !Number.isNaN(statusOf(value));
    case 'duration':
      return !Number.isNaN(durationOf(value, 1)) || isNumeric(value);
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
