import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import { detectFormat } from '../../src/formats/detect.js';
import { cut, decode } from './records.js';

const names = ['ts', 'user_id', 'status', 'prompt'];
const row = (i: number): unknown[] => [
  `2026-11-20T08:15:${10 + i}Z`,
  `acct_${i % 3}`,
  200,
  `what is [${i}], "please"?`,
];
const rows = Array.from({ length: 9 }, (_, i) => row(i));
const lines = (list: readonly unknown[]) => `${list.map(one => JSON.stringify(one)).join('\n')}\n`;

function read(text: string) {
  const found = detectFormat(cut(text));
  const fields = found.fields.map(({ field }) => field);
  return { ...decode(found, cut(text), fields), found, fields };
}

describe('rows of JSON lists', () => {
  it.each([
    ['a row of names', lines([names, ...rows])],
    [
      'names and types',
      lines([names, ['DateTime64(3)', 'String', 'Nullable(UInt16)', 'LowCardinality(String)'], ...rows]),
    ],
    ['one list over lines', `[${[names, ...rows].map(one => JSON.stringify(one)).join(',\n ')}]\n`],
    ['brackets on their own lines', `[\n${[names, ...rows].map(one => JSON.stringify(one)).join(',\n')}\n]\n`],
    ['one list on one line', JSON.stringify([names, ...rows])],
  ])('are read by their names: %s', (_, text) => {
    const { found, requests, rejects, fields } = read(text);
    expect(found.format).toBe('json-rows');
    expect(fields).toEqual(names);
    expect(rejects).toEqual([]);
    expect(requests.map(({ values }) => values)).toEqual(
      rows.map(values => Object.fromEntries(values.map((value, at) => [names[at], value])) as unknown),
    );
  });

  it('are numbered where they have none, and a header further on is none of them', () => {
    const { fields, found, requests } = read(lines(rows));
    expect(fields).toEqual(['column1', 'column2', 'column3', 'column4']);
    expect(found.notes.join()).toContain('no names');
    expect(requests).toHaveLength(9);
    const twice = read(lines([names, ...rows, names, ...rows]));
    expect(twice.requests).toHaveLength(18);
    expect(twice.filtered).toEqual([
      [1, 'header'],
      [11, 'header'],
    ]);
  });

  it('are rejected one by one, with their place and reason', () => {
    const { requests, rejects } = read(`${lines(rows)}["short", 1]\n{"a":1}\n[1, 2\n`);
    expect(requests).toHaveLength(9);
    expect(rejects).toEqual([
      [10, '2 values, other rows have 4'],
      [11, 'not a JSON list'],
      [12, 'not a JSON list'],
    ]);
  });

  it('keep every digit of a long number, and what lies inside a value', () => {
    const text = [1, 2, 3].map(
      i => `["t",1234567890123456${i}, -90071992547409931, 1.5e300, {"a":{"b":${i}}},"n 99999999999999999 \\" 1"]\n`,
    );
    const { requests } = read(text.join(''));
    expect(requests[1]?.values).toEqual({
      column1: 't',
      column2: '12345678901234562',
      column3: '-90071992547409931',
      column4: 1.5e300,
      'column5.a.b': 2,
      column6: 'n 99999999999999999 " 1',
    });
  });

  it('are none where lists hold objects, or pairs', () => {
    expect(detectFormat(cut(lines([[{ a: 1, t: 2 }], [{ a: 2, t: 3 }]]))).format).toBe('ndjson');
    const pairs = lines([
      [1, 2],
      [3, 4],
    ]);
    expect(() => detectFormat(cut(pairs), 'json-rows')).toThrow(InputError);
  });

  it('survives names that every object has', () => {
    const { requests, fields } = read(
      lines([
        ['__proto__', 'constructor', 'toString'],
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
      ]),
    );
    expect(fields).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.values(requests[1]?.values ?? {})).toContain('e');
  });
});
