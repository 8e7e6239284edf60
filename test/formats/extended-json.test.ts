import { expect, it } from 'vitest';
import { detectFormat } from '../../src/formats/detect.js';
import { plainValue } from '../../src/formats/extended-json.js';
import { bothPaths } from './both-paths.js';
import { cut, decode } from './records.js';

it.each([
  [{ $oid: 'a1' }, 'a1'],
  [{ $date: '2026-11-20T08:15:30Z' }, '2026-11-20T08:15:30Z'],
  [{ $date: { $numberLong: '1795162530123' } }, '1795162530123'],
  [{ $numberLong: '7' }, '7'],
  [
    { $oid: 'a1', more: 1 },
    { $oid: 'a1', more: 1 },
  ],
  [{ $other: 1 }, { $other: 1 }],
  [[{ $oid: 'a1' }], [{ $oid: 'a1' }]],
  ['x', 'x'],
])('%j', (value, plain) => {
  expect(plainValue(value)).toEqual(plain);
});

it('is read as the field itself, on both paths', () => {
  const line = (n: number, date: unknown) =>
    JSON.stringify({ createdAt: { $date: date }, user: { $oid: `u${n}` }, output_tokens: { $numberInt: `${n}` } });
  const escaped = '{"createdAt":{"\\u0024date":"2026-11-20T08:15:33Z"},"user":{ "\\u0024oid":"u4"},"output_tokens":1}';
  const head = `${line(1, '2026-11-20T08:15:30Z')}\n${line(2, { $numberLong: '1795162530123' })}\n${line(3, 1795162530124)}\n${escaped}\n`;
  const found = detectFormat(cut(head));
  expect(found.fields.map(({ field }) => field)).toEqual(['createdAt', 'user', 'output_tokens']);
  expect(decode(found, cut(head), ['user', 'user.$oid']).requests.map(({ values }) => values)).toEqual(
    [1, 2, 3, 4].map(n => ({ user: `u${n}`, 'user.$oid': `u${n}` })),
  );
  const { fast, plain } = bothPaths({ head, body: '', map: { time: 'createdAt', account: 'user' } });
  expect(fast).toEqual(plain);
  expect(fast.rows.map(row => row['account'])).toEqual(['u1', 'u2', 'u3', 'u4']);
});
