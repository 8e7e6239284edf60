import { absentValues, type Decoder, type Detected, type FieldSink, type Format, type Framing } from './format.js';
import { guessDialect, surest, type Dialect, type Guessed, type Section } from './csv-dialect.js';
import { isSame } from './csv-header.js';
import { isComment } from './csv-syntax.js';
import { readCells, type Row } from './csv-cells.js';
import { csvFastSyntax } from './csv-fast.js';
import { fastDecoder } from './fast-decoder.js';
import { fieldSample } from './field-sample.js';
import { compileLookup, jsonTexts, type JsonTexts, type Lookup } from './json-path.js';

export const csv: Format = {
  name: 'csv',
  title: 'CSV and TSV',
  description:
    'comma, tab, semicolon or bar separated, with or without quotes and a header line; tables of mysql and psql',
  mostConfidence: surest,
  detect(sample) {
    const dialect = guessDialect(sample);
    return dialect === undefined ? undefined : detected(dialect);
  },
  again: learned => detected({ ...(learned as Dialect), rows: [] }),
};

const unnamed =
  'export it with a header line (psql: csv header; mysql without -N; sqlite3 -header; ClickHouse: CSVWithNames)';
const torn =
  'bars and line ends in a cell tear rows apart: export it as CSV (psql --csv, mysql --batch, sqlite3 -csv -header)';

function detected({ rows, ...dialect }: Guessed): Detected {
  const fields = fieldSample();
  rows.forEach((some, section) => {
    for (const row of some) {
      row.forEach((cell, at) => {
        fields.addField(dialect.sections[section]?.names[at] ?? '', cell);
      });
      fields.endRecord();
    }
  });
  return {
    format: 'csv',
    framing: framingOf(dialect),
    ...(dialect.sections.length > 1 ? { inOrder: true } : {}),
    fields: fields.fields(rows.flat().length),
    confidence: dialect.confidence,
    learned: dialect satisfies Dialect,
    notes: dialect.notes,
    ...(dialect.sections[0].header === undefined ? { unnamed } : {}),
    // Cells between bars are seldom quoted: psql and sqlite3 write them as they are.
    ...(dialect.delimiter === '|' ? { torn } : {}),
    decoder: (bindings, lease) => {
      const texts = jsonTexts();
      const cells = dialect.sections.map(({ names }) => bindings.map(({ field }) => cellOf(field, names, texts)));
      const plain = csvDecoder(cells, dialect, texts);
      const [first = []] = cells;
      const syntax = lease === undefined ? undefined : csvFastSyntax(lease, { cells: first, texts }, dialect);
      return lease === undefined || syntax === undefined ? plain : fastDecoder(lease, syntax, plain);
    },
  };
}

function framingOf({ delimiter, quote, escape, trim, sections }: Dialect): Framing {
  if (quote === '') return {};
  const widths = sections.flatMap(({ width, header }) => [width, header?.length ?? width]);
  const quotedBy = { quote: quote.charCodeAt(0), delimiter: delimiter.charCodeAt(0), widths };
  const backslash = escape === 'backslash' ? { escape: 0x5c } : {};
  return { quotedBy: { ...quotedBy, ...backslash, ...(trim ? { blanks: true } : {}) } };
}

type Cells = readonly (Cell | undefined)[];

/** Rows are those of the section whose header came last. */
function csvDecoder(cellsOf: readonly Cells[], dialect: Dialect, texts: JsonTexts): Decoder {
  const { sections, table } = dialect;
  let section: Section = sections[0];
  let cells = cellsOf[0] ?? [];
  return {
    decode(block, sink, rejects) {
      readCells(block, dialect, (index, row) => {
        const line = block.lines[index] ?? 0;
        const named = typeof row === 'string' ? -1 : sections.findIndex(({ header }) => isSame(row, header));
        if (named >= 0) {
          section = sections[named] ?? section;
          cells = cellsOf[named] ?? cells;
        }
        const ignored = row === 'blank' ? 'blank' : named >= 0 ? 'header' : commentIn(row, dialect);
        if (ignored !== undefined) {
          rejects.filter(line, ignored);
          return;
        }
        texts.forget();
        const reason =
          malformed(row, section) ??
          (table ? continued(row as readonly string[], section) : undefined) ??
          emit(row as readonly string[], cells, { sink, line });
        if (reason !== undefined) rejects.reject(line, reason);
      });
    },
  };
}

function commentIn(row: Row, dialect: Dialect): 'comment' | undefined {
  return typeof row !== 'string' && isComment(row, dialect) ? 'comment' : undefined;
}

function malformed(row: Row, { header, width }: Section): string | undefined {
  if (typeof row === 'string') return 'malformed quotes';
  if (row.length === width) return undefined;
  return `${row.length} fields, ${header === undefined ? 'other rows have' : 'header has'} ${width}`;
}

/** psql goes on below with what is left of a cell that has line ends; the other cells are blank there. */
function continued(row: readonly string[], { header = [] }: Section): string | undefined {
  // Bars at both ends make cells that are none.
  const cells = row.filter((_, at) => header[at] !== '');
  const blank = cells.filter(cell => cell === '').length;
  return cells[0] === '' && blank * 2 >= cells.length ? 'a cell goes over several lines' : undefined;
}

function emit(
  row: readonly string[],
  cells: Cells,
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
