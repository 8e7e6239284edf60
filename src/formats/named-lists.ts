/** Lists of names and values: `[{"name":…,"value":…}]` (AWS WAF headers) and OTLP's `[{"key":…,"value":{"stringValue":…}}]`. */

/** Longest list searched by name: a hostile record must not cost more than its bytes. */
const maximumItems = 1024;

export type NamedItem = readonly [name: string, value: unknown];

/** The items of such a list, or undefined when it is another kind of list. */
export function namedItems(list: readonly unknown[]): NamedItem[] | undefined {
  if (list.length === 0 || list.length > maximumItems) return undefined;
  const items: NamedItem[] = [];
  for (const item of list) {
    const named = asNamed(item);
    if (named === undefined) return undefined;
    items.push(named);
  }
  return items;
}

/** Value of the item of this name; header names are compared without case when no item matches exactly. */
export function namedItem(list: readonly unknown[], name: string): unknown {
  const lower = name.toLowerCase();
  let similar: unknown;
  for (let index = 0; index < list.length && index < maximumItems; index += 1) {
    const named = asNamed(list[index]);
    if (named === undefined) return undefined;
    if (named[0] === name) return named[1];
    if (similar === undefined && named[0].toLowerCase() === lower) similar = named[1];
  }
  return similar;
}

/** Unwraps an OTLP AnyValue (`{"intValue":"7"}`); any other value is returned as it is. */
export function anyValue(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  for (const kind of ['stringValue', 'intValue', 'doubleValue', 'boolValue', 'bytesValue'] as const) {
    if (Object.hasOwn(value, kind)) return (value as Record<string, unknown>)[kind];
  }
  const list = listOf(value, 'arrayValue');
  if (list !== undefined) return depth > 8 ? undefined : list.map(item => anyValue(item, depth + 1));
  return listOf(value, 'kvlistValue') ?? value;
}

function asNamed(item: unknown): NamedItem | undefined {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, 'value')) return undefined;
  const { name, key, value } = item as { name?: unknown; key?: unknown; value: unknown };
  if (typeof name === 'string') return [name, value];
  return typeof key === 'string' ? [key, value] : undefined;
}

function listOf(value: object, kind: 'arrayValue' | 'kvlistValue'): readonly unknown[] | undefined {
  if (!Object.hasOwn(value, kind)) return undefined;
  const list = (value as Record<string, { values?: unknown } | null>)[kind]?.values;
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}
