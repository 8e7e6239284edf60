/** The value with every string in it, and every name of a field, passed through a function: the value itself where none changes. */
export function mapStrings<T>(value: T, change: (text: string) => string): T;
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? mapItems(value, change) : mapFields(value, change);
}

function mapItems(items: readonly unknown[], change: (text: string) => string): readonly unknown[] {
  let mapped: unknown[] | undefined;
  for (let i = 0; i < items.length; i++) {
    const item = mapStrings(items[i], change);
    if (item !== items[i]) (mapped ??= [...items])[i] = item;
  }
  return mapped ?? items;
}

function mapFields(value: object, change: (text: string) => string): object {
  // Entries, since a field may be called __proto__.
  let changed = false;
  const entries = Object.entries(value);
  for (const entry of entries) {
    const [key, item] = entry as [string, unknown];
    entry[0] = change(key);
    entry[1] = mapStrings(item, change);
    changed ||= entry[0] !== key || entry[1] !== item;
  }
  return changed ? Object.fromEntries(entries) : value;
}
