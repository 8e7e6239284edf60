/** MongoDB's extended JSON: values of one key that says their type, `{"$date":"…"}`, `{"$oid":"…"}`, `{"$numberLong":"7"}`. */

const kinds = ['$date', '$oid', '$numberLong', '$numberInt', '$numberDouble', '$numberDecimal', '$uuid'] as const;

/** The value that such an object stands for; any other value as it is. */
export function plainValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const kind = kinds.find(key => Object.hasOwn(value, key));
  if (kind === undefined || Object.keys(value).length > 1) return value;
  const inside = (value as Record<string, unknown>)[kind];
  // A date may be `{"$date":{"$numberLong":"1795162530123"}}`.
  return kind === '$date' && typeof inside === 'object' ? scalarOf(inside) : inside;
}

function scalarOf(value: object | null): unknown {
  return value !== null && Object.hasOwn(value, '$numberLong')
    ? (value as Record<string, unknown>)['$numberLong']
    : value;
}
