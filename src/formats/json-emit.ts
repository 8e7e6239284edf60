/** Hands the bound fields of a parsed record to the sink. */
import { plainValue } from './extended-json.js';
import type { FieldBinding, FieldSink, FieldValue, RejectSink } from './format.js';
import { compileLookup, jsonTexts, type Lookup } from './json-path.js';

/** Deepest nesting of a value handed on: those who walk it may recurse. What lies deeper is left out, and nothing else. */
const maximumDepth = 64;

export interface JsonRecord {
  readonly record: object;
  /** Where fields are looked up that the record lacks: what a wrapper had around it. */
  readonly around?: object | undefined;
  readonly line: number;
  /** The bytes the record was parsed from. */
  readonly source: { readonly buffer: Buffer; readonly start: number; readonly end: number };
}

export type Emit = (record: JsonRecord, sinks: { sink: FieldSink; rejects: RejectSink }) => void;

export function jsonEmitter(bindings: readonly FieldBinding[]): Emit {
  const texts = jsonTexts();
  const fields = bindings.map(({ field }) => ({ lookup: compileLookup(field, texts), digits: digitsOf(field) }));
  const find = (lookup: Lookup, { record, around }: JsonRecord): FieldValue =>
    lookup(record) ?? (around === undefined ? undefined : lookup(around));
  return (record, { sink, rejects }) => {
    texts.forget();
    for (let slot = 0; slot < fields.length; slot += 1) {
      const { lookup, digits } = fields[slot] as (typeof fields)[number];
      let value = plainValue(find(lookup, record));
      if (value === undefined || value === null) continue;
      if (typeof value === 'number' && !Number.isSafeInteger(value) && Number.isInteger(value)) {
        value = exactDigits(value, digits, record.source);
      }
      if (typeof value === 'object' && isDeeper(value, maximumDepth)) value = upTo(value, maximumDepth);
      sink.field(slot, value);
    }
    const reason = sink.commit(record.line);
    if (reason !== undefined) rejects.reject(record.line, reason);
  };
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const parts: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return parts.some(part => isDeeper(part, levels - 1));
}

/**
 * A copy without what is nested deeper. A client chooses how deep the parts of its body are that nobody reads: that must not
 * cost the record, and so the client's place in the log.
 */
function upTo(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map(part => upTo(part, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, upTo(part, levels - 1)]));
}

/** Finds the digits of a field in the text of a record. */
export function digitsOf(field: string): RegExp {
  const key = JSON.stringify(field.slice(field.lastIndexOf('.') + 1)).replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
  return new RegExp(`${key}\\s*:\\s*(-?\\d{16,40})(?![\\d.eE])`, 'g');
}

/**
 * JSON numbers above 2^53 are rounded by JSON.parse, so two account numbers could become one. Their digits are taken from the
 * text instead, unless the key occurs twice with digits that could both be meant.
 */
export function exactDigits(value: number, digits: RegExp, source: JsonRecord['source']): FieldValue {
  const text = source.buffer.toString('latin1', source.start, source.end);
  const found = new Set<string>();
  for (const [, number = ''] of text.matchAll(digits)) if (Number(number) === value) found.add(number);
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : value;
}
