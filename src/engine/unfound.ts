/** Fields that `--map` names and no input has. */
import { UsageError } from '../errors.js';
import type { Mapping } from '../requests/mapping.js';
import { isInput, placeOf } from '../requests/mapping/told.js';

/** One problem for each field that none of the inputs has: several inputs may have different fields. */
export function unfoundProblems(mappings: readonly Pick<Mapping, 'unfound'>[]): string[] {
  const [first, ...others] = mappings;
  const nowhere = (first?.unfound ?? []).filter(({ column, field }) =>
    others.every(({ unfound }) => unfound.some(one => one.column === column && one.field === field)),
  );
  return nowhere.map(({ column, field, near }) => {
    const hint =
      near.length === 0 ? 'revenuer formats --detect FILE lists the fields' : `did you mean ${near.join(' or ')}?`;
    return `--map ${column}=${field}: no such field in the sampled records; ${hint}`;
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
