import { headWords, isUsual, readHead, usualHead, type HeadLayout } from './combined-head.js';
import { learnHead } from './combined-head-layout.js';
import { behindAgent, mostExtras, putTail, readTail, tailPlaces, type Tail, type TailShape } from './combined-tail.js';
import { learnTail } from './combined-tail-names.js';
import { lineFormat, type Adapted, type FastLines, type LineSyntax, type LineValues } from './line-format.js';
import { atEnd, isQuote, quoted, requestLine, skipBlanks, word, type Cursor } from './tokens.js';

const fields = [
  'remote_addr',
  'ident',
  'remote_user',
  'time_local',
  'request',
  'method',
  'path',
  'query',
  'protocol',
  'status',
  'body_bytes_sent',
  'referer',
  'http_user_agent',
  'vhost',
];
/** Behind the places of extras: what only some layouts have before the time. */
const headPlaces = { forwarded: 46, id: 47, other: 48 };
const headNames = ['x_forwarded_for', 'request_id', 'other'];

/** What differs from file to file: where things stand, and what the values at the end are called. */
interface Layout {
  readonly head: HeadLayout;
  readonly tail: TailShape;
  /** Names by place where they are not the usual ones. */
  readonly names: readonly (readonly [place: number, name: string])[];
  readonly notes: readonly string[];
}

const usual: Layout = {
  head: usualHead,
  tail: { kinds: undefined, agentAt: -1, paired: true, keys: [] },
  names: [],
  notes: [],
};

/** Common and Combined Log Format, with or without a virtual host before and further values after. */
const syntax: LineSyntax = {
  name: 'combined',
  title: 'Common and Combined Log Format',
  description: 'access logs of Apache, nginx, gunicorn, Traefik; optional virtual host before, any values after',
  ...adapted(usual),
  learn,
  adapted: learned => adapted(learned as Layout),
};

export const combined = lineFormat(syntax);

const digit0 = 0x30;
const digit9 = 0x39;
const longestTime = 64;

function learn(lines: readonly string[]): Layout {
  const heads: string[] = [];
  const tails: Tail[] = [];
  for (const line of lines) {
    const parts = partsOf(line);
    const tail = typeof parts === 'string' ? undefined : readTail(parts.cursor);
    if (typeof parts === 'string' || tail === undefined) continue;
    heads.push(parts.head);
    tails.push(tail);
  }
  const head = learnHead(heads);
  const hosts = heads.map(words => readHead(headWords(words), head.layout)?.host);
  const tail = learnTail(tails, hosts);
  return { head: head.layout, tail: tail.shape, names: tail.names, notes: [...head.notes, ...tail.notes] };
}

function adapted(layout: Layout): Adapted {
  const { head, tail, notes } = layout;
  const fast = isUsual(head) && tail.keys.length === 0 ? fastLines(tail) : undefined;
  return { fields: namesOf(layout), notes, scan: (line, values) => scan(line, values, layout), fast };
}

/** Names of all places, each another one. */
function namesOf({ head, names }: Layout): string[] {
  const extras = Array.from({ length: mostExtras }, (_, at) => `extra${at + 1}`);
  const all = [...fields, ...extras, ...headNames];
  if (head.forwarded === 'instead') all[0] = 'x_forwarded_for';
  const called = new Map(names);
  for (const place of tailPlaces.strings) {
    // The usual name of a place that another value has in this file.
    if (!called.has(place) && names.some(([, name]) => name === all[place])) all[place] = `string${place - 10}`;
  }
  const taken = new Map<string, number>();
  const another = (name: string) => {
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  };
  // What was learned first comes first, but for what is in front of the line.
  const front = head.forwarded === 'instead' ? [another(all[0] ?? '')] : [];
  for (const [place, name] of names) all[place] = another(name);
  return all.map((name, place) => (called.has(place) || (place === 0 && front.length > 0) ? name : another(name)));
}

function fastLines(shape: TailShape): FastLines {
  return {
    positions: headPlaces.forwarded,
    // Lines with more values behind the size than usual are for the plain path.
    setting: behindAgent(shape) === 0 ? -1 : (shape.kinds?.length ?? -1),
    read: ({ block, starts, ends, tokens, stride, slots, states }, count, { run }) => {
      run.decodeAccessLog(block, starts, ends, count, tokens, stride, slots, states);
    },
  };
}

/** The parts of a line: what stands before the time, the time, the request, the status; the cursor stands behind it. */
interface Parts {
  readonly head: string;
  readonly time: string;
  readonly request: string;
  readonly status: string;
  readonly cursor: Cursor;
}

function partsOf(line: string): Parts | string {
  const found = timeOf(line);
  if (typeof found === 'string') return found;
  const { opening, closing, cursor } = found;
  const request = quotedRequest(cursor);
  const status = word(cursor);
  if (!/^\d{3}$/.test(status)) return atEnd(cursor) && status === '' ? 'unbalanced quotes' : 'no status';
  return { head: line.slice(0, opening), time: line.slice(opening + 1, closing), request, status, cursor };
}

function scan(line: string, values: LineValues, { head: layout, tail }: Layout): string | undefined {
  const parts = partsOf(line);
  if (typeof parts === 'string') return parts;
  const { time, request, status, cursor } = parts;
  const head = readHead(headWords(parts.head), layout);
  if (head === undefined) return 'no remote host';
  const { method, path, query, protocol } = requestLine(request);
  const tooMany = putTail(values, cursor, tail);
  if (tooMany !== undefined) return tooMany;
  const named = [head.host, head.ident, head.user, time, request, method, path, query, protocol, status];
  for (let place = 0; place < named.length; place += 1) values[place] = named[place];
  values[vhostPlace] = head.vhost;
  if (head.forwarded !== undefined) values[headPlaces.forwarded] = head.forwarded;
  if (head.id !== undefined) values[headPlaces.id] = head.id;
  if (head.other !== undefined) values[headPlaces.other] = head.other;
  return undefined;
}

const vhostPlace = fields.indexOf('vhost');

/**
 * The time in brackets that a request in quotes follows: user names may hold brackets, and times, of their own, but quotes
 * in them are escaped.
 */
function timeOf(line: string): { opening: number; closing: number; cursor: Cursor } | string {
  let reason = 'no time in brackets';
  let closing = -1;
  for (let at = line.indexOf('['); at >= 0; at = line.indexOf('[', at + 1)) {
    if (!isTimeAt(line, at + 1)) continue;
    if (closing < at) closing = line.indexOf(']', at);
    if (closing < 0) return reason === 'no time in brackets' ? 'time is not closed' : reason;
    const inner = line.indexOf('[', at + 1);
    if (closing - at > longestTime || (inner >= 0 && inner < closing)) continue;
    const cursor: Cursor = { line, at: closing + 1 };
    skipBlanks(cursor);
    if (isQuote(cursor)) return { opening: at, closing, cursor };
    reason = 'no quoted request';
  }
  return reason;
}

/** `20/Nov/2026:…`, `2026-11-20T…`, `1795162530.123`, `Fri Nov 20 08:15:30 2026`. */
function isTimeAt(line: string, at: number): boolean {
  if (isDigit(line, at) && isDigit(line, at + 1)) {
    return (
      line.charAt(at + 2) === '/' ||
      /^\d{4}-/.test(line.slice(at, at + 5)) ||
      /^\d{10}[\d.]*\]/.test(line.slice(at, at + 24))
    );
  }
  return (
    /^[A-Z][a-z]{2},? /.test(line.slice(at, at + 5)) &&
    /^.{4,30} \d{4}\]|^.{4,36}[+-]\d{4}\]/.test(line.slice(at, at + 44))
  );
}

/** The request ends at the quote that a status follows, since some servers do not escape quotes in it. */
function quotedRequest(cursor: Cursor): string {
  const { line, at } = cursor;
  const request = quoted(cursor);
  if (isStatusAt(line, cursor.at)) return request;
  const end = quoteBeforeStatus(line, at + 1);
  if (end < 0) return request;
  cursor.at = end + 1;
  return line.slice(at + 1, end);
}

function quoteBeforeStatus(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 1)) {
    if (isStatusAt(line, at + 1)) return at;
  }
  return -1;
}

function isStatusAt(line: string, at: number): boolean {
  const end = line.charAt(at + 4);
  const digits = isDigit(line, at + 1) && isDigit(line, at + 2) && isDigit(line, at + 3);
  return line.charAt(at) === ' ' && digits && (end === ' ' || end === '');
}

function isDigit(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= digit0 && code <= digit9;
}
