/** Backslashes in the text that databases write: COPY of PostgreSQL, `mysql --batch`, TabSeparated of ClickHouse. */

const meanings: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '0': '\0' };
/** A cell that is nothing (`\N`) stays as it is. */
const escapes = /\\([\\'bfnrtv0])/g;
/** Every backslash of such text begins one of these. */
const written = /^(?:[^\\]|\\[\\'bfnrtv0N])*$/s;

/** The text that was written so; a backslash before anything else stays. */
export function withoutEscapes(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replaceAll(escapes, (_, sign: string) => meanings[sign] ?? sign);
}

/**
 * Whether a database escaped these cells: each backslash in them begins an escape, and JSON in them is JSON without the escapes
 * rather than with them. Who writes into a cell cannot change that, since what is escaped is escaped throughout.
 */
export function areEscaped(cells: readonly string[]): boolean {
  const some = cells.filter(cell => cell.includes('\\') && cell !== String.raw`\N`);
  if (some.length === 0 || !some.every(cell => written.test(cell))) return false;
  return evidenceOfEscapes(some) >= 0;
}

/** Texts that are JSON without the escapes alone, less those that are JSON as they stand alone. */
export function evidenceOfEscapes(texts: readonly string[]): number {
  let evidence = 0;
  for (const text of texts) {
    if (!/^[[{]/.test(text) || !text.includes('\\')) continue;
    evidence += Number(isJson(withoutEscapes(text))) - Number(isJson(text));
  }
  return evidence;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
