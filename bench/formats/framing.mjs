/** How records stand in a file: a line each, an array, a page of an API, a table. Each makes chunks of text of records. */

export function* ndjson(records) {
  for (const record of records) yield `${JSON.stringify(record)}\n`;
}

/** A JSON array with a record a line, as `jq` and most consoles write it. */
export function* jsonArray(records) {
  yield* wrapped(records, '[\n', '\n]\n');
}

/** An answer of an API: the records in a list under a key, all on one line. */
export const page = (before, after) =>
  function* (records) {
    yield* wrapped(records, before, after, ',');
  };

function* wrapped(records, before, after, between = ',\n') {
  yield before;
  let first = true;
  for (const record of records) {
    yield `${first ? '' : between}${JSON.stringify(record)}`;
    first = false;
  }
  yield after;
}

/** RFC 4180; objects as JSON, absent values empty. All records have the keys of the first. */
export function* csv(records) {
  yield* delimited(records, quoted);
}

/** Tab-separated, as `mysql --batch` writes it: NULL is a word, tabs and line ends are escaped. */
export function* mysqlBatch(records) {
  yield* delimited(records, tabEscaped, '\t');
}

function* delimited(records, cellOf, between = ',') {
  let names;
  for (const record of records) {
    if (names === undefined) yield `${(names = Object.keys(record)).map(name => cellOf(name)).join(between)}\n`;
    yield `${names.map(name => cellOf(record[name])).join(between)}\n`;
  }
}

function quoted(value) {
  const text = textOf(value, '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function tabEscaped(value) {
  return textOf(value, 'NULL').replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}

function textOf(value, absent) {
  if (value === null || value === undefined) return absent;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Lines of text, with lines that stand before them. */
export const lines = (before = []) =>
  function* (records) {
    for (const line of before) yield `${line}\n`;
    for (const line of records) yield `${line}\n`;
  };
