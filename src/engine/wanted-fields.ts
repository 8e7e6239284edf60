import type { Part } from './understand.js';

/**
 * The fields that are read of an input, for those inputs of which columns can be read alone; undefined where records are taken
 * out of something, whose fields are not theirs.
 */
export function wantedFields(parts: readonly Part[]): string[] | undefined {
  if (parts.some(({ detected }) => detected.isTakenOut === true)) return undefined;
  const wanted = parts.flatMap(({ rules: { bindings, joins, skip } }) => {
    const bound = bindings.flatMap(({ field }) => joins[field] ?? [field]);
    return [...bound, ...skip.map(({ field }) => field)];
  });
  return [...new Set(wanted)];
}
