/** What a description of a format says of columns, as the mapping takes it. */
import { fieldOf, sourcesOf, unitScales, type ColumnSource, type FormatDescription } from '../formats/description.js';
import type { FieldBinding, SampledField } from '../formats/format.js';
import type { MappingHints, Preference } from './mapping.js';

export function hintsOf(description: FormatDescription | undefined): MappingHints | undefined {
  if (description === undefined) return undefined;
  const { columns, not = {}, absent = [], lacks = {} } = description;
  return {
    columns: Object.fromEntries(
      Object.entries(columns).map(([column, sources]) => [column, sourcesOf(sources).map(hinted)]),
    ),
    not: new Set(Object.keys(not)),
    absent: new Set(absent.map(text => text.toLowerCase())),
    lacks,
  };
}

function hinted(source: ColumnSource): Preference {
  const field = fieldOf(source);
  if (typeof source === 'string' || 'join' in source) return { field };
  const { unit, values, decode } = source;
  const rewrite = { ...(values !== undefined && { values }), ...(decode !== undefined && { decode }) };
  return {
    field,
    ...(unit !== undefined && { scale: unitScales[unit] }),
    ...(Object.keys(rewrite).length > 0 && { form: { rewrite } }),
  };
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
