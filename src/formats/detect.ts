import { InputError, UsageError } from '../errors.js';
import type { Detected, Format, RecordView } from './format.js';
import { formats } from './index.js';
import { bufferOf } from './record-text.js';

/** Bytes looked at to tell binary data from text. */
const lookedAt = 4096;

/**
 * Finds out which format an input has, from its first records: the most confident of all formats, or the one that is `wanted`.
 * Throws UsageError when `wanted` is no format, InputError when the records fit none.
 * @param described formats of lines that descriptions have a pattern for
 */
export function detectFormat(sample: RecordView, wanted?: string, described: readonly Format[] = []): Detected {
  const candidates = wanted === undefined ? [...described, ...formats] : [formatNamed(wanted, described)];
  const start = sample.starts[0] ?? 0;
  const head = bufferOf(sample).subarray(start, Math.min(sample.ends[sample.count - 1] ?? 0, start + lookedAt));
  const binary = binaryKind(head);
  if (binary !== undefined) throw new InputError(`this is ${binary.what}, not a text log`, { hint: binary.hint });
  let best: Detected | undefined;
  for (const format of [...candidates].sort((a, b) => b.mostConfidence - a.mostConfidence)) {
    // Nothing that is left can be surer than this.
    if (best !== undefined && best.confidence >= format.mostConfidence) break;
    const found = format.detect(sample);
    if (found !== undefined && found.confidence > (best?.confidence ?? 0)) best = found;
  }
  if (best === undefined) throw unrecognised(head, wanted);
  return best;
}

/** The same as was found for an input whose format is known by now: for another thread that decodes it. */
export function detectAgain(
  sample: RecordView,
  { format, learned }: Pick<Detected, 'format' | 'learned'>,
  described: readonly Format[] = [],
): Detected {
  const { again } = formatNamed(format, described);
  return again === undefined ? detectFormat(sample, format, described) : again(learned);
}

/** The format of this name; throws UsageError naming the known ones. */
export function formatNamed(name: string, described: readonly Format[] = []): Format {
  const format = [...described, ...formats].find(candidate => candidate.name === name);
  if (format !== undefined) return format;
  const known = formats.map(candidate => candidate.name);
  const near = nearest(name.toLowerCase(), known);
  const hint =
    near === undefined
      ? `Known formats: ${known.join(', ')}.`
      : `Did you mean '${near}'? Known formats: ${known.join(', ')}.`;
  throw new UsageError(`there is no log format '${printable(name)}'`, { hint });
}

function unrecognised(head: Buffer, wanted: string | undefined): InputError {
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

interface Binary {
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

function binaryKind(head: Buffer): Binary | undefined {
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
function printable(text: string): string {
  const safe = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return safe.length > 60 ? `${safe.slice(0, 60)}…` : safe;
}

/** The name within two edits, or one that begins alike. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const aliases: Readonly<Record<string, string>> = {
    json: 'ndjson',
    jsonl: 'ndjson',
    tsv: 'csv',
    clf: 'combined',
    apache: 'combined',
    nginx: 'combined',
    iis: 'w3c',
    cloudfront: 'w3c',
  };
  if (Object.hasOwn(aliases, name)) return aliases[name];
  return known
    .map(candidate => ({ candidate, distance: edits(name.slice(0, 32), candidate) }))
    .filter(({ distance, candidate }) => distance <= 2 && distance < candidate.length)
    .sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

function edits(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      current.push(
        Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + same),
      );
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}
