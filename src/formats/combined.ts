import { lineFormat, maximumExtras, type LineSyntax, type LineValues } from './line-format.js';
import { atEnd, isQuote, quoted, requestLine, skipBlanks, word, type Cursor } from './tokens.js';

/** Common and Combined Log Format, with or without a virtual host before and further values after. */
const syntax: LineSyntax = {
  name: 'combined',
  title: 'Common and Combined Log Format',
  description: 'access logs of Apache, nginx, gunicorn, Traefik; optional virtual host before, any values after',
  fields: [
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
  ],
  scan,
  fast: ({ block, starts, ends, tokens, stride, slots, states }, count, { run }) => {
    run.decodeAccessLog(block, starts, ends, count, tokens, stride, slots, states);
  },
};

export const combined = lineFormat(syntax);

const digit0 = 0x30;
const digit9 = 0x39;

function scan(line: string, values: LineValues): string | undefined {
  const opening = timeBracket(line);
  if (opening < 0) return 'no time in brackets';
  const closing = line.indexOf(']', opening);
  if (closing < 0) return 'time is not closed';
  const client = clientOf(line.slice(0, opening));
  if (client === undefined) return 'no remote host';
  const cursor: Cursor = { line, at: closing + 1 };
  skipBlanks(cursor);
  if (!isQuote(cursor)) return 'no quoted request';
  const request = quotedRequest(cursor);
  const status = word(cursor);
  if (!/^\d{3}$/.test(status)) return atEnd(cursor) && status === '' ? 'unbalanced quotes' : 'no status';
  const { method, path, query, protocol } = requestLine(request);
  const time = line.slice(opening + 1, closing);
  const rest = restOf(cursor);
  values.push(client.host, client.ident, client.user, time, request, method, path, query, protocol, status);
  values.push(rest.bytes, rest.referer, rest.userAgent, client.vhost, ...rest.extras);
  return undefined;
}

/** Place of the `[` of `[20/Nov/2026:…` or `[2026-11-20T…`: user names may hold brackets of their own. */
function timeBracket(line: string): number {
  for (let at = line.indexOf('['); at >= 0; at = line.indexOf('[', at + 1)) {
    const separator = line.charAt(at + 3);
    if (isDigit(line, at + 1) && isDigit(line, at + 2) && (separator === '/' || line.charAt(at + 5) === '-')) return at;
  }
  return -1;
}

interface Client {
  host: string;
  ident: string | undefined;
  user: string | undefined;
  vhost: string | undefined;
}

/** `[vhost[:port]] host [ident [user]]`; a user name may contain blanks. */
function clientOf(text: string): Client | undefined {
  const words = text.split(' ').filter(part => part !== '');
  const [first] = words;
  if (first === undefined) return undefined;
  const hasVhost = words.length > 3 && !isAddress(first) && (words.length === 4 || isAddress(words[1] ?? ''));
  const [host, ident, ...user] = hasVhost ? words.slice(1) : words;
  if (host === undefined || host === '-') return undefined;
  return { host, ident, user: user.length === 0 ? undefined : user.join(' '), vhost: hasVhost ? first : undefined };
}

/** Something that is an address by its looks: digits and dots, or hexadecimal digits and at least two colons. */
function isAddress(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) || (/^[0-9a-fA-F:.]{2,45}$/.test(text) && text.split(':').length > 2);
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

interface Rest {
  bytes: string | undefined;
  referer: string | undefined;
  userAgent: string | undefined;
  extras: string[];
}

/** After the status: bytes, then the first two quoted strings are referer and user agent, all else is extra. */
function restOf(cursor: Cursor): Rest {
  const bytes = word(cursor);
  const strings: string[] = [];
  const extras: string[] = [];
  skipBlanks(cursor);
  while (!atEnd(cursor) && extras.length < maximumExtras) {
    if (!isQuote(cursor)) extras.push(word(cursor));
    else if (strings.length < 2) strings.push(quoted(cursor));
    else extras.push(quoted(cursor));
    skipBlanks(cursor);
  }
  const [first, second] = strings;
  const onlyAgent = second === undefined && first !== undefined && first !== '-' && !first.includes('://');
  const [referer, userAgent] = onlyAgent ? [undefined, first] : [first, second];
  return { bytes: bytes === '' ? undefined : bytes, referer, userAgent, extras };
}

function isDigit(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= digit0 && code <= digit9;
}
