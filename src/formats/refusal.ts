/** Why an input is not read, and the one command that mends it. */
import { InputError } from '../errors.js';
import { formats } from './index.js';

export function unrecognised(head: Buffer, wanted: string | undefined): InputError {
  const text = printable(head.toString('utf8').trimStart().split('\n', 1)[0] ?? '');
  if (text === '') return new InputError('there are no records in it', { hint: 'Check that the export is not empty.' });
  const what = wanted === undefined ? 'fits no known log format' : `is not ${wanted}`;
  return new InputError(`what begins with '${text}' ${what}`, { hint: advice(text, wanted) });
}

function advice(text: string, wanted: string | undefined): string {
  const query = jqFor(text);
  if (query !== undefined) {
    return `This looks like JSON over several lines: write one object per line with \`jq -c '${query}' FILE\`.`;
  }
  if (/^<(\?xml|!doctype|html)/i.test(text)) return 'This is markup. Export the log as JSON lines or CSV.';
  if (wanted !== undefined) return 'Leave the log format out to have it recognised.';
  const known = formats.map(format => format.name).join(', ');
  return `Write a format file, which \`revenuer formats --propose FILE\` begins for you. Or give --log-format if you know it (${known}).`;
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
const signatures: readonly { bytes: string; what: string; hint: string }[] = [
  { bytes: '50415231', what: 'a Parquet file', hint: 'Export it as JSON lines or CSV.' },
  { bytes: '504b0304', what: 'a zip archive', hint: unpack },
  { bytes: '425a68', what: 'bzip2 data', hint: unpack },
  { bytes: 'fd377a585a00', what: 'xz data', hint: unpack },
  { bytes: '04224d18', what: 'lz4 data', hint: unpack },
  { bytes: '1f8b', what: 'gzip data inside the input', hint: unpack },
  { bytes: '28b52ffd', what: 'zstd data inside the input', hint: unpack },
  { bytes: '25504446', what: 'a PDF document', hint: 'Export the log as JSON lines or CSV.' },
  { bytes: '53514c69746520', what: 'an SQLite database', hint: 'Export the table as CSV with a header line.' },
  { bytes: '4f626a01', what: 'an Avro file', hint: 'Export it as JSON lines.' },
  { bytes: '4f5243', what: 'an ORC file', hint: 'Export it as JSON lines.' },
  { bytes: 'fffe', what: 'UTF-16 text', hint: 'Convert it: `iconv -f UTF-16 -t UTF-8`.' },
  { bytes: 'feff', what: 'UTF-16 text', hint: 'Convert it: `iconv -f UTF-16 -t UTF-8`.' },
];

export function binaryKind(head: Buffer): Binary | undefined {
  const hex = head.toString('hex', 0, 8);
  const known = signatures.find(({ bytes }) => hex.startsWith(bytes));
  if (known !== undefined) return known;
  const order = wideOrder(head);
  if (order !== undefined)
    return { what: 'UTF-16 text', hint: `Convert it: \`iconv -f UTF-16${order} -t UTF-8 FILE\`.` };
  let control = 0;
  for (const byte of head) if (byte < 0x20 && !isTextControl(byte)) control += 1;
  if (control * 10 <= head.length) return undefined;
  return { what: 'binary data', hint: 'revenuer reads text logs, plain or compressed with gzip or zstd.' };
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
