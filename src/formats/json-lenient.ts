/**
 * JSON that strict parsers refuse, as programs write it all the same: Python's NaN and Infinity, nginx's `\xHH` for a byte,
 * raw control characters in strings, one comma too many, Python's own notation of a dict. The text is written anew as strict
 * JSON in one pass, and parsed then: what is ambiguous stays refused.
 */

/** Longest record that is tried. */
const longest = 4 * 1024 * 1024;

const quote = 0x22;
const apostrophe = 0x27;
const backslash = 0x5c;
const comma = 0x2c;

/** The object or list in a text that strict JSON refuses; undefined when it is not one either. */
export function parseLenient(text: string): object | undefined {
  if (text.length > longest) return undefined;
  const strict = asStrict(text);
  if (strict === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(strict);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

interface Writing {
  readonly text: string;
  at: number;
  /** What was written of it so far. */
  readonly out: string[];
  /** Strings in single quotes: `\xHH` is then a character, not a byte. */
  readonly python: boolean;
}

function asStrict(text: string): string | undefined {
  const writing: Writing = { text, at: 0, out: [], python: /^[[{\s]*'/.test(text.slice(0, 64)) };
  while (writing.at < text.length) {
    const code = text.charCodeAt(writing.at);
    if (code === quote || (code === apostrophe && writing.python)) {
      if (!copyString(writing, code)) return undefined;
    } else if (code === comma) skipLastComma(writing);
    else if (isWordStart(code)) {
      if (!copyWord(writing)) return undefined;
    } else copyPlain(writing);
  }
  return writing.out.join('');
}

/** A comma before a closing bracket is left out; a second one stays, and is refused. */
function skipLastComma(writing: Writing): void {
  const { text, out } = writing;
  let next = writing.at + 1;
  while (isBlank(text.charCodeAt(next))) next += 1;
  const following = text.charAt(next);
  if (following !== '}' && following !== ']') out.push(',');
  writing.at = next;
}

function copyPlain(writing: Writing): void {
  const { text } = writing;
  const start = writing.at++;
  while (writing.at < text.length && isPlain(text.charCodeAt(writing.at))) writing.at += 1;
  writing.out.push(text.slice(start, writing.at));
}

const words: ReadonlyMap<string, string> = new Map([
  ...['true', 'false', 'null'].map((word): [string, string] => [word, word]),
  ...['NaN', 'nan', 'Infinity', 'inf', '-Infinity', '-inf', 'None', 'undefined'].map((word): [string, string] => [
    word,
    'null',
  ]),
  ['True', 'true'],
  ['False', 'false'],
]);

/** A word outside of strings; a minus may belong to it, or to a number. */
function copyWord(writing: Writing): boolean {
  const { text, out } = writing;
  let end = writing.at + 1;
  while (isLetter(text.charCodeAt(end))) end += 1;
  const found = text.slice(writing.at, end);
  const meant = found === '-' ? '-' : words.get(found);
  if (meant === undefined) return false;
  out.push(meant);
  writing.at = end;
  return true;
}

/** False when it has an escape that means nothing, or no end. */
function copyString(writing: Writing, closing: number): boolean {
  const { text, out } = writing;
  out.push('"');
  let start = ++writing.at;
  for (; writing.at < text.length;) {
    const code = text.charCodeAt(writing.at);
    if (code !== closing && code !== backslash && code !== quote && code >= 0x20) {
      writing.at += 1;
      continue;
    }
    out.push(text.slice(start, writing.at));
    if (code === closing) {
      out.push('"');
      writing.at += 1;
      return true;
    }
    if (code === backslash) {
      if (!copyEscape(writing)) return false;
    } else {
      out.push(JSON.stringify(text.charAt(writing.at)).slice(1, -1));
      writing.at += 1;
    }
    start = writing.at;
  }
  return false;
}

function copyEscape(writing: Writing): boolean {
  const { text, out, python } = writing;
  const escaped = text.charAt(writing.at + 1);
  if (escaped === 'x') return copyBytes(writing);
  if (escaped === '' || !`"\\/bfnrtu'`.includes(escaped) || (python && escaped === '/')) return false;
  out.push(escaped === "'" ? "'" : text.slice(writing.at, writing.at + 2));
  writing.at += 2;
  return true;
}

/** A run of `\xHH`: bytes of UTF-8, or characters in Python. */
function copyBytes(writing: Writing): boolean {
  const { text, out, python } = writing;
  const run = /(?:\\x[\da-fA-F]{2})+/y;
  run.lastIndex = writing.at;
  const found = run.exec(text)?.[0];
  if (found === undefined) return false;
  const bytes = Buffer.from(found.replaceAll('\\x', ''), 'hex');
  out.push(JSON.stringify(bytes.toString(python ? 'latin1' : 'utf8')).slice(1, -1));
  writing.at += found.length;
  return true;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

function isWordStart(code: number): boolean {
  return isLetter(code) || code === 0x2d;
}

/** Digits, brackets, colons, blanks: neither a word nor a string nor a comma begins. The exponent of a number is part of it. */
function isPlain(code: number): boolean {
  if (code === 0x65 || code === 0x45) return true;
  return code !== quote && code !== apostrophe && code !== comma && !isWordStart(code);
}
