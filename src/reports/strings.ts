/** A copy of a value with every string in it, and every name of a field, passed through a function. */
export function mapStrings<T>(value: T, change: (text: string) => string): T;
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map(item => mapStrings<unknown>(item, change));
  if (typeof value !== 'object' || value === null) return value;
  // Entries, since a field may be called __proto__.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), mapStrings<unknown>(item, change)]),
  );
}
