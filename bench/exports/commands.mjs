/**
 * How rows leave a database: the commands of the catalogue, word for word, and what people type instead. What cannot be read
 * as it is (`told`) must be refused with a hint.
 */
import { catalogue } from '../../dist/formats/catalogue.js';

export const fromCatalogueLabel = 'of the catalogue';

/** Commands of a description, one a line, with this program's name of what the reader fills in. */
function fromCatalogue(name, program) {
  const lines = (catalogue().find(description => description.name === name)?.export ?? '').split('\n');
  return lines
    .filter(line => line.includes(program) && line.includes('| revenuer scan -'))
    .map(line => ({
      label: fromCatalogueLabel,
      command: line
        .slice(0, line.lastIndexOf('| revenuer scan -'))
        .replace('-h HOST -u USER -p DATABASE', '"$MYSQL_DATABASE"')
        .replace(/\b[\w-]+\.db\b/, '"$SQLITE_FILE"'),
    }));
}

function psqlWays(query, table) {
  return [
    { label: 'aligned table', command: `psql -c '${query}'` },
    { label: 'unaligned', command: `psql -A -c '${query}'` },
    { label: 'tuples only', command: `psql -At -c '${query}'` },
    { label: 'expanded (\\x)', command: `psql -x -c '${query}'` },
    { label: 'psql --csv', command: `psql --csv -c '${query}'` },
    {
      label: '\\copy csv header',
      command: String.raw`psql -c "\copy (${query.replaceAll('"', String.raw`\"`)}) to stdout csv header"`,
    },
    {
      label: '\\copy csv, no header',
      command: String.raw`psql -c "\copy (${query.replaceAll('"', String.raw`\"`)}) to stdout csv"`,
    },
    { label: 'copy as text', command: `psql -c 'copy (${query}) to stdout'` },
    { label: 'copy as text with header', command: `psql -c 'copy (${query}) to stdout with (header)'` },
    { label: 'row_to_json', command: `psql -Atc 'select row_to_json(r) from (${query}) r'` },
    { label: 'json_agg', command: `psql -Atc 'select json_agg(r) from (${query}) r'` },
    { label: 'json_agg, aligned', command: `psql -c 'select json_agg(r) from (${query}) r'` },
    { label: 'row_to_json, aligned', command: `psql -c 'select row_to_json(r) from (${query}) r'` },
    { label: 'copy of row_to_json', command: `psql -c 'copy (select row_to_json(r) from (${query}) r) to stdout'` },
    { label: 'pg_dump --data-only', command: `pg_dump --data-only -t '${table}'` },
    { label: 'pg_dump --inserts', command: `pg_dump --data-only --inserts -t '${table}'` },
    { label: 'pg_dump', command: `pg_dump -t '${table}'` },
    { label: 'pg_dump -Fc', command: `pg_dump -Fc -t '${table}'` },
    { label: 'copy binary', command: `psql -c 'copy (${query}) to stdout binary'` },
  ];
}

function mysqlWays(query) {
  return [
    { label: '-e', command: `mysql "$MYSQL_DATABASE" -e '${query}'` },
    { label: '--table', command: `mysql --table "$MYSQL_DATABASE" -e '${query}'` },
    { label: '--vertical (\\G)', command: `mysql --vertical "$MYSQL_DATABASE" -e '${query}'` },
    { label: '--batch --raw', command: `mysql --batch --raw "$MYSQL_DATABASE" -e '${query}'` },
    { label: '--batch, no names', command: `mysql --batch -N "$MYSQL_DATABASE" -e '${query}'` },
    { label: '--xml', command: `mysql --xml "$MYSQL_DATABASE" -e '${query}'` },
    { label: '--html', command: `mysql --html "$MYSQL_DATABASE" -e '${query}'` },
    { label: 'mysqldump', command: `mysqldump "$MYSQL_DATABASE" logs` },
    {
      label: 'mysqldump, data only',
      command: `mysqldump --no-create-info --skip-extended-insert "$MYSQL_DATABASE" logs`,
    },
  ];
}

function sqliteWays(query) {
  const modes = [
    '-json',
    '-csv -header',
    '-csv',
    '-tabs -header',
    '-header',
    '',
    '-box',
    '-table',
    '-markdown',
    '-column -header',
  ];
  const more = ['-line', '-html', '-quote -header', '-ascii'];
  return [
    ...[...modes, ...more].map(mode => ({
      label: mode === '' ? 'no options' : mode,
      command: `sqlite3 ${mode} "$SQLITE_FILE" '${query}'`,
    })),
    { label: '.mode insert', command: `sqlite3 -cmd '.mode insert logs' "$SQLITE_FILE" '${query}'` },
    { label: '.dump', command: `sqlite3 "$SQLITE_FILE" .dump` },
    { label: 'the file', command: `cat "$SQLITE_FILE"` },
  ];
}

function clickhouseWays(query) {
  const formats = [
    'TabSeparated',
    'TabSeparatedWithNames',
    'TabSeparatedWithNamesAndTypes',
    'TSKV',
    'CSV',
    'CSVWithNames',
    'CSVWithNamesAndTypes',
    'JSONEachRow',
    'JSONStringsEachRow',
    'JSON',
    'JSONColumns',
    'JSONCompact',
    'JSONCompactEachRow',
    'JSONCompactEachRowWithNames',
    'JSONObjectEachRow',
    'Vertical',
    'Pretty',
    'PrettyCompact',
    'PrettySpace',
    'Markdown',
    'XML',
    'Values',
    'SQLInsert',
    'Parquet',
    'Arrow',
    'ArrowStream',
    'ORC',
    'Avro',
    'Native',
    'RowBinary',
    'MsgPack',
  ];
  return formats.map(format => ({ label: format, command: `clickhouse-client --query "${query} format ${format}"` }));
}

const spendLogs = 'select * from "LiteLLM_SpendLogs"';
const logs = 'select * from logs';
const joined =
  'select o.*, t.user_id, t.session_id from observations o left join traces t on t.id = o.trace_id and t.project_id = o.project_id';
const joinedClickhouse = joined.replace(
  'observations o left join traces t on',
  'observations as o final left join traces as t final on',
);

export const commands = {
  postgres: {
    litellm: [...fromCatalogue('litellm-spend-logs', 'psql'), ...psqlWays(spendLogs, '"LiteLLM_SpendLogs"')],
    langfuse2: [
      ...fromCatalogue('langfuse-postgres', 'psql'),
      { label: 'joined, csv', command: `psql --csv -c '${joined}'` },
    ],
    oneapi: fromCatalogue('one-api', 'psql'),
    newapi: [...fromCatalogue('new-api', 'psql'), ...psqlWays(logs, 'logs')],
  },
  mysql: {
    oneapi: fromCatalogue('one-api', 'mysql'),
    newapi: [...fromCatalogue('new-api', 'mysql'), ...mysqlWays(logs)],
  },
  sqlite: {
    oneapi: [...fromCatalogue('one-api', 'sqlite3'), ...sqliteWays(logs)],
    newapi: fromCatalogue('new-api', 'sqlite3'),
  },
  clickhouse: {
    langfuse3: [...fromCatalogue('langfuse-observations', 'clickhouse-client'), ...clickhouseWays(joinedClickhouse)],
  },
};
