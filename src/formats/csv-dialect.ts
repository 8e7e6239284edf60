/** Guesses delimiter, quotes, width and header of a delimited file from its first records. */
import { parse } from 'csv-parse/sync';
import type { RecordView } from './format.js';
import { areEscaped, withoutEscapes } from './csv-escapes.js';
import { isHeaderAnew, isSame, looksLikeHeader, uniqueNames } from './csv-header.js';
import { hasRules, isComment, parserOptions, usualSyntax, type Syntax } from './csv-syntax.js';
import { sampledRecords } from './field-sample.js';
import { afterMark } from './record-text.js';

/** What the rows behind a header line are: one section in most files. */
export interface Section {
  /** Columns most records have. */
  readonly width: number;
  /** Unique names, `width` of them. */
  readonly names: readonly string[];
  /** Cells of the header line as they stand; undefined when there is none. */
  readonly header: readonly string[] | undefined;
}

export interface Dialect extends Syntax {
  /** The first is that of the beginning. */
  readonly sections: readonly [Section, ...Section[]];
  readonly notes: readonly string[];
  readonly confidence: number;
}

export interface Guessed extends Dialect {
  /** Sampled records of the usual width, without the header, for each section. */
  readonly rows: readonly (readonly (readonly string[])[])[];
}

/** Bytes of the sample that are parsed. */
const sampledBytes = 4 * 1024 * 1024;
/** Of a file with a header, and of one without: nearly any text can be read as columns. */
export const surest = 0.85;
const headless = 0.5;
const delimiters = [',', '\t', ';', '|'];
/** Records before the header that may be something else: titles, comments, `sep=;`. */
const headerWithin = 10;
/** Bytes in which signs of quotes, escapes and rules are sought. */
const lookedAt = 65_536;

interface Sample {
  readonly bytes: Buffer;
  readonly head: string;
  readonly line: number;
}

export function guessDialect(sample: RecordView): Guessed | undefined {
  const last = sample.ends[sample.count - 1] ?? 0;
  const start = afterMark(sample.bytes, sample.starts[0] ?? 0, last);
  const end = Math.min(last, start + sampledBytes);
  const bytes = Buffer.from(sample.bytes.buffer, sample.bytes.byteOffset + start, Math.max(0, end - start));
  const head = bytes.toString('latin1', 0, lookedAt);
  let best: Guessed | undefined;
  for (const delimiter of delimiters) {
    if (!bytes.includes(delimiter)) continue;
    const dialect = bestOf(delimiter, { bytes, head, line: sample.lines[0] ?? 1 });
    if (dialect !== undefined && dialect.confidence > (best?.confidence ?? 0)) best = dialect;
    // Every row fits: no other delimiter can do better.
    if (best?.confidence === surest) break;
  }
  return best;
}

function bestOf(delimiter: string, sample: Sample): Guessed | undefined {
  const { head } = sample;
  if (delimiter === '|' && hasRules(head)) {
    return asDialect({ delimiter, quote: '', escape: 'quote', trim: true, table: true }, sample);
  }
  const ofDatabase = delimiter === '\t' && head.includes('\\') ? escapedByDatabase(sample) : undefined;
  if (ofDatabase !== undefined) return ofDatabase;
  // Tab-separated files are seldom quoted, and there a lone quote in a user agent would swallow the lines after it.
  const quoted = delimiter !== '\t' || /(^|[\t\n])"[^"\n]*"(?=[\t\r\n]|$)/.test(head);
  const usual = refined(asDialect({ ...usualSyntax, delimiter, quote: quoted ? '"' : '' }, sample), sample);
  if (!quoted || !head.includes('\\"')) return usual;
  const escaped = refined(asDialect({ ...usualSyntax, delimiter, escape: 'backslash' }, sample), sample);
  // Where both fit, doubled quotes tell RFC 4180, in which JSON may well have backslashes.
  const doubled = /[^\s,;|]""/.test(head);
  const sure = (dialect: Guessed | undefined) => dialect?.confidence ?? 0;
  return sure(escaped) > sure(usual) || (sure(escaped) === sure(usual) && !doubled) ? escaped : usual;
}

/** Read before quotes are looked for: there they are text, and anybody may send a prompt in quotes. */
function escapedByDatabase(sample: Sample): Guessed | undefined {
  const dialect = asDialect({ ...usualSyntax, delimiter: '\t', quote: '' }, sample);
  if (dialect === undefined || !areEscaped(dialect.rows.flat(2))) return undefined;
  const rows = dialect.rows.map(section => section.map(row => row.map(withoutEscapes)));
  return { ...dialect, escape: 'database', rows };
}

/** Nearly all: a few cells may be another's play. */
const nearly = 0.9;

/** The same with what its cells show: blanks around them, or single quotes. */
function refined(dialect: Guessed | undefined, sample: Sample): Guessed | undefined {
  if (dialect === undefined) return undefined;
  const rows = dialect.rows.flat();
  const behind = rows.flatMap(row => row.slice(1)).filter(cell => cell !== '');
  const cells = rows.flat().filter(cell => cell !== '');
  const mostly = (of: readonly string[], form: RegExp) =>
    of.length > 0 && of.filter(cell => form.test(cell)).length >= nearly * of.length;
  const { delimiter, quote, escape, table } = dialect;
  const found: Syntax = {
    delimiter,
    escape,
    table,
    trim: mostly(behind, /^ /),
    quote: mostly(cells, /^ *'.*' *$/s) ? "'" : quote,
  };
  const changed = found.trim || found.quote !== quote;
  return changed ? (asDialect(found, sample) ?? dialect) : dialect;
}

interface SampledRow {
  readonly cells: readonly string[];
  readonly line: number;
}

function asDialect(syntax: Syntax, sample: Sample): Guessed | undefined {
  const records = readSample(sample, syntax).filter(({ cells }) => !isComment(cells, syntax));
  const width = usualWidth(records);
  if (width < 2) return undefined;
  const place = records.slice(0, headerWithin).findIndex(({ cells }) => looksLikeHeader(cells, width));
  const header = place < 0 ? undefined : records[place]?.cells;
  const parts = sectionsOf(records.slice(place + 1), header);
  const fitting = parts.reduce((sum, { rows }) => sum + rows.length, 0);
  const headers = header === undefined ? 0 : parts.length;
  const share = (fitting + headers) / Math.max(1, records.length - Math.max(0, place));
  const [first, ...later] = parts.map(({ section }) => section);
  if (first === undefined || (header === undefined && (first.width < 3 || share < 0.8))) return undefined;
  // Rows of another width than the header's are only believed when they all are.
  if (header !== undefined && share < (header.length === first.width ? 0.5 : 0.9)) return undefined;
  return {
    ...syntax,
    sections: [first, ...later],
    notes: parts.flatMap(notesOf),
    confidence: (header === undefined ? headless : surest) * share,
    rows: parts.map(({ rows }) => rows),
  };
}

interface Part {
  readonly section: Section;
  readonly rows: readonly (readonly string[])[];
  /** Of the header; undefined for the first. */
  readonly line: number | undefined;
}

/** Cuts the rows behind a header where another one stands. */
function sectionsOf(records: readonly SampledRow[], header: readonly string[] | undefined): Part[] {
  const parts: Part[] = [];
  let current = header;
  let line: number | undefined;
  let from = 0;
  for (let at = 0; at <= records.length; at += 1) {
    const record = records[at];
    const isNew = record !== undefined && current !== undefined && isHeaderAnew(record.cells, current);
    if (record !== undefined && (!isNew || isSame(record.cells, current))) continue;
    parts.push(partOf(records.slice(from, at), current, line));
    current = record?.cells;
    line = record?.line;
    from = at + 1;
  }
  return parts;
}

function partOf(records: readonly SampledRow[], header: readonly string[] | undefined, line: number | undefined): Part {
  const width = records.length === 0 ? (header?.length ?? 0) : usualWidth(records, 0);
  const rows = records.map(({ cells }) => cells).filter(cells => cells.length === width && !isSame(cells, header));
  return { section: { width, names: uniqueNames(header ?? [], width), header }, rows, line };
}

function notesOf({ section: { header, width, names }, line }: Part): string[] {
  const notes: string[] = [];
  if (line !== undefined)
    notes.push(`another header in line ${line}: from there on the columns are ${names.join(', ')}`);
  if (header === undefined) notes.push(`no header line: fields are called column1 to column${width}`);
  else if (header.length !== width) notes.push(`header has ${header.length} fields, rows have ${width}`);
  return notes;
}

function readSample({ bytes, line }: Sample, syntax: Syntax): SampledRow[] {
  const records: SampledRow[] = [];
  try {
    parse(bytes, {
      ...parserOptions(syntax),
      to: sampledRecords + 1,
      on_record: (cells: string[], { lines }: { lines: number }) => {
        records.push({ cells, line: line + lines - 1 });
        return null;
      },
    });
  } catch {
    // The sample may end inside a quoted field: the records before it are what we came for.
  }
  return records;
}

/** Without the first, which is often a header or a title. */
function usualWidth(records: readonly SampledRow[], skipped = 1): number {
  const counts = new Map<number, number>();
  for (const { cells } of records.length > skipped ? records.slice(skipped) : records)
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let width = 0;
  for (const [length, count] of counts) {
    if (count > (counts.get(width) ?? 0) || (count === counts.get(width) && length > width)) width = length;
  }
  return width;
}
