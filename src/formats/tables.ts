/**
 * Tables as JSON: names of columns at one place, values at another. Answers of query APIs (BigQuery, Athena, Trino, Azure Log
 * Analytics, InfluxDB, ClickHouse) and of pandas' `to_json`.
 */

/** The rows of a table as objects; undefined where the object is none. */
export function tableRows(document: Readonly<Record<string, unknown>>): object[] | undefined {
  return (
    listed(document) ??
    nested(document) ??
    bigQuery(document) ??
    athena(document) ??
    columnLists(document) ??
    columnMaps(document)
  );
}

type Document = Readonly<Record<string, unknown>>;

/** Where the names of columns stand, and where the rows do. */
const nameKeys = ['columns', 'fields', 'meta', 'header', 'headers', 'columnNames', 'column_names', 'schema'];
const rowKeys = ['rows', 'data', 'values', 'records', 'result'];
/** Lists of tables. */
const tableKeys = ['series', 'tables', 'Tables', 'results'];

/** `{"columns":["ts","user"],"data":[["…","a"]]}`, names as texts or as objects that have one. */
function listed(document: Document): object[] | undefined {
  const names = nameKeys.map(key => namesOf(own(document, key))).find(one => one !== undefined);
  if (names === undefined) return undefined;
  const rows = rowKeys.map(key => own(document, key)).find(value => isRows(value, names.length));
  return rows === undefined ? undefined : rows.map(row => recordOf(names, row));
}

/** `{"series":[{…}]}`, `{"tables":[{…}]}`: all of them tables. */
function nested(document: Document): object[] | undefined {
  for (const key of tableKeys) {
    const list = own(document, key);
    if (!Array.isArray(list) || list.length === 0 || !list.every(isObject)) continue;
    const tables = list.map(table => listed(table) ?? nested(table));
    if (tables.every(rows => rows !== undefined)) return tables.flat();
  }
  return undefined;
}

/** `{"schema":{"fields":[{"name":"ts"}]},"rows":[{"f":[{"v":"…"}]}]}`. */
function bigQuery(document: Document): object[] | undefined {
  const schema = own(document, 'schema');
  const names = isObject(schema) ? namesOf(own(schema, 'fields')) : undefined;
  const rows = own(document, 'rows');
  if (names === undefined || !Array.isArray(rows)) return undefined;
  const cells = rows.map(row => (isObject(row) ? own(row, 'f') : undefined));
  if (!isRows(cells, names.length)) return undefined;
  return cells.map(row =>
    recordOf(
      names,
      row.map(cell => (isObject(cell) ? own(cell, 'v') : undefined)),
    ),
  );
}

/** `{"ResultSet":{"Rows":[{"Data":[{"VarCharValue":"ts"}]}]}}`, the first row of which are the names. */
function athena(document: Document): object[] | undefined {
  const set = own(document, 'ResultSet');
  const rows = isObject(set) ? own(set, 'Rows') : undefined;
  if (!isObject(set) || !Array.isArray(rows) || rows.length === 0) return undefined;
  const cells = rows.map(row => (isObject(row) ? own(row, 'Data') : undefined));
  const first = cells[0];
  if (!Array.isArray(first) || !isRows(cells, first.length)) return undefined;
  const texts = cells.map(row => row.map(cell => (isObject(cell) ? own(cell, 'VarCharValue') : undefined)));
  const info = own(set, 'ResultSetMetadata');
  const told = isObject(info) ? namesOf(own(info, 'ColumnInfo')) : undefined;
  const names = told ?? namesOf(texts[0]);
  if (names === undefined || names.length !== first.length) return undefined;
  const isHeader = names.every((name, at) => texts[0]?.[at] === name);
  return texts.slice(isHeader ? 1 : 0).map(row => recordOf(names, row));
}

/** Columns that a table has at least, and its rows, where nothing else says that it is one. */
const fewestColumns = 3;
const fewestRows = 2;

/** `{"ts":["…","…"],"user":["a","b"]}`: JSONColumns of ClickHouse, `orient="list"`. */
function columnLists(document: Document): object[] | undefined {
  const columns = Object.entries(document);
  const rows = Array.isArray(columns[0]?.[1]) ? columns[0][1].length : 0;
  if (columns.length < fewestColumns || rows < fewestRows) return undefined;
  if (!columns.every(([, values]) => Array.isArray(values) && values.length === rows)) return undefined;
  if (columns.some(([, values]) => (values as unknown[]).some(value => typeof value === 'object' && value !== null))) {
    return undefined;
  }
  return Array.from({ length: rows }, (_, at) =>
    Object.fromEntries(columns.map(([name, values]) => [name, (values as unknown[])[at]])),
  );
}

/** `{"ts":{"0":"…","1":"…"},"user":{"0":"a","1":"b"}}`: what pandas writes unless told otherwise. */
function columnMaps(document: Document): object[] | undefined {
  const columns = Object.entries(document);
  const [first] = columns;
  if (columns.length < fewestColumns || first === undefined || !isObject(first[1])) return undefined;
  const places = Object.keys(first[1]);
  if (places.length < fewestRows || !places.every(place => /^\d{1,12}$/.test(place))) return undefined;
  const isTable = columns.every(
    ([, values]) =>
      isObject(values) &&
      Object.keys(values).length === places.length &&
      places.every(place => Object.hasOwn(values, place)),
  );
  if (!isTable) return undefined;
  return places.map(place => Object.fromEntries(columns.map(([name, values]) => [name, (values as Document)[place]])));
}

function namesOf(value: unknown): string[] | undefined {
  if (!Array.isArray(value) || value.length < 2) return undefined;
  const names = value.map((one: unknown) => (isObject(one) ? nameOf(one) : one));
  return names.every(name => typeof name === 'string' && name !== '') ? (names as string[]) : undefined;
}

function nameOf(column: Document): unknown {
  return ['name', 'Name', 'ColumnName', 'field', 'text', 'label']
    .map(key => own(column, key))
    .find(name => name !== undefined);
}

function isRows(value: unknown, width: number): value is unknown[][] {
  return Array.isArray(value) && value.length > 0 && value.every(row => Array.isArray(row) && row.length === width);
}

function recordOf(names: readonly string[], row: readonly unknown[]): object {
  return Object.fromEntries(names.map((name, at) => [name, row[at]]));
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(object: Document, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
