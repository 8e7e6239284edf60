/** Collects the fields of the first records: what `requests/mapping.ts` chooses columns from. */
import { absentValues, type FieldValue, type SampledField } from './format.js';
import { headerText, looksLikeJson, parseOrUndefined } from './json-path.js';
import { anyValue, namedItems } from './named-lists.js';

/** Records looked at; fields listed; levels of nesting opened. */
export const sampledRecords = 200;
export const maximumFields = 400;
const maximumDepth = 5;

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
  fields(of: number): SampledField[];
  /** True when fields were left out. */
  readonly full: boolean;
}

export function fieldSample(): FieldSample {
  const values = new Map<string, { values: FieldValue[]; present: number }>();
  let full = false;
  const seen = (name: string) => {
    const known = values.get(name);
    if (known !== undefined) return known;
    if (values.size >= maximumFields) {
      full = true;
      return undefined;
    }
    const created = { values: [] as FieldValue[], present: 0 };
    values.set(name, created);
    return created;
  };
  const note = (name: string, value: FieldValue): void => {
    const sampled = seen(name);
    if (sampled === undefined) return;
    sampled.present += 1;
    if (sampled.values.length < sampledRecords && !isEmpty(value)) sampled.values.push(value);
  };
  return {
    add: (record, prefix = '') => {
      spread(childrenOf(record, prefix === '' ? '' : `${prefix}.`, 1), note);
    },
    addField: (name, value) => {
      spread([{ name, value, depth: 1 }], note);
    },
    fields: of => [...values].map(([field, found]) => ({ field, of, ...found, present: Math.min(of, found.present) })),
    get full() {
      return full;
    },
  };
}

interface Part {
  readonly name: string;
  readonly value: unknown;
  readonly depth: number;
}

/** Breadth first: when the list of fields is full, it is the deepest that are missing. */
function spread(parts: Part[], note: (name: string, value: FieldValue) => void): void {
  for (let at = 0; at < parts.length && at < 4 * maximumFields; at += 1) {
    const { name, value, depth } = parts[at] as Part;
    const children = depth < maximumDepth ? opened(name, value, depth) : undefined;
    if (children === undefined || typeof value === 'string' || isWantedWhole(name, value))
      note(name, asListed(name, value));
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
