import { lineFormat, type LineValues } from './line-format.js';
import { addressAndPort, isQuote, quoted, requestLine, skipBlanks, word, type Cursor } from './tokens.js';

/** HAProxy's `option httplog`, after whatever syslog put before it. */
export const haproxy = lineFormat({
  name: 'haproxy',
  title: 'HAProxy',
  description: 'HTTP log format of HAProxy (option httplog), with or without a syslog prefix',
  fields: [
    'client_ip',
    'client_port',
    'time',
    'frontend',
    'backend',
    'duration_ms',
    'status',
    'bytes_sent',
    'termination_state',
    'request_headers',
    'response_headers',
    'request',
    'method',
    'path',
    'query',
    'protocol',
  ],
  scan,
});

const digits = /^\d{3}$/;

function scan(line: string, values: LineValues): string | undefined {
  const opening = acceptDate(line);
  if (opening < 0) return 'no accept date in brackets';
  const closing = line.indexOf(']', opening);
  if (closing < 0) return 'time is not closed';
  const [address, port] = addressAndPort(line.slice(line.lastIndexOf(' ', opening - 2) + 1, opening - 1));
  const cursor: Cursor = { line, at: closing + 1 };
  const [frontend, backend, timers] = [word(cursor), word(cursor), word(cursor)];
  const [status, bytes] = [word(cursor), word(cursor)];
  if (!digits.test(status) && status !== '-1') return 'no status';
  word(cursor);
  word(cursor);
  const termination = word(cursor);
  word(cursor);
  word(cursor);
  const captures = braces(cursor);
  skipBlanks(cursor);
  const request = isQuote(cursor) ? quoted(cursor) : undefined;
  const { method, path, query, protocol } = requestLine(request ?? '');
  const [asked, answered] = captures;
  values.push(address, port, line.slice(opening + 1, closing), frontend, backend, total(timers));
  values.push(status === '-1' ? undefined : status, bytes.replace(/^\+/, ''), termination, asked, answered);
  values.push(request, method, path, query, protocol);
  return undefined;
}

/** Place of the `[` of `[20/Nov/2026:08:15:30.123]`; the process id before it is in brackets too. */
function acceptDate(line: string): number {
  for (let at = line.indexOf('['); at >= 0; at = line.indexOf('[', at + 1)) {
    if (line.charAt(at - 1) === ' ' && /^\d\d\/\w{3}\/\d{4}:[\d:.]+\]/.test(line.slice(at + 1, at + 32))) return at;
  }
  return -1;
}

/** `TR/Tw/Tc/Tr/Ta`: the last is the whole, in ms; -1 when the request was aborted before. */
function total(timers: string): string | undefined {
  const last = timers.slice(timers.lastIndexOf('/') + 1).replace(/^\+/, '');
  return /^\d+$/.test(last) ? last : undefined;
}

/** `{curl/8|api.example} {text/html}` before the request: captured headers of request and response. */
function braces(cursor: Cursor): string[] {
  const captures: string[] = [];
  skipBlanks(cursor);
  while (cursor.line.charAt(cursor.at) === '{' && captures.length < 2) {
    const end = closingBrace(cursor);
    if (end < 0) return captures;
    captures.push(cursor.line.slice(cursor.at + 1, end));
    cursor.at = end + 1;
    skipBlanks(cursor);
  }
  return captures;
}

/** A brace that a blank and another capture or the request follow: captured text may hold braces. */
function closingBrace({ line, at }: Cursor): number {
  for (let end = line.indexOf('}', at); end >= 0; end = line.indexOf('}', end + 1)) {
    const next = line.slice(end + 1, end + 3);
    if (next === '' || next === ' "' || next === ' {') return end;
  }
  return -1;
}
