/** How the writer of a delimited file sets its cells: delimiter, quotes, escapes, blanks, and lines that are no rows. */

export interface Syntax {
  readonly delimiter: string;
  /** Empty where quotes are text. */
  readonly quote: '"' | "'" | '';
  /** What makes text of a quote inside quotes: another quote, or a backslash. */
  readonly escape: 'quote' | 'backslash';
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
export function isComment(record: readonly string[], { table }: Pick<Syntax, 'table'>): boolean {
  const first = record[0] ?? '';
  if ((first.startsWith('#') && !/^#\w*$/.test(first)) || (record.length <= 2 && /^sep=.?$/i.test(first))) return true;
  return table && (isRule(record) || (record.length === 1 && /^\(?\d+ rows?\b/.test(first)));
}

/** `+----+----+`, `----+----`, `|---|---|`. */
function isRule(record: readonly string[]): boolean {
  const text = record.join('');
  return text.length > 1 && /^[-+:]+$/.test(text) && text.includes('--');
}

export function hasRules(text: string): boolean {
  return /^[ \t]*[+|]?-{2,}[-+|]*[ \t]*\r?$/m.test(text);
}
