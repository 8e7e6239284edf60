import { absentValues, type Decoder, type Detected, type FieldSink, type Format } from './format.js';
import { guessDialect, isComment, isSame, surest, type Dialect, type Guessed } from './csv-dialect.js';
import { readCells, type Row } from './csv-cells.js';
import { csvFastSyntax } from './csv-fast.js';
import { fastDecoder } from './fast-decoder.js';
import { fieldSample } from './field-sample.js';
import { compileLookup, jsonTexts, type JsonTexts, type Lookup } from './json-path.js';

const quote = 0x22;

export const csv: Format = {
  name: 'csv',
  title: 'CSV and TSV',
  description: 'comma, tab, semicolon or bar separated, RFC 4180 quotes, with or without a header line',
  mostConfidence: surest,
  detect(sample) {
    const dialect = guessDialect(sample);
    return dialect === undefined ? undefined : detected(dialect);
  },
  again: learned => detected({ ...(learned as Dialect), rows: [] }),
};

function detected({ rows, ...dialect }: Guessed): Detected {
  const fields = fieldSample();
  for (const row of rows) {
    row.forEach((cell, at) => {
      fields.addField(dialect.names[at] ?? '', cell);
    });
    fields.endRecord();
  }
  return {
    format: 'csv',
    framing: dialect.quoted ? { quotedBy: { quote, delimiter: dialect.delimiter.charCodeAt(0) } } : {},
    fields: fields.fields(rows.length),
    confidence: dialect.confidence,
    learned: dialect satisfies Dialect,
    notes: dialect.notes,
    decoder: (bindings, lease) => {
      const texts = jsonTexts();
      const cells = bindings.map(({ field }) => cellOf(field, dialect.names, texts));
      const plain = csvDecoder(cells, dialect, texts);
      const syntax = lease === undefined ? undefined : csvFastSyntax(lease, { cells, texts }, dialect);
      return lease === undefined || syntax === undefined ? plain : fastDecoder(lease, syntax, plain);
    },
  };
}

function csvDecoder(cells: readonly (Cell | undefined)[], dialect: Dialect, texts: JsonTexts): Decoder {
  return {
    decode(block, sink, rejects) {
      readCells(block, dialect, (index, row) => {
        const line = block.lines[index] ?? 0;
        const ignored = ignoredAs(row, dialect);
        if (ignored !== undefined) {
          rejects.filter(line, ignored);
          return;
        }
        texts.forget();
        const reason = malformed(row, dialect) ?? emit(row as readonly string[], cells, { sink, line });
        if (reason !== undefined) rejects.reject(line, reason);
      });
    },
  };
}

function ignoredAs(row: Row, { header }: Dialect): 'blank' | 'header' | 'comment' | undefined {
  if (row === 'blank') return 'blank';
  if (row === 'malformed') return undefined;
  if (isSame(row, header)) return 'header';
  return isComment(row) ? 'comment' : undefined;
}

function malformed(row: Row, { header, width }: Dialect): string | undefined {
  if (typeof row === 'string') return 'malformed quotes';
  if (row.length === width) return undefined;
  return `${row.length} fields, ${header === undefined ? 'other rows have' : 'header has'} ${width}`;
}

function emit(
  row: readonly string[],
  cells: readonly (Cell | undefined)[],
  { sink, line }: { sink: FieldSink; line: number },
): string | undefined {
  for (let slot = 0; slot < cells.length; slot += 1) {
    const cell = cells[slot];
    const text = cell === undefined ? undefined : row[cell.at];
    if (cell === undefined || text === undefined || absentValues.has(text)) continue;
    const value = cell.inside === undefined ? text : cell.inside({ text });
    if (value !== undefined && value !== null) sink.field(slot, value);
  }
  return sink.commit(line);
}

export interface Cell {
  readonly at: number;
  /** For a field inside a cell that holds JSON: `metadata.user_id` of the column `metadata`. */
  readonly inside: Lookup | undefined;
}

function cellOf(field: string, names: readonly string[], texts: JsonTexts): Cell | undefined {
  const at = names.indexOf(field);
  if (at >= 0) return { at, inside: undefined };
  for (let dot = field.lastIndexOf('.'); dot > 0; dot = field.lastIndexOf('.', dot - 1)) {
    const column = names.indexOf(field.slice(0, dot));
    if (column >= 0) return { at: column, inside: compileLookup(`text.${field.slice(dot + 1)}`, texts) };
  }
  return undefined;
}
