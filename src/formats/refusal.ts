/** Why an input is not read, and the one command that mends it. */
import { InputError } from '../errors.js';
import { formats } from './index.js';
import { recogniseContent } from '../sources/magic.js';
import { unknownText } from './unknown-text.js';

/** Blanks that are more than an indent. */
const mostBlank = 1024;

export function unrecognised(head: Buffer, wanted: string | undefined): InputError {
  const text = printable(head.toString('utf8').trimStart().split('\n', 1)[0] ?? '');
  if (text === '' && head.length > mostBlank && head.every(byte => byte === 0x20)) {
    return new InputError('it begins with a line of blanks', {
      hint: 'A table of psql looks so: write it as JSON with `psql -At`, or as CSV with `psql --csv`.',
    });
  }
  if (text === '') return new InputError('there are no records in it', { hint: 'Check that the export is not empty.' });
  const known = wanted === undefined && jqFor(text) === undefined ? unknownText(head.toString('utf8')) : undefined;
  if (known !== undefined) {
    const message = `what begins with '${text}' fits no known log format: it looks like ${known.what}`;
    return new InputError(message, { hint: known.instead });
  }
  const what = wanted === undefined ? 'fits no known log format' : `is not ${wanted}`;
  return new InputError(`what begins with '${text}' ${what}`, { hint: advice(text, wanted) });
}

function advice(text: string, wanted: string | undefined): string {
  const json = adviceOnJson(text);
  if (json !== undefined) return json;
  if (wanted !== undefined) return 'Leave the log format out to have it recognised.';
  const known = formats.map(format => format.name).join(', ');
  return `Write a format file, which \`revenuer formats --propose FILE\` begins for you. Or give --log-format if you know it (${known}).`;
}

/** What to do with JSON that is laid out over lines; undefined where the text is no JSON. */
export function adviceOnJson(text: string): string | undefined {
  const query = jqFor(text);
  if (query === undefined) return undefined;
  return `This looks like JSON over several lines: write one record per line with \`jq -c '${query}' FILE\`.`;
}

/** The filter that takes the records out of JSON that begins so; undefined where it is no JSON. */
function jqFor(text: string): string | undefined {
  if (/^\[\s*(?:[{[\]"]|$)/.test(text)) return '.[]';
  if (!/^\{\s*(?:["}]|$)/.test(text)) return undefined;
  const list = /^\{\s*"(\w{1,40})"\s*:\s*\[/.exec(text)?.[1];
  return list === undefined ? '.' : `.${list}[]`;
}

export interface Binary {
  what: string;
  hint: string;
}

const unpack = 'Unpack it first, or pipe it in from the program that does.';
export function binaryKind(head: Buffer): Binary | undefined {
  const content = recogniseContent(head, '-');
  if (content.kind === 'unsupported') return { what: content.what, hint: `${content.instead}.` };
  if (content.kind !== 'none') return { what: `${content.kind} data inside the input`, hint: unpack };
  if (isMarked(head)) return { what: 'UTF-16 text', hint: 'Convert it: `iconv -f UTF-16 -t UTF-8`.' };
  const order = wideOrder(head);
  if (order !== undefined)
    return { what: 'UTF-16 text', hint: `Convert it: \`iconv -f UTF-16${order} -t UTF-8 FILE\`.` };
  let control = 0;
  for (const byte of head) if (byte < 0x20 && !isTextControl(byte)) control += 1;
  if (control * 10 <= head.length) return undefined;
  return { what: 'binary data', hint: 'revenuer reads text logs, plain or packed with gzip, zstd, xz or bzip2.' };
}

/** The byte order mark of UTF-16, in either order. */
function isMarked([first, second]: Buffer): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** Text in which every other byte is 0 is UTF-16 without a mark. */
function wideOrder(head: Buffer): 'LE' | 'BE' | undefined {
  const zeros = [0, 0];
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (head.length >= 16 && odd * 10 >= head.length * 4 && even === 0) return 'LE';
  return head.length >= 16 && even * 10 >= head.length * 4 && odd === 0 ? 'BE' : undefined;
}

/** Tab, line feed, vertical tab, form feed, carriage return, escape (coloured logs). */
function isTextControl(byte: number): boolean {
  return (byte >= 0x09 && byte <= 0x0d) || byte === 0x1b;
}

/** The start of a text, safe for a terminal. */
export function printable(text: string): string {
  const safe = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return safe.length > 60 ? `${safe.slice(0, 60)}…` : safe;
}
