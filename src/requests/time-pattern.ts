/**
 * Times of a form that the user wrote down in the tokens of date-fns (`dd/MM/yyyy HH:mm:ss`): a pattern becomes one
 * expression, since this runs once a request. date-fns itself, which tests compare it with, takes a hundred times as long.
 */
import { atUtc, bounded, fractionMs, fullYear, hourOf, monthNamed } from './time-civil.js';
import type { DateOrder } from './time-forms.js';
import { inZone, type Zone } from './time-zone.js';

const longest = 200;

/** What reads times of a pattern that {@link patternProblem} found nothing wrong with. NaN for texts that do not fit. */
export function patternReader(pattern: string, zone: Zone): (text: string) => number {
  const { source, parts } = compiled(pattern);
  const expression = new RegExp(`^${source}$`);
  return text => {
    const found = text.length > longest ? null : expression.exec(text.trim());
    if (found === null) return NaN;
    return bounded(Math.floor(timeOf(new Map(parts.map((part, i) => [part, found[i + 1] as string])), zone)));
  };
}

/** The order that a pattern states when it says nothing but that: `dd/MM/yyyy`. */
export function orderOf(pattern: string): DateOrder | undefined {
  const order = /^(?:(d{1,2}[-/.]M{1,2}|M{1,2}[-/.]d{1,2})[-/.](?:yyyy|yy)|yy[-/.]M{1,2}[-/.]d{1,2})$/.exec(pattern);
  if (order === null) return undefined;
  if (order[1] === undefined) return 'ymd';
  return order[1].startsWith('d') ? 'dmy' : 'mdy';
}

/** What is wrong with a pattern; undefined when it can be used. */
export function patternProblem(pattern: string): string | undefined {
  const { parts, unknown } = compiled(pattern);
  if (unknown !== undefined) return `${unknown} is not one of ${Object.keys(tokens).join(', ')}`;
  const twice = parts.find((part, i) => part !== 'weekday' && parts.indexOf(part) < i);
  if (twice !== undefined) return `it says ${wording[twice]} twice (MM is the month, mm are minutes)`;
  if (parts.includes('seconds1970') || parts.includes('ms1970')) {
    return parts.length === 1 ? undefined : 't and T are times since 1970; a T between date and time stands in quotes';
  }
  const missing = (['year', 'month', 'day'] as const).find(part => !parts.includes(part));
  if (missing !== undefined) return `it does not say ${wording[missing]} (${hints[missing]})`;
  return parts.includes('hour12') === parts.includes('half')
    ? undefined
    : 'h is the hour of a clock of twelve and needs a, for AM or PM; HH is the hour of 24';
}

type Part =
  | 'year'
  | 'month'
  | 'day'
  | 'weekday'
  | 'hour'
  | 'hour12'
  | 'half'
  | 'minutes'
  | 'seconds'
  | 'fraction'
  | 'zone'
  | 'seconds1970'
  | 'ms1970';

const wording: Readonly<Record<Part, string>> = {
  year: 'the year',
  month: 'the month',
  day: 'the day',
  weekday: 'the weekday',
  hour: 'the hour',
  hour12: 'the hour',
  half: 'AM or PM',
  minutes: 'the minutes',
  seconds: 'the seconds',
  fraction: 'the fraction',
  zone: 'the zone',
  seconds1970: 'the seconds since 1970',
  ms1970: 'the milliseconds since 1970',
};

const hints = { year: 'yyyy', month: 'MM, or MMM for its name', day: 'dd' } as const;

/** A token's expression, and the part of a time that it is. */
const tokens: Readonly<Record<string, readonly [expression: string, part: Part]>> = {
  yyyy: ['(\\d{4})', 'year'],
  yy: ['(\\d\\d)', 'year'],
  MM: ['(\\d\\d)', 'month'],
  M: ['(\\d{1,2})', 'month'],
  MMM: ['([A-Za-z]{3})', 'month'],
  MMMM: ['([A-Za-z]{3,9})', 'month'],
  dd: ['(\\d\\d)', 'day'],
  d: ['(\\d{1,2})', 'day'],
  EEE: ['([A-Za-z]{3})', 'weekday'],
  EEEE: ['([A-Za-z]{6,9})', 'weekday'],
  HH: ['(\\d\\d)', 'hour'],
  H: ['(\\d{1,2})', 'hour'],
  hh: ['(\\d\\d)', 'hour12'],
  h: ['(\\d{1,2})', 'hour12'],
  a: ['([AaPp]\\.?[Mm]\\.?)', 'half'],
  mm: ['(\\d\\d)', 'minutes'],
  m: ['(\\d{1,2})', 'minutes'],
  ss: ['(\\d\\d)', 'seconds'],
  s: ['(\\d{1,2})', 'seconds'],
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map(size => ['S'.repeat(size), [`(\\d{${size}})`, 'fraction']])),
  x: ['([+-]\\d\\d(?:\\d\\d)?)', 'zone'],
  xx: ['([+-]\\d{4})', 'zone'],
  xxx: ['([+-]\\d\\d:\\d\\d)', 'zone'],
  X: ['(Z|[+-]\\d\\d(?:\\d\\d)?)', 'zone'],
  XX: ['(Z|[+-]\\d{4})', 'zone'],
  XXX: ['(Z|[+-]\\d\\d:\\d\\d)', 'zone'],
  t: ['(\\d{9,10})', 'seconds1970'],
  T: ['(\\d{12,13})', 'ms1970'],
};

interface Compiled {
  readonly source: string;
  readonly parts: readonly Part[];
  /** Letters that are no token. */
  readonly unknown: string | undefined;
}

/** Quoted parts and what is no letter stand for themselves. */
function compiled(pattern: string): Compiled {
  const parts: Part[] = [];
  let source = '';
  let unknown: string | undefined;
  for (const [piece] of pattern.matchAll(/([A-Za-z])\1*|'(?:[^']|'')*'|./gs)) {
    const token = Object.hasOwn(tokens, piece) ? tokens[piece] : undefined;
    if (token !== undefined) {
      source += token[0];
      parts.push(token[1]);
    } else if (/^[A-Za-z]/.test(piece)) unknown ??= piece;
    else source += literally(piece);
  }
  return { source, parts, unknown };
}

function literally(piece: string): string {
  const text = piece.length > 1 && piece.startsWith("'") ? piece.slice(1, -1).replaceAll("''", "'") || "'" : piece;
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}

function timeOf(parts: ReadonlyMap<Part, string>, zone: Zone): number {
  const number = (part: Part) => Number(parts.get(part) ?? '0');
  if (parts.has('seconds1970')) return number('seconds1970') * 1000;
  if (parts.has('ms1970')) return number('ms1970');
  const month = parts.get('month') ?? '';
  const half = parts.get('half');
  const local = atUtc({
    year: fullYear(parts.get('year') ?? ''),
    month: /^\d/.test(month) ? Number(month) : monthNamed(month),
    day: number('day'),
    hour: half === undefined ? number('hour') : hourOf(number('hour12'), half),
    minutes: number('minutes'),
    seconds: number('seconds'),
  });
  return inZone(local + fractionMs(parts.get('fraction')), parts.get('zone') ?? '', { zone });
}
