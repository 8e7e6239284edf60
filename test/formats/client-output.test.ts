/** What database clients print: read as rows, or refused by name with the command that mends it. */
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import { detectFormat } from '../../src/formats/detect.js';
import { cut, decode, inBlocks } from './records.js';

function refusal(text: string): string {
  try {
    detectFormat(cut(text));
  } catch (error) {
    if (error instanceof InputError) return `${error.message}: ${error.hint}`;
    throw error;
  }
  return 'read';
}

describe('what is refused', () => {
  it.each([
    [
      'output of mysql with one value a line',
      `${'*'.repeat(27)} 1. row ${'*'.repeat(27)}\nid: 1\nuser_id: 7\n`,
      'mysql --batch',
    ],
    ['output of psql with one value a line', '-[ RECORD 1 ]---+-----\nid | 1\nuser | a, b\n', 'psql --csv'],
    ['output of ClickHouse with one value a line', 'Row 1:\n──────\nid: 1\nuser: a\n', 'format JSONEachRow'],
    ['output of sqlite3 with one value a line', '     id = 1\nuser_id = 7\n created = 2026\n', 'sqlite3 -json'],
    ['a table drawn for people', '┌──┬──┐\n│id│user│\n├──┼──┤\n', '`psql --csv`'],
    ['a table drawn for people', '┌─id─┬─user─┐\n│  1 │ a    │\n', '`psql --csv`'],
    [
      'a dump of PostgreSQL',
      '--\n-- PostgreSQL database dump\n--\n\nSET a = 0;\n\nCOPY t (a, b) FROM stdin;\n1\t2\n',
      "awk '/^COPY .*TABLE/",
    ],
    ['a dump as SQL', '/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n', 'mysql --batch'],
    ['a dump as SQL', '-- MySQL dump 10.13  Distrib 8.0\n--\n', 'mysql --batch'],
    ['a dump as SQL', "PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nINSERT INTO logs VALUES(1,'a');\n", '.read FILE'],
    ['a dump as SQL', "INSERT INTO `logs` VALUES (1,'a',2),(2,'b',3);\n", 'mysql --batch'],
    ['markup', '<?xml version="1.0"?>\n<resultset>\n<row><field name="id">1</field></row>\n', 'JSON lines or CSV'],
    ['markup', '<TABLE BORDER=1><TR><TH>id</TH></TR>\n<TR><TD>1</TD></TR>', 'JSON lines or CSV'],
  ])('%s: %#', (what, text, helps) => {
    expect(refusal(text)).toContain(`this is ${what}, not a log: `);
    expect(refusal(text)).toContain(helps);
  });

  it('name=value between tabs where values have blanks', () => {
    const row = (n: number) => `id=r${n}\tstart_time=2026-11-20 08:15:3${n}\tinput=say a=b\tuser_id=u${n}\n`;
    expect(refusal(row(1) + row(2))).toContain('this is TSKV of ClickHouse, not a log: Write them as JSON lines');
    expect(refusal('time=1\tuser=a\tmsg="b c"\n'.repeat(9))).toBe('read');
  });

  it('a line of blanks, under which psql prints JSON', () => {
    expect(refusal(`${' '.repeat(5000)}json_agg\n`)).toContain('psql -At');
  });

  it('but not where such text comes later, as a client could make it', () => {
    const log = '{"time":1795162530,"user":"-- PostgreSQL database dump"}\n<?xml version="1.0"?>\n';
    expect(refusal(log.repeat(20))).toBe('read');
  });
});

function read(text: string, fields: string[]) {
  const found = detectFormat(cut(text));
  const { requests, rejects } = decode(found, inBlocks(cut(text), 2), fields);
  return { found, rejects, records: requests.map(({ values }) => fields.map(field => values[field])) };
}

describe('rows of a database', () => {
  const json = (note: string) => JSON.stringify({ path: '/v1', note });
  const copied = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  const notes = ['say "hi"', 'a\ttab', 'C:\\new', '"whole"'];

  it('are read without the escapes that COPY puts into cells, and quotes in them are text', () => {
    const rows = notes.map((note, n) =>
      [`2026-11-20 08:15:3${n}`, `u_${n}`, copied(note), copied(json(note))].join('\t'),
    );
    const { found, records } = read(`at\tuser_id\tprompt\tother\n${rows.join('\n')}\n`, [
      'prompt',
      'other.path',
      'other.note',
    ]);
    expect(found.framing.quotedBy).toBeUndefined();
    expect(records).toEqual(notes.map(note => [note, '/v1', note]));
  });

  it('are read from JSON lines of which each backslash was escaped once more', () => {
    const lines = notes.map((note, n) =>
      copied(JSON.stringify({ time: 1795162530 + n, user: `u_${n}`, prompt: note })),
    );
    const { found, records } = read(`${lines.join('\n')}\n`, ['prompt']);
    expect(found.notes.join()).toContain('escaped once more');
    expect(records).toEqual(notes.map(note => [note]));
  });

  it('are left as they are where JSON is sound', () => {
    const lines = ['say "hi"', 'ends with \\', 'a\nb'].map((prompt, n) => JSON.stringify({ time: n, prompt }));
    const { found, records } = read(`${lines.join('\n')}\n`, ['prompt']);
    expect(found.notes.join()).not.toContain('escaped');
    expect(records).toEqual([['say "hi"'], ['ends with \\'], ['a\nb']]);
  });

  it('say that a printed table can be torn apart, and reject what psql goes on with below', () => {
    const text =
      ' id | user_id | note \n----+---------+------\n  1 | a       | x   +\n    |         | y\n  2 | b       | z\n(2 rows)\n';
    const { found, records, rejects } = read(text, ['user_id']);
    expect(found.torn).toContain('psql --csv');
    expect(records).toEqual([['a'], ['b']]);
    expect(rejects).toEqual([[4, 'a cell goes over several lines']]);
  });

  it('are counted by psql -A, which is no row, and torn apart by bars', () => {
    const { found, records, rejects } = read('id|user_id|note\n1|a|x\n2|b|y|z\n3|c|w\n(3 rows)\n', ['user_id']);
    expect(found.torn).toContain('psql --csv');
    expect([records, rejects]).toEqual([[['a'], ['c']], [[3, '4 fields, header has 3']]]);
  });

  it('say how to name their columns where they have no header', () => {
    const text = '1,acct_a,2026-11-20 08:15:30\n2,acct_b,2026-11-20 08:15:31\n3,acct_a,2026-11-20 08:15:32\n';
    expect(detectFormat(cut(text)).unnamed).toContain('csv header');
    expect(detectFormat(cut(`id,user,time\n${text}`)).unnamed).toBeUndefined();
  });
});
