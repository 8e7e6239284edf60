import { describe, expect, it } from 'vitest';
import { tableRows } from '../../src/formats/tables.js';

const names = ['ts', 'user', 'tokens'];
const rows = [
  ['2026-11-20T08:15:30Z', 'a', 1],
  ['2026-11-20T08:15:31Z', 'b', 2],
];
const objects = rows.map(row => Object.fromEntries(row.map((value, at) => [names[at], value])) as object);
const named = names.map(name => ({ name, type: 'string' }));
const cells = (row: readonly unknown[]) => ({ f: row.map(v => ({ v })) });
const data = (row: readonly unknown[]) => ({ Data: row.map(one => ({ VarCharValue: one })) });

describe('a table as JSON', () => {
  it.each<[string, Record<string, unknown>]>([
    ['pandas, split', { columns: names, index: [0, 1], data: rows }],
    ['columns and rows', { columns: names, rows }],
    ['Trino', { id: 'x', columns: named, data: rows, stats: {} }],
    ['ClickHouse, JSONCompact', { meta: named, data: rows, rows: 2 }],
    ['InfluxDB', { results: [{ statement_id: 0, series: [{ name: 'm', columns: names, values: rows }] }] }],
    [
      'InfluxDB, a statement',
      {
        statement_id: 0,
        series: [
          { columns: names, values: [rows[0]] },
          { columns: names, values: [rows[1]] },
        ],
      },
    ],
    ['Log Analytics', { tables: [{ name: 'PrimaryResult', columns: named, rows }] }],
    ['BigQuery', { schema: { fields: named }, rows: rows.map(cells) }],
    [
      'Athena',
      {
        ResultSet: {
          Rows: [names, ...rows].map(data),
          ResultSetMetadata: { ColumnInfo: names.map(Name => ({ Name })) },
        },
      },
    ],
    [
      'Athena, a later page',
      { ResultSet: { Rows: rows.map(data), ResultSetMetadata: { ColumnInfo: names.map(Name => ({ Name })) } } },
    ],
    ['lists by column', Object.fromEntries(names.map((name, at) => [name, rows.map(row => row[at])]))],
    [
      'pandas, by column',
      Object.fromEntries(names.map((name, at) => [name, Object.fromEntries(rows.map((row, i) => [i, row[at]]))])),
    ],
  ])('is read row by row: %s', (_, document) => {
    expect(tableRows(document)).toEqual(objects);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a record', { ts: 1, user: 'a', tokens: 2 }],
    ['rows of another width', { columns: names, rows: [[1, 2]] }],
    ['no rows', { columns: names, rows: [] }],
    ['names without rows', { columns: names, sql: 'select' }],
    ['lists of different lengths', { a: [1, 2], b: [1], c: [1, 2] }],
    ['lists of objects', { a: [{}, {}], b: [{}, {}], c: [{}, {}] }],
    ['single values in lists', { a: [1], b: [2], c: [3] }],
    ['objects by name', { a: { x: 1, y: 2 }, b: { x: 1, y: 2 }, c: { x: 1, y: 2 } }],
  ])('is none: %s', (_, document) => {
    expect(tableRows(document)).toBeUndefined();
  });
});
