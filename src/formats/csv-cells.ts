/** Cells of the records of a block, by csv-parse. */
import { parse } from 'csv-parse/sync';
import { withoutEscapes } from './csv-escapes.js';
import { parserOptions, type Syntax } from './csv-syntax.js';
import type { RecordView } from './format.js';
import { afterBlanks, afterMark } from './record-text.js';

export type Row = readonly string[] | 'blank' | 'malformed';

/** Called once for each record, in order. */
export type OnCells = (index: number, row: Row) => void;

/**
 * A block is parsed in one call, and each row is given to its record by the byte it ends at: a call for each record costs ten
 * times as much. Where rows and records disagree (a quote that is never closed, a record that was left out) the records of
 * that block are parsed one by one, so that a broken one is found and harms no other.
 */
export function readCells(block: RecordView, syntax: Syntax, onCells: OnCells): void {
  const rows = rowsOfBlock(block, syntax);
  for (let index = 0; index < block.count; index += 1) {
    const row = rows === undefined ? rowOfRecord(block, index, syntax) : (rows[index] ?? 'blank');
    if (isBlank(block, index)) onCells(index, 'blank');
    else onCells(index, syntax.escape === 'database' && typeof row !== 'string' ? row.map(withoutEscapes) : row);
  }
}

interface RowWithPlace {
  readonly record: string[];
  readonly info: { readonly bytes: number };
}

/** One row for each record that is not blank; undefined when rows and records do not match, or a mark stands between them. */
function rowsOfBlock(block: RecordView, syntax: Syntax): (string[] | undefined)[] | undefined {
  if (hasGap(block)) return undefined;
  const last = block.ends[block.count - 1] ?? 0;
  const start = afterMark(block.bytes, block.starts[0] ?? 0, last);
  const found = parsed(block.bytes, { start, end: last }, syntax);
  if (found === undefined || hasLaterMark(block)) return undefined;
  const rows: (string[] | undefined)[] = [];
  let index = 0;
  for (const { record, info } of found) {
    while (index < block.count && isEmpty(block, index)) {
      rows.push(undefined);
      index += 1;
    }
    const end = block.ends[index];
    const past = start + info.bytes - (end ?? 0);
    // A row ends with its record, or with the line ending after it.
    if (end === undefined || past < 0 || past > 2) return undefined;
    rows.push(record);
    index += 1;
  }
  while (index < block.count && isEmpty(block, index)) index += 1;
  return index === block.count ? rows : undefined;
}

/** A record that was left out would be read with the next one. */
function hasGap({ count, starts, ends }: RecordView): boolean {
  for (let index = 1; index < count; index += 1) {
    if ((starts[index] ?? 0) - (ends[index - 1] ?? 0) > 2) return true;
  }
  return false;
}

/** Files put together have byte order marks inside; which records a block begins with makes no difference to them. */
function hasLaterMark({ bytes, count, starts, ends }: RecordView): boolean {
  for (let index = 1; index < count; index += 1) {
    const start = starts[index] ?? 0;
    if (afterMark(bytes, start, ends[index] ?? 0) > start) return true;
  }
  return false;
}

function rowOfRecord(block: RecordView, index: number, syntax: Syntax): string[] | 'malformed' {
  const end = block.ends[index] ?? 0;
  const rows = parsed(block.bytes, { start: afterMark(block.bytes, block.starts[index] ?? 0, end), end }, syntax);
  const [only] = rows ?? [];
  return rows?.length === 1 && only !== undefined ? only.record : 'malformed';
}

function parsed(
  bytes: Uint8Array,
  { start, end }: { start: number; end: number },
  syntax: Syntax,
): RowWithPlace[] | undefined {
  try {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
    return parse(text, { ...parserOptions(syntax), info: true }) as unknown as RowWithPlace[];
  } catch {
    return undefined;
  }
}

/** What csv-parse skips as an empty line; the very first record may be just a byte order mark. */
function isEmpty({ bytes, starts, ends }: RecordView, index: number): boolean {
  const start = starts[index] ?? 0;
  const end = ends[index] ?? 0;
  return (index === 0 ? afterMark(bytes, start, end) : start) === end;
}

function isBlank({ bytes, starts, ends }: RecordView, index: number): boolean {
  const end = ends[index] ?? 0;
  return afterBlanks(bytes, afterMark(bytes, starts[index] ?? 0, end), end) === end;
}
