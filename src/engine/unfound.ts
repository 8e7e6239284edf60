/** Fields that `--map` names and no input has. */
import { UsageError } from '../errors.js';
import type { UnfoundField } from '../requests/mapping.js';
import { isInput, placeOf } from '../requests/mapping/told.js';

/** One problem for each field that is in none of the inputs: one that some of them have was not mistyped. */
export function unfoundProblems(inputs: readonly (readonly UnfoundField[])[]): string[] {
  const [first, ...others] = inputs;
  return (first ?? [])
    .filter(({ column, field }) => others.every(list => list.some(one => one.column === column && one.field === field)))
    .map(({ column, field, near }) => {
      const hint =
        near.length === 0 ? 'revenuer formats --detect lists the fields' : `did you mean ${near.join(' or ')}?`;
      return `--map ${column}=${field}: no input has such a field (${hint})`;
    });
}

/** @throws UsageError for a mapping of an input that is none */
export function requireMappedInputs(map: Readonly<Record<string, string>>, paths: readonly string[]): void {
  for (const key of Object.keys(map)) {
    const { of } = placeOf(key);
    if (of === undefined || paths.some(path => isInput(of, path))) continue;
    throw new UsageError(`--map ${key}=${map[key] ?? ''}: no input is called ${of}`, {
      hint: `Inputs: ${paths.join(', ')}.`,
    });
  }
}
