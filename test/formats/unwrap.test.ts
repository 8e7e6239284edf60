import { describe, expect, it } from 'vitest';
import { detectFormat } from '../../src/formats/detect.js';
import { cut, decode } from './records.js';

/** Requests, as values by field, of a text that must be recognised. */
function read(text: string, fields: string[]) {
  const found = detectFormat(cut(text));
  const decoded = decode(found, cut(text), fields);
  return { found, ...decoded, values: decoded.requests.map(({ values }) => values) };
}

const json = JSON.stringify;

describe('wrappers', () => {
  it('Elasticsearch: hits one a line, or the answer of a search', () => {
    const hit = (a: number) => ({ _index: 'logs', _id: `i${a}`, _source: { a } });
    expect(read(`${json(hit(1))}\n${json(hit(2))}`, ['a', '_id']).values).toEqual([
      { a: 1, _id: 'i1' },
      { a: 2, _id: 'i2' },
    ]);
    expect(read(json({ took: 1, hits: { hits: [hit(1), hit(2)] } }), ['a']).values).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it.each(['records', 'Records', 'data', 'result'])('a page of %s', key => {
    const text = json({ [key]: [{ a: 1 }, { a: 2 }], has_more: false });
    expect(read(text, ['a']).values).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('a page inside an answer, and no other list that deep', () => {
    const answer = { code: 0, message: 'ok', data: { items: [{ a: 1 }, { a: 2 }], total: 2 } };
    expect(read(json(answer), ['a']).values).toEqual([{ a: 1 }, { a: 2 }]);
    expect(read(json({ a: 3, user: 'x', data: { items: [{ a: 1 }] } }), ['a']).values).toEqual([{ a: 3 }]);
  });

  it('Splunk and Kibana: the result, and fields that are lists of one', () => {
    expect(read(json({ preview: false, offset: 1, result: { a: '1', _time: 't' } }), ['a', '_time']).values).toEqual([
      { a: '1', _time: 't' },
    ]);
    const hit = { _index: 'i', fields: { 'user.name': ['x'], tags: ['a', 'b'] } };
    expect(read(json(hit), ['user.name', 'tags', '_index']).values).toEqual([
      { 'user.name': 'x', tags: ['a', 'b'], _index: 'i' },
    ]);
  });

  it('filters a page with nothing in it', () => {
    const text = `${json({ data: [{ a: 1 }] })}\n${json({ data: [] })}`;
    expect(read(text, ['a']).filtered).toEqual([[2, 'other']]);
  });

  it('leaves a request alone that happens to have a list', () => {
    const record = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, data: [{ x: 1 }] };
    expect(read(json(record), ['a', 'data']).values).toEqual([{ a: 1, data: [{ x: 1 }] }]);
  });

  it('is not imposed on lines that are bare', () => {
    const text = `${json({ data: [{ a: 1 }] })}\n${json({ data: [{ a: 2 }] })}\n${json({ a: 3, z: 1 })}`;
    expect(read(text, ['a']).values).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }]);
  });
});

describe('OTLP', () => {
  const attributes = (fields: Record<string, unknown>) =>
    Object.entries(fields).map(([key, value]) => ({ key, value }));
  const span = (name: string, fields: Record<string, unknown>) => ({
    name,
    startTimeUnixNano: '1795162530123000000',
    attributes: attributes(fields),
  });

  it('makes a request of each span of a model call, with its attributes as fields', () => {
    const text = json({
      resourceSpans: [
        {
          resource: { attributes: attributes({ 'service.name': { stringValue: 'gateway' } }) },
          scopeSpans: [
            {
              spans: [
                span('POST /v1/chat', { 'http.request.method': { stringValue: 'POST' } }),
                span('chat m1', {
                  'gen_ai.request.model': { stringValue: 'm1' },
                  'gen_ai.usage.output_tokens': { intValue: '800' },
                  'gen_ai.response.finish_reasons': { arrayValue: { values: [{ stringValue: 'stop' }] } },
                  name: { stringValue: 'not the name' },
                  __proto__x: { boolValue: true },
                }),
              ],
            },
          ],
        },
      ],
    });
    const names = ['name', 'gen_ai.request.model', 'gen_ai.usage.output_tokens', 'gen_ai.response.finish_reasons'];
    expect(read(text, [...names, 'startTimeUnixNano', 'resource.service.name']).values).toEqual([
      {
        name: 'chat m1',
        'gen_ai.request.model': 'm1',
        'gen_ai.usage.output_tokens': '800',
        'gen_ai.response.finish_reasons': ['stop'],
        startTimeUnixNano: '1795162530123000000',
        'resource.service.name': 'gateway',
      },
    ]);
  });

  it('reads spans of HTTP where no model call is traced, and drops inner steps', () => {
    const spans = [
      span('POST', { 'http.request.method': { stringValue: 'POST' } }),
      span('SELECT', { 'db.system': { stringValue: 'x' } }),
    ];
    const { values, filtered } = read(json({ resourceSpans: [{ scopeSpans: [{ spans }] }] }), ['name']);
    expect(values).toEqual([{ name: 'POST' }]);
    expect(filtered).toEqual([[1, 'span that is no request']]);
  });

  it('reads log records', () => {
    const logRecords = [
      { timeUnixNano: '1', body: { stringValue: 'x' }, attributes: attributes({ 'user.id': { stringValue: 'u' } }) },
    ];
    expect(read(json({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }), ['body', 'user.id']).values).toEqual([
      { body: 'x', 'user.id': 'u' },
    ]);
  });

  it('takes a time of 0 for none', () => {
    const logRecords = [{ timeUnixNano: '1', observedTimeUnixNano: '0', attributes: [] }];
    const { found } = read(json({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }), ['timeUnixNano']);
    expect(found.fields.map(({ field }) => field)).toEqual(['timeUnixNano']);
  });

  it('survives any shape', () => {
    for (const resourceSpans of [
      null,
      1,
      {},
      [null, 1, { scopeSpans: 1 }, { resource: 1, scopeSpans: [{ spans: [null, 1, { attributes: [1] }] }] }],
    ]) {
      const text = `${json({ resourceSpans })}\n{"a":1}`;
      expect(detectFormat(cut(text)).format).toBe('ndjson');
    }
  });
});
