/** Digits in groups of three, as `toLocaleString('en-US')` writes them, without the tables of all languages. */
export function inGroups(value: number): string {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return value.toLocaleString('en-US');
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
