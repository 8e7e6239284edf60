/** What database clients print for people, and dumps for databases: which it is, and how the same rows are had as a log. */
import { copiedRows } from '../sources/magic.js';

export interface ClientOutput {
  readonly what: string;
  readonly hint: string;
}

interface Known extends ClientOutput {
  readonly begins: RegExp;
}

const byMysql = "Write them as lines: `mysql --batch DATABASE -e 'select * from TABLE' | revenuer scan -`.";
const byPsql = "Write them as CSV: `psql --csv -c 'select * from TABLE' | revenuer scan -`.";
const byClickhouse =
  "Write them as JSON lines: `clickhouse-client --query 'select * from TABLE format JSONEachRow' | revenuer scan -`.";
const bySqlite = "Write them as JSON: `sqlite3 -json FILE 'select * from TABLE' | revenuer scan -`.";
const anyClient =
  'Write them as CSV or JSON: `psql --csv`, `mysql --batch`, `sqlite3 -json`, ClickHouse `format JSONEachRow`.';
const load =
  "Ask the database instead: `mysql --batch DATABASE -e 'select * from TABLE'`, `psql --csv -c 'select * from TABLE'`, or for SQLite `sqlite3 -json -cmd '.read FILE' :memory: 'select * from TABLE'`, each with `| revenuer scan -`.";

const knownOutputs: readonly Known[] = [
  { begins: /^\*{5,} 1\. row \*{5,}/, what: 'output of mysql with one value a line', hint: byMysql },
  { begins: /^-\[ RECORD 1 \]/, what: 'output of psql with one value a line', hint: byPsql },
  { begins: /^Row 1:\r?\n─{3,}/, what: 'output of ClickHouse with one value a line', hint: byClickhouse },
  { begins: /^ *\w{1,64} = .{0,999}\n *\w{1,64} = /, what: 'output of sqlite3 with one value a line', hint: bySqlite },
  { begins: /^[┌┏╔╭][─━═]/, what: 'a table drawn for people', hint: anyClient },
  {
    begins: /^(?:--\s{1,9})?-- PostgreSQL database dump/,
    what: 'a dump of PostgreSQL',
    hint: `Take the rows of the log out of it: \`${copiedRows} FILE | revenuer scan -\`, or write them as CSV: \`psql --csv -c 'select * from TABLE' | revenuer scan -\`.`,
  },
  {
    begins:
      /^(?:-- (?:MySQL|MariaDB) dump|\/\*M?!\d+|PRAGMA foreign_keys=|(?:INSERT|REPLACE) INTO [`"'\w.]{1,128} ?(?:\(|VALUES))/i,
    what: 'a dump as SQL',
    hint: load,
  },
  {
    begins: /^<(?:\?xml|!doctype|html|table|tr)\b/i,
    what: 'markup',
    hint: 'Export the log as JSON lines or CSV.',
  },
];

/** @param head the beginning of an input; what matters is written by the program that made it, before any row */
export function clientOutput(head: Buffer): ClientOutput | undefined {
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/^(?:\r?\n)+/, '');
  if (isTskv(text)) return { what: 'TSKV of ClickHouse', hint: byClickhouse };
  return knownOutputs.find(({ begins }) => begins.test(text));
}

/** `name=value` between tabs, with blanks in values that nothing quotes: read as logfmt, a prompt would give fields. */
function isTskv(text: string): boolean {
  const pairs = (text.split('\n', 1)[0] ?? '').replace(/^tskv\t/, '').split('\t');
  return (
    pairs.length >= 3 && pairs.every(pair => /^[\w.]+=/.test(pair)) && pairs.some(pair => /^[\w.]+=[^" ]* /.test(pair))
  );
}
