/** Where to go on behind damage: the next place that can only be the beginning of a record, or of a value that holds records. */
import { needsMore } from './value-scan.js';
import type { JsonShape } from './shape.js';

/** Bytes before a place that are looked at. */
export const lookBehind = 64;
/** Bytes in which only records that begin as all others do are looked for. */
const faithful = 1024 * 1024;

/** Blanks between a brace and a key: more are no JSON that anybody wrote. */
const mostBlanks = 4096;

const brace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;
const quote = 0x22;
const newline = 0x0a;
const recordSeparator = 0x1e;

export interface Place {
  readonly at: number;
  /** A record, or what holds records: inside strings neither can look like it, since a quote is escaped there. */
  readonly kind: 'record' | 'value';
}

/** A place from `from` on, of bytes of which `searched` were looked through before; {@link needsMore} and where to go on. */
export function nextPlace(
  bytes: Buffer,
  from: number,
  { shape, searched, final }: { readonly shape: JsonShape; readonly searched: number; readonly final: boolean },
): Place | { readonly at: number; readonly kind: typeof needsMore } {
  for (let at = bytes.indexOf(brace, from); at !== -1; at = bytes.indexOf(brace, at + 1)) {
    const kind = kindOf(bytes, at, shape);
    if (kind === undefined) continue;
    const isRecord = kind === 'record' || shape.path.length === 0;
    const key = isRecord && searched + at - from < faithful ? shape.firstKey : undefined;
    const keyAt = afterBlanks(bytes, at + 1);
    if (!final && bytes.length - keyAt < (key?.length ?? 1) && keyAt - at <= mostBlanks) return { at, kind: needsMore };
    if (bytes[keyAt] !== quote) continue;
    if (key === undefined || bytes.subarray(keyAt, keyAt + key.length).equals(key)) return { at, kind };
  }
  return { at: bytes.length, kind: needsMore };
}

function kindOf(bytes: Buffer, at: number, { path, indent }: JsonShape): Place['kind'] | undefined {
  const least = Math.max(0, at - lookBehind);
  let before = at - 1;
  while (before >= least && (bytes[before] === 0x20 || bytes[before] === 0x09)) before -= 1;
  const column = at - 1 - before;
  const onLine = before < 0 || bytes[before] === newline;
  if (indent !== undefined) {
    if (!onLine || before < least) return undefined;
    if (column === indent) return path.length > 0 ? 'record' : 'value';
    return column === 0 ? 'value' : undefined;
  }
  if (onLine && column === 0) return 'value';
  while (before >= least && isBlank(bytes[before])) before -= 1;
  const last = bytes[before];
  if (last === closeBrace || last === recordSeparator) return 'value';
  if (last !== comma) return undefined;
  before -= 1;
  while (before >= least && isBlank(bytes[before])) before -= 1;
  if (bytes[before] !== closeBrace) return undefined;
  return path.length > 0 ? 'record' : 'value';
}

function afterBlanks(bytes: Buffer, from: number): number {
  const most = Math.min(bytes.length, from + mostBlanks);
  let at = from;
  while (at < most && isBlank(bytes[at])) at += 1;
  return at;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === newline;
}
