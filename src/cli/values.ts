/** Text of the command line and of the configuration file, turned into values. What is wrong is thrown as UsageError. */
import { UsageError } from '../errors.js';
import { suggest } from './suggest.js';

const units: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** Bytes, with a binary unit: `512M`, `1.5GiB`, `65536`. */
export function size(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text.trim());
  const unit = units[(match?.[2] ?? '').toLowerCase()];
  if (match?.[1] === undefined || unit === undefined) throw new UsageError('expected a size such as 512M or 2G');
  const bytes = Math.floor(Number(match[1]) * unit);
  if (bytes < 1 || bytes > Number.MAX_SAFE_INTEGER) throw new UsageError('expected a size between 1 byte and 8192T');
  return bytes;
}

/** A whole number within bounds, both included. */
export function wholeNumber(from: number, to: number): (text: string) => number {
  return text => {
    const number = /^-?\d+$/.test(text.trim()) ? Number(text) : NaN;
    if (Number.isNaN(number) || number < from || number > to) {
      throw new UsageError(
        to === Infinity || to >= Number.MAX_SAFE_INTEGER
          ? `expected a whole number from ${from} up`
          : `expected a whole number from ${from} to ${to}`,
      );
    }
    return number;
  };
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): (text: string) => T {
  return text => {
    const known = words.find(word => word === text);
    if (known === undefined) throw new UsageError(`expected ${words.join(', ')}`, { hint: suggest(text, words) });
    return known;
  };
}

/** Ids, separated by commas, given once or more often. */
export function ids(texts: readonly string[]): string[] {
  return [
    ...new Set(
      texts
        .flatMap(text => text.split(','))
        .map(id => id.trim())
        .filter(id => id !== ''),
    ),
  ];
}

/**
 * `column=field`, for instance `account=user.id`; `input:column=field` for one input alone; `account=` where no field is
 * the account. What a field may be is in requests/mapping/told.ts.
 */
export function mapping(texts: readonly string[]): Record<string, string> {
  const pairs = texts.map(text => {
    const cut = text.indexOf('=');
    const key = text.slice(0, Math.max(0, cut)).trim();
    if (key === '' || key.startsWith(':') || key.endsWith(':')) {
      throw new UsageError(`expected column=field, for instance account=user.id, and not ${text}`);
    }
    return [key, text.slice(cut + 1).trim()] as const;
  });
  const twice = pairs.find(([column], index) => pairs.findIndex(([other]) => other === column) !== index);
  if (twice !== undefined) {
    throw new UsageError(`${twice[0]} is mapped twice`, {
      hint: `Several fields of one column: --map '${twice[0]}=first|second'`,
    });
  }
  return Object.fromEntries(pairs);
}

/** Midnight UTC of a day, in ms since the epoch. */
export function date(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (Number.isNaN(time)) throw new UsageError('expected a date such as 2026-03-02');
  return time;
}

/** A day that the calendar has, as ISO 8601 writes it. */
export function day(text: string): string {
  const time = date(text);
  if (!new Date(time).toISOString().startsWith(text)) throw new UsageError(`the calendar has no ${text}`);
  return text;
}
