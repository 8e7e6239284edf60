/** Guesses delimiter, width and header of a delimited file from its first records. */
import { parse } from 'csv-parse/sync';
import { absentValues, type RecordView } from './format.js';
import { sampledRecords } from './field-sample.js';
import { afterMark } from './record-text.js';

export interface Dialect {
  readonly delimiter: string;
  readonly quoted: boolean;
  /** Columns most records have. */
  readonly width: number;
  /** Unique names, `width` of them. */
  readonly names: readonly string[];
  /** Cells of the header line as they stand; undefined when there is none. */
  readonly header: readonly string[] | undefined;
  readonly notes: readonly string[];
  readonly confidence: number;
}

export interface Guessed extends Dialect {
  /** Sampled records of the usual width, without the header. */
  readonly rows: readonly (readonly string[])[];
}

/** Bytes of the sample that are parsed. */
const sampledBytes = 4 * 1024 * 1024;
/** Of a file with a header, and of one without: nearly any text can be read as columns. */
export const surest = 0.85;
const headless = 0.5;
const delimiters = [',', '\t', ';', '|'];
/** Records before the header that may be something else: titles, comments, `sep=;`. */
const headerWithin = 10;

export function guessDialect(sample: RecordView): Guessed | undefined {
  const last = sample.ends[sample.count - 1] ?? 0;
  const start = afterMark(sample.bytes, sample.starts[0] ?? 0, last);
  const end = Math.min(last, start + sampledBytes);
  const bytes = Buffer.from(sample.bytes.buffer, sample.bytes.byteOffset + start, Math.max(0, end - start));
  let best: Guessed | undefined;
  for (const delimiter of delimiters) {
    if (!bytes.includes(delimiter)) continue;
    const dialect = asDialect(delimiter, bytes);
    if (dialect !== undefined && dialect.confidence > (best?.confidence ?? 0)) best = dialect;
    // Every row fits: no other delimiter can do better.
    if (best?.confidence === surest) break;
  }
  return best;
}

function asDialect(delimiter: string, bytes: Buffer): Guessed | undefined {
  // Tab-separated files are seldom quoted, and there a lone quote in a user agent would swallow the lines after it.
  const quoted = delimiter !== '\t' || /(^|[\t\n])"[^"\n]*"(?=[\t\r\n]|$)/.test(bytes.toString('latin1', 0, 65536));
  const records = readSample(bytes, { delimiter, quoted }).filter(record => !isComment(record));
  const width = usualWidth(records);
  if (width < 2) return undefined;
  const place = records.slice(0, headerWithin).findIndex(record => looksLikeHeader(record, width));
  const header = place < 0 ? undefined : records[place];
  const rows = records.slice(place + 1).filter(record => record.length === width && !isSame(record, header));
  const share = (rows.length + (header === undefined ? 0 : 1)) / Math.max(1, records.length - Math.max(0, place));
  if (header === undefined && (width < 3 || share < 0.8)) return undefined;
  // Rows of another width than the header's are only believed when they all are.
  if (header !== undefined && share < (header.length === width ? 0.5 : 0.9)) return undefined;
  const notes: string[] = [];
  if (header === undefined) notes.push(`no header line: fields are called column1 to column${width}`);
  else if (header.length !== width) notes.push(`header has ${header.length} fields, rows have ${width}`);
  return {
    delimiter,
    quoted,
    width,
    names: uniqueNames(header ?? [], width),
    header,
    notes,
    confidence: (header === undefined ? headless : surest) * share,
    rows,
  };
}

export interface Syntax {
  readonly delimiter: string;
  readonly quoted: boolean;
}

/** How csv-parse is to read: rows of any width, quotes inside unquoted fields are text. */
export function parserOptions({ delimiter, quoted }: Syntax) {
  return {
    delimiter,
    quote: quoted ? '"' : null,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  };
}

/** Comments (`# exported …`) and the `sep=;` that Excel writes. */
export function isComment(record: readonly string[]): boolean {
  const first = record[0] ?? '';
  return (first.startsWith('#') && !/^#\w*$/.test(first)) || (record.length <= 2 && /^sep=.?$/i.test(first));
}

export function isSame(record: readonly string[], header: readonly string[] | undefined): boolean {
  return header !== undefined && record.length === header.length && record.every((cell, at) => cell === header[at]);
}

function readSample(bytes: Buffer, syntax: Syntax): string[][] {
  const records: string[][] = [];
  try {
    parse(bytes, {
      ...parserOptions(syntax),
      to: sampledRecords + 1,
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
  } catch {
    // The sample may end inside a quoted field: the records before it are what we came for.
  }
  return records;
}

function usualWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of records.length > 1 ? records.slice(1) : records)
    counts.set(length, (counts.get(length) ?? 0) + 1);
  let width = 0;
  for (const [length, count] of counts) {
    if (count > (counts.get(width) ?? 0) || (count === counts.get(width) && length > width)) width = length;
  }
  return width;
}

/** Names are short, mostly different, and none is a number, a time or an address. */
function looksLikeHeader(record: readonly string[], width: number): boolean {
  if (record.length < 2 || Math.abs(record.length - width) > Math.max(2, width / 4)) return false;
  const names = record.filter(cell => cell.trim() !== '');
  if (names.length * 2 < record.length || new Set(names).size * 2 < names.length) return false;
  return names.every(name => name.length <= 80 && /[A-Za-z\u0080-\uffff]/.test(name) && !looksLikeValue(name));
}

function looksLikeValue(cell: string): boolean {
  if (absentValues.has(cell) && cell !== '') return true;
  return /^\s*[-+]?[\d.,:]+\s*$|^\d{4}[-/]\d{2}|^\d{1,3}(?:\.\d{1,3}){3}|https?:\/\/|^[{[]|^(?:true|false)$/i.test(
    cell,
  );
}

function uniqueNames(header: readonly string[], width: number): string[] {
  const taken = new Map<string, number>();
  return Array.from({ length: width }, (_, at) => {
    const name = (header[at] ?? '').trim() || `column${at + 1}`;
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return times === 1 ? name : `${name}#${times}`;
  });
}
