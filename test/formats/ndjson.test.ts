import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detected, RecordView } from '../../src/formats/format.js';
import { ndjson } from '../../src/formats/ndjson.js';
import { cut, decode, fieldsOf, inBlocks, outcomes } from './records.js';

function detected(text: string | RecordView): Detected {
  const found = ndjson.detect(typeof text === 'string' ? cut(text) : text);
  if (found === undefined) throw new Error('not detected');
  return found;
}

/** Values of all requests in a text, detected and decoded. */
function read(text: string, fields: string[]): Record<string, unknown>[] {
  return decode(detected(text), cut(text), fields).requests.map(({ values }) => values);
}

describe('records', () => {
  it('reads bound fields only, absent and null ones not at all', () => {
    expect(read('{"a":1,"b":"x","c":null}\n{"a":2,"d":true}\n', ['a', 'c', 'd'])).toEqual([
      { a: 1 },
      { a: 2, d: true },
    ]);
  });

  it('reads a last line without a newline, Windows line ends and a byte order mark', () => {
    expect(read('\ufeff{"a":1}\r\n  {"a":2} \t\r\n{"a":3}', ['a'])).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });

  it('takes the last of duplicate keys', () => {
    expect(read('{"a":1,"a":2}', ['a'])).toEqual([{ a: 2 }]);
  });

  it('keeps the digits of numbers above 2^53, so that two accounts stay two', () => {
    const text =
      '{"user":{"id":9007199254740993},"f":1e300}\n{"user":{"id":9007199254740992},"f":12345678901234567890}';
    expect(read(text, ['user.id', 'f'])).toEqual([
      { 'user.id': '9007199254740993', f: 1e300 },
      { 'user.id': '9007199254740992', f: '12345678901234567890' },
    ]);
  });

  it('leaves such a number as it is when its key occurs twice with digits that could both be meant', () => {
    expect(read('{"id":9007199254740993,"x":{"id":9007199254740992}}', ['id'])).toEqual([{ id: 9007199254740992 }]);
  });

  it('is not confused by a long run of records, good and bad, in blocks of any size', () => {
    const broken = ['{"n":', 'null', '{"n":1}}', '"x"', '{"n":"\\u00', '[', '{"a":"\xff\xfe"', ''];
    const lines: string[] = [];
    for (let n = 0; n < 20_000; n += 1)
      lines.push(n % 7 === 3 ? (broken[((n / 7) % broken.length) | 0] ?? '') : `{"n":${n}}`);
    const view = cut(lines.join('\n'));
    for (const size of [1, 97, 4096, 20_000]) {
      const { requests, rejects, filtered } = decode(detected(view), inBlocks(view, size), ['n']);
      expect(requests.every(({ line, values }) => values['n'] === line - 1)).toBe(true);
      expect([requests.length, rejects.length, filtered.length]).toEqual([17143, 2143, 714]);
    }
  });

  it('reads records far larger than the buffer of a stream', () => {
    const long = 'x'.repeat(300_000);
    const text = `{"p":"${long}","n":1}\n{"p":"${long}\n{"p":"é${long}","n":3}\n`;
    const { requests, rejects } = decode(detected(text), cut(text), ['n', 'p']);
    expect(requests.map(({ values }) => [values['n'], String(values['p']).length])).toEqual([
      [1, 300_000],
      [3, 300_001],
    ]);
    expect(rejects).toEqual([[2, 'truncated JSON']]);
  });
});

describe('fields', () => {
  it('prefers a key with dots to nesting, and finds either', () => {
    const text =
      '{"gen_ai.request.model":"m1"}\n{"gen_ai":{"request.model":"m2"}}\n{"gen_ai":{"request":{"model":"m3"}}}';
    expect(read(text, ['gen_ai.request.model'])).toEqual([
      { 'gen_ai.request.model': 'm1' },
      { 'gen_ai.request.model': 'm2' },
      { 'gen_ai.request.model': 'm3' },
    ]);
  });

  it('opens JSON in strings, however deep, and lists by position', () => {
    const body = JSON.stringify({ temperature: 1, choices: [{ text: 'hi' }] });
    const text = JSON.stringify({ properties: JSON.stringify({ requestBody: body }) });
    expect(read(text, ['properties.requestBody.temperature', 'properties.requestBody.choices.0.text'])).toEqual([
      { 'properties.requestBody.temperature': 1, 'properties.requestBody.choices.0.text': 'hi' },
    ]);
  });

  it('reads headers by name, whatever their case, from objects of lists and from lists of names and values', () => {
    const text =
      '{"request":{"headers":{"User-Agent":["curl/8"],"X-Forwarded-For":["192.0.2.1","192.0.2.2"]}}}\n' +
      '{"request":{"headers":[{"name":"user-agent","value":"curl/9"}]}}';
    expect(read(text, ['request.headers.User-Agent', 'request.headers.X-Forwarded-For'])).toEqual([
      { 'request.headers.User-Agent': 'curl/8', 'request.headers.X-Forwarded-For': '192.0.2.1, 192.0.2.2' },
      { 'request.headers.User-Agent': 'curl/9' },
    ]);
  });

  it('sees own properties only', () => {
    const names = ['constructor', '__proto__', 'toString', 'a.constructor.name', 'a.__proto__.polluted', 'a.length'];
    expect(read('{"a":{"b":1}}\n{"a":[1]}\n{"a":"[1]"}', names)).toEqual([{}, {}, {}]);
    expect(read('{"constructor":"c","__proto__":{"polluted":1}}', ['constructor', '__proto__.polluted'])).toEqual([
      { constructor: 'c', '__proto__.polluted': 1 },
    ]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('lists what it saw, dotted, with the values a decoder would give', () => {
    const text = JSON.stringify({
      time: 't',
      usage: { details: { cached: 3 } },
      messages: [{ role: 'user', content: 'hi' }],
      other: '{"ratio":1.25}',
      gone: '-',
      request: { body: { n: 4 } },
      headers: [{ name: 'Host', value: 'api.example' }],
    });
    const found = detected(text);
    expect(fieldsOf(found)).toEqual({
      time: 't',
      messages: [{ role: 'user', content: 'hi' }],
      other: '{"ratio":1.25}',
      gone: undefined,
      request: { body: { n: 4 } },
      'usage.details.cached': 3,
      'other.ratio': 1.25,
      'request.body': { n: 4 },
      'request.body.n': 4,
      'headers.host': 'api.example',
      headers: [{ name: 'Host', value: 'api.example' }],
    });
    const names = found.fields.filter(({ values }) => values.length > 0).map(({ field }) => field);
    const [request] = decode(found, cut(text), names).requests;
    expect({ ...request?.values }).toEqual(
      Object.fromEntries(
        found.fields.filter(({ values }) => values.length > 0).map(({ field, values }) => [field, values[0]]),
      ),
    );
  });

  it('stops at 400 fields and says so', () => {
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`f${n}`, n]));
    const found = detected(JSON.stringify({ ...wide, nested: wide }));
    expect(found.fields).toHaveLength(400);
    expect(found.notes.join()).toContain('more than 400 fields');
  });
});

describe('rejects', () => {
  const good = '{"a":1}\n'.repeat(20);

  it.each([
    ['{"a":1', 'truncated JSON'],
    ['{"a":1,,}', 'not JSON'],
    ['plain text', 'not JSON'],
    ['null', 'not a JSON object'],
    ['42', 'not a JSON object'],
    ['"text"', 'not a JSON object'],
    ['[1,2]', 'not a JSON object'],
  ])('%s: %s', (line, reason) => {
    const text = `${good}${line}\n{"a":2}\n`;
    const { requests, rejects } = decode(detected(text), cut(text), ['a']);
    expect(rejects.map(([at]) => at).every(at => at === 21)).toBe(true);
    expect(rejects[0]?.[1]).toBe(reason);
    expect(requests).toHaveLength(21);
  });

  it('leaves out what is nested beyond use, and keeps the rest of the value and of the record', () => {
    const deep = `${'['.repeat(5000)}1${']'.repeat(5000)}`;
    const text = `${good}{"a":{"text":"x","deep":${deep}},"b":2}`;
    const { requests, rejects } = decode(detected(text), cut(text), ['a', 'b']);
    expect(rejects).toEqual([]);
    const { a, b } = requests.at(-1)?.values as { a: { text: string; deep: unknown }; b: number };
    expect([a.text, b]).toEqual(['x', 2]);
    expect(JSON.stringify(a.deep)).toBe(`${'['.repeat(63)}null${']'.repeat(63)}`);
  });

  it('passes on why the sink refuses a record', () => {
    const refuse = (values: Record<string, unknown>) => (values['a'] === 1 ? undefined : 'no usable time');
    expect(decode(detected(good), cut(`${good}{"a":2}`), ['a'], refuse).rejects).toEqual([[21, 'no usable time']]);
  });

  it('reads bytes that are not UTF-8 as U+FFFD, and notes it', () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"x'), Buffer.from([0xff, 0xe2, 0x82]), Buffer.from('"}\n{"a":2}')]);
    const found = detected(cut(bytes));
    expect(decode(found, cut(bytes), ['a']).requests.map(({ values }) => values['a'])).toEqual(['x\ufffd\ufffd', 2]);
    expect(found.notes.join()).toContain('not UTF-8');
  });
});

describe('arrays', () => {
  it('reads an array with one object a line', () => {
    const text = '[\n  {"a":1},\n  {"a":2}\n]\n';
    const { requests, filtered } = decode(detected(text), cut(text), ['a']);
    expect(requests.map(({ values }) => values['a'])).toEqual([1, 2]);
    expect(filtered).toEqual([
      [1, 'other'],
      [4, 'other'],
    ]);
  });

  it('reads an array whose brackets share lines with objects', () => {
    expect(read('[{"a":1},\n{"a":[2]},\n{"a":3}]', ['a'])).toEqual([{ a: 1 }, { a: [2] }, { a: 3 }]);
  });

  it('reads a whole array on one line as several requests of that line', () => {
    const text = '[{"a":1},{"a":2},7]';
    const { requests, rejects } = decode(detected(text), cut(text), ['a']);
    expect(requests.map(({ line, values }) => [line, values['a']])).toEqual([
      [1, 1],
      [1, 2],
    ]);
    expect(rejects).toEqual([[1, 'not a JSON object']]);
  });
});

describe('arbitrary bytes', () => {
  const line = fc.oneof(
    fc.json({ maxDepth: 4 }),
    fc.string(),
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      '{"a":{"__proto__":{"a":1}}}',
      '{"a":1}',
      '[{"a":1},',
      '2026-01-01T00:00:00Z x {"a":1}',
    ),
  );

  it('never throw, and every line has its outcome', () => {
    fc.assert(
      fc.property(fc.array(line), fc.uint8Array(), (lines, noise) => {
        const text = lines.filter(text => !text.includes('\n'));
        const view = cut(Buffer.concat([Buffer.from([...text, '{"a":1}', ''].join('\n')), Buffer.from(noise)]));
        ndjson.detect(view);
        const found = detected('{"a":1}');
        const decoded = decode(found, inBlocks(view, 3), ['a', 'a.a', 'a.0', '__proto__', '']);
        expect(new Set(outcomes(decoded))).toEqual(new Set(view.lines));
        expect(outcomes(decode(found, view, ['a']))).toEqual(outcomes(decoded));
      }),
    );
  });
});
