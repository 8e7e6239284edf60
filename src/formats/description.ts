/**
 * A format as data: how an export is recognised, which of its records are requests, and which field is which column. The
 * descriptions in `catalogue/` are YAML of this shape, and so is what a user gives with --format-file; `schema/format-1.json`
 * says the same to editors and to the validator.
 */

/** One way to fill a column: a field, or several that are written one after the other (a date and a time of day). */
export type ColumnSource =
  | string
  | {
      readonly field: string;
      /** What one unit of the field is; durations only. */
      readonly unit?: Unit;
      /** Texts of the field, with what they are in the column: `ThrottlingException: "429"`. Others stay as they are. */
      readonly values?: Readonly<Record<string, string>>;
      /** How the field's texts are encoded. */
      readonly decode?: 'percent';
    }
  | { readonly join: readonly string[] };

export type Unit = 'ns' | 'us' | 'ms' | 's' | 'min';

export interface Recognised {
  /** Fields that most records have; a list stands for any one of its names. */
  readonly fields?: readonly (string | readonly string[])[];
  /** Fields that hold one of these texts in most records. */
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
  /** Fields that no record has: they tell a similar format apart. */
  readonly without?: readonly string[];
  /** A regular expression for a line of text; its named groups are the fields. Makes a format of lines. */
  readonly pattern?: string;
}

/** Records that a condition holds for; a field without a value is the empty text. */
export interface Condition {
  readonly field: string;
  readonly is?: readonly string[];
  readonly isNot?: readonly string[];
  readonly startsWith?: readonly string[];
}

export interface NotARequest extends Condition {
  /** What such records are, as counted in the report: `top-ups and other entries that are no request`. */
  readonly because: string;
}

export interface RecordsDescription {
  /** Lists that carry the records: `data[]`, `data[].results[]`. Each item is a record. */
  readonly in?: string;
  /** Records that are counted as filtered, with the reason. */
  readonly skip?: readonly NotARequest[];
  /** Set where no record is a request (sums of an hour, administrators' actions): what they are, and what to export instead. */
  readonly never?: string;
}

export interface FormatDescription {
  /** Lower-case words with dashes. */
  readonly name: string;
  readonly title: string;
  /** One or two sentences: where such a log comes from. */
  readonly about?: string;
  /** Where the fields are documented. */
  readonly sources?: readonly string[];
  readonly recognise: Recognised;
  readonly records?: RecordsDescription;
  /** Column to its sources in order of preference: for each record the first that holds a value. Empty: there is none. */
  readonly columns: Readonly<Record<string, ColumnSource | readonly ColumnSource[]>>;
  /** Fields that look like a column and are none, with what they are instead. */
  readonly not?: Readonly<Record<string, string>>;
  /** Further texts that stand for nothing in this format. */
  readonly absent?: readonly string[];
  /** Columns that this format cannot give, with what would. */
  readonly lacks?: Readonly<Record<string, string>>;
  /** How to get the log out, as a command where there is one. */
  readonly export?: string;
}

/** ms in one of each unit. */
export const unitScales: Readonly<Record<Unit, number>> = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000, min: 60_000 };

/** The sources of a column as a list. */
export function sourcesOf(source: ColumnSource | readonly ColumnSource[]): readonly ColumnSource[] {
  return Array.isArray(source) ? (source as readonly ColumnSource[]) : [source as ColumnSource];
}

/** Field of a binding for a source: parts that are joined are written with a plus. */
export function fieldOf(source: ColumnSource): string {
  if (typeof source === 'string') return source;
  return 'join' in source ? source.join.join('+') : source.field;
}
