/** Tables and rows as SQL of each database, and whether a value may stand in a literal as it is. */

const rowsAtOnce = 200;

const dialects = {
  postgres: { name: quotedBy('"'), text: doubled, type: type => type },
  sqlite: { name: quotedBy('"'), text: doubled, type: type => type },
  mysql: { name: quotedBy('`'), text: escaped, type: type => ({ text: 'longtext', jsonb: 'longtext' })[type] ?? type },
  clickhouse: { name: quotedBy('`'), text: escaped, object: asMap, type: type => type },
};

/** Statements that make the tables and fill them with the rows of all requests. */
export function* statements(database, tables, sent) {
  const dialect = dialects[database];
  if (database === 'sqlite') yield 'begin';
  for (const { table, columns, rows, after = '' } of tables) {
    const names = Object.keys(columns);
    const fields = names.map(name => `${dialect.name(name)} ${dialect.type(columns[name])}`);
    yield `create table ${dialect.name(table)} (${fields.join(', ')}) ${after}`;
    const insert = `insert into ${dialect.name(table)} (${names.map(dialect.name).join(', ')}) values`;
    const values = sent.flatMap(rows).map(row => `(${names.map(name => literal(row[name], dialect)).join(', ')})`);
    for (let at = 0; at < values.length; at += rowsAtOnce) {
      yield `${insert}\n${values.slice(at, at + rowsAtOnce).join(',\n')}`;
    }
  }
  if (database === 'sqlite') yield 'commit';
}

function literal(value, { text, object = asJson }) {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? text(value) : object(value, text);
}

function asJson(value, text) {
  return text(JSON.stringify(value));
}

/** Arrays are those of the database, objects its maps. */
function asMap(value, text) {
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${text(key)}: ${typeof inner === 'string' ? text(inner) : inner}`)
    .join(', ')}}`;
}

function doubled(value) {
  return `'${value.replaceAll("'", "''")}'`;
}

function escaped(value) {
  return `'${value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", String.raw`\'`)
    .replaceAll('\n', String.raw`\n`)}'`;
}

function quotedBy(quote) {
  return name => `${quote}${name}${quote}`;
}
