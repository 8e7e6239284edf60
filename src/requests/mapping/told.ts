/** What the user says of fields: `--map column=field`, with preferences, units, joins, and for one input alone. */
import { UsageError } from '../../errors.js';
import { isSourceColumn, sourceColumnNames, sourceColumns, type SourceColumnName } from '../columns.js';
import { fold, leafOf } from './names.js';
import { unitScales } from './units.js';

/** A field to read a column from. */
export interface Preference {
  readonly field: string;
  /** ms in one unit of a duration. */
  readonly scale?: number;
  /** What is known of how its values are written. */
  readonly form?: object;
}

/** One column of {@link MappingOptions.overrides}. */
export interface Told {
  readonly column: SourceColumnName;
  /** Most preferred first. */
  readonly preferences: readonly Preference[];
}

/**
 * Reads mappings as they are given: keys are `account`, or `a.csv:account` for the input of that name alone, which wins;
 * values are `user.id`, `user.id|user.name` (the first that a record has), `dur:us` (durations), `date+time` (put together).
 * Where a field is called so by itself, it is that field.
 * @throws UsageError for an unknown column or a unit where there is none
 */
export function toldOf(
  overrides: Readonly<Record<string, string>>,
  input: string,
  isField: (name: string) => boolean,
): Told[] {
  const told = new Map<SourceColumnName, Told>();
  const entries = Object.entries(overrides).map(([key, text]) => ({ ...placeOf(key), text }));
  for (const own of [false, true]) {
    for (const { column, of, text } of entries) {
      if (!isSourceColumn(column)) throw unknownColumn(column);
      if ((of !== undefined) !== own || (of !== undefined && !isInput(of, input))) continue;
      told.set(column, { column, preferences: preferencesOf(column, text, isField) });
    }
  }
  return [...told.values()];
}

/** `a.csv:account` is the column account of one input. Columns have no colon in their names. */
export function placeOf(key: string): { column: string; of?: string } {
  const cut = key.lastIndexOf(':');
  return cut < 0 ? { column: key } : { column: key.slice(cut + 1), of: key.slice(0, cut) };
}

/** Whether a path is meant by a name: itself, or the end of it from a slash on. */
export function isInput(name: string, path: string): boolean {
  const plain = path.replaceAll('\\', '/');
  const wanted = name.replaceAll('\\', '/').replace(/^\.\//, '');
  return plain === wanted || plain.endsWith(`/${wanted}`);
}

function preferencesOf(column: SourceColumnName, text: string, isField: (name: string) => boolean): Preference[] {
  const parts = isField(text) ? [text] : text.split('|').map(part => part.trim());
  return parts.filter(part => part !== '').map(part => preferenceOf(column, part, isField));
}

function preferenceOf(column: SourceColumnName, text: string, isField: (name: string) => boolean): Preference {
  if (isField(text)) return { field: text };
  const cut = text.lastIndexOf(':');
  const unit = cut < 1 ? undefined : text.slice(cut + 1);
  const scale = unit === undefined || !Object.hasOwn(unitScales, unit) ? undefined : unitScales[unit];
  if (scale === undefined) return { field: text };
  if (sourceColumns[column].kind !== 'duration') {
    throw new UsageError(`--map ${column}=${text}: ${column} has no unit`, {
      hint: 'Units are for durations: latency.',
    });
  }
  return { field: text.slice(0, cut), scale };
}

function unknownColumn(column: string): UsageError {
  const wanted = fold(column);
  const near =
    sourceColumnNames.find(name => fold(name) === wanted) ??
    sourceColumnNames.find(name => fold(name).startsWith(wanted.slice(0, 4)));
  const hint = `Columns: ${sourceColumnNames.join(', ')}.`;
  return new UsageError(`there is no column "${column}"`, {
    hint: near === undefined ? hint : `Did you mean ${near}? ${hint}`,
  });
}

/** Fields called alike, at most three: same folded name, same last part, one within the other. */
export function nearFields(wanted: string, fields: readonly string[]): string[] {
  const name = fold(wanted);
  const last = fold(leafOf(wanted));
  const closeness = (field: string): number => {
    const folded = fold(field);
    if (folded === name) return 0;
    if (fold(leafOf(field)) === last) return 1;
    if (folded.includes(last) || last.includes(fold(leafOf(field)))) return 2;
    return commonStart(folded, name) >= 3 || commonStart(fold(leafOf(field)), last) >= 3 ? 3 : 9;
  };
  return fields
    .map(field => ({ field, far: closeness(field) }))
    .filter(({ far }) => far < 9)
    .sort((a, b) => a.far - b.far || (a.field < b.field ? -1 : 1))
    .slice(0, 3)
    .map(({ field }) => field);
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}
