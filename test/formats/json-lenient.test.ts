import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/formats/detect.js';
import { parseLenient } from '../../src/formats/json-lenient.js';
import { bothPaths } from './both-paths.js';
import { cut, decode } from './records.js';

describe('is read', () => {
  it.each([
    ['{"a": NaN, "b": -Infinity, "c": Infinity, "d": 1e-5}', { a: null, b: null, c: null, d: 1e-5 }],
    [String.raw`{"ua":"py \x22bot\x22 \xC3\xA9\x5Cx"}`, { ua: 'py "bot" é\\x' }],
    ['{"a":"tab\there","b":"\u0001"}', { a: 'tab\there', b: '\u0001' }],
    ['{"a":[1,2,],"b":{"c":1,},}', { a: [1, 2], b: { c: 1 } }],
    [
      `{'a': 1, 'b': None, 'c': True, 'd': [False, 'x'], 'e': "it's", 'f': 'say "hi"', 'g': 'it\\'s'}`,
      {
        a: 1,
        b: null,
        c: true,
        d: [false, 'x'],
        e: "it's",
        f: 'say "hi"',
        g: "it's",
      },
    ],
    [String.raw`{'a': '\xe9'}`, { a: 'é' }],
    ['{"NaN":"NaN, \'None\', ,}"  , "b":NaN}', { NaN: "NaN, 'None', ,}", b: null }],
  ])('%s', (text, value) => {
    expect(parseLenient(text)).toEqual(value);
  });
});

it.each([
  '{"a":1,,}',
  '{"a":nothing}',
  '{"a":1NaN}',
  '{"a":"x',
  '{"a":"\\q"}',
  String.raw`{"a":"\x2"}`,
  "{'a': b'x'}",
  "{'a': (1, 2)}",
  `{"a":'x'}`,
  '{a:1}',
  '{"a":1}{"b":2}',
  '',
  'NaN',
])('stays refused: %s', text => {
  expect(parseLenient(text)).toBeUndefined();
});

it('means what strict JSON means, where that can be read', () => {
  fc.assert(
    fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), value => {
      const text = JSON.stringify(value);
      expect(parseLenient(text)).toEqual(JSON.parse(text));
      expect(parseLenient(JSON.stringify(value, null, 1))).toEqual(JSON.parse(text));
    }),
  );
});

it('never throws, and takes time in step with the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => void parseLenient(`{${text}`)));
  const begin = process.cpuUsage().user;
  for (const part of ['{"', ',', ' ,', '\\x22', "'", '-', 'N', '"\\', '[', '\t'])
    parseLenient(`{"a":"${part.repeat(300_000)}`);
  expect((process.cpuUsage().user - begin) / 1000).toBeLessThan(2000);
});

it('is counted in the notes, and both paths agree on it', () => {
  const lines = [
    '{"time":"2026-11-20T08:15:30Z","user":"a","cost":NaN,"output_tokens":5}',
    String.raw`{"time":"2026-11-20T08:15:31Z","user":"b\x22","output_tokens":6}`,
    '{"time":"2026-11-20T08:15:32Z","user":"c","output_tokens":7,}',
    '{"time":"2026-11-20T08:15:33Z","user":"d\te","output_tokens":7}',
    "{'time': '2026-11-20T08:15:34Z', 'user': 'e', 'output_tokens': 8}",
    '{"time":"2026-11-20T08:15:35Z","user":"f","user":"g","output_tokens":9}',
    '{"time":"2026-11-20T08:15:36Z","user":"h","output_tokens":Infinity}',
  ];
  const head = `${lines.join('\n')}\n`;
  const found = detectFormat(cut(head));
  expect(found.notes.join()).toContain('6 of 7 sampled lines are not strict JSON');
  expect(decode(found, cut(head), ['user']).requests.map(({ values }) => values['user'])).toEqual([
    'a',
    'b"',
    'c',
    'd\te',
    'e',
    'g',
    'h',
  ]);
  const { fast, plain } = bothPaths({ head, body: head });
  expect(fast).toEqual(plain);
  expect(fast.rejects).toEqual([]);
});
