import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directJsonParser, jsonLineParser } from '../../src/formats/json-line.js';

/** What both paths make of the same bytes, as one record on a line of its own. */
function both(bytes: Buffer): [unknown, unknown] {
  const line = Buffer.concat([bytes, Buffer.from('\n')]);
  const results = [directJsonParser(), jsonLineParser()].map(parser => parser.parse(line, 0, bytes.length));
  return [results[0], results[1]];
}

describe('the direct parser agrees with the package ndjson', () => {
  it('on any JSON object or array', () => {
    fc.assert(
      fc.property(fc.oneof(fc.object({ withNullPrototype: false }), fc.array(fc.jsonValue())), value => {
        const [fast, plain] = both(Buffer.from(JSON.stringify(value)));
        expect(fast).toEqual(plain);
      }),
    );
  });

  it('on objects with bytes changed, dropped and added', () => {
    const mutation = fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 }), fc.constantFrom('set', 'drop', 'add'));
    fc.assert(
      fc.property(fc.object(), fc.array(mutation, { maxLength: 4 }), (value, mutations) => {
        const bytes = [...Buffer.from(JSON.stringify(value))];
        for (const [at, byte, how] of mutations) {
          const place = at % bytes.length;
          // Records are cut at newlines before: none can be inside.
          const other = byte === 10 ? 32 : byte;
          if (how === 'set') bytes[place] = other;
          else bytes.splice(place, how === 'drop' ? 1 : 0, ...(how === 'drop' ? [] : [other]));
          if (bytes.length === 0) bytes.push(123);
        }
        const [fast, plain] = both(Buffer.from(bytes));
        expect(fast).toEqual(plain);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '{"a":1}',
    '{"a":1} x',
    '{',
    '',
    'null',
    '{"__proto__":{"x":1}}',
    '{"a":"\\ud800"}',
    '{"a":1,"a":2}',
    '  {"a":1}  ',
    '{"a":1}\r',
  ])('on %j', text => {
    const [fast, plain] = both(Buffer.from(text));
    expect(fast).toEqual(plain);
  });
});
