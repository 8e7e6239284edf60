/** Words and quoted strings of a log line: one pass, no backtracking. */

const space = 0x20;
const tab = 0x09;
const quote = 0x22;
const backslash = 0x5c;

/** A place in a line that moves on as it is read. */
export interface Cursor {
  readonly line: string;
  at: number;
}

export function atEnd({ line, at }: Cursor): boolean {
  return at >= line.length;
}

export function skipBlanks(cursor: Cursor): void {
  const { line } = cursor;
  while (cursor.at < line.length && isBlank(line.charCodeAt(cursor.at))) cursor.at += 1;
}

/** The next word up to a blank. Empty at the end of the line. */
export function word(cursor: Cursor): string {
  skipBlanks(cursor);
  const { line } = cursor;
  const start = cursor.at;
  while (cursor.at < line.length && !isBlank(line.charCodeAt(cursor.at))) cursor.at += 1;
  return line.slice(start, cursor.at);
}

export function isQuote({ line, at }: Cursor): boolean {
  return line.charCodeAt(at) === quote;
}

/**
 * The quoted string the cursor stands on, without quotes, unescaped. A quote inside that no blank and no end of line follows is
 * taken for text, since some servers do not escape; a string that is never closed runs to the end of the line.
 */
export function quoted(cursor: Cursor, closes: (next: number) => boolean = isBlankOrEnd): string {
  const { line } = cursor;
  const start = cursor.at + 1;
  let escaped = false;
  for (let at = start; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (code === backslash) {
      escaped = true;
      at += 1;
    } else if (code === quote && closes(at + 1 < line.length ? line.charCodeAt(at + 1) : -1)) {
      cursor.at = at + 1;
      return escaped ? unescaped(line.slice(start, at)) : line.slice(start, at);
    }
  }
  cursor.at = line.length;
  return escaped ? unescaped(line.slice(start)) : line.slice(start);
}

/** As {@link quoted}, of a server that escapes nothing: a backslash is one. */
export function verbatim(cursor: Cursor): string {
  const { line } = cursor;
  const start = cursor.at + 1;
  let end = line.indexOf('"', start);
  while (end >= 0 && !isBlankOrEnd(end + 1 < line.length ? line.charCodeAt(end + 1) : -1))
    end = line.indexOf('"', end + 1);
  cursor.at = end < 0 ? line.length : end + 1;
  return line.slice(start, end < 0 ? line.length : end);
}

/** A quoted string or a word, whichever comes next. */
function token(cursor: Cursor): string {
  skipBlanks(cursor);
  return isQuote(cursor) ? quoted(cursor) : word(cursor);
}

/** The rest of the line as words and quoted strings, at most so many. */
export function tokens(cursor: Cursor, atMost: number): string[] {
  const found: string[] = [];
  skipBlanks(cursor);
  while (!atEnd(cursor) && found.length < atMost) {
    found.push(token(cursor));
    skipBlanks(cursor);
  }
  return found;
}

export interface RequestLine {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly query: string | undefined;
  readonly protocol: string | undefined;
}

const nothing: RequestLine = { method: undefined, path: undefined, query: undefined, protocol: undefined };

/** `POST /v1/chat?x=1 HTTP/1.1` taken apart; what is no request line (`-`, a TLS handshake) gives nothing. */
export function requestLine(request: string): RequestLine {
  const first = request.indexOf(' ');
  if (first <= 0 || first > 24 || !isMethod(request.slice(0, first))) return nothing;
  const last = request.lastIndexOf(' ');
  const hasProtocol = last > first && /^[A-Z]{2,12}\/\d/.test(request.slice(last + 1, last + 16));
  const target = request.slice(first + 1, hasProtocol ? last : request.length);
  const mark = target.indexOf('?');
  return {
    method: request.slice(0, first),
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? undefined : target.slice(mark + 1),
    protocol: hasProtocol ? request.slice(last + 1) : undefined,
  };
}

/** `203.0.113.7:4711` and `[2001:db8::1]:4711` into address and port; an address without a port stays whole. */
export function addressAndPort(text: string): [address: string, port: string | undefined] {
  const colon = text.lastIndexOf(':');
  const bracketed = text.startsWith('[') && text.charAt(colon - 1) === ']';
  const single = colon > 0 && text.indexOf(':') === colon;
  if (!bracketed && !single) return [text.startsWith('[') ? text.slice(1, -1) : text, undefined];
  return [bracketed ? text.slice(1, colon - 1) : text.slice(0, colon), text.slice(colon + 1)];
}

function isMethod(text: string): boolean {
  return /^[A-Z][A-Z_-]*$/.test(text);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['f', '\f'],
  ['b', '\b'],
]);

/** `\"`, `\\`, `\t`; runs of `\xHH` are bytes of UTF-8. */
function unescaped(text: string): string {
  return text.replace(/(?:\\x[0-9A-Fa-f]{2})+|\\(.)/gs, (run: string, character: string | undefined) => {
    if (character !== undefined) return escapes.get(character) ?? character;
    return Buffer.from(run.replaceAll('\\x', ''), 'hex').toString('utf8');
  });
}

function isBlank(code: number): boolean {
  return code === space || code === tab;
}

function isBlankOrEnd(next: number): boolean {
  return next === -1 || isBlank(next);
}
