/** Takes rows out of a line: a list of values, one of several in a list that goes over lines, or a list of such rows. */

/** Integers of so many digits may be more than a number holds exactly. */
const inexact = 16;

/** undefined where the line is no JSON list. Integers that a number cannot hold are texts. */
export function rowsIn(line: string): (readonly unknown[])[] | undefined {
  const text = line.endsWith(',') ? line.slice(0, -1).trimEnd() : line;
  if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
  for (const one of candidates(text)) {
    const parsed = parsedOf(one);
    if (Array.isArray(parsed)) return rowsOf(parsed);
  }
  return undefined;
}

/** The line, without the bracket that opens the list of all rows, and without that which closes it. */
function* candidates(text: string): Generator<string> {
  yield text;
  if (text.startsWith('[')) yield text.slice(1).trimStart();
  yield text.slice(0, -1).trimEnd();
}

function rowsOf(list: readonly unknown[]): (readonly unknown[])[] {
  return list.length > 0 && list.every(item => Array.isArray(item)) ? (list as unknown[][]) : [list];
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(/\d{16}/.test(text) ? exactly(text) : text) as unknown;
  } catch {
    return undefined;
  }
}

/** With quotes around long integers, so that two accounts whose numbers differ in the last digit stay two. */
function exactly(text: string): string {
  const parts: string[] = [];
  let done = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (isQuoted && sign === 0x5c) at += 1;
    else if (sign === 0x22) isQuoted = !isQuoted;
    else if (!isQuoted && isDigit(sign)) {
      const end = numberEnd(text, at);
      if (end - at >= inexact && /^\d+$/.test(text.slice(at, end))) {
        const from = text.charAt(at - 1) === '-' ? at - 1 : at;
        parts.push(text.slice(done, from), '"', text.slice(from, end), '"');
        done = end;
      }
      at = end - 1;
    }
  }
  return parts.join('') + text.slice(done);
}

function numberEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && /[\d.eE+-]/.test(text.charAt(end))) end += 1;
  return end;
}

function isDigit(sign: number): boolean {
  return sign >= 0x30 && sign <= 0x39;
}

const typeName =
  /^(Nullable|LowCardinality|Array|Map|Tuple|Enum8|Enum16|U?Int(8|16|32|64|128|256)|B?Float(16|32|64)|Decimal\d*|String|FixedString|UUID|Date(32)?|DateTime(64)?|IPv[46]|Bool|JSON|varchar|char|text|bigint|integer|int|smallint|double( precision)?|real|boolean|timestamp|date|numeric|decimal)\b/i;

/** Types of columns under their names. */
export function typesRow(row: readonly unknown[]): boolean {
  return row.length > 0 && row.every(type => typeof type === 'string' && type.length <= 200 && typeName.test(type));
}
