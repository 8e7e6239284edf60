/**
 * `["2026-11-20T08:15:30Z","acct_a",200]`: rows as JSON lists, with or without a row of names before them: JSONCompactEachRow of
 * ClickHouse and its kin, `jq -c`, dumps of cursors; one a line, or all of them in one list.
 */
import { looksLikeHeader, uniqueNames } from './csv-header.js';
import { fieldSample, sampledRecords } from './field-sample.js';
import type { Decoder, Detected, FieldBinding, Format, RecordView } from './format.js';
import { jsonEmitter } from './json-emit.js';
import { rowsIn, typesRow } from './json-row-text.js';
import { bufferOf, recordText } from './record-text.js';

/** Fewer values are a pair, as in a list of lists of anything. */
const fewest = 3;

/** What is learned of the rows. */
interface Layout {
  readonly names: readonly string[];
  /** Rows that name columns and their types, wherever they come. */
  readonly headers: readonly string[];
  readonly isNamed: boolean;
}

export const jsonRows: Format = {
  name: 'json-rows',
  title: 'JSON rows',
  description: 'one JSON list of values per line, or a list of such, with or without a row of names',
  mostConfidence: 1,
  detect(sample) {
    const { lines, rows } = sampled(sample);
    const width = usualWidth(rows);
    const own = rows.filter(({ length }) => length === width);
    if (own.length === 0 || width < fewest || own.length * 2 < lines) return undefined;
    return detected(layoutOf(own, width), { rows: own, confidence: own.length / lines });
  },
  again: learned => detected(learned as Layout, { rows: [], confidence: 1 }),
};

type Row = readonly unknown[];

function sampled(sample: RecordView): { lines: number; rows: Row[] } {
  const buffer = bufferOf(sample);
  const rows: Row[] = [];
  let lines = 0;
  for (let index = 0; index < sample.count && lines < sampledRecords; index += 1) {
    const text = recordText(buffer, sample, index).trim();
    if (isBetween(text)) continue;
    const found = rowsIn(text)?.slice(0, sampledRecords) ?? [];
    lines += Math.max(1, found.length);
    rows.push(...found.filter(hasValues));
  }
  return { lines, rows };
}

/** A list of objects alone is a list of records. */
function hasValues(row: Row): boolean {
  return row.some(value => typeof value !== 'object' || value === null);
}

/** Nothing, or the brackets and commas around rows. */
function isBetween(text: string): boolean {
  return text === '' || text === '[' || text === ']' || text === '],' || text === ',';
}

function usualWidth(rows: readonly Row[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

function layoutOf(rows: readonly Row[], width: number): Layout {
  const [first = [], second = []] = rows;
  const isNamed = rows.length > 1 && isTexts(first) && looksLikeHeader(first, width);
  if (!isNamed) return { names: uniqueNames([], width), headers: [], isNamed };
  const types = typesRow(second) ? [JSON.stringify(second)] : [];
  return { names: uniqueNames(first, width), headers: [JSON.stringify(first), ...types], isNamed };
}

function isTexts(row: Row): row is readonly string[] {
  return row.every(value => typeof value === 'string');
}

interface Seen {
  readonly rows: readonly Row[];
  readonly confidence: number;
}

function detected(layout: Layout, { rows, confidence }: Seen): Detected {
  const headers = new Set(layout.headers);
  const fields = fieldSample();
  const requests = rows.filter(row => !isHeader(row, headers)).slice(0, sampledRecords);
  for (const row of requests) {
    fields.add(recordOf(row, layout));
    fields.endRecord();
  }
  return {
    format: 'json-rows',
    framing: {},
    fields: fields.fields(requests.length),
    confidence,
    learned: layout,
    notes: layout.isNamed ? [] : ['rows have no names: fields are column1, column2, …'],
    decoder: bindings => decoder(bindings, layout),
  };
}

function isHeader(row: Row, headers: ReadonlySet<string>): boolean {
  return headers.size > 0 && isTexts(row) && headers.has(JSON.stringify(row));
}

function recordOf(row: Row, { names }: Layout): object {
  return Object.fromEntries(names.map((name, at) => [name, row[at]]));
}

function decoder(bindings: readonly FieldBinding[], layout: Layout): Decoder {
  const emit = jsonEmitter(bindings);
  const headers = new Set(layout.headers);
  const width = layout.names.length;
  return {
    decode(block, sink, rejects) {
      const buffer = bufferOf(block);
      for (let index = 0; index < block.count; index += 1) {
        const line = block.lines[index] ?? 0;
        const text = recordText(buffer, block, index).trim();
        if (isBetween(text)) {
          rejects.filter(line, text === '' ? 'blank' : 'other');
          continue;
        }
        const rows = rowsIn(text);
        if (rows === undefined) rejects.reject(line, 'not a JSON list');
        // Numbers are exact already; see rowsIn.
        const source = { buffer, start: 0, end: 0 };
        for (const row of rows ?? []) {
          if (isHeader(row, headers)) rejects.filter(line, 'header');
          else if (row.length !== width) rejects.reject(line, `${row.length} values, other rows have ${width}`);
          else emit({ record: recordOf(row, layout), line, source }, { sink, rejects });
        }
        if (rows?.length === 0) rejects.filter(line, 'other');
      }
    },
  };
}
