/** Whether an object is a record, or a page: something that holds a list of records. */
import { each, type PathStep } from './shape.js';

/** Lists of records go by these names (and some by others). */
const listNames = new Set(
  (
    'content contents data documents entries events hits items list logentries logevents logs observations records ' +
    'requests result results rows traces value values'
  ).split(' '),
);
/** What a page may put around its list. */
const envelopeNames = new Set('aggregations body d data hits page payload response result results value'.split(' '));
/** Lists that belong to a record, whatever is in them. */
const partNames = new Set(
  (
    'attachments attributes candidates choices citations content contents functions headers input links messages output parts ' +
    'resourcelogs resourcemetrics resourcespans scopelogs scopespans spans tags tool_calls toolcalls tools'
  ).split(' '),
);
/** Beside a list in an object that has a time of its own: what has more is a record. */
const maximumBeside = 6;
const maximumDepth = 4;
const lookedAt = 8;

interface Candidate {
  readonly path: readonly PathStep[];
  /** 2: its items have times; 1: its name says that it holds records. */
  readonly rank: number;
}

/** The path from a top-level object to its list of records; empty when it is a record itself. */
export function pagePath(value: object): readonly PathStep[] {
  const [best] = candidates(value, 1).sort((a, b) => b.rank - a.rank);
  if (best === undefined) return [];
  const entries = Object.entries(value);
  const isTimed = entries.some(([key, own]) => isTime(key, own));
  if (isTimed && (best.rank < 2 || entries.length > maximumBeside + 1 || !isListName(best.path))) return [];
  return best.path;
}

function candidates(value: object, depth: number): Candidate[] {
  const found: Candidate[] = [];
  for (const [key, inner] of Object.entries(value)) {
    const name = key.toLowerCase();
    if (Array.isArray(inner)) found.push(...listCandidate(key, inner as unknown[], depth));
    else if (isObject(inner) && depth < maximumDepth && envelopeNames.has(name))
      found.push(...candidates(inner, depth + 1).map(({ path, rank }) => ({ path: [key, ...path], rank })));
  }
  return found;
}

function listCandidate(key: string, list: readonly unknown[], depth: number): Candidate[] {
  const items = list.slice(0, lookedAt).filter(isObject);
  if (items.length === 0) return [];
  const name = key.toLowerCase();
  const path = [key, each];
  if (!isPart(name) && 2 * items.filter(hasTime).length >= items.length) return [{ path, rank: 2 }];
  if (!listNames.has(name)) return [];
  const inner = depth < maximumDepth ? items.flatMap(item => candidates(item, depth + 1)) : [];
  const deeper = inner.find(({ rank }) => rank === 2);
  if (deeper !== undefined) return [{ path: [...path, ...deeper.path], rank: 2 }];
  return isPart(name) ? [] : [{ path, rank: 1 }];
}

function isPart(name: string): boolean {
  return partNames.has(name);
}

function isListName(path: readonly PathStep[]): boolean {
  const name = path.filter(step => step !== each).at(-1);
  return name !== undefined && listNames.has(name.toLowerCase());
}

function hasTime(item: object): boolean {
  return Object.entries(item).some(
    ([key, value]) => isTime(key, value) || (isObject(value) && Object.entries(value).some(([k, v]) => isTime(k, v))),
  );
}

/** A name and a value that say when: a date as text, or seconds to nanoseconds since 1970, from 2001 to 2096. */
function isTime(key: string, value: unknown): boolean {
  if (!/time|date|stamp|created|started|when|epoch|msec|^ts$|^t$|_at$|At$|_ts$/i.test(key)) return false;
  if (typeof value === 'string' && /^\D{0,5}\d{1,4}[-/. ]\w{2,9}[-/. ]\d{2,4}/.test(value)) return true;
  const number = typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : NaN;
  return [1, 1e3, 1e6, 1e9].some(unit => number >= 1e9 * unit && number < 4e9 * unit);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
