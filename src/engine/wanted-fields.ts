/** The fields that are read of an input, for those inputs of which columns can be read alone. */
import type { Part } from './understand.js';

export function wantedFields(parts: readonly Part[]): string[] {
  const wanted = parts.flatMap(({ rules: { bindings, joins, skip }, detected }) => {
    const seen = new Set(detected.fields.map(({ field }) => field));
    const bound = bindings.flatMap(({ field }) => joins[field] ?? [field]);
    return [...bound, ...skip.map(({ field }) => field).filter(field => seen.has(field))];
  });
  return [...new Set(wanted)];
}
