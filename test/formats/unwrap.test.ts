import { describe, expect, it } from 'vitest';
import { ndjson } from '../../src/formats/ndjson.js';
import { cut, decode } from './records.js';

/** Requests, as values by field, of a text that must be recognised. */
function read(text: string, fields: string[]) {
  const found = ndjson.detect(cut(text));
  if (found === undefined) throw new Error('not detected');
  const decoded = decode(found, cut(text), fields);
  return { found, ...decoded, values: decoded.requests.map(({ values }) => values) };
}

const json = JSON.stringify;

describe('wrappers', () => {
  it('docker: the log inside, the time around it', () => {
    const text = [
      json({ log: `${json({ a: 1 })}\n`, stream: 'stdout', time: '2026-11-20T08:15:30Z' }),
      json({ log: `${json({ a: 2, time: 'own' })}\n`, stream: 'stdout', time: '2026-11-20T08:15:31Z' }),
      json({ log: 'listening on :8080\n', stream: 'stdout', time: '2026-11-20T08:15:32Z' }),
    ].join('\n');
    const { values, rejects, found } = read(text, ['a', 'time']);
    expect(values).toEqual([
      { a: 1, time: '2026-11-20T08:15:30Z' },
      { a: 2, time: 'own' },
    ]);
    expect(rejects).toEqual([[3, 'not a JSON object']]);
    expect(found.notes).toEqual(['records are unwrapped: docker']);
    expect(found.fields.map(({ field }) => field)).toEqual(['a', 'stream', 'time']);
  });

  it('CRI and syslog: the JSON after the prefix, and its time', () => {
    const text = [
      '2026-11-20T08:15:30.123456789Z stdout F {"a":1}',
      '<134>1 2026-11-20T08:15:31Z host app 7 - - {"a":2}',
      '<134>Nov 20 08:15:32 host app[7]: {"a":3}',
    ].join('\n');
    expect(read(text, ['a', 'time', 'stream']).values).toEqual([
      { a: 1, time: '2026-11-20T08:15:30.123456789Z', stream: 'stdout' },
      { a: 2, time: '2026-11-20T08:15:31Z' },
      { a: 3 },
    ]);
  });

  it('Elasticsearch: hits one a line, or the answer of a search', () => {
    const hit = (a: number) => ({ _index: 'logs', _id: `i${a}`, _source: { a } });
    expect(read(`${json(hit(1))}\n${json(hit(2))}`, ['a', '_id']).values).toEqual([
      { a: 1, _id: 'i1' },
      { a: 2, _id: 'i2' },
    ]);
    expect(read(json({ took: 1, hits: { hits: [hit(1), hit(2)] } }), ['a']).values).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('CloudWatch: every event is a request of its line', () => {
    const text = json({
      logGroup: 'g',
      logEvents: [
        { id: '1', timestamp: 1795162530123, message: json({ a: 1 }) },
        { id: '2', timestamp: 1795162530124, message: 'START' },
      ],
    });
    const { values, rejects } = read(text, ['a', 'timestamp']);
    expect(values).toEqual([{ a: 1, timestamp: 1795162530123 }]);
    expect(rejects).toEqual([[1, 'not a JSON object']]);
  });

  it.each(['records', 'Records', 'data', 'result'])('a page of %s', key => {
    const text = json({ [key]: [{ a: 1 }, { a: 2 }], has_more: false });
    expect(read(text, ['a']).values).toEqual([{ a: 1 }, { a: 2 }]);
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
    expect(read(json({ resourceSpans: [{ scopeSpans: [{ spans }] }] }), ['name']).values).toEqual([{ name: 'POST' }]);
  });

  it('reads log records', () => {
    const logRecords = [
      { timeUnixNano: '1', body: { stringValue: 'x' }, attributes: attributes({ 'user.id': { stringValue: 'u' } }) },
    ];
    expect(read(json({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }), ['body', 'user.id']).values).toEqual([
      { body: 'x', 'user.id': 'u' },
    ]);
  });

  it('survives any shape', () => {
    for (const resourceSpans of [
      null,
      1,
      {},
      [null, 1, { scopeSpans: 1 }, { resource: 1, scopeSpans: [{ spans: [null, 1, { attributes: [1] }] }] }],
    ]) {
      const text = `${json({ resourceSpans })}\n{"a":1}`;
      expect(ndjson.detect(cut(text))?.format).toBe('ndjson');
    }
  });
});
