import type { RecordBlock } from '../records.js';
import { pagePath } from './page-path.js';
import { parsePartial } from './partial.js';
import { JsonSplitter } from './splitter.js';
import { jqPath, type JsonShape, type PathStep } from './shape.js';
import { comma, isBlank, newline, openList, openObject, quote } from './tokens.js';
import { damaged, needsMore, ValueScan } from './value-scan.js';

/** Bytes from the beginning of an input that decide how it is cut. */
export const shapeBytes = 1024 * 1024;
/** Lines at which a log that begins in the middle of something may begin to be JSON. */
const beginnings = 16;
/** Lines that must be pages for all to be. */
const pagesLookedAt = 3;
/** Records of the beginning that are looked at for how records lie. */
const lookedAt = 1000;

/**
 * How the JSON lies in an input, from its first {@link shapeBytes} bytes (or all of it); undefined when a newline ends each
 * record, as in JSON lines and in everything that is no JSON.
 */
export function recogniseJson(head: Buffer): JsonShape | undefined {
  for (const at of startsOf(head)) {
    const found = shapeAt(head, at);
    if (found !== 'broken') return found === undefined ? undefined : laidOut(head, found);
  }
  return undefined;
}

const recordSeparator = 0x1e;

/** Where the JSON may begin: at the first byte, or, where a log was cut, at one of the first lines. */
function* startsOf(head: Buffer): Generator<number> {
  const first = afterBlanks(head, 0);
  const byte = head[first];
  if (byte === undefined || !'{[]}",'.includes(String.fromCharCode(byte))) return;
  if (byte === openObject || byte === openList) yield first;
  let at = head.indexOf(newline, first);
  for (let line = 0; line < beginnings && at !== -1; at = head.indexOf(newline, at + 1)) {
    if (head[at + 1] !== openObject && head[at + 1] !== openList) continue;
    line += 1;
    yield at + 1;
  }
}

type Found = Pick<JsonShape, 'path' | 'listed'>;

function shapeAt(head: Buffer, at: number): Found | undefined | 'broken' {
  const listed = head[at] === openList;
  const value = listed ? afterBrackets(head, at) : at;
  if (head[value] !== openObject || !isKey(head, value + 1)) return listed && at === 0 ? undefined : 'broken';
  const scan = new ValueScan();
  const end = scan.find(head, at);
  const isOneLine = end >= 0 && scan.newlines === 0 && endsLine(head, end);
  if (isOneLine && !isMarked(head, at)) {
    if (!listed) return nestedPages(head, at);
    if (!isOnly(head, end)) return undefined;
  }
  const sound = end === damaged ? head.subarray(0, at + scan.place) : head;
  const path = pagePath(asObject(parsePartial(sound, value)));
  if (end === damaged && path.length === 0 && (!listed || sound.length <= value)) return 'broken';
  // A line that is longer than all there is to see may be a record as well as anything.
  if (end === needsMore && !listed && scan.newlines === 0 && path.length === 0) return undefined;
  return { path, listed };
}

/**
 * Lines of which each is a page with its list inside another object. Lists that are members of the line's own object are left
 * to those who read lines: they know what is beside them, too.
 */
function nestedPages(head: Buffer, from: number): Found | undefined {
  let path: readonly PathStep[] = [];
  for (let line = 0, at = from; line < pagesLookedAt && at < head.length; line += 1) {
    const newlineAt = head.indexOf(newline, at);
    const end = newlineAt === -1 ? head.length : newlineAt;
    const found = pagePath(asObject(parsePartial(head.subarray(0, end), at)));
    const isKnown = found.length <= 2 || (found[0] === 'hits' && found[1] === 'hits');
    if (isKnown || (line > 0 && jqPath({ path, listed: false }) !== jqPath({ path: found, listed: false })))
      return undefined;
    path = found;
    at = afterBlanks(head, end);
  }
  return { path, listed: false };
}

/** A JSON text sequence (RFC 7464). */
function isMarked(head: Buffer, at: number): boolean {
  return head[at - 1] === recordSeparator;
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

/** Brackets of lists, and what is between them. */
function afterBrackets(head: Buffer, from: number): number {
  let at = from;
  while (head[at] === openList || head[at] === newline || isBlank(head[at])) at += 1;
  return at;
}

function isKey(head: Buffer, from: number): boolean {
  const at = afterBlanks(head, from);
  return head[at] === quote || at === head.length;
}

function endsLine(head: Buffer, end: number): boolean {
  let at = end;
  while (at < head.length && head[at] !== newline && (isBlank(head[at]) || head[at] === comma)) at += 1;
  return at === head.length || head[at] === newline;
}

/** Nothing but blanks follows. */
function isOnly(head: Buffer, end: number): boolean {
  return head.length < shapeBytes && afterBlanks(head, end) === head.length;
}

function afterBlanks(head: Buffer, from: number): number {
  let at = from;
  while (at < head.length && (head[at] === newline || isBlank(head[at]))) at += 1;
  return at;
}

/** How the first records lie: each on lines of its own, or several to a line. */
function laidOut(head: Buffer, found: Found): JsonShape {
  const bare = { ...found, numbered: false, indent: undefined, firstKey: undefined };
  const block = new JsonSplitter(bare, { maxRecordBytes: shapeBytes }).push(head);
  const records = Math.min(block?.count ?? 0, lookedAt);
  if (block === undefined || records === 0) {
    return { ...bare, numbered: !head.includes(newline) && (found.listed || found.path.length > 0) };
  }
  const indents = Array.from({ length: records }, (_, index) => indentOf(block, index)).slice(records > 1 ? 1 : 0);
  const indent = mostCommon(indents);
  const isOneLine = records === 1 && !head.includes(newline) && (found.listed || found.path.length > 0);
  const numbered = isOneLine || (records > 1 && indent === undefined);
  const isStrict = indent !== undefined && !numbered && isUnlikeInside(block, records, indent);
  return {
    ...found,
    numbered,
    indent: isStrict ? indent : undefined,
    firstKey: commonKey(block, records),
  };
}

/** What most are, if most are alike. */
function mostCommon(values: readonly (number | undefined)[]): number | undefined {
  const counts = new Map<number | undefined, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [[most, count] = [undefined, 0]] = [...counts].sort((a, b) => b[1] - a[1]);
  return 4 * count >= 3 * values.length ? most : undefined;
}

/** Blanks before a record on its line; undefined when something else is there. */
function indentOf({ bytes, starts }: RecordBlock, index: number): number | undefined {
  const start = starts[index] ?? 0;
  let at = start;
  while (at > 0 && (bytes[at - 1] === 0x20 || bytes[at - 1] === 0x09)) at -= 1;
  return at === 0 || bytes[at - 1] === newline ? start - at : undefined;
}

/** No line inside a record begins as records do, or as what holds them. */
function isUnlikeInside({ bytes, starts, ends }: RecordBlock, records: number, indent: number): boolean {
  for (let index = 0; index < records; index += 1) {
    const inside = Buffer.from(
      bytes.buffer,
      bytes.byteOffset + (starts[index] ?? 0),
      (ends[index] ?? 0) - (starts[index] ?? 0),
    );
    for (let at = inside.indexOf(newline); at !== -1; at = inside.indexOf(newline, at + 1)) {
      let brace = at + 1;
      while (inside[brace] === 0x20 || inside[brace] === 0x09) brace += 1;
      if (inside[brace] === openObject && (brace === at + 1 || brace === at + 1 + indent)) return false;
    }
  }
  return true;
}

/** The key that all begin with, with its quotes. */
function commonKey({ bytes, starts, ends }: RecordBlock, records: number): Buffer | undefined {
  const keys = new Set<string>();
  for (let index = 0; index < records && keys.size < 2; index += 1) {
    const record = Buffer.from(
      bytes.buffer,
      bytes.byteOffset + (starts[index] ?? 0),
      (ends[index] ?? 0) - (starts[index] ?? 0),
    );
    const from = afterBlanks(record, 1);
    const to = record.indexOf(quote, from + 1);
    if (record[from] !== quote || to === -1 || to - from > 200) return undefined;
    keys.add(record.toString('latin1', from, to + 1));
  }
  const [key] = keys;
  return keys.size === 1 && key !== undefined && records >= 3 ? Buffer.from(key, 'latin1') : undefined;
}
