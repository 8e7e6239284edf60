import { describe, expect, it } from 'vitest';
import { detectAgain, detectFormat } from '../../../src/formats/detect.js';
import { createDictionaries } from '../../../src/requests/builder.js';
import { cut, decode, inBlocks } from '../records.js';

const json = JSON.stringify;
const numbers = [1, 2, 3, 4, 5, 6];
const access = (n: number) =>
  `198.51.100.${n} - u_${n} [20/Nov/2026:08:0${n}:30 +0000] "POST /v1/chat HTTP/1.1" 200 100${n} "-" "curl/8"`;
const record = (n: number) => json({ ts: `2026-11-20T08:0${n}:30Z`, user: `u_${n}` });
const when = (n: number) => `2026-11-20T08:0${n}:31.123Z`;

function read(text: string, fields: string[], size = 2) {
  const found = detectFormat(cut(text));
  const quotes = found.framing.quotedBy !== undefined;
  const known = structuredClone({ format: found.format, learned: found.learned });
  const again = detectAgain(cut(text), known);
  const decoded = decode(found, inBlocks(cut(text, { quotes }), size), fields);
  expect(decode(again, inBlocks(cut(text, { quotes }), size), fields)).toEqual(decoded);
  expect({ ...again, fields: 0, decoder: 0 }).toEqual({ ...found, fields: 0, decoder: 0 });
  return { found, ...decoded };
}

const shippers: [name: string, line: (text: string, n: number) => unknown, time?: (n: number) => unknown][] = [
  ['docker', (log, n) => ({ log: `${log}\n`, stream: 'stdout', time: when(n) }), when],
  [
    'Fluent Bit',
    (log, n) => ({ date: 1795162530 + n, log, kubernetes: { pod_name: 'gw', namespace_name: 'x' } }),
    n => 1795162530 + n,
  ],
  [
    'Filebeat',
    (message, n) => ({
      '@timestamp': when(n),
      agent: { type: 'filebeat', id: 'a1' },
      host: { name: 'gw-1' },
      log: { file: { path: '/var/log/nginx/access.log' }, offset: 200 * n },
      message,
      input: { type: 'log' },
    }),
    when,
  ],
  [
    'Logstash',
    (message, n) => ({ '@timestamp': when(n), '@version': '1', host: 'gw', path: '/x', message, type: 'nginx' }),
  ],
  [
    'an Elasticsearch hit',
    (message, n) => ({ _index: 'logs', _id: `${n}`, _source: { '@timestamp': when(n), message } }),
    when,
  ],
  ['CloudWatch', (message, n) => ({ logGroup: 'g', logEvents: [{ id: `${n}`, timestamp: n, message }] }), n => n],
  [
    'filter-log-events',
    (message, n) => ({ events: [{ logStreamName: 's', timestamp: n, message, eventId: 'e' }] }),
    n => n,
  ],
  [
    'Insights',
    (value, n) => ({
      results: [
        [
          { field: '@timestamp', value: when(n) },
          { field: '@message', value },
          { field: '@ptr', value: 'x' },
        ],
      ],
    }),
    when,
  ],
  [
    'journald',
    (MESSAGE, n) => ({ __REALTIME_TIMESTAMP: `179516253${n}000000`, _HOSTNAME: 'gw', _UID: '998', _PID: '7', MESSAGE }),
    n => `179516253${n}000000`,
  ],
  [
    'Cloud Logging',
    (textPayload, n) => ({ insertId: 'i', logName: 'x', resource: { type: 'k8s' }, timestamp: when(n), textPayload }),
    when,
  ],
  [
    'Loki',
    (line, n) => ({ status: 'success', data: { result: [{ stream: { app: 'gw' }, values: [[`${n}`, line]] }] } }),
    n => `${n}`,
  ],
  ['logcli jsonl', (line, n) => ({ labels: { app: 'gw' }, line, timestamp: when(n) }), when],
  [
    'Splunk',
    (_raw, n) => ({ preview: false, offset: n, result: { _raw, _time: when(n), host: 'gw', sourcetype: 'x' } }),
    when,
  ],
  [
    'Datadog',
    (message, n) => ({ id: 'i', content: { timestamp: when(n), host: 'gw', service: 's', tags: ['a:b'], message } }),
    when,
  ],
  [
    'GELF',
    (short_message, n) => ({ version: '1.1', host: 'gw', short_message, timestamp: n, _container_name: 'gw' }),
    n => n,
  ],
  ['LogScale', (text, n) => ({ '@rawstring': text, '@timestamp': n, '@id': 'x' }), n => n],
  ['Vector', (message, n) => ({ file: '/x.log', host: 'gw', message, source_type: 'file', timestamp: when(n) }), when],
  [
    'OpenTelemetry',
    (text, n) => ({
      resourceLogs: [
        {
          scopeLogs: [
            { logRecords: [{ timeUnixNano: `${n}`, observedTimeUnixNano: '0', body: { stringValue: text } }] },
          ],
        },
      ],
    }),
    n => `${n}`,
  ],
];

describe.each(shippers)('%s', (_, line, time) => {
  const log = (inside: (n: number) => string) => numbers.map(n => json(line(inside(n), n))).join('\n');

  it('around an access log', () => {
    const { requests, rejects, found } = read(log(access), ['remote_addr', 'remote_user']);
    expect(found.format).toBe('combined');
    expect(rejects).toEqual([]);
    expect(requests).toEqual(
      numbers.map(n => ({ line: n, values: { remote_addr: `198.51.100.${n}`, remote_user: `u_${n}` } })),
    );
  });

  it('around JSON', () => {
    const { requests, rejects, found } = read(log(record), ['user', 'envelope.time']);
    expect([found.format, rejects]).toEqual(['ndjson', []]);
    expect(found.fields.slice(0, 2).map(({ field }) => field)).toEqual(['ts', 'user']);
    expect(requests.map(({ values }) => values['user'])).toEqual(numbers.map(n => `u_${n}`));
    if (time !== undefined) expect(requests.map(({ values }) => values['envelope.time'])).toEqual(numbers.map(time));
  });

  it('around a logger around JSON, and lines of neither', () => {
    const inside = (n: number) => (n === 4 ? 'listening' : `I1120 08:00:30.123456 1 a.go:1] ${record(n)}`);
    const { requests, rejects } = read(log(inside), ['user']);
    expect(requests.map(({ line: at }) => at)).toEqual([1, 2, 3, 5, 6]);
    expect(rejects).toEqual([[4, 'not JSON']]);
  });

  it('around prose is itself the record', () => {
    const { found } = read(
      log(n => `request ${n} done, it took long`),
      ['x'],
    );
    expect(found.fields.some(({ values }) => String(values[0]).startsWith('request 1 done'))).toBe(true);
  });
});

describe('a table', () => {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('with JSON in a cell', () => {
    const text = `@timestamp,@message\n${numbers.map(n => `${when(n)},${cell(record(n))}`).join('\n')}`;
    const { requests, found, filtered } = read(text, ['user', 'envelope.time']);
    expect(found.format).toBe('ndjson');
    expect(requests.map(({ values }) => values)).toEqual(
      numbers.map(n => ({ user: `u_${n}`, 'envelope.time': when(n) })),
    );
    expect(filtered).toEqual([[1, 'header']]);
  });

  it('with JSON over several lines in a cell', () => {
    const pretty = (n: number) => JSON.stringify({ ts: when(n), user: `u_${n}` }, null, 2);
    const text = `@timestamp,@message\n${numbers.map(n => `${when(n)},${cell(pretty(n))}`).join('\n')}\n`;
    const found = detectFormat(cut(text));
    const { requests } = decode(found, cut(text, { quotes: true }), ['user']);
    expect(requests.map(({ values }) => values['user'])).toEqual(numbers.map(n => `u_${n}`));
  });

  it('of requests, with JSON in a cell, stays a table', () => {
    const text = `time,user_id,message\n${numbers.map(n => `${when(n)},a${n},${cell(record(n))}`).join('\n')}`;
    expect(read(text, ['user_id']).found.format).toBe('csv');
  });
});

describe('what is no envelope', () => {
  it('is a request with JSON in its message: the client wrote that', () => {
    const line = (n: number) => json({ '@timestamp': when(n), host: 'gw', user_id: `a${n}`, message: record(n) });
    const { requests } = read(numbers.map(line).join('\n'), ['user_id']);
    expect(requests[0]?.values).toEqual({ user_id: 'a1' });
  });

  it('is one line among others', () => {
    const text = `${numbers.map(record).join('\n')}\n${json({ log: `${record(9)}\n`, stream: 'stdout', time: when(9) })}`;
    expect(read(text, ['user']).requests.map(({ values }) => values['user'])).toEqual([
      ...numbers.map(n => `u_${n}`),
      undefined,
    ]);
  });
});

describe('records in pieces', () => {
  const docker = (log: string, n: number, stream = 'stdout') => json({ log, stream, time: when(n) });
  const cri = (text: string, mark: string, stream = 'stdout') => `${when(1)} ${stream} ${mark} ${text}`;
  const halves = (n: number): [string, string] => [record(n).slice(0, 20), record(n).slice(20)];

  it.each([1, 2, 3, 100])('of docker are joined, stream by stream, in blocks of %d', size => {
    const [begin, end] = halves(2);
    const [other, rest] = halves(3);
    const text = [
      ...[docker(`${record(1)}\n`, 1), docker(begin, 2), docker(other, 3, 'stderr'), docker(`${end}\n`, 4)],
      ...[docker(`${rest}\n`, 5, 'stderr'), docker(`${record(4)}\n`, 6), docker(`${record(5)}\n`, 7)],
    ].join('\n');
    const { requests, rejects, found } = read(text, ['user', 'envelope.stream'], size);
    expect([found.inOrder, rejects]).toEqual([true, []]);
    expect(requests.map(({ line, values }) => [line, values['user'], values['envelope.stream']])).toEqual([
      ...[
        [1, 'u_1', 'stdout'],
        [2, 'u_2', 'stdout'],
        [3, 'u_3', 'stderr'],
        [6, 'u_4', 'stdout'],
        [7, 'u_5', 'stdout'],
      ],
    ]);
  });

  it('of docker are none where no text ends with a line feed', () => {
    const text = numbers.map(n => docker(record(n), n)).join('\n');
    expect(read(text, ['user']).requests).toHaveLength(6);
  });

  it.each([1, 2, 3, 100])('of CRI are joined, in blocks of %d', size => {
    const [begin, end] = halves(2);
    const [other, rest] = halves(3);
    const text = [
      ...[cri(record(1), 'F'), cri(begin, 'P'), cri(other, 'P', 'stderr'), cri('', 'P'), cri(end, 'F')],
      ...[cri(rest, 'F', 'stderr'), cri(record(4), 'F'), cri(record(5), 'F'), cri(record(6), 'F')],
    ].join('\n');
    const { requests, rejects } = read(text, ['user', 'envelope.stream'], size);
    expect(rejects).toEqual([]);
    expect(requests.map(({ line, values }) => [line, values['user'], values['envelope.stream']])).toEqual([
      ...[
        [1, 'u_1', 'stdout'],
        [2, 'u_2', 'stdout'],
        [3, 'u_3', 'stderr'],
      ],
      ...[
        [7, 'u_4', 'stdout'],
        [8, 'u_5', 'stdout'],
        [9, 'u_6', 'stdout'],
      ],
    ]);
  });

  it('go on where the decoder is moved to other memory', () => {
    const text = [1, 2, 3].map(n => cri(access(n), 'F')).concat(cri(access(4).slice(0, 30), 'P'));
    const head = cut(text.join('\n'));
    const { kernel } = createDictionaries().account;
    const first = kernel.lease();
    const before = detectFormat(head).decoder([{ column: 'account', field: 'remote_user' }], first);
    const users: unknown[] = [];
    const sink = {
      field: (_: number, value: unknown) => users.push(value),
      commit: () => undefined,
      discard: () => undefined,
    };
    const books = { reject: () => expect.unreachable(), filter: () => undefined };
    before.decode(head, sink, books);
    first.end();
    const after = before.moved?.(kernel.lease());
    after?.decode(cut(cri(access(4).slice(30), 'F')), sink, books);
    expect(users).toEqual(['u_1', 'u_2', 'u_3', 'u_4']);
  });

  it('that never end are rejected where they began', () => {
    for (const text of [
      [1, 2, 3]
        .map(n => cri(record(n), 'F'))
        .concat(cri('{"user', 'P'))
        .join('\n'),
      [1, 2, 3]
        .map(n => docker(`${record(n)}\n`, n))
        .concat(docker('{"user', 4))
        .join('\n'),
    ]) {
      const decoder = detectFormat(cut(text)).decoder([{ column: 'account', field: 'user' }]);
      const rejects: [number, string][] = [];
      const sink = { field: () => undefined, commit: () => undefined, discard: () => undefined };
      const books = { reject: (line: number, reason: string) => rejects.push([line, reason]), filter: () => undefined };
      decoder.decode(cut(text), sink, books);
      expect(rejects).toEqual([]);
      decoder.end?.(books);
      expect(rejects).toEqual([[4, 'record without its end']]);
    }
  });
});
