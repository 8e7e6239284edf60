/** What the user says of times and clients, as reading takes it. */
import type { Proxies } from '../requests/proxies.js';
import type { TimeReading } from '../requests/time.js';
import type { TimeOptions } from '../requests/time-learn.js';
import type { ReadOptions } from './options.js';

export type ValueOptions = Pick<ReadOptions, 'timezoneOffset' | 'timeZone' | 'timeFormat'>;

/** How times are read of which nothing was learned. */
export function usualTimesOf(options: ValueOptions): TimeReading {
  const { zone } = timeOptions(options);
  return zone === undefined ? { zone: 0 } : { zone, isGiven: true };
}

export function proxiesOf({ trustedProxies = [] }: Pick<ReadOptions, 'trustedProxies'>): Proxies {
  return { trusted: trustedProxies };
}

export function timeOptions({ timezoneOffset, timeZone, timeFormat }: ValueOptions): TimeOptions {
  return { zone: timeZone ?? (timezoneOffset === 0 ? undefined : timezoneOffset), format: timeFormat };
}
