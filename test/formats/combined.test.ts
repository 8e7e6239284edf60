import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combined } from '../../src/formats/combined.js';
import { cut, decode, fieldsOf, inBlocks, outcomes } from './records.js';

const plain =
  '198.51.100.7 - u_77 [20/Nov/2026:08:15:30 +0000] "POST /v1/chat?x=1 HTTP/1.1" 200 7432 "https://a.example/" "curl/8"';

function detected() {
  const found = combined.detect(cut(plain));
  if (found === undefined) throw new Error('not detected');
  return found;
}

const fields = (
  'remote_addr ident remote_user time_local request method path query protocol status body_bytes_sent referer ' +
  'http_user_agent vhost extra1 extra2'
).split(' ');

/** What a line gives, or the reason it is rejected. */
function scan(line: string): Record<string, unknown> | string | undefined {
  const { requests, rejects } = decode(detected(), cut(line), fields);
  return rejects[0]?.[1] ?? requests[0]?.values;
}

const at = '[20/Nov/2026:08:15:30 +0000]';

describe('lines', () => {
  it('reads every field of a Combined line', () => {
    expect(fieldsOf(detected())).toEqual({
      remote_addr: '198.51.100.7',
      ident: undefined,
      remote_user: 'u_77',
      time_local: '20/Nov/2026:08:15:30 +0000',
      request: 'POST /v1/chat?x=1 HTTP/1.1',
      method: 'POST',
      path: '/v1/chat',
      query: 'x=1',
      protocol: 'HTTP/1.1',
      status: '200',
      body_bytes_sent: '7432',
      referer: 'https://a.example/',
      http_user_agent: 'curl/8',
      vhost: undefined,
    });
  });

  it.each([
    ['Common', `h - - ${at} "GET / HTTP/1.0" 304 -`, { remote_addr: 'h', status: '304', path: '/' }],
    [
      'IPv6',
      `2001:db8::1 - - ${at} "GET / HTTP/2.0" 200 1 "-" "a"`,
      { remote_addr: '2001:db8::1', http_user_agent: 'a' },
    ],
    [
      'virtual host',
      `api.example:443 192.0.2.1 - bob ${at} "GET / HTTP/1.1" 200 1`,
      { vhost: 'api.example:443', remote_user: 'bob' },
    ],
    [
      'user with a blank',
      `192.0.2.1 - bob smith ${at} "GET / HTTP/1.1" 200 1`,
      { remote_addr: '192.0.2.1', remote_user: 'bob smith' },
    ],
    ['no address', `- - acct_a ${at} "GET / HTTP/1.1" 200 1`, { remote_user: 'acct_a', status: '200' }],
    ['no user', `192.0.2.1 ${at} "GET / HTTP/1.1" 200 1`, { remote_addr: '192.0.2.1', status: '200' }],
    ['user with brackets', `192.0.2.1 - [x] ${at} "GET / HTTP/1.1" 200 1`, { remote_user: '[x]', status: '200' }],
    [
      'ISO time',
      `192.0.2.1 - - [2026-11-20T08:15:30+00:00] "GET / HTTP/1.1" 200 1`,
      { time_local: '2026-11-20T08:15:30+00:00' },
    ],
    ['no request', `192.0.2.1 - - ${at} "-" 408 -`, { status: '408' }],
    ['a TLS handshake', `192.0.2.1 - - ${at} "\\x16\\x03\\x01" 400 226`, { request: '\x16\x03\x01', status: '400' }],
    ['empty request', `192.0.2.1 - - ${at} "" 400 0`, { status: '400', body_bytes_sent: '0' }],
    [
      'path with blanks',
      `192.0.2.1 - - ${at} "GET /a b?c d HTTP/1.1" 200 1`,
      { path: '/a b', query: 'c d', protocol: 'HTTP/1.1' },
    ],
    ['HTTP/0.9', `192.0.2.1 - - ${at} "GET /a" 200 1`, { method: 'GET', path: '/a' }],
    [
      'escapes',
      `h - - ${at} "GET / HTTP/1.1" 200 1 "-" "a \\"b\\" \\x22c\\x22 \\xc3\\xa9\\t\\\\"`,
      { http_user_agent: 'a "b" "c" é\t\\' },
    ],
    [
      'quotes not escaped',
      `h - - ${at} "GET /"x" y" HTTP/1.1" 200 1 "-" "a "b"c d"`,
      { request: 'GET /"x" y" HTTP/1.1', status: '200' },
    ],
    [
      'agent cut off',
      `h - - ${at} "GET / HTTP/1.1" 200 1 "-" "Mozilla/5.0 (comp`,
      { http_user_agent: 'Mozilla/5.0 (comp' },
    ],
    ['agent without referer', `h - - ${at} "GET / HTTP/1.1" 200 1 "curl/8"`, { http_user_agent: 'curl/8' }],
    [
      'more values',
      `${plain} "203.0.113.9" 0.123`,
      { extra1: '203.0.113.9', extra2: '0.123', http_user_agent: 'curl/8' },
    ],
  ])('%s', (_, line, expected) => {
    expect(scan(line)).toMatchObject(expected);
  });

  it.each([
    ['nothing of the kind', 'no time in brackets'],
    ['192.0.2.1 - - [20/Nov/2026:08:15:30 +0000', 'time is not closed'],
    [`${at} "GET / HTTP/1.1" 200 1`, 'no remote host'],
    [`192.0.2.1 - - ${at} GET / 200`, 'no quoted request'],
    [`192.0.2.1 - - ${at} "GET / HTTP/1.1`, 'unbalanced quotes'],
    [`192.0.2.1 - - ${at} "GET / HTTP/1.1" - 1`, 'no status'],
  ])('%s: %s', (line, reason) => {
    expect(scan(line)).toBe(reason);
  });

  it('keeps at most 32 further values', () => {
    expect(combined.detect(cut(`${plain} ${'x '.repeat(100)}`))?.fields).toHaveLength(14 + 32);
  });
});

const real = '/work/shared/data/weblogs/apache_combined.log.gz';
it.skipIf(!existsSync(real))('reads 10,000 real lines, the one that was cut off included', () => {
  const bytes = gunzipSync(readFileSync(real));
  const { requests, rejects } = decode(detected(), inBlocks(cut(bytes), 512), fields);
  expect([requests.length, rejects]).toEqual([10_000, []]);
  expect(requests.filter(({ values }) => values['method'] === undefined)).toEqual([]);
  expect(requests[8898]?.values['http_user_agent']).toBe(
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html',
  );
});

/** Field by field what each line gives, in a file of just these lines. */
function readAll(lines: readonly string[]) {
  const text = lines.join('\n');
  const found = combined.detect(cut(text));
  if (found === undefined) throw new Error('not detected');
  const names = found.fields.map(({ field }) => field);
  const again = combined.again?.(structuredClone(found.learned)) ?? found;
  const first = decode(found, cut(text), names);
  expect(decode(again, inBlocks(cut(text), 2), names)).toEqual(first);
  expect(first.rejects).toEqual([]);
  return { notes: found.notes, rows: first.requests.map(({ values }) => values) };
}

const request = `"POST /v1/chat HTTP/1.1" 200 9000`;
const clients = ['198.51.100.7', '203.0.113.9', '2001:db8::7'];
const each = (line: (client: string, index: number) => string) =>
  Array.from({ length: 12 }, (_, index) => line(clients[index % 3] ?? '', index));

describe('what stands before the time', () => {
  it.each([
    ['a list in place of the host', (ip: string) => `${ip}, 10.0.0.1 - acct_a`, { x_forwarded_for: ', 10.0.0.1' }],
    ['three addresses', (ip: string) => `${ip}, 203.0.113.250, 10.0.0.1 - -`, { x_forwarded_for: ', 10.0.0.1' }],
    ['a list before the host', (ip: string) => `${ip}, 192.0.2.1 10.0.0.1 - acct_a`, { remote_addr: '10.0.0.1' }],
    ['a host and a list', (ip: string) => `api.example.com ${ip}, 10.0.0.1 - -`, { vhost: 'api.example.com' }],
    ['a list in brackets', (ip: string) => `10.0.0.1 - [${ip}, 10.0.0.2] - acct_a`, { remote_addr: '10.0.0.1' }],
    ['no address', (ip: string) => `${ip} - acct_a`, { remote_addr: '' }],
  ])('%s', (_, head, expected) => {
    const { rows } = readAll(each(ip => `${head(ip)} ${at} ${request} "-" "curl/8"`));
    rows.forEach((row, index) => {
      const ip = clients[index % 3] ?? '';
      for (const [field, value] of Object.entries(expected)) expect(row[field]).toContain(value);
      expect(row['x_forwarded_for'] ?? row['remote_addr']).toContain(ip);
      expect([undefined, 'acct_a']).toContain(row['remote_user']);
      expect(row['http_user_agent']).toBe('curl/8');
    });
    expect(rows.every(row => row['remote_user'] === undefined)).toBe(head('').endsWith(' -'));
  });

  it('takes an id that is new in every line for no user', () => {
    const id = (index: number) => `95386da81aa13b6ab3ce9c989e1e47${index.toString(16).padStart(2, '0')}`;
    const { rows } = readAll(each((ip, index) => `api.example.com ${ip} - ${id(index)} - ${at} ${request}`));
    expect(rows[3]).toMatchObject({ remote_addr: clients[0], request_id: id(3), vhost: 'api.example.com' });
    expect(rows.some(row => 'remote_user' in row)).toBe(false);
  });

  it('takes the only word behind the host for the user', () => {
    expect(readAll(each(ip => `${ip} acct_a ${at} ${request}`)).rows[0]).toMatchObject({ remote_user: 'acct_a' });
  });

  it('reads names of two words whole, though each line has two', () => {
    const names = ['John Smith', 'John Miller', 'Zoë O’Neill', 'Mary Smith'];
    const { rows, notes } = readAll(each((ip, index) => `${ip} - ${names[index % 4] ?? ''} ${at} ${request}`));
    expect(rows.slice(0, 4).map(row => row['remote_user'])).toEqual(names);
    expect(notes.join()).toContain('one user name with blanks');
  });

  it('says so when the user may be one word or two', () => {
    const { rows, notes } = readAll(each((ip, index) => `${ip} - acct_${index % 4} s${index} ${at} ${request}`));
    expect(rows[5]?.['remote_user']).toBe('acct_1');
    expect(notes.join()).toContain('2 words before the time may be the user');
  });
});

describe('what follows the status', () => {
  const tail = (rest: (ip: string, index: number) => string) =>
    readAll(each((ip, index) => `10.0.0.1 - - ${at} ${request} ${rest(ip, index)}`)).rows;

  it.each([
    ['nginx behind a proxy', (ip: string) => `"-" "curl/8" "${ip}, 10.0.0.2"`, { http_user_agent: 'curl/8' }],
    ['addresses before the rest', (ip: string) => `"${ip}" "-" "curl/8"`, { http_user_agent: 'curl/8' }],
    ['an agent alone', (ip: string) => `"curl/8" "${ip}"`, { http_user_agent: 'curl/8' }],
    ['nothing but addresses', (ip: string) => `"${ip}"`, { http_user_agent: undefined }],
    [
      'times with names',
      (ip: string) => `"-" "c" "${ip}" rt=0.120 urt="0.1 0.2"`,
      { request_time: '0.120', upstream_response_time: '"0.1 0.2"' },
    ],
    [
      'times',
      (ip: string) => `"-" "c" "${ip}" 0.120 0.110`,
      { request_time: '0.120', upstream_response_time: '0.110' },
    ],
    [
      'a fingerprint',
      (ip: string) => `"-" "c" "${ip}" "t13d1516h2_8daaf6152771_b186095e22b6"`,
      { ja4: 't13d1516h2_8daaf6152771_b186095e22b6' },
    ],
    [
      'an older fingerprint',
      (ip: string) => `"-" "c" "${ip}" 579ccef312d18482fc42e2b822ca2430`,
      { ja3: '579ccef312d18482fc42e2b822ca2430' },
    ],
    ['TLS', (ip: string) => `"-" "c" "${ip}" TLSv1.3 TLS_AES_128`, { ssl_protocol: 'TLSv1.3' }],
  ])('%s', (_, rest, expected) => {
    tail(rest).forEach((row, index) => {
      expect(row['x_forwarded_for']).toContain(clients[index % 3]);
      for (const [field, value] of Object.entries(expected)) expect(row[field]).toBe(value?.replaceAll('"', ''));
    });
  });

  it('knows the ingress controller of Kubernetes and Traefik', () => {
    const id = (index: number) => `0123456789abcdef0123456789abcd${index.toString(16).padStart(2, '0')}`;
    const ingress = (_: string, index: number) =>
      `"-" "curl/8" 812 4.10 [llm-gw-80] [] 10.0.0.9:8080, 10.0.0.8:8080 9000, 1 4.1, 1.1 200, 502 ${id(index)}`;
    expect(tail(ingress)[2]).toMatchObject({
      request_length: '812',
      request_time: '4.10',
      upstream_addr: '10.0.0.9:8080, 10.0.0.8:8080',
      upstream_status: '200, 502',
      request_id: id(2),
    });
    const traefik = (_: string, index: number) => `"-" "curl/8" ${index} "r@docker" "http://10.0.0.1:80" 12ms`;
    expect(tail(traefik)[2]).toMatchObject({ http_user_agent: 'curl/8', duration: '12ms', extra2: 'r@docker' });
  });

  it('tells the address of the server from those of clients', () => {
    const rows = readAll(each(ip => `${ip} - - ${at} ${request} "-" "c" 192.0.2.250`)).rows;
    expect(rows[0]).toMatchObject({ server_addr: '192.0.2.250' });
  });

  it('has a request time where the size is expected', () => {
    const rows = readAll(each(ip => `${ip} - - ${at} "GET / HTTP/1.1" 200 0.123 "-" "c"`)).rows;
    expect(rows[0]).toMatchObject({ request_time: '0.123', http_user_agent: 'c' });
  });
});

describe('what a client writes', () => {
  const fake = '[20/Nov/2026:01:01:01 +0000]';
  const words = fc.constantFrom(
    '[',
    ']',
    ' - ',
    '-',
    ' ',
    ',',
    'x',
    '1.1.1.1',
    'acct_b',
    fake,
    '200',
    'GET / HTTP/1.1',
    '\\"',
    '\\x22',
    ', ',
  );
  const texts = fc.array(words, { minLength: 1, maxLength: 8 }).map(parts => parts.join(''));
  /** A user agent of a server that escapes nothing. */
  const raw = fc
    .array(fc.oneof(words, fc.constantFrom('"', '" "', '" 200 "', '\\')), { maxLength: 8 })
    .map(parts => parts.join(''));

  /** The client's line among usual ones: who is charged, from where, when. */
  function charged(usual: (ip: string) => string, line: string) {
    const { rows } = readAll([...each(usual), line]);
    const { remote_user: user, remote_addr: host, x_forwarded_for: list, time_local: time } = rows.at(-1) ?? {};
    return {
      user,
      client: String(list ?? host)
        .split(', ')
        .at(-1),
      time,
    };
  }
  const honest = { user: 'acct_a', client: '192.0.2.4', time: at.slice(1, -1) };

  it('in the request, referer and agent changes neither account nor address nor time', () => {
    const usual = (ip: string) => `10.0.0.1 - acct_c ${at} ${request} "-" "curl/8" "${ip}" 0.120`;
    fc.assert(
      fc.property(texts, texts, texts, (target, referer, agent) => {
        const line = `10.0.0.1 - acct_a ${at} "POST /${target}" 200 1 "${referer}" "${agent}" "192.0.2.4" 0.1`;
        expect(charged(usual, line)).toEqual(honest);
      }),
    );
  });

  it('in an agent that nobody escapes changes neither account nor address nor time', () => {
    const usual = (ip: string) => `10.0.0.1 - acct_c ${at} ${request} "-" "curl/8" "${ip}" 0.120`;
    fc.assert(
      fc.property(raw, agent => {
        const line = `10.0.0.1 - acct_a ${at} ${request} "-" "x${agent}" "192.0.2.4" 0.1`;
        expect(charged(usual, line)).toEqual(honest);
      }),
    );
  });

  it('in a forwarded list changes neither account nor the address that the proxy added', () => {
    const usual = (ip: string) => `${ip}, 192.0.2.9 - acct_c ${at} ${request} "-" "curl/8"`;
    const before = (ip: string) => `${ip} 10.0.0.1 - acct_c ${at} ${request} "-" "curl/8"`;
    fc.assert(
      fc.property(texts, list => {
        expect(charged(usual, `${list}, 192.0.2.4 - acct_a ${at} ${request} "-" "x"`)).toEqual(honest);
        const line = `${list}, 192.0.2.4 10.0.0.1 - acct_a ${at} ${request} "-" "x"`;
        expect(charged(before, line)).toEqual(honest);
      }),
    );
  });

  it('in a user name that nobody checked changes neither address nor time', () => {
    const usual = (ip: string) => `${ip} - acct_c ${at} ${request} "-" "curl/8"`;
    fc.assert(
      fc.property(texts, user => {
        const { client, time } = charged(usual, `192.0.2.4 - ${user} ${at} ${request} "-" "x"`);
        expect({ client, time }).toEqual({ client: honest.client, time: honest.time });
      }),
    );
  });
});

describe('arbitrary bytes', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('"', '\\', '\\x4', '[', ']', ' ', at, '192.0.2.1', '200', '"GET / HTTP/1.1"', '-', plain),
  );

  it('never throw, and every line has one outcome', () => {
    fc.assert(
      fc.property(fc.array(fc.array(part).map(parts => parts.join(' '))), fc.uint8Array(), (lines, noise) => {
        const view = cut(Buffer.concat([Buffer.from(lines.join('\n')), Buffer.from(noise)]));
        combined.detect(view);
        expect(outcomes(decode(detected(), inBlocks(view, 3), fields))).toEqual([...view.lines]);
      }),
    );
  });

  it('cost no more than their length', () => {
    const evil = `192.0.2.1 - - ${at} "${'" '.repeat(50_000)}${'\\"'.repeat(50_000)}`;
    expect(scan(evil)).toBe('no status');
  });
});
