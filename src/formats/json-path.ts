/**
 * Looks a dotted field up in a parsed record. A key that itself has dots wins over nesting (`"gen_ai.request.model"` beside
 * `{"gen_ai":{"request":…}}`), list positions are numbers (`choices.0.text`), lists of names and values are read by name
 * (AWS WAF `headers.host`, OTLP `attributes.user.id`), and a string that holds JSON is parsed when a path goes on into it.
 * Only own properties are seen, whatever the keys are called.
 */
import type { FieldValue } from './format.js';
import { anyValue, namedItem } from './named-lists.js';

/** Longest path that is taken apart; the work of a lookup grows with it. */
export const maximumParts = 10;

export type Lookup = (record: object) => FieldValue;

/** JSON found in strings, parsed once a record however many fields are read from it. */
export interface JsonTexts {
  parse(text: string): unknown;
  /** To be called before each record. */
  forget(): void;
}

export function jsonTexts(): JsonTexts {
  const parsed = new Map<string, unknown>();
  return {
    parse(text) {
      if (!looksLikeJson(text)) return undefined;
      if (!parsed.has(text)) parsed.set(text, parseOrUndefined(text));
      return parsed.get(text);
    },
    forget() {
      if (parsed.size > 0) parsed.clear();
    },
  };
}

export function compileLookup(field: string, texts: JsonTexts): Lookup {
  const parts = field.split('.');
  if (parts.length === 1 || parts.length > maximumParts) {
    const key = keyOf(field);
    return record => own(record, key) ?? undefined;
  }
  const path: Path = { parts, keys: parts.map((_, from) => joinedKeys(parts, from)), texts };
  const header = isHeaderPath(field);
  return record => {
    const found = walk(record, path, 0) ?? undefined;
    return header && Array.isArray(found) ? headerText(found) : found;
  };
}

/** Whether a field lies inside an object of HTTP headers. */
export function isHeaderPath(field: string): boolean {
  const parts = field.split('.');
  return parts.length <= maximumParts && parts.slice(0, -1).some(part => /headers?$/i.test(part));
}

/** HTTP headers come as lists of lines (Caddy, Go): one line is its text, several are joined as RFC 9110 does. */
export function headerText(lines: readonly unknown[]): FieldValue {
  return lines.length > 0 && lines.every(line => typeof line === 'string') ? lines.join(', ') : lines;
}

export function looksLikeJson(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 0x7b || first === 0x5b;
}

export function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface Key {
  readonly name: string;
  /** The name is one every object inherits (`constructor`), so it must be asked for as an own property. */
  readonly inherited: boolean;
}

interface Path {
  readonly parts: readonly string[];
  /** keys[from]: the parts from there on joined, longest first, each with the part the walk goes on at. */
  readonly keys: readonly (readonly (Key & { readonly next: number })[])[];
  readonly texts: JsonTexts;
}

function joinedKeys(parts: readonly string[], from: number): (Key & { next: number })[] {
  const keys = [];
  for (let next = parts.length; next > from; next -= 1) {
    keys.push({ ...keyOf(parts.slice(from, next).join('.')), next });
  }
  return keys;
}

function keyOf(name: string): Key {
  return { name, inherited: name in Object.prototype };
}

function own(record: object, key: Key): unknown {
  if (key.inherited && !Object.hasOwn(record, key.name)) return undefined;
  return (record as Record<string, unknown>)[key.name];
}

function walk(value: unknown, path: Path, from: number): unknown {
  if (from === path.parts.length) return value;
  const container = typeof value === 'string' ? path.texts.parse(value) : value;
  if (typeof container !== 'object' || container === null) return undefined;
  if (Array.isArray(container)) return walkList(container, path, from);
  for (const key of path.keys[from] ?? []) {
    const child = own(container, key);
    const found = child === undefined || child === null ? undefined : walk(child, path, key.next);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}

function walkList(list: readonly unknown[], path: Path, from: number): unknown {
  const part = path.parts[from] ?? '';
  if (/^\d{1,9}$/.test(part)) return walk(list[Number(part)], path, from + 1);
  for (const key of path.keys[from] ?? []) {
    const item = namedItem(list, key.name);
    const found = item === undefined ? undefined : walk(anyValue(item), path, key.next);
    if (found !== undefined && found !== null) return found;
  }
  return undefined;
}
