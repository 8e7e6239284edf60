import { describe, expect, it } from 'vitest';
import { networks, timeFormat, timezone, timeZone } from '../../src/cli/places-and-times.js';
import { UsageError } from '../../src/errors.js';

describe('timezone', () => {
  it.each([
    ['UTC', 0],
    ['z', 0],
    ['+02:00', 120],
    ['-0530', -330],
    ['+5', 300],
    ['UTC+1', 60],
  ])('%s is %d minutes east', (text, minutes) => {
    expect(timezone(text)).toBe(minutes);
    expect(timeZone(text)).toBe(minutes);
  });

  it.each(['Europe/Berlin', '+15:00', '+02:60', '2', ''])('refuses %j', text => {
    expect(() => timezone(text)).toThrow('expected an offset');
  });
});

describe('timeZone', () => {
  it('takes names of the database', () => {
    expect(['Europe/Berlin', 'Asia/Kolkata', 'America/Argentina/Ushuaia'].map(timeZone)).toHaveLength(3);
  });

  it.each(['Europe/Berlln', 'Berlin', 'CST', 'EST', '+15:00', ''])('refuses %j, and says what to write', text => {
    expect(() => timeZone(text)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('Europe/Berlin') as string }),
    );
  });
});

describe('timeFormat', () => {
  it.each(['dd/MM/yyyy', 'MM-dd-yy', 'yy/MM/dd', 'dd/MM/yyyy HH:mm:ss', "d. MMM yyyy 'um' H:mm", 'T', 'M/d/yy h:mm a'])(
    'takes %s',
    text => {
      expect(timeFormat(text)).toBe(text);
    },
  );

  it.each([
    ['YYYY-MM-DD', 'YYYY is not one of'],
    ['dd/mm/yyyy', 'it does not say the month'],
    ['dd/mm/yyyy HH:mm', 'it says the minutes twice'],
    ['HH:mm:ss', 'it does not say the year'],
    ['yyyy-MM-ddTHH:mm', "other letters stand in quotes: yyyy-MM-dd'T'HH:mm:ss"],
    ['dd/MM/yyyy hh:mm', 'needs a, for AM or PM'],
    ['constructor', 'is not one of'],
    ['', 'it does not say the year'],
  ])('says what is wrong with %j', (text, wrong) => {
    const error = caught(() => timeFormat(text));
    expect(error).toBeInstanceOf(UsageError);
    expect(`${(error as UsageError).message} ${(error as UsageError).hint ?? ''}`).toContain(wrong);
  });
});

describe('networks', () => {
  it('are addresses and CIDR, given together or one by one', () => {
    expect(networks(['10.0.0.0/8, 2001:db8::/32', '192.0.2.1'])).toEqual(['10.0.0.0/8', '2001:db8::/32', '192.0.2.1']);
  });

  it.each(['10.0.0.0/33', '10.0.0', 'proxy.example.com', '10.0.0.0/-1', '::/129'])('refuses %j', text => {
    expect(() => networks([text])).toThrow(`${text} is neither an address nor a network`);
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
