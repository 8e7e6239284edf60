import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNamed } from '../../src/formats/detect.js';
import { cut, decode, fieldsOf, inBlocks, outcomes } from './records.js';

function read(name: string, text: string) {
  const found = formatNamed(name).detect(cut(text));
  if (found === undefined) throw new Error(`${name} not detected`);
  const decoded = decode(
    found,
    cut(text),
    found.fields.map(({ field }) => field),
  );
  return { found, ...decoded, values: decoded.requests.map(({ values }) => values) };
}

describe('w3c', () => {
  const iis = [
    '#Software: Microsoft Internet Information Services 10.0',
    '#Fields: date time cs-method cs-uri-stem cs-username c-ip cs(User-Agent) sc-status time-taken',
    '2026-11-20 08:15:30 POST /a+b u_77 198.51.100.7 Mozilla/5.0+(X11;+Linux) 200 1410',
    '2026-11-20 08:15:31 POST /v1/chat - 198.51.100.7',
    '#Fields: date time c-ip sc-status',
    '2026-11-20 08:15:32 192.0.2.1 404',
  ].join('\r\n');

  it('follows the fields named, also when they change', () => {
    const { values, rejects, filtered, found } = read('w3c', iis);
    expect(values).toEqual([
      {
        timestamp: '2026-11-20T08:15:30Z',
        'cs-method': 'POST',
        'cs-uri-stem': '/a+b',
        'cs-username': 'u_77',
        'c-ip': '198.51.100.7',
        'cs(User-Agent)': 'Mozilla/5.0 (X11; Linux)',
        'sc-status': '200',
        'time-taken': '1410',
      },
      { timestamp: '2026-11-20T08:15:32Z', 'c-ip': '192.0.2.1', 'sc-status': '404' },
    ]);
    expect(rejects).toEqual([[4, '6 fields, header has 9']]);
    expect(filtered.map(([, reason]) => reason)).toEqual(['comment', 'header', 'header']);
    expect(found.fields.map(({ field }) => field)).not.toContain('date');
  });

  it('decodes what CloudFront encodes, twice where it did so twice', () => {
    const text =
      '#Version: 1.0\n#Fields: date time x-edge-location c-ip cs(User-Agent) cs(Referer) cs-uri-query\n' +
      '2026-11-20\t08:15:30\tFRA56\t192.0.2.1\tMozilla/5.0%2520(X11)\thttps://a.example/%zz\t-\n';
    expect(read('w3c', text).values).toEqual([
      {
        timestamp: '2026-11-20T08:15:30Z',
        'x-edge-location': 'FRA56',
        'c-ip': '192.0.2.1',
        'cs(User-Agent)': 'Mozilla/5.0 (X11)',
        'cs(Referer)': 'https://a.example/%zz',
      },
    ]);
  });

  it('reads quoted cells', () => {
    const text = '#Fields: date time c-ip cs(User-Agent)\n2026-11-20 08:15:30 192.0.2.1 "Mozilla/5.0 (a+b)"\n';
    expect(read('w3c', text).values[0]).toMatchObject({ 'cs(User-Agent)': 'Mozilla/5.0 (a+b)' });
  });

  it('joins local dates and times, and leaves the zone to be told', () => {
    const text = '#Fields: date-local time-local c-ip cs(User-Agent)\n2026-11-20 08:15:30.363 "192.0.2.1" "curl/8"\n';
    expect(read('w3c', text).values).toEqual([
      { timestamp: '2026-11-20T08:15:30.363', 'c-ip': '192.0.2.1', 'cs(User-Agent)': 'curl/8' },
    ]);
  });

  it('takes a quote that a client sends for text', () => {
    const text = '#Fields: date time c-ip cs(User-Agent) sc-status\n2026-11-20 08:15:30 192.0.2.1 "evil 200\n';
    expect(read('w3c', text).values[0]).toMatchObject({ 'cs(User-Agent)': '"evil', 'sc-status': '200' });
  });

  it('reads a part of a file that begins after the line with the names', () => {
    const found = read('w3c', iis).found;
    const [, , line = ''] = iis.split('\r\n');
    expect(decode(found, cut(line), ['c-ip']).requests).toEqual([{ line: 1, values: { 'c-ip': '198.51.100.7' } }]);
  });
});

it('zeek obeys separator, unset and empty', () => {
  const lines = [
    '#separator \\x7c',
    '#unset_field|?',
    '#fields|ts|id.orig_h|method|tags',
    '1795162530.123|192.0.2.1|?|(empty)',
    '1795162531.5|192.0.2.2|GET|x',
    '#close|2026-11-20-09-00-00',
  ];
  expect(read('zeek', lines.join('\n')).values).toEqual([
    { ts: '1795162530.123', 'id.orig_h': '192.0.2.1' },
    { ts: '1795162531.5', 'id.orig_h': '192.0.2.2', method: 'GET', tags: 'x' },
  ]);
});

it('zeek has connections, which are no users', () => {
  const text = '#fields\tts\tuid\tid.orig_h\tusername\n1795162530.1\tC0aBcD\t192.0.2.1\tacct_a\n';
  expect(read('zeek', text).values).toEqual([
    { ts: '1795162530.1', connection_uid: 'C0aBcD', 'id.orig_h': '192.0.2.1', username: 'acct_a' },
  ]);
});

describe('alb', () => {
  const line = (times: string, target = '10.0.0.1:80') =>
    `https 2026-11-20T08:15:30.123456Z app/lb/50dc [2001:db8::1]:2817 ${target} ${times} 200 200 905 7432 ` +
    '"POST https://api.example:443/v1/chat?x=1 HTTP/2.0" "a \\"b\\"" TLS_AES TLSv1.3 arn:tg "Root=1-6738" "more"';

  it('reads addresses, times and the request', () => {
    expect(read('alb', line('0.001 1.400 0.000')).values[0]).toMatchObject({
      time: '2026-11-20T08:15:30.123456Z',
      client_ip: '2001:db8::1',
      client_port: '2817',
      duration_ms: '1401',
      elb_status_code: '200',
      method: 'POST',
      path: '/v1/chat',
      query: 'x=1',
      user_agent: 'a "b"',
      trace_id: 'Root=1-6738',
      extra1: 'more',
    });
  });

  it('has no duration when the connection ended before, and rejects what was cut off', () => {
    const { values, rejects } = read(
      'alb',
      [line('-1 -1 -1', '-'), line('0 0 0'), line('0 0 0').slice(0, 90)].join('\n'),
    );
    expect(values.map(value => value['duration_ms'])).toEqual([undefined, '0']);
    expect(rejects).toEqual([[3, 'truncated line']]);
  });
});

describe('haproxy', () => {
  const line = (tail: string) =>
    `Nov 20 08:15:30 lb haproxy[9]: 192.0.2.1:51312 [20/Nov/2026:08:15:30.123] fe~ be/s1 ${tail}`;

  it.each([
    [
      '0/0/1/1400/+1410 200 +7432 - - ---- 9/9/1/1/0 0/0 "POST /v1/chat?x HTTP/1.1"',
      { duration_ms: '1410', bytes_sent: '7432', path: '/v1/chat' },
    ],
    [
      '0/0/1/1/2 200 1 - - ---- 9/9/1/1/0 0/0 {a} b|c} {d} "GET / HTTP/1.1"',
      { request_headers: 'a} b|c', response_headers: 'd', path: '/' },
    ],
    [
      '-1/-1/-1/-1/5 400 187 - - PR-- 1/1/0/0/0 0/0 "<BADREQ>"',
      { status: '400', request: '<BADREQ>', method: undefined },
    ],
    [
      '0/0/1/-1/-1 -1 0 - - CH-- 1/1/0/0/0 0/0 "GET / HTTP/1.1"',
      { status: undefined, duration_ms: undefined, method: 'GET' },
    ],
  ])('%s', (tail, expected) => {
    const [values] = read('haproxy', line(tail)).values;
    expect(values).toMatchObject({ client_ip: '192.0.2.1', time: '20/Nov/2026:08:15:30.123', frontend: 'fe~' });
    for (const [field, value] of Object.entries(expected)) expect(values?.[field]).toBe(value);
  });
});

describe('envoy', () => {
  it('reads what Istio adds', () => {
    const text =
      '[2026-11-20T08:15:30.123Z] "POST /v1/chat HTTP/2" 200 - via_upstream - "-" 905 7432 1410 1400 "203.0.113.9" "curl/8" ' +
      '"83b6" "api.example" "10.0.0.1:80" outbound|80||x 10.0.0.2:1 10.0.0.3:80 198.51.100.7:5555 - default';
    expect(read('envoy', text).values[0]).toMatchObject({
      bytes_received: '905',
      duration_ms: '1410',
      x_forwarded_for: '203.0.113.9',
      upstream_cluster: 'outbound|80||x',
      downstream_remote_address: '198.51.100.7',
    });
  });

  it('has no status for a connection that gave none', () => {
    const text = '[2026-11-20T08:15:30.123Z] "- - -" 0 DC 0 0 1 - "-" "-" "-" "-" "-"';
    expect(read('envoy', text).values).toEqual([
      {
        start_time: '2026-11-20T08:15:30.123Z',
        request: '- - -',
        response_flags: 'DC',
        bytes_received: '0',
        bytes_sent: '0',
        duration_ms: '1',
      },
    ]);
  });
});

describe('gin', () => {
  it.each([
    ['POST     "/api/generate?x=1"', { method: 'POST', path: '/api/generate', query: 'x=1' }],
    ['   POST /a|b | c', { method: 'POST', path: '/a|b | c' }],
  ])('%s', (asked, expected) => {
    const line = `\u001b[97m[GIN] 2026/11/20 - 08:15:30 | 20261120081530 |\u001b[97;42m 200 \u001b[0m| 1m2.5s | 192.0.2.1 | ${asked}`;
    expect(read('gin', line).values[0]).toMatchObject({
      time: '2026/11/20 08:15:30',
      status: '200',
      duration: '62.5s',
      client_ip: '192.0.2.1',
      request_id: '20261120081530',
      ...expected,
    });
  });
});

describe('proxy-manager', () => {
  it('takes the client from its own brackets, whatever the path says', () => {
    const line =
      '[20/Nov/2026:08:15:30 +0000] HIT 200 404 - POST https api.example "/a [Client 1.1.1.1]" [Client 192.0.2.1] ' +
      '[Length 90] [Gzip -] [Sent-to 10.0.0.9] "a [Client 1.1.1.2]" "-"';
    expect(read('proxy-manager', line).values[0]).toMatchObject({
      status: '404',
      client_ip: '192.0.2.1',
      bytes_sent: '90',
    });
  });
});

describe('uvicorn', () => {
  it('reads what there is, and says that it has no time', () => {
    const { values, found } = read('uvicorn', 'INFO:     [2001:db8::1]:5131 - "GET /v1/models HTTP/1.1" 200 OK');
    expect(values[0]).toMatchObject({ client_ip: '2001:db8::1', path: '/v1/models', status: '200' });
    expect(found.notes.join()).toContain('no time');
  });
});

describe('logfmt', () => {
  it('reads values in quotes, and words that are no fields', () => {
    const line = 'at=info done method=POST path="/a \\"b\\" user=x" user=acct_a empty= status=200';
    expect(read('logfmt', line).values[0]).toEqual({
      at: 'info',
      method: 'POST',
      path: '/a "b" user=x',
      user: 'acct_a',
      status: '200',
    });
  });

  it('takes JSON in braces for one value, whatever is asked in it', () => {
    const asked = JSON.stringify({ text: 'user=eve status=1 } path=/x' });
    const line = (params: string) => `path=/a user=acct_a params=${params} status=200`;
    const { rejects, values } = read('logfmt', [asked, asked].map(line).join('\n'));
    expect(rejects).toEqual([]);
    expect(values[1]).toMatchObject({ path: '/a', user: 'acct_a', params: asked, status: '200' });
  });

  it('reads what is inside such a value', () => {
    const text = 'path=/a user=acct_a params={"text":"b c","more":{"n":3}}';
    const decoder = formatNamed('logfmt')
      .detect(cut(text))
      ?.decoder(['params.text', 'params.more.n', 'user.n'].map(field => ({ column: '', field })));
    const values: unknown[] = [];
    const sink = {
      field: (_: number, value: unknown) => void values.push(value),
      commit: () => undefined,
      discard: () => undefined,
    };
    decoder?.decode(cut(text), sink, { reject: () => undefined, filter: () => undefined });
    expect(values).toEqual(['b c', 3]);
  });

  it('searches a line with braces that nothing closes once', () => {
    const line = `path=/a user=acct_a ${'a={{} '.repeat(900)}b=${'x'.repeat(4_000_000)}`;
    const before = performance.now();
    read('logfmt', line);
    expect(performance.now() - before).toBeLessThan(2000);
  });

  const names = ['ann', 'bob', 'cyd', 'dan'];
  const clean = (i: number, q: string) => `t=${i} user=${names[i % 4] ?? ''} q=${q} status=200 org=o${i % 3} ua=a/1`;

  it("takes the program's own of a name that comes twice: the first before what clients write, the last behind it", () => {
    const lines = [0, 1, 2, 3, 4, 5].map(i => clean(i, `what is number ${i}`));
    const forged = [
      clean(6, 'x user=eve status=1 org=mallory'),
      clean(7, 'x q=y status=1'),
      `${clean(8, 'x')} user=eve status=1 org=mallory`,
      clean(9, 'user=eve ua=z status=1 org=mallory y'),
    ];
    const { rejects, values } = read('logfmt', [...lines, ...forged].join('\n'));
    expect(rejects).toEqual([]);
    [6, 7, 8, 9].forEach(i => {
      expect(values[i]).toMatchObject({ user: names[i % 4], status: '200', org: `o${i % 3}` });
    });
  });

  it('knows by name what clients write, where nobody has written a blank yet', () => {
    const lines = [
      't=1 path=/a user=acct_a',
      't=2 path=/a user=acct_b user=acct_a',
      't=3 path=/a user=acct_a user=acct_a',
    ];
    const { rejects, values } = read('logfmt', lines.join('\n'));
    expect(rejects).toEqual([]);
    expect(values.map(({ user }) => user)).toEqual(['acct_a', 'acct_a', 'acct_a']);
  });

  it('takes the first where a logger was made with a name that it then logs again', () => {
    const lines = ['t=1 svc=a user=u1', 't=2 svc=a user=u2', 't=3 svc=a user=u3 svc=b user=u4'];
    expect(read('logfmt', lines.join('\n')).values[2]).toMatchObject({ svc: 'a', user: 'u3' });
  });

  it('is none where most lines have fields in other quotes', () => {
    const lines = [
      "type=A msg=audit(1.2:3): pid=7 msg='op=login id=1",
      "type=B msg=audit(1.3:4): pid=7 msg='op=login id=2",
    ];
    expect(formatNamed('logfmt').detect(cut(lines.join('\n')))).toBeUndefined();
  });

  it('reads text with blanks that nobody quoted to its end, and a switch for no text', () => {
    const lines = [1, 2, 3, 4].map(i => `t=${i} user=u${i} debug msg=hello world ${i} sample#load=${i} status=200`);
    expect(read('logfmt', lines.join('\n')).values[2]).toEqual({
      t: '3',
      user: 'u3',
      msg: 'hello world 3',
      status: '200',
    });
  });

  it('keeps what the program wrote around a text of very many fields', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `k${i}=v user=eve`).join(' ');
    const { rejects, values } = read('logfmt', [clean(0, 'a b'), clean(1, 'c d'), clean(2, many)].join('\n'));
    expect(rejects).toEqual([]);
    expect(values[2]).toMatchObject({ user: 'cyd', status: '200', org: 'o2' });
  });
});

describe('arbitrary bytes', () => {
  const lines = {
    w3c: '#Fields: date time c-ip cs(User-Agent)',
    zeek: '#fields\tts\tid.orig_h',
    alb: `https 2026-11-20T08:15:30Z a 192.0.2.1:1 - 0 0 0 200 200 1 1 "GET / HTTP/1.1" "a" b c d "e"`,
    haproxy:
      '192.0.2.1:1 [20/Nov/2026:08:15:30.123] fe be/s1 0/0/1/1/2 200 1 - - ---- 9/9/1/1/0 0/0 {a "GET / HTTP/1.1"',
    envoy: '[2026-11-20T08:15:30.123Z] "GET / HTTP/2" 200 - 1 2 3 4 "a" "b" "c" "d" "e"',
    gin: '[GIN] 2026/11/20 - 08:15:30 | 200 | 1ms | 192.0.2.1 | GET "/"',
    'proxy-manager': '[20/Nov/2026:08:15:30 +0000] - 200 200 - GET https a "/" [Client 192.0.2.1] "a" "-"',
    uvicorn: 'INFO:     192.0.2.1:5 - "GET / HTTP/1.1" 200 OK',
    logfmt: 'time=1 user="a b" status=200',
  };
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom(...Object.values(lines), '"', '\\', '{', '[', '%', '%41', '\t', '#separator ', '#fields\t'),
  );

  it.each(Object.entries(lines))('%s: never throw, and every line has one outcome', (name, line) => {
    const found = formatNamed(name).detect(cut(line));
    if (found === undefined) throw new Error('not detected');
    fc.assert(
      fc.property(
        fc.array(fc.array(part, { maxLength: 4 }).map(parts => parts.join(''))),
        fc.uint8Array(),
        (texts, noise) => {
          const view = cut(Buffer.concat([Buffer.from(texts.join('\n')), Buffer.from(noise)]));
          formatNamed(name).detect(view);
          const fields = [...Object.keys(fieldsOf(found)), 'timestamp', 'c-ip', 'extra3', 'nowhere'];
          expect(outcomes(decode(found, inBlocks(view, 3), fields))).toEqual([...view.lines]);
        },
      ),
    );
  });
});
