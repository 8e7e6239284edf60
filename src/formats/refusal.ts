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
  if (/^[{[]\s*$/.test(text) || /^[{[]\s*"?[^{}]*$/.test(text)) {
    return 'This looks like JSON over several lines: write one object per line, for instance with `jq -c .[]`.';
  }
  if (/^<(\?xml|!doctype|html)/i.test(text)) return 'This is markup. Export the log as JSON lines or CSV.';
  const known = formats.map(format => format.name).join(', ');
  if (wanted !== undefined) return 'Leave the log format out to have it recognised.';
  return `Give the format if you know it (${known}), or export the log as JSON lines or as CSV with a header line.`;
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
  let control = 0;
  for (const byte of head) if (byte < 0x20 && !isTextControl(byte)) control += 1;
  if (control * 10 <= head.length) return undefined;
  return { what: 'binary data', hint: 'revenuer reads text logs, plain or compressed with gzip or zstd.' };
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
