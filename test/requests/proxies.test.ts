import { describe, expect, it } from 'vitest';
import type { FieldBinding } from '../../src/formats/format.js';
import { BatchBuilder, createDictionaries } from '../../src/requests/builder.js';
import { columnNames } from '../../src/requests/columns.js';
import { clientReader, networkOf, noProxies } from '../../src/requests/proxies.js';

const bindings: FieldBinding[] = [
  { column: 'time', field: 'time' },
  { column: 'ip', field: 'ip' },
  { column: 'forwardedFor', field: 'xff' },
];

/** Address and prefix of a request that came from `ip`, forwarded for `list`. */
function client(ip: string | undefined, list: string | undefined, trusted: readonly string[] = []): string[] {
  let found: string[] = [];
  const builder = new BatchBuilder({
    bindings,
    wanted: columnNames,
    input: 0,
    inputName: 'log',
    proxies: { trusted },
    dictionaries: createDictionaries(),
    onBatch: ({ dictionaries, ip, prefix }) => {
      found = [dictionaries.ip.text(ip[0] as number), dictionaries.prefix.text(prefix[0] as number)];
    },
  });
  builder.field(0, '2026-11-20T08:15:30Z');
  builder.field(1, ip);
  builder.field(2, list);
  builder.commit(1);
  builder.flush();
  return found;
}

describe('without trusted proxies', () => {
  it('the first public address of the list stands in for a private or missing one', () => {
    expect(client('10.0.0.1', '203.0.113.9, 198.51.100.7')[0]).toBe('203.0.113.9');
    expect(client('100.64.0.1', '10.1.1.1, 203.0.113.9')[0]).toBe('203.0.113.9');
    expect(client('unix:', '203.0.113.9')[0]).toBe('203.0.113.9');
    expect(client(undefined, '203.0.113.9')[0]).toBe('203.0.113.9');
  });

  it('nobody replaces a public address with what he sends', () => {
    expect(client('198.51.100.7', '203.0.113.9')[0]).toBe('198.51.100.7');
    expect(client('198.51.100.7', '203.0.113.9, 10.0.0.1')[0]).toBe('198.51.100.7');
  });
});

describe('with trusted proxies', () => {
  const own = ['10.0.0.0/8', '198.51.100.0/24', '2001:db8:ffff::/48'];

  it('the last address that is none of theirs is the client', () => {
    expect(client('10.0.0.1', '192.0.2.66, 203.0.113.9, 198.51.100.250', own)[0]).toBe('203.0.113.9');
    expect(client('198.51.100.7', '203.0.113.9', own)[0]).toBe('203.0.113.9');
    expect(client('2001:db8:ffff::1', 'for="[2001:db8::9]:80"', own)[0]).toBe('2001:db8::9');
    expect(client('198.51.100.7', '192.168.1.5', own)[0]).toBe('192.168.1.5');
  });

  it('a stranger is the client himself, whatever he sends', () => {
    expect(client('203.0.113.9', '192.0.2.66', own)[0]).toBe('203.0.113.9');
    expect(client('192.168.0.9', '192.0.2.66', own)[0]).toBe('192.168.0.9');
  });

  it('a list in place of the host is walked, too', () => {
    expect(client('192.0.2.66, 203.0.113.9, 10.0.0.1', undefined, own)[0]).toBe('203.0.113.9');
  });

  it('a proxy’s own address links nobody', () => {
    expect(client('198.51.100.7', undefined, own)).toEqual(['198.51.100.7', '']);
    expect(client('198.51.100.7', 'unknown', own)).toEqual(['198.51.100.7', '']);
  });

  it('nobody pushes the end of the list out', () => {
    expect(client('10.0.0.1', `${'192.0.2.66, '.repeat(5000)}203.0.113.9`, own)[0]).toBe('203.0.113.9');
  });
});

it('reads networks', () => {
  expect(networkOf('10.0.0.0/8')?.[1]).toBe(8);
  expect(networkOf('::1')?.[1]).toBe(128);
  expect(networkOf('10')).toBeUndefined();
  expect(clientReader(noProxies)('').text).toBe('');
});
