import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectAgain, detectFormat } from '../../../src/formats/detect.js';
import { prefixes } from '../../../src/formats/envelopes/prefixes.js';
import { bothPaths } from '../both-paths.js';
import { cut, decode, inBlocks, outcomes } from '../records.js';

const access = (n: number) =>
  `198.51.100.${n} - u_${n} [20/Nov/2026:08:0${n}:30 +0000] "POST /v1/chat HTTP/1.1" 200 100${n} "-" "curl/8"`;
const record = (n: number) => `{"ts":"2026-11-20T08:0${n}:30Z","user":"u_${n}"}`;
const numbers = [1, 2, 3, 4, 5, 6, 7, 8];

/** Lines with a prefix each, around what `inside` makes. */
function log(prefix: (n: number) => string, inside: (n: number) => string): string {
  return numbers.map(n => `${prefix(n)}${inside(n)}\n`).join('');
}

function read(text: string, fields: string[]) {
  const found = detectFormat(cut(text));
  return { found, ...decode(found, cut(text), fields) };
}

const iso = (n: number) => `2026-11-20T08:0${n}:31.123456Z`;

const shapes: [name: string, prefix: (n: number) => string, time?: (n: number) => string][] = [
  ['syslog', n => `Nov 20 08:0${n}:31 gw-1 nginx: `, n => `Nov 20 08:0${n}:31`],
  ['syslog with a priority', n => `<134>Nov  2 08:0${n}:31 gw-1 nginx[12]: `, n => `Nov  2 08:0${n}:31`],
  ['syslog of an address', n => `Nov 20 08:0${n}:31 192.0.2.1 nginx: `],
  ['syslog without a host', n => `Nov 20 08:0${n}:31 nginx: `],
  ['syslog without a program', n => `Nov 20 08:0${n}:31 gw-1 `],
  ['RFC 5424', n => `<134>1 ${iso(n)} gw-1 nginx 12 - - `, iso],
  ['RFC 5424 with data', n => `<134>1 ${iso(n)} gw-1 nginx 12 ID4 [a@1 x="]\\"y"][b] \ufeff`, iso],
  ['syslog of length before', n => `83 <40>1 ${iso(n)} host app web.3 - - `, iso],
  ['rsyslog', n => `2026-11-20T08:0${n}:31.123456+00:00 gw-1 nginx: `],
  ['journalctl short-iso', n => `2026-11-20T08:0${n}:31+0000 gw-1 nginx[812]: `],
  ['journalctl short-precise', n => `Nov 20 08:0${n}:31.123456 gw-1 nginx[812]: `],
  ['journalctl with-unit', n => `Fri 2026-11-20 08:0${n}:31 UTC gw-1 nginx.service[812]: `],
  ['journalctl short-unix', n => `179516253${n}.123456 gw-1 nginx[812]: `],
  ['logread', n => `Fri Nov 20 08:0${n}:31 2026 daemon.info nginx: `],
  ['CRI', n => `${iso(n)} stdout F `, iso],
  ['docker compose', () => 'nginx-1  | '],
  ['docker compose with times', n => `nginx-1  | ${iso(n)} `, iso],
  ['docker service', n => `gw_web.${n}.x8f@node-1    | `],
  ['coloured docker compose', () => '\x1b[36mnginx_1  |\x1b[0m '],
  ['kubectl', () => '[pod/gw-6f7-x2/nginx] '],
  ['kubectl with times', n => `[pod/gw-6f7-x2/nginx] ${iso(n)} `, iso],
  ['stern', () => 'gw-6f7-x2 nginx '],
  ['kubetail', () => '[gw-6f7-x2] '],
  ['Heroku', n => `2026-11-20T08:0${n}:31.000000+00:00 app[web.1]: `],
  ['Fly', n => `${iso(n)} app[148e4] fra [info] `, iso],
  ['Render', n => `${iso(n)} [srv-abc] `, iso],
  ['Cloud Foundry', n => `   2026-11-20T08:0${n}:31.12+0000 [APP/PROC/WEB/0] OUT `],
  ['logcli', n => `${iso(n)} {app="g{w", pod="x\\"}"} `, iso],
  ['aws logs tail', n => `${iso(n)} 2026/11/20/[$LATEST]abc `, iso],
  ['a time', n => `${iso(n)} `, iso],
  ['klog', n => `I1120 08:0${n}:30.123456       1 proxy.go:12] `],
  ['Python logging', n => `2026-11-20 08:0${n}:30,123 INFO gw.access: `, n => `2026-11-20 08:0${n}:30,123`],
  ['Python logging with dashes', n => `2026-11-20 08:0${n}:30,123 - gw.access - INFO - `],
  ['Ruby', n => `I, [2026-11-20T08:0${n}:30.123456 #12${n}]  INFO -- : `, n => `2026-11-20T08:0${n}:30.123456`],
  ['Spring', n => `2026-11-20 08:0${n}:30.123  INFO 1 --- [nio-8080-exec-${n}] c.e.Access    : `],
  ['Log4j', n => `2026-11-20 08:0${n}:30,123 [main] INFO  c.e.Access - `],
  ['brackets', n => `[2026-11-20 08:0${n}:30] app: `, n => `2026-11-20 08:0${n}:30`],
  ['pm2', () => '0|app  | '],
  ['pm2 with times', n => `0|app  | 2026-11-20T08:0${n}:31: `],
  ['GitHub Actions', n => `scan\tRun it\t${iso(n)} `, iso],
  ['Grafana', n => `179516253${n}123\t${iso(n)}\t`, iso],
  ['grep -H', n => (n < 5 ? 'access.log:' : 'access.log.1:')],
  ['grep -H with odd names', () => 'logs/gw 2026:11:20.log.1:'],
  ['grep -n', n => `${n * 7}:`],
  ['grep -Hn', n => `access.log.1:${n * 7}:`],
  ['cat -n', n => `     ${n}\t`],
  ['an unknown program', n => `gw7 %% ${n} worker#${n}: `],
];

describe.each(shapes)('%s', (_, prefix, time) => {
  it.each([
    ['an access log', access, ['remote_addr', 'remote_user'], (n: number) => [`198.51.100.${n}`, `u_${n}`]],
    ['JSON', record, ['ts', 'user'], (n: number) => [`2026-11-20T08:0${n}:30Z`, `u_${n}`]],
  ] as const)('before %s', (_kind, inside, fields, expected) => {
    const { requests, rejects, found } = read(log(prefix, inside), [...fields]);
    expect(rejects).toEqual([]);
    expect(requests.map(({ values }) => fields.map(field => values[field]))).toEqual(numbers.map(expected));
    expect(requests.map(({ line }) => line)).toEqual(numbers);
    expect(found.notes.join()).toMatch(/prefix|words|colour/);
  });

  if (time === undefined) return;
  it('says when', () => {
    const { requests } = read(log(prefix, record), ['user', 'envelope.time']);
    expect(requests.map(({ values }) => values['envelope.time'])).toEqual(numbers.map(time));
    expect(requests.map(({ values }) => values['user'])).toEqual(numbers.map(n => `u_${n}`));
  });
});

describe('what a prefix says', () => {
  it('are fields after those of the record, read record by record', () => {
    const text = log(n => `${iso(n)} gw-${n} nginx[12]: `, record);
    const { found, requests } = read(text, ['envelope.host', 'user', 'envelope.program']);
    expect(found.fields.map(({ field }) => field)).toEqual([
      'ts',
      'user',
      'envelope.time',
      'envelope.host',
      'envelope.program',
    ]);
    expect({ ...requests[2] }).toEqual({
      line: 3,
      values: { 'envelope.host': 'gw-3', user: 'u_3', 'envelope.program': 'nginx' },
    });
  });

  it('comes from the innermost envelope, where several are opened', () => {
    const text = log(n => `gw-6f7-x2 nginx ${iso(n)} stdout F I1120 08:0${n}:30.1 1 a.go:1] `, record);
    const { found, requests } = read(text, ['user', 'envelope.time', 'envelope.host']);
    expect(found.notes.filter(note => note.includes('prefix'))).toHaveLength(3);
    expect(requests[1]?.values).toEqual({ user: 'u_2', 'envelope.time': iso(2), 'envelope.host': 'gw-6f7-x2' });
  });
});

describe('no prefix', () => {
  it.each([
    ['a virtual host', (n: number) => `api.example.com:443 ${access(n)}`, 'vhost', 'api.example.com:443'],
    [
      'an address of version 6',
      (n: number) => `2001:db8::${n} - u [20/Nov/2026:08:00:30 +0000] "GET / HTTP/1.1" 200 1`,
      'remote_addr',
      '2001:db8::1',
    ],
    [
      'a user name',
      (n: number) => `198.51.100.1 - nginx: x: [20/Nov/2026:08:00:3${n} +0000] "GET / HTTP/1.1" 200 1`,
      'remote_user',
      'nginx: x:',
    ],
  ])('is %s', (_, line, field, value) => {
    const { requests } = read(
      log(() => '', line),
      [field],
    );
    expect(requests[0]?.values[field]).toBe(value);
  });

  it('is the first column of a table', () => {
    const text = `user | time | model\n${log(
      n => `u${n} | `,
      n => `2026-11-20T08:0${n}:30Z | m1`,
    )}`;
    expect(String(read(text, ['user']).requests[0]?.values['user']).trim()).toBe('u1');
  });

  it('is the time of a format that has no other', () => {
    const text = log(
      n => `[2026-11-20T08:0${n}:30.000Z] `,
      () => '"GET /v1 HTTP/1.1" 200 - 0 1 2 1 "-" "curl/8" "r" "api" "10.0.0.1:80"',
    );
    expect(read(text, ['start_time', 'envelope.time']).found.fields.map(({ field }) => field)).toContain('start_time');
  });

  it('is what one line has that looks like it: JSON at the end of a line of prose is no record', () => {
    const text = `${numbers.map(record).join('\n')}\n2026-11-20T08:15:30Z bad body: {"ts":"2026-11-20T08:15:30Z","user":"victim"}\n`;
    const { requests, rejects } = read(text, ['user']);
    expect(requests).toHaveLength(8);
    expect(rejects).toEqual([[9, 'not JSON']]);
  });

  it('is taken from a user agent, whatever it says', () => {
    const agents = [
      '{"user":"x"}',
      'a.log:1:198.51.100.9 - v [20/Nov/2026:08:00:30 +0000]',
      '\x1b[31m',
      ' | {"user":"x"}',
    ];
    const text = numbers.map(n => access(n).replace('curl/8', agents[n % 4] ?? '')).join('\n');
    const { found, requests } = read(text, ['remote_user']);
    expect([found.format, found.notes.filter(note => note.includes('prefix'))]).toEqual(['combined', []]);
    expect(requests.map(({ values }) => values['remote_user'])).toEqual(numbers.map(n => `u_${n}`));
  });
});

it('leaves lines without the prefix as they are', () => {
  const text = `${log(n => `Nov 20 08:0${n}:31 gw-1 nginx: `, access)}${access(9)}\nnot a request\n`;
  const { requests, rejects } = read(text, ['remote_user']);
  expect(requests.at(-1)?.values).toEqual({ remote_user: 'u_9' });
  expect(rejects.map(([line]) => line)).toEqual([10]);
});

it('leaves the headers of tail out, and counts them', () => {
  const text = `==> a.log <==\n${numbers.map(access).join('\n')}\n\n==> b.log <==\n${access(9)}\n`;
  const { requests, rejects, filtered } = read(text, ['remote_user']);
  expect([requests.length, rejects]).toEqual([9, []]);
  expect(filtered).toEqual([
    [1, 'header'],
    [11, 'header'],
    [10, 'blank'],
  ]);
});

it.each(shapes)('%s: the fast path reads what the plain path reads, in another thread, too', (_, prefix) => {
  const head = log(prefix, access);
  const { fast, plain } = bothPaths({ head, body: log(prefix, access), chunk: 100 });
  expect(fast).toEqual(plain);
  const found = detectFormat(cut(head));
  const known = structuredClone({ format: found.format, learned: found.learned });
  const again = detectAgain(cut(head), known);
  const fields = found.fields.map(({ field }) => field);
  expect(decode(again, cut(head), fields)).toEqual(decode(found, cut(head), fields));
  expect({ ...again, fields: 0, decoder: 0 }).toEqual({ ...found, fields: 0, decoder: 0 });
});

it('goes through the kernel behind a prefix', () => {
  const text = log(n => `Nov 20 08:0${n}:31 gw-1 nginx: `, access);
  expect(bothPaths({ head: text, body: text }).direct).toBe(16);
});

it('patterns take no time over hostile lines', () => {
  const hostile = ['[', '[a ', '"', '\\"', '[x="', ' ', 'a.log.', 'a-', ':', '1', '\t', '{"', '] ['].map(part =>
    part.repeat(2000),
  );
  const starts = [
    '',
    '<134>1 2026-11-20T08:15:30Z h p - - ',
    '2026-11-20T08:15:30Z {',
    'Nov 20 08:15:30 ',
    '2026-11-20 08:15:30 INFO 1 --- ',
  ];
  const begin = process.cpuUsage().user;
  for (const start of starts) {
    for (const line of hostile) {
      const text = (start + line).slice(0, 1024);
      for (const { patterns } of prefixes) for (const pattern of patterns) pattern.exec(text);
    }
  }
  expect((process.cpuUsage().user - begin) / 1000).toBeLessThan(1500);
});

it('every line has its outcome, whatever the blocks and the bytes', () => {
  const found = detectFormat(cut(log(n => `${iso(n)} stdout F `, access)));
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(`${iso(1)} stdout F ${access(1)}`, `${iso(1)} stdout F`, `${iso(1)} stderr F x`, access(2), ''),
  );
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 1, max: 5 }), (lines, size) => {
      const view = cut(Buffer.from(`${lines.map(text => text.replace(/[\r\n]/g, '')).join('\n')}\n`));
      const decoded = decode(found, inBlocks(view, size), ['remote_user', 'envelope.time']);
      expect(outcomes(decoded)).toEqual([...view.lines]);
    }),
  );
});
