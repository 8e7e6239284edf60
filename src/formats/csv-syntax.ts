/** How the writer of a delimited file sets its cells: delimiter, quotes, escapes, blanks, and lines that are no rows. */

export interface Syntax {
  readonly delimiter: string;
  /** Empty where quotes are text. */
  readonly quote: '"' | "'" | '';
  /** What makes text of a quote inside quotes: another quote, or a backslash. Databases escape all of a cell, without quotes. */
  readonly escape: 'quote' | 'backslash' | 'database';
  /** Whether blanks around cells are no part of them. */
  readonly trim: boolean;
  /** Whether it is a table as database clients print it, with rules between rows and a count at the end. */
  readonly table: boolean;
}

/** RFC 4180. */
export const usualSyntax: Omit<Syntax, 'delimiter'> = { quote: '"', escape: 'quote', trim: false, table: false };

export function isUsualSyntax({ quote, escape, trim, table }: Syntax): boolean {
  return quote !== "'" && escape === 'quote' && !trim && !table;
}

/** How csv-parse is to read: rows of any width, quotes inside unquoted fields are text. */
export function parserOptions({ delimiter, quote, escape, trim }: Syntax) {
  return {
    delimiter,
    quote: quote === '' ? null : quote,
    escape: escape === 'backslash' ? '\\' : quote === '' ? null : quote,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim,
  };
}

/** Comments (`# exported …`) and the `sep=;` that Excel writes; of tables rules and the count of rows. */
export function isComment(
  record: readonly string[],
  { table, delimiter }: Pick<Syntax, 'table' | 'delimiter'>,
): boolean {
  const first = record[0] ?? '';
  if ((first.startsWith('#') && !/^#\w*$/.test(first)) || (record.length <= 2 && /^sep=.?$/i.test(first))) return true;
  // `psql -A` has the count without the rules.
  if (delimiter === '|' && record.length === 1 && /^\(?\d+ rows?\b/.test(first)) return true;
  return table && isRule(record);
}

/** `+----+----+`, `----+----`, `|---|---|`. */
function isRule(record: readonly string[]): boolean {
  const text = record.join('');
  return text.length > 1 && /^[-+:]+$/.test(text) && text.includes('--');
}

/** Lines before the header of a table: a statement, a title, a rule. */
const headerWithin = 10;

/**
 * Whether a rule stands under the header, which is the first line with a bar. Rules further on prove nothing: a prompt of
 * several lines may well have one, and nobody may make a table of the log by what is asked.
 */
export function hasRules(text: string): boolean {
  const lines = text.split('\n', headerWithin + 1);
  const header = lines.findIndex(line => line.includes('|'));
  return header >= 0 && /^[ \t]*[+|]?-{2,}[-+|]*[ \t]*\r?$/.test(lines[header + 1] ?? '');
}
