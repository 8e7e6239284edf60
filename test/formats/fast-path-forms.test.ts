/** Times, numbers and clients in rarer forms: the kernel leaves them, or reads them as the plain path does. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TimeReading } from '../../src/requests/time.js';
import { bothPaths } from './both-paths.js';

const readings: readonly TimeReading[] = [
  { zone: 0 },
  { zone: -480 },
  { zone: 'Europe/Berlin' },
  { zone: 'America/Chicago', isGiven: true },
  { zone: 0, order: 'dmy' },
  { zone: 0, order: 'mdy' },
  { zone: 0, isSerial: true },
  { zone: 60, format: 'dd/MM/yyyy HH:mm' },
];

const times: readonly unknown[] = [
  ...['2026-11-20T08:15:30.123Z', '2026-11-20 08:15:30', '2026-07-20 08:15', '2026-11-20', '20261120T081530Z'],
  ...['20261120081530', '202611200815', 20_261_120_081_530, '2026-11-20 08:15:30 CST', '2026-11-20 08:15:30 EST'],
  ...['2026-11-20T08:15:30+15:59', '2026-11-20T08:15:30+16:00', '2026-11-20T08:15:30+01:60', '2026-11-20 25:15:30'],
  ...['20/Nov/2026:08:15:30 +0000', '20/Nov/2026:08:15:30 -2300', '20/Nov/2026 08:15:30', '03/04/2026 08:15'],
  ...['20/11/2026 08:15', '2026-11-20 08:15:30 PM', '2026/11/20 - 08:15:30', 1_795_162_530, '1795162530.5', '1.79E+12'],
  ...[46_346.34, '46346,34', { $date: '2026-11-20T08:15:30Z' }, { $date: { $numberLong: '1795162530123' } }, [1]],
  ...['Nov 20 08:15:30', 'Fri Nov 20 08:15:30 2026', 'never', '99999999999999999999', '000000000', true, '2026'],
];

const json = (time: unknown) => JSON.stringify({ timestamp: time, account_id: 'a', client_ip: '203.0.113.7' });
const head = `${json('2026-11-20T08:15:30Z')}\n`.repeat(3);

it.each(readings)('agrees about times read with %j', reading => {
  const body = `${times.map(json).join('\n')}\n`;
  const { fast, plain, direct } = bothPaths({ head, body, times: reading });
  expect(direct).toBeGreaterThan(0);
  expect(fast).toEqual(plain);
});

it('agrees about times that nobody thought of', () => {
  const piece = fc.constantFrom(
    '20',
    '2026',
    '11',
    '/',
    '-',
    ':',
    ' ',
    'Nov',
    'T',
    'Z',
    '+01',
    '08:15:30',
    '.',
    '00',
    'AM',
    '16',
  );
  const text = fc.array(piece, { minLength: 1, maxLength: 10 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), fc.constantFrom(...readings), (texts, reading) => {
      const { fast, plain } = bothPaths({ head, body: `${texts.map(json).join('\n')}\n`, times: reading });
      expect(fast).toEqual(plain);
    }),
    { numRuns: 60 },
  );
});

const columns = 'timestamp;account_id;client_ip;x_forwarded_for;prompt_tokens;latency_s';

it('agrees about numbers with a comma, and about clients behind trusted proxies', () => {
  const rows = [
    'a;10.0.0.1;192.0.2.66, 203.0.113.9;1.200;4,10',
    'b;203.0.113.9;192.0.2.66;12.345;0,5',
    'c;unix:;unknown;7;4,100s',
    'd;python-requests;203.0.113.9;1.2;4.100',
    'e;10.0.0.2;;1e3;2m3,5s',
  ].map((row, i) => `20.11.2026 08:15:3${i};${row}`);
  const text = `${columns}\n${rows.slice(0, 2).join('\n')}\n`;
  for (const trusted of [[], ['10.0.0.0/8']]) {
    const { fast, plain } = bothPaths({
      head: text,
      body: `${rows.join('\n')}\n`,
      learn: true,
      map: { latency: 'latency_s' },
      proxies: { trusted },
    });
    expect(fast).toEqual(plain);
    expect(fast.rows.slice(0, 2).map(({ inputTokens, latency }) => [inputTokens, latency])).toEqual([
      [1200, 4100],
      [12_345, 500],
    ]);
    expect(fast.rows[0]?.['ip']).toBe(trusted.length > 0 ? '203.0.113.9' : '192.0.2.66');
    expect(fast.rows[1]?.['ip']).toBe('203.0.113.9');
  }
});
