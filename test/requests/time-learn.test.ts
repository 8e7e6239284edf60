import { describe, expect, it } from 'vitest';
import { isTime, learnTimes } from '../../src/requests/time-learn.js';

const learn = (values: readonly unknown[], options = {}) => learnTimes('when', values, options);

describe('the order of day and month', () => {
  it('is shown by a number above twelve anywhere', () => {
    expect(learn(['03/04/2026 08:15', '20/04/2026 08:15']).reading).toMatchObject({ order: 'dmy' });
    const { reading, notes, problem } = learn(['03/04/2026 08:15', '03/20/2026 08:15']);
    expect({ reading, problem }).toEqual({ reading: { zone: 0, order: 'mdy' }, problem: undefined });
    expect(notes).toEqual(['when is read with the month first, as "03/20/2026 08:15" shows']);
  });

  it('is shown by times that are in order in one reading alone, forward or backward', () => {
    const days = ['11/11/2026 23:59', '12/11/2026 23:59', '01/12/2026 00:01'];
    expect(learn(days).reading.order).toBe('dmy');
    expect(learn([...days].reverse()).reading.order).toBe('dmy');
    // Newest first would be as well in order.
    expect(learn(days.slice(1)).problem).toBeDefined();
  });

  it('is asked for with the first value where nothing shows it', () => {
    expect(learn(['03/04/2026 08:15', '03/04/2026 08:16']).problem).toEqual({
      message: 'when holds "03/04/2026 08:15", which can be read with the day first or with the month first',
      hint: 'Say which: --time-format dd/MM/yyyy or --time-format MM/dd/yyyy',
    });
    expect(learn(['03-04-26 08:15']).problem?.hint).toContain('dd-MM-yy');
  });

  it('is asked for where half say this and half that', () => {
    expect(learn(['13/01/2026', '01/13/2026', '14/01/2026', '01/14/2026']).problem?.message).toContain(
      'in no one order',
    );
  });

  it('is not asked for because of one damaged date', () => {
    const days = Array.from({ length: 30 }, (_, day) => `${String(day + 1).padStart(2, '0')}/04/2026 08:15`);
    expect(learn([...days, '04/31/2026 08:15']).reading.order).toBe('dmy');
  });

  it('is what the user says', () => {
    expect(learn(['03/04/2026 08:15'], { format: 'dd/MM/yyyy' })).toMatchObject({ reading: { order: 'dmy' } });
    expect(learn(['03/04/2026 08:15'], { format: 'MM/dd/yyyy HH:mm' })).toMatchObject({
      reading: { format: 'MM/dd/yyyy HH:mm' },
    });
  });
});

describe('what cannot be read', () => {
  it.each([
    [['Nov 20 08:15:30'], 'names no year', 'Write the year in front of it'],
    [['2026-11-20 08:15:30 CST'], 'CST is no zone, or one of several', '--time-zone America/Chicago'],
    [['soon', 'later'], '"soon", which is not read as a time', '--time-format'],
    [['1.79516E+12', '1.79517E+12'], 'a spreadsheet rounded it', 'Export it again'],
  ])('%j is refused', (values, message, hint) => {
    const { problem } = learn(values);
    expect(problem?.message).toContain(message);
    expect(problem?.hint).toContain(hint);
  });

  it('a pattern that fits no value is refused with the first', () => {
    expect(learn(['2026-11-20'], { format: 'dd/MM/yyyy HH:mm' }).problem?.message).toBe(
      '--time-format reads no value of when, such as "2026-11-20"',
    );
  });

  it('a few damaged times among others are left to be counted', () => {
    expect(learn(['2026-11-20T08:15:30Z', 'soon', '2026-11-20T08:15:31Z'])).toEqual({
      reading: { zone: 0 },
      notes: [],
    });
  });

  it('exact numbers in scientific notation are times', () => {
    expect(learn(['1.795162530E+09', '1.79516253012E+12'])).toEqual({ reading: { zone: 0 }, notes: [] });
  });
});

describe('zones', () => {
  it.each([
    ['TimeGenerated [UTC]', 0],
    ['time (GMT+2)', 120],
    ['Time [Europe/Berlin]', 'Europe/Berlin'],
    ['created_at_utc', 0],
    ['timestampUTC', 0],
    ['truncated', 0],
  ])('%s states %s', (field, zone) => {
    expect(learnTimes(field, [], {}).reading.zone).toBe(zone);
  });

  it('are the user’s, whatever the field says', () => {
    expect(learnTimes('time [UTC]', [], { zone: 60 }).reading).toEqual({ zone: 60, isGiven: true });
  });
});

describe('serial days', () => {
  it('are taken where the whole column is so', () => {
    expect(learn(['46346.34', '46346.35']).reading.isSerial).toBe(true);
    expect(learn([46_346.34]).notes[0]).toContain('spreadsheets');
    expect(learn(['46346.34', '2026-11-20']).reading.isSerial).toBeUndefined();
    expect(learn(['46346', '46347']).problem).toBeDefined();
  });
});

it('knows a time that needs help', () => {
  for (const value of ['03/04/2026', 'Nov 20 08:15:30', '2026-11-20 08:15:30 IST', 46_346.5])
    expect(isTime(value)).toBe(true);
  for (const value of ['13/13/2026', '2026', 46_346, 'x', null, {}, '10.0.0.1']) expect(isTime(value)).toBe(false);
});
