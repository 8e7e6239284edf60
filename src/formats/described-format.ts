/** Formats that descriptions make of their own: lines with a pattern, and JSON whose records lie in a list they name. */
import type { FormatDescription } from './description.js';
import type { Format } from './format.js';
import { carriedJson } from './ndjson.js';
import { patternFormat } from './pattern-lines.js';
import { isJsonObject, type Inner, type Wrapper } from './unwrap.js';

/** undefined for a description that holds for records of any format. */
export function formatOf(description: FormatDescription): Format | undefined {
  const { recognise, records } = description;
  if (recognise.pattern !== undefined) return patternFormat(description);
  return records?.in === undefined ? undefined : carriedJson(description, carrierOf(records.in));
}

/** `data[].results[]`: each of the results of each of the data. What the line says beside its lists is looked up around. */
function carrierOf(path: string): Wrapper {
  const steps = path.split('[]').slice(0, -1);
  return {
    name: path,
    unwrap(line) {
      let items: readonly unknown[] = [line];
      for (const [at, step] of steps.entries()) {
        const lists = items.map(item => listAt(item, at === 0 ? step : step.replace(/^\./, '')));
        if (lists.every(list => list === undefined)) return undefined;
        items = lists.flatMap(list => list ?? []);
      }
      return items.map((record): Inner => ({ record, around: line }));
    },
  };
}

function listAt(item: unknown, path: string): readonly unknown[] | undefined {
  let value = item;
  for (const key of path.split('.')) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}
