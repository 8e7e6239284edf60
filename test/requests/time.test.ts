import { TZDate, tz } from '@date-fns/tz';
import { format, parse } from 'date-fns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTime, timeReader, type TimeReading } from '../../src/requests/time.js';

const iso = (ms: number) => (Number.isNaN(ms) ? 'none' : new Date(ms).toISOString());
const at = '2026-11-20T08:15:30.000Z';
const withMs = '2026-11-20T08:15:30.123Z';

describe('times that say all of it', () => {
  it.each([
    // ISO 8601 and RFC 3339
    ['2026-11-20T08:15:30.123Z', withMs],
    ['2026-11-20t08:15:30z', at],
    ['2026-11-20 08:15:30', at],
    ['2026-11-20 08:15', '2026-11-20T08:15:00.000Z'],
    ['2026-11-20T08:15:30,123', withMs],
    ['2026-11-20T08:15:30.123456789+00:00', withMs],
    ['2026-11-20T09:15:30+01:00', at],
    ['2026-11-20T09:15:30+0100', at],
    ['2026-11-20T09:15:30+01', at],
    ['2026-11-20 08:15:30 +0000', at],
    ['2026-11-20T08:15:30Z[UTC]', at],
    ['2026-11-20T09:15:30+01:00[Europe/Berlin]', at],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2026/11/20 08:15:30', at],
    ['2026.11.20 08:15:30', at],
    ['2026-11-20_08:15:30', at],
    ['2026-11-20, 8:15:30 a.m.', at],
    ['2026/11/20, 08:15:30', at],
    ['2026-11-20 08:15:30:123', withMs],
    ['2026-1-5 8:05', '2026-01-05T08:05:00.000Z'],
    ['"2026-11-20 08:15:30"', at],
    ['[2026-11-20 08:15:30,123]', withMs],
    // without punctuation
    ['20261120T081530Z', at],
    ['20261120T091530.123+0100', withMs],
    ['20261120T0815Z', '2026-11-20T08:15:00.000Z'],
    ['20261120 08:15:30', at],
    ['20261120-081530', at],
    ['20261120081530', at],
    ['20261120081530.123', withMs],
    ['20261120081530123', withMs],
    ['20261120', '2026-11-20T00:00:00.000Z'],
    // access logs and frameworks
    ['20/Nov/2026:08:15:30 +0000', at],
    ['[20/Nov/2026:09:15:30 +0100]', at],
    ['20/Nov/2026:08:15:30.123', withMs],
    ['20/Nov/2026 08:15:30', at],
    ['2026/11/20 - 08:15:30', at],
    ['2026-11-20 08:15:30.123456789 +0000 UTC m=+0.1', withMs],
    ['2026-11-20 09:15:30.123 +0100 CET', withMs],
    ['2026-11-20 13:45:30 +0530 +0530', at],
    ['Nov 20, 2026 @ 08:15:30.123', withMs],
    // ctime and date
    ['Fri Nov 20 08:15:30 2026', at],
    ['Fri Nov 20 08:15:30 UTC 2026', at],
    ['Fri Nov 20 09:15:30 CET 2026', at],
    ['Fri Nov 20 03:15:30 -0500 2026', at],
    ['Fri Nov  6 08:15:30 2026', '2026-11-06T08:15:30.000Z'],
    ['Fri Nov 20 08:15:30 AM UTC 2026', at],
    ['Nov 20 08:15:30 2026', at],
    // JavaScript
    ['Fri Nov 20 2026 08:15:30 GMT+0000 (Coordinated Universal Time)', at],
    ['Fri Nov 20 2026 09:15:30 GMT+0100 (Mitteleuropäische Normalzeit)', at],
    ['Fri, 20 Nov 2026 08:15:30 GMT', at],
    ['November 20, 2026 at 8:15:30 AM UTC', at],
    ['Nov 20, 2026, 8:15:30\u202fAM', at],
    // mail and HTTP
    ['Fri, 20 Nov 2026 09:15:30 +0100', at],
    ['20 Nov 2026 03:15:30 EST', at],
    ['Fri, 20 Nov 2026 09:15:30 +0100 (CET)', at],
    ['Friday, 20-Nov-26 08:15:30 GMT', at],
    // people and spreadsheets
    ['20.11.2026 08:15:30', at],
    ['20.11.2026, 08:15:30', at],
    ['1.2.2026 08:15', '2026-02-01T08:15:00.000Z'],
    ['20-Nov-2026 08:15:30.123', withMs],
    ['20 Nov 2026 08:15:30', at],
    ['20 November 2026 08:15:30', at],
    ['November 20th, 2026 8:15:30 am', at],
    ['2026 Nov 20 08:15:30', at],
    ['2026-Nov-20 08:15:30', at],
    ['20-NOV-26 08.15', 'none'],
    ['2026-11-20 12:15:30 AM', '2026-11-20T00:15:30.000Z'],
    ['2026-11-20 12:15:30 PM', '2026-11-20T12:15:30.000Z'],
    ['2026-11-20 08:15:30 PM', '2026-11-20T20:15:30.000Z'],
    // zones by name
    ['2026-11-20 08:15:30 UTC', at],
    ['2026-11-20 03:15:30 EST', at],
    ['2026-11-20 00:15:30 PST', at],
    ['2026-07-20 10:15:30 CEST', '2026-07-20T08:15:30.000Z'],
    ['2026-11-20 17:15:30 JST', at],
    ['2026-11-20 03:15:30 America/New_York', at],
    ['2026-07-20 04:15:30 America/New_York', '2026-07-20T08:15:30.000Z'],
    ['2026-11-20 10:15:30 UTC+2', at],
    // numbers
    ['1795162530', at],
    ['1795162530123', withMs],
    ['1795162530123456', withMs],
    ['1795162530123456789', withMs],
    ['1795162530.123', withMs],
    ['1795162530,123', withMs],
    ['1.795162530123E+12', withMs],
    ['1795162530123e-3', withMs],
    ['1,795,162,530,123', withMs],
    ['639307593300000000', at],
  ])('%s', (text, expected) => {
    expect(iso(parseTime(text))).toBe(expected);
  });

  it('reads numbers and what mongoexport writes', () => {
    expect(iso(parseTime(1_795_162_530.123))).toBe(withMs);
    expect(iso(parseTime(20_261_120_081_530))).toBe(at);
    expect(iso(parseTime({ $date: withMs }))).toBe(withMs);
    expect(iso(parseTime({ $date: { $numberLong: '1795162530123' } }))).toBe(withMs);
    expect(parseTime({ $date: { $date: { $date: 1 } } })).toBeNaN();
  });
});

describe('what is no time', () => {
  it.each([
    '',
    '-',
    'null',
    '13/13/2026',
    '20/11/2026 08:15:30',
    '03/04/2026 08:15:30',
    '2026-02-30',
    '2026-02-30 08:15:30',
    '20260230T081530Z',
    '31 Nov 2026 08:15:30',
    '2026-11-20 25:15:30',
    '2026-11-20 13:15:30 PM',
    '1989-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '20 Nov 1989 08:15:30',
    '46346.34',
    'Nov 20 08:15:30',
    '2026-11-20 08:15:30 CST',
    '2026-11-20 08:15:30 IST',
    '2026-11-20 08:15:30 BST',
    '2026-11-20 08:15:30 Europe/Nowhere',
    '2026-11-20 08:15:30 +99:99',
    '2026-11-20T08:15:30Z and more',
    'Foo 20 2026 08:15:30',
    'gpt-4-2026-11-20',
    '1.2.3.4',
    `2026-11-20 08:15:30${' '.repeat(300)}x`,
    '1'.repeat(400),
    'Nov '.repeat(30_000),
  ])('%.60s', text => {
    expect(parseTime(text)).toBeNaN();
  });

  it('never throws, and is quick whatever the text', () => {
    const piece = fc.constantFrom(
      '20',
      '2026',
      '/',
      '-',
      ':',
      ' ',
      'Nov',
      'Fri,',
      '.',
      'AM',
      '+01',
      'UTC',
      '(',
      'T',
      '[',
      'e',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 60 }).map(parts => parts.join('')),
    );
    fc.assert(
      fc.property(text, value => {
        const time = parseTime(value, { zone: 0, order: 'dmy' });
        expect(Number.isNaN(time) || Number.isInteger(time)).toBe(true);
      }),
    );
    for (const hostile of ['1', ' ', '+', 'A', '(', '1.', '1:'].map(part => part.repeat(500_000))) {
      expect(parseTime(hostile)).toBeNaN();
    }
  });
});

describe('what a text does not say', () => {
  const read = (text: string, reading: TimeReading) => iso(timeReader(reading)(text));

  it('is the order of three numbers', () => {
    expect(read('03/04/2026 08:15', { zone: 0, order: 'dmy' })).toBe('2026-04-03T08:15:00.000Z');
    expect(read('03/04/2026 08:15', { zone: 0, order: 'mdy' })).toBe('2026-03-04T08:15:00.000Z');
    expect(read('11/20/2026, 8:15:30.123 AM', { zone: 0, order: 'mdy' })).toBe(withMs);
    expect(read('26/11/20 08:15:30', { zone: 0, order: 'ymd' })).toBe(at);
    expect(read('20-11-2026 8:15', { zone: 0, order: 'mdy' })).toBe('none');
  });

  it('is a zone, whose summer is known', () => {
    expect(read('2026-07-20 10:15:30', { zone: 'Europe/Berlin' })).toBe('2026-07-20T08:15:30.000Z');
    expect(read('2026-11-20 09:15:30', { zone: 'Europe/Berlin' })).toBe(at);
    expect(read('2026-11-20 10:15:30', { zone: 120 })).toBe(at);
    expect(read('2026-11-20T08:15:30Z', { zone: 'Europe/Berlin' })).toBe(at);
  });

  it('is a zone, whatever was read before', () => {
    const text = fc.constantFrom(
      '2026-10-25 01:59:59',
      '2026-10-25 02:00:00',
      '2026-10-25 02:59:59',
      '2026-10-25 03:00:00',
    );
    const zone = fc.constantFrom('Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe');
    const alone = new Map<string, string>();
    fc.assert(
      fc.property(text, zone, (time, name) => {
        const found = read(time, { zone: name });
        expect(found).toBe(alone.get(`${time} ${name}`) ?? found);
        alone.set(`${time} ${name}`, found);
      }),
    );
    expect(read('2026-10-25 02:00:00', { zone: 'Asia/Kolkata' })).toBe('2026-10-24T20:30:00.000Z');
    expect(read('2026-10-25 03:00:00', { zone: 'Europe/Berlin' })).toBe('2026-10-25T02:00:00.000Z');
    expect(read('2026-10-25 02:59:59', { zone: 'Europe/Berlin' })).toBe('2026-10-25T00:59:59.000Z');
  });

  it('is the hour that a clock skips, or shows twice: then the first', () => {
    expect(read('2026-10-25 02:30:00', { zone: 'Europe/Berlin' })).toBe('2026-10-25T00:30:00.000Z');
    expect(read('2026-03-29 02:30:00', { zone: 'Europe/Berlin' })).toBe('2026-03-29T00:30:00.000Z');
  });

  it('is which of several zones an abbreviation means, if the user said', () => {
    expect(read('2026-11-20 02:15:30 CST', { zone: 'America/Chicago', isGiven: true })).toBe(at);
    expect(read('2026-11-20 02:15:30 CST', { zone: 'America/Chicago' })).toBe('none');
  });

  it('is that a spreadsheet counts days', () => {
    expect(read('46346.344097222', { zone: 0, isSerial: true })).toBe('2026-11-20T08:15:30.000Z');
    expect(read('46346,344097222', { zone: 60, isSerial: true })).toBe('2026-11-20T07:15:30.000Z');
    expect(read('4634', { zone: 0, isSerial: true })).toBe('none');
  });
});

describe('patterns', () => {
  it.each([
    'dd/MM/yyyy HH:mm:ss',
    'M/d/yyyy h:mm:ss a',
    "yyyy-MM-dd'T'HH:mm:ss.SSSxxx",
    'EEE, d MMM yyyy HH:mm:ss xx',
    'MMMM d, yyyy hh:mm a',
    'yyyyMMdd HHmmss',
    'dd.MM.yy HH:mm',
    "'at' yyyy.MM.dd 'o''clock' H.mm",
  ])('%s is read as date-fns does', pattern => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1991, 0, 1), max: Date.UTC(2089, 0, 1) }),
        fc.constantFrom('UTC', 'Asia/Kolkata'),
        (ms, zone) => {
          const text = format(new TZDate(ms, zone), pattern, { in: tz(zone) });
          const expected = Number(parse(text, pattern, new TZDate(Date.UTC(2040, 0, 1), zone), { in: tz(zone) }));
          expect(timeReader({ zone, format: pattern })(text)).toBe(expected);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('read nothing else', () => {
    const read = timeReader({ zone: 0, format: 'dd/MM/yyyy HH:mm:ss' });
    for (const text of ['20/11/2026', '20-11-2026 08:15:30', '20/13/2026 08:15:30', 'x20/11/2026 08:15:30']) {
      expect(read(text)).toBeNaN();
    }
  });
});
