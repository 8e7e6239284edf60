/** What a description of a format says of columns, as the mapping takes it. */
import { fieldOf, sourcesOf, unitScales, type ColumnSource, type FormatDescription } from '../formats/description.js';
import type { FieldBinding, SampledField } from '../formats/format.js';

/** Where a column is read from: field, ms in one unit of it, and further texts that stand for nothing. */
export interface HintedField {
  readonly field: string;
  readonly scale?: number;
}

export interface MappingHints {
  /** Column to fields, most preferred first. None: the log has no such column, whatever names suggest. */
  readonly columns: Readonly<Record<string, readonly HintedField[]>>;
  /** Fields that are no column, with what they are. */
  readonly not: Readonly<Record<string, string>>;
  /** Texts that stand for nothing here. */
  readonly absent: readonly string[];
}

export function hintsOf(description: FormatDescription | undefined): MappingHints | undefined {
  if (description === undefined) return undefined;
  const { columns, not = {}, absent = [] } = description;
  return {
    columns: Object.fromEntries(
      Object.entries(columns).map(([column, sources]) => [column, sourcesOf(sources).map(hinted)]),
    ),
    not,
    absent,
  };
}

function hinted(source: ColumnSource): HintedField {
  const field = fieldOf(source);
  if (typeof source === 'string' || 'join' in source || source.unit === undefined) return { field };
  return { field, scale: unitScales[source.unit] };
}

/** Bound fields that the log does not have under that name, as the parts they are joined of. */
export function joinsOf(
  bindings: readonly FieldBinding[],
  fields: readonly SampledField[],
): Readonly<Record<string, readonly string[]>> {
  const names = new Set(fields.map(({ field }) => field));
  const joined = bindings.filter(({ field }) => field.includes('+') && !names.has(field));
  return Object.fromEntries(joined.map(({ field }) => [field, field.split('+')]));
}
