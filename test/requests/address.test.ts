import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesIn, parseAddress } from '../../src/requests/address.js';

const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 203, 224, 255, 256, 999));

it('reads the usual form of IPv4 as the library does', () => {
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), bytes => {
      const text = bytes.join('.');
      // With a port, an address takes the long way.
      const long = parseAddress(`${text}:443`);
      const valid = bytes.every(value => value <= 255);
      if (valid) expect(parseAddress(text)).toEqual(long);
      // What is no address is not somebody, either.
      else expect(parseAddress(text).text).toBe('');
    }),
    { numRuns: 2000 },
  );
});

it('does not take octal numbers for decimal ones', () => {
  expect(parseAddress('010.0.0.1').text).toBe('8.0.0.1');
  expect(parseAddress('8.0.0.1').prefix).toBe('8.0.0.0/24');
});

const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

describe('an address', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7', '198.51.100.0/24'],
    ['198.51.100.7:5123', '198.51.100.7', '198.51.100.0/24'],
    ['198.51.100.7/32', '198.51.100.7', '198.51.100.0/24'],
    ['"198.51.100.7"', '198.51.100.7', '198.51.100.0/24'],
    ['[2001:db8::7]:443', '2001:db8::7', '2001:db8::/64'],
    ['[2001:db8::7]', '2001:db8::7', '2001:db8::/64'],
    ['2001:DB8:0::7', '2001:db8::7', '2001:db8::/64'],
    ['2001:db8::8:54321', '2001:db8::8', '2001:db8::/64'],
    ['2001:db8:1:2:3:4:5:6:443', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8::7/128', '2001:db8::7', '2001:db8::/64'],
    ['fe80::1%eth0', 'fe80::1', ''],
    ['::ffff:198.51.100.7', '198.51.100.7', '198.51.100.0/24'],
    ['::ffff:198.51.100.8:5123', '198.51.100.8', '198.51.100.0/24'],
    ['10.0.0.1', '10.0.0.1', ''],
    ['100.64.1.2', '100.64.1.2', ''],
    ['127.0.0.1', '127.0.0.1', ''],
    // RFC 7239
    ['for=203.0.113.10;proto=https', '203.0.113.10', '203.0.113.0/24'],
    ['proto=https; For="[2001:db8::1]:80";by=10.0.0.1', '2001:db8::1', '2001:db8::/64'],
    ['for=_hidden, for=203.0.113.10:4711', '203.0.113.10', '203.0.113.0/24'],
    // Lists
    ['unknown, 203.0.113.9', '203.0.113.9', '203.0.113.0/24'],
    ['10.0.0.1, 203.0.113.9, 198.51.100.7', '203.0.113.9', '203.0.113.0/24'],
    ['203.0.113.9 10.0.0.1', '203.0.113.9', '203.0.113.0/24'],
    [', 203.0.113.9,', '203.0.113.9', '203.0.113.0/24'],
    ['["203.0.113.9","10.0.0.1"]', '203.0.113.9', '203.0.113.0/24'],
    ['unix:, 203.0.113.9', '203.0.113.9', '203.0.113.0/24'],
    // Masked and hashed
    ['81.2.69.***', '81.2.69.***', '81.2.69.0/24'],
    ['203.0.113.xxx', '203.0.113.xxx', '203.0.113.0/24'],
    ['203.0.113.0/24', '203.0.113.0/24', '203.0.113.0/24'],
    ['203.0.*.*', '203.0.*.*', ''],
    ['10.0.0.xxx', '10.0.0.xxx', ''],
    ['2001:db8:1::/48', '2001:db8:1::/48', '2001:db8:1::/48'],
    [digest, digest, digest],
    [`sha256:${digest}`, `sha256:${digest}`, `sha256:${digest}`],
    [
      'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
      'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
      'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=',
    ],
  ])('%s', (raw, text, prefix) => {
    const found = parseAddress(raw);
    expect([found.text, found.prefix]).toEqual([text, prefix]);
  });

  it.each([
    ...['', '-', 'unknown', 'localhost', '0.0.0.0', '0.0.0.0:80', '::', '[::]:80', 'unix:', 'unix:/run/app.sock'],
    ...['python-requests', 'claude-cli', 'cursor', 'api.example.com', 'llm-gw-7d9f8b6c5d-x2x4z', 'acct_a', 'iPhone'],
    ...['1.2', '1.5.2', '3232235777', '0x7f.1', '203.0.113.300', '999.1.1.*', '_hidden', 'for=unknown', 'proto=https'],
    ...['12345678', 'deadbeef', 'InternalServiceClient22', '2026-11-20T08:15:30Z', '<nil>', 'N/A'],
  ])('is not %j', raw => {
    expect(parseAddress(raw)).toEqual({ text: '', prefix: '', isPublic: false });
  });

  it('is never a reason to throw, or to wait', () => {
    const piece = fc.constantFrom(
      'for=',
      '"',
      '[',
      ']',
      ':',
      '::',
      '1',
      '255',
      '.',
      ',',
      ';',
      ' ',
      '%',
      '*',
      '/',
      'x',
      'ffff',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 40 }).map(all => all.join('')),
        ),
        raw => {
          for (const { text, prefix } of addressesIn(raw)) expect(text === '' && prefix !== '').toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
    for (const hostile of ['for=', '"', '[', ':', '1.', 'a=;'].map(part => part.repeat(200_000))) parseAddress(hostile);
  });
});
