/** Collects the fields of the first records: what `requests/mapping` chooses columns from. */
import { plainValue } from './extended-json.js';
import { absentValues, type FieldValue, type SampledField } from './format.js';
import { headerText, looksLikeJson, parseOrUndefined } from './json-path.js';
import { anyValue, namedItems } from './named-lists.js';

/** Records looked at; fields listed; fields kept in mind while looking; levels of nesting opened. */
export const sampledRecords = 200;
export const maximumFields = 400;
const mostRemembered = 2000;
const maximumDepth = 6;

/** Objects that may themselves be what a column wants (a prompt, a request body); others are only listed by their parts. */
const wantedWhole = new Set(
  (
    'body contents full_request generation_config generationconfig input inputbodyjson input_body_json logit_bias logprobs ' +
    'message messages model_parameters obj parameters params payload prompt request request_body requestbody sampling_params'
  ).split(' '),
);

export interface FieldSample {
  /** Adds a record, or the part of one: `prefix` is put before its names. */
  add(record: object, prefix?: string): void;
  /** Adds one named value. */
  addField(name: string, value: unknown): void;
  /** Says that a record is complete: values added next are of another one. */
  endRecord(): void;
  fields(of: number): SampledField[];
  /** True when fields were left out. */
  readonly full: boolean;
}

/** What is known of a field so far. */
interface Seen {
  readonly order: number;
  readonly depth: number;
  /** Records that have it, with or without a value. */
  records: number;
  /** The last of them. */
  last: number;
  readonly values: FieldValue[];
  /** The record of each value. */
  readonly rows: number[];
}

/**
 * Whoever writes records can fill one with names. So names are not taken as they come until a list is full: what counts is in
 * how many records a field is. Names of one record alone are forgotten when there are too many, and those in most records
 * are listed.
 */
export function fieldSample(): FieldSample {
  const seen = new Map<string, Seen>();
  let order = 0;
  let record = 0;
  let marked = false;
  let full = false;
  const note: Note = (name, value, depth) => {
    let field = seen.get(name);
    if (field === undefined)
      seen.set(name, (field = { order: order++, depth, records: 0, last: -1, values: [], rows: [] }));
    if (field.last !== record) field.records++;
    field.last = record;
    if (field.values.length >= sampledRecords || isEmpty(value)) return;
    field.values.push(value);
    field.rows.push(record);
  };
  return {
    add: (object, prefix = '') => {
      spread(childrenOf(object, prefix === '' ? '' : `${prefix}.`, 1), note);
      if (seen.size > mostRemembered) full = forgetRare(seen) || full;
    },
    addField: (name, value) => {
      spread([{ name, value, depth: 1 }], note);
      if (seen.size > 2 * mostRemembered) full = forgetRare(seen) || full;
    },
    endRecord: () => {
      marked = true;
      record++;
    },
    fields: of => {
      full ||= seen.size > maximumFields;
      return listed(seen).map(([field, { values, rows, records }]) => {
        return { field, values, of, present: Math.min(of, records), ...(marked && { rows }) };
      });
    },
    get full() {
      return full || seen.size > maximumFields;
    },
  };
}

/** The fields of most records, in the order in which they came. */
function listed(seen: ReadonlyMap<string, Seen>): [string, Seen][] {
  const all = [...seen];
  if (all.length <= maximumFields) return all;
  return all
    .sort(([, a], [, b]) => b.records - a.records || a.depth - b.depth || a.order - b.order)
    .slice(0, maximumFields)
    .sort(([, a], [, b]) => a.order - b.order);
}

/** Leaves half of what may be remembered: the fields of most records. */
function forgetRare(seen: Map<string, Seen>): boolean {
  const ranked = [...seen].sort(([, a], [, b]) => b.records - a.records || a.depth - b.depth || a.order - b.order);
  for (const [name] of ranked.slice(mostRemembered / 2)) seen.delete(name);
  return true;
}

type Note = (name: string, value: FieldValue, depth: number) => void;

interface Part {
  readonly name: string;
  readonly value: unknown;
  readonly depth: number;
}

/** Breadth first: when a record has too many fields, it is the deepest that are missing. */
function spread(parts: Part[], note: Note): void {
  for (let at = 0; at < parts.length && at < 4 * maximumFields; at += 1) {
    const { name, depth, ...part } = parts[at] as Part;
    const value = plainValue(part.value);
    const children = depth < maximumDepth ? opened(name, value, depth) : undefined;
    if (children === undefined || typeof value === 'string' || isWantedWhole(name, value))
      note(name, asListed(name, value), depth);
    if (children !== undefined) parts.push(...children);
  }
}

/** The parts of a value that has any: an object, a list of names and values, JSON in a string. */
function opened(name: string, value: unknown, depth: number): Part[] | undefined {
  const container = typeof value === 'string' && looksLikeJson(value) ? parseOrUndefined(value) : value;
  if (typeof container !== 'object' || container === null) return undefined;
  if (!Array.isArray(container)) return childrenOf(container, `${name}.`, depth + 1);
  const items = namedItems(container);
  const lower = /headers?$/i.test(name);
  return items?.slice(0, maximumFields).map(([key, item]) => ({
    name: `${name}.${lower ? key.toLowerCase() : key}`,
    value: anyValue(item),
    depth: depth + 1,
  }));
}

function childrenOf(record: object, prefix: string, depth: number): Part[] {
  const parts: Part[] = [];
  for (const key of Object.keys(record)) {
    if (parts.length > maximumFields) break;
    parts.push({ name: prefix + key, value: (record as Record<string, unknown>)[key], depth });
  }
  return parts;
}

function isWantedWhole(name: string, value: unknown): boolean {
  return Array.isArray(value) || wantedWhole.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}

function asListed(name: string, value: unknown): FieldValue {
  return Array.isArray(value) && /headers?\.[^.]+$/i.test(name) ? headerText(value) : value;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return absentValues.has(value);
  return typeof value === 'object' && Object.keys(value).length === 0;
}
