/** Zones, forms of times and networks, as the command line takes them. What is wrong is thrown as UsageError. */
import { UsageError } from '../errors.js';
import { networkOf } from '../requests/proxies.js';
import { orderOf, patternProblem } from '../requests/time-pattern.js';
import { isZoneName, type Zone } from '../requests/time-zone.js';
import { ids } from './values.js';

/** Minutes east of UTC: `UTC`, `Z`, `+02:00`, `-0530`, `+5`. */
export function timezone(text: string): number {
  const minutes = offsetOf(text);
  if (minutes === undefined) {
    throw new UsageError('expected an offset from UTC such as +02:00', {
      hint: 'A named zone, which changes its offset, is --time-zone Europe/Berlin.',
    });
  }
  return minutes;
}

/** An offset, or a name of the IANA database. */
export function timeZone(text: string): Zone {
  const minutes = offsetOf(text);
  if (minutes !== undefined) return minutes;
  // EST and CET are in the database, too, and not what a clock on the wall shows all year.
  if (text.includes('/') && isZoneName(text)) return text;
  throw new UsageError('expected an offset such as +02:00 or a zone such as Europe/Berlin', {
    hint: 'Zones are named by continent and city: America/New_York, Asia/Kolkata.',
  });
}

function offsetOf(text: string): number | undefined {
  if (/^(utc|gmt|z)$/i.test(text)) return 0;
  const match = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(text);
  const hours = Number(match?.[2]);
  const minutes = Number(match?.[3] ?? 0);
  if (match === null || hours > 14 || minutes > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** A pattern in the tokens of date-fns, or the order of day, month and year alone. */
export function timeFormat(text: string): string {
  const problem = orderOf(text) === undefined ? patternProblem(text) : undefined;
  if (problem === undefined) return text;
  throw new UsageError(`this is no pattern of a time: ${problem}`, {
    hint: "Write for instance dd/MM/yyyy, or dd/MM/yyyy HH:mm:ss; other letters stand in quotes: yyyy-MM-dd'T'HH:mm:ss.",
  });
}

/** Addresses and networks, separated by commas, given once or more often. */
export function networks(texts: readonly string[]): readonly string[] {
  const all = ids(texts);
  const wrong = all.find(text => networkOf(text) === undefined);
  if (wrong === undefined) return all;
  throw new UsageError(`${wrong} is neither an address nor a network`, {
    hint: 'Write for instance --trusted-proxies 10.0.0.0/8,2001:db8::/32.',
  });
}
