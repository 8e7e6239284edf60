import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recogniseJson } from '../../../src/sources/json/recognise.js';
import { jqPath } from '../../../src/sources/json/shape.js';
import { JsonSplitter } from '../../../src/sources/json/splitter.js';
import type { CutReject, RecordBlock } from '../../../src/sources/records.js';

interface Cut {
  texts: string[];
  places: number[];
  rejects: CutReject[];
  lines: number;
}

/** Cuts a text by the shape that its beginning has. */
function cut(text: string, { chunk = Infinity, max = 100_000 } = {}): Cut {
  const bytes = Buffer.from(text);
  const shape = recogniseJson(bytes.subarray(0, 1024 * 1024));
  if (shape === undefined) throw new Error('cut at newlines');
  const splitter = new JsonSplitter(shape, { maxRecordBytes: max });
  const result: Cut = { texts: [], places: [], rejects: [], lines: 0 };
  const note = (block: RecordBlock | undefined) => {
    for (let at = 0; at < (block?.count ?? 0); at += 1) {
      const { bytes: all, starts, ends, lines } = block as RecordBlock;
      result.texts.push(Buffer.from(all.subarray(starts[at], ends[at])).toString());
      result.places.push(lines[at] as number);
    }
    result.rejects.push(...splitter.takeRejects());
  };
  for (let at = 0; at < bytes.length; at += chunk) note(splitter.push(bytes.subarray(at, at + chunk)));
  note(splitter.end());
  return { ...result, lines: splitter.lines };
}

const objects = (result: Cut): unknown[] => result.texts.map(text => JSON.parse(text) as unknown);

type Json = Record<string, unknown>;
/** Every way in which a list of records may be written. */
const writings: Record<string, (records: readonly Json[]) => string> = {
  'one-line array': records => JSON.stringify(records),
  'array, newline at its end': records => `${JSON.stringify(records)}\r\n`,
  'pretty array': records => JSON.stringify(records, null, 2),
  'pretty array with tabs and CRLF': records => JSON.stringify(records, null, '\t').replaceAll('\n', '\r\n'),
  'array, an object a line': records => `[\n${records.map(record => JSON.stringify(record)).join(',\n')}\n]\n`,
  'comma first': records => `[${records.map(record => JSON.stringify(record)).join('\n,')}]`,
  'pretty stream': records => records.map(record => `${JSON.stringify(record, null, 4)}\n`).join(''),
  concatenated: records => records.map(record => JSON.stringify(record)).join(''),
  'with commas between and one too many': records => records.map(record => `${JSON.stringify(record)},`).join(' '),
  'JSON text sequence': records => records.map(record => `\x1e${JSON.stringify(record)}\n`).join(''),
  'with a byte order mark': records => `\ufeff${JSON.stringify(records)}`,
  'page, pretty': records => JSON.stringify({ object: 'list', data: records, has_more: true }, null, 2),
  'page in a page': records =>
    `${JSON.stringify({ code: 0, data: { total: 3, items: records }, msg: 'ok' }, null, 2)}\n`,
  'pages one after the other': records =>
    records.map(record => JSON.stringify({ next: null, logEvents: [record], rest: [{ a: '}' }] })).join(''),
  'lists in a list': records =>
    JSON.stringify({ data: records.map(record => ({ n: 1, results: [record] })), end: 'x' }, null, 2),
  'answer of a search': records => JSON.stringify({ took: 3, hits: { total: 9, hits: records } }, null, 1),
  'array of pages': records => JSON.stringify(records.map(record => ({ Records: [record], 'a"]': '\\' }))),
};

const record = fc
  .record({
    text: fc.string({ unit: 'grapheme', maxLength: 8 }),
    messages: fc.array(fc.record({ role: fc.constant('user'), content: fc.string({ maxLength: 6 }) }), {
      maxLength: 2,
    }),
    any: fc.jsonValue({ maxDepth: 2 }),
  })
  .map(value => ({ id: '', timestamp: '2026-11-20T08:15:30Z', ...value }));
const records = fc.array(record, { minLength: 2, maxLength: 6 });

describe('JSON that is not one object a line', () => {
  for (const [name, write] of Object.entries(writings)) {
    it(`finds every record: ${name}`, () => {
      fc.assert(
        fc.property(records, fc.integer({ min: 1, max: 40 }), (list, chunk) => {
          const text = write(list);
          const whole = cut(text);
          expect(objects(whole)).toEqual(JSON.parse(JSON.stringify(list)));
          expect(whole.rejects).toEqual([]);
          expect(cut(text, { chunk })).toEqual(whole);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('loses one record to damage in it, and says where', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(writings)),
        fc.array(record, { minLength: 6, maxLength: 9 }),
        fc.nat(),
        fc.integer({ min: 1, max: 60 }),
        (write, list, at, chunk) => {
          const marked = list.map((value, index) => ({ ...value, id: `mark${index}` }));
          const text = write(marked);
          // A byte taken out of the fourth record, whatever it is.
          const from = text.indexOf('mark3');
          const to = text.indexOf('mark4') - 12;
          const place = from + (at % Math.max(1, to - from));
          const broken = text.slice(0, place) + text.slice(place + 1);
          const result = cut(broken);
          const found = result.texts.flatMap(one => /"id": ?"mark(\d)/.exec(one)?.[1] ?? []).map(Number);
          for (const index of marked.keys()) if (Math.abs(index - 3) > 1) expect(found).toContain(index);
          expect(cut(broken, { chunk })).toEqual(result);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('knows what may be cut at newlines', () => {
    const lines = [
      '{"a":1}\n{"a":2}\n',
      '{"data":[{"time":1}]}\n',
      '{"a":1}',
      '[2026] app: {"a":1}\n',
      'GET /',
      '',
      '["a"]\n',
    ];
    for (const text of lines) expect(recogniseJson(Buffer.from(text))).toBeUndefined();
  });

  it('cuts a single line that holds its list inside another object, and lines that all do', () => {
    const page = '{"ok":true,"data":{"items":[{"time":1795162530},{"time":1795162531}]}}\n';
    expect(objects(cut(page))).toHaveLength(2);
    expect(objects(cut(page.repeat(5)))).toHaveLength(10);
    expect(recogniseJson(Buffer.from(`${page}{"a":1}\n`))).toBeUndefined();
  });

  it('takes an object with a time of its own for a record, whatever lists it holds', () => {
    const value = { id: 1, timestamp: '2026-11-20T08:15:30Z', messages: [{ role: 'user', created_at: 1795162530 }] };
    expect(objects(cut(JSON.stringify(value, null, 2)))).toEqual([value]);
    const spans = { resourceSpans: [{ scopeSpans: [{ spans: [{ startTimeUnixNano: '1795162530123000000' }] }] }] };
    expect(objects(cut(JSON.stringify(spans, null, 2)))).toEqual([spans]);
  });

  it('numbers records that share lines, and gives the line of others', () => {
    expect(cut('[{"a":1},\n{"a":2},{"a":3}]').places).toEqual([1, 2, 3]);
    expect(cut('[\n  {\n    "a": 1\n  },\n\n  {\n    "a": 2\n  }\n]')).toMatchObject({ places: [2, 6], lines: 9 });
  });

  it('hands on an object of a stream of pages that holds no list', () => {
    const result = cut('{\n"data":[{"time":1795162530}]\n}\n{"id":7}{"data":[{"time":1795162531}]}');
    expect(objects(result)).toEqual([{ time: 1795162530 }, { id: 7 }, { time: 1795162531 }]);
  });

  it('passes over what is too long', () => {
    const long = { id: 'x'.repeat(500), in: [{ id: 1 }, { id: 2 }] };
    const result = cut(JSON.stringify([{ id: 1 }, long, { id: 3 }]), { max: 400 });
    expect(objects(result)).toEqual([{ id: 1 }, { id: 3 }]);
    expect(result.rejects).toMatchObject([{ line: 2, reason: 'over-long record' }]);
    expect(cut(JSON.stringify([{ id: 1 }, long, { id: 3 }]), { max: 400, chunk: 7 })).toEqual(result);
  });

  it('rejects what is cut off, and items that are no objects', () => {
    expect(cut('[{"a":1},{"a":2},{"a":"x').rejects).toMatchObject([{ line: 3, reason: 'truncated JSON' }]);
    const result = cut('[{"data":[{"time":1795162530},7,"x",[{"a":1}],null]}]');
    expect(result.rejects.map(({ reason }) => reason)).toEqual(new Array(4).fill('not a JSON object'));
  });
});

describe('jqPath', () => {
  it('names the records', () => {
    const paths = ['[{"a":1}]', '{"a":1}{"a":2}', '{"a b":{"x":1},\n"data":{"items":[{"time":1795162530}]}}'];
    expect(paths.map(text => jqPath(recogniseJson(Buffer.from(text)) ?? { path: ['none'], listed: false }))).toEqual([
      '.[]',
      '.',
      '.data.items[]',
    ]);
  });
});
