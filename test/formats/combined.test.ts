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
    [`- - - ${at} "GET / HTTP/1.1" 200 1`, 'no remote host'],
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
