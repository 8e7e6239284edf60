/**
 * Times of a form that the user wrote down in the tokens of date-fns (`dd/MM/yyyy HH:mm:ss`). Patterns of the usual tokens
 * become one expression, since this runs once a request; others are date-fns' own to read.
 */
import { tz, TZDate } from '@date-fns/tz';
import { format, parse } from 'date-fns';
import { atUtc, bounded, fractionMs, fullYear, hourOf, monthNamed } from './time-civil.js';
import type { DateOrder } from './time-forms.js';
import { inZone, type Zone } from './time-zone.js';

type Read = (text: string) => number;

const longest = 200;
/** What a pattern does not say is taken from here; two digits of a year are near it. */
const basis = Date.UTC(2040, 0, 1);

/** What reads times of a pattern that {@link patternProblem} found nothing wrong with. NaN for texts that do not fit. */
export function patternReader(pattern: string, zone: Zone): Read {
  const quick = compiled(pattern, zone);
  const read = quick ?? plainly(pattern, zone);
  return text => (text.length > longest ? NaN : bounded(Math.floor(read(text.trim()))));
}

/** The order that a pattern states when it says nothing but that: `dd/MM/yyyy`. */
export function orderOf(pattern: string): DateOrder | undefined {
  const parts = /^(d{1,2})[-/.](M{1,2})[-/.]y{2,4}$|^(M{1,2})[-/.](d{1,2})[-/.]y{2,4}$|^yy[-/.]M{1,2}[-/.]d{1,2}$/.exec(
    pattern,
  );
  if (parts === null) return undefined;
  if (parts[1] !== undefined) return 'dmy';
  return parts[3] !== undefined ? 'mdy' : 'ymd';
}

/** What is wrong with a pattern, in the words of date-fns where it says so; undefined when it can be used. */
export function patternProblem(pattern: string): string | undefined {
  const sample = Date.UTC(2037, 10, 23, 21, 47, 58);
  try {
    const written = format(new TZDate(sample, 'UTC'), pattern, { in: tz('UTC') });
    const read = parse(written, pattern, new TZDate(basis, 'UTC'), { in: tz('UTC') });
    // Hours of a clock of twelve may be meant so; a year, a month and a day must be there.
    if (new Date(+read).toISOString().slice(0, 10) !== '2037-11-23') return 'it must say year, month and day';
  } catch (error) {
    const [message = ''] = (error instanceof Error ? error.message : '').split(/ \(in | for formatting|;/);
    return message === 'Invalid time value' ? 'it cannot be read back' : message;
  }
  return undefined;
}

function plainly(pattern: string, zone: Zone): Read {
  const name = typeof zone === 'string' ? zone : offsetName(zone);
  const context = tz(name);
  const reference = new TZDate(basis, name);
  return text => +parse(text, pattern, reference, { in: context });
}

function offsetName(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A token's expression, and the part of a time that it is. */
const tokens: Readonly<Record<string, readonly [expression: string, part: string]>> = {
  yyyy: ['(\\d{4})', 'year'],
  yy: ['(\\d\\d)', 'year'],
  MM: ['(\\d\\d)', 'month'],
  M: ['(\\d{1,2})', 'month'],
  MMM: ['([A-Za-z]{3})', 'name'],
  MMMM: ['([A-Za-z]{3,9})', 'name'],
  dd: ['(\\d\\d)', 'day'],
  d: ['(\\d{1,2})', 'day'],
  HH: ['(\\d\\d)', 'hour'],
  H: ['(\\d{1,2})', 'hour'],
  hh: ['(\\d\\d)', 'hour12'],
  h: ['(\\d{1,2})', 'hour12'],
  mm: ['(\\d\\d)', 'minutes'],
  m: ['(\\d{1,2})', 'minutes'],
  ss: ['(\\d\\d)', 'seconds'],
  s: ['(\\d{1,2})', 'seconds'],
  a: ['([AaPp]\\.?[Mm]\\.?)', 'half'],
  xx: ['([+-]\\d{4})', 'zone'],
  xxx: ['([+-]\\d\\d:\\d\\d)', 'zone'],
  XX: ['(Z|[+-]\\d{4})', 'zone'],
  XXX: ['(Z|[+-]\\d\\d:\\d\\d)', 'zone'],
};

/** The pattern as an expression; undefined where it uses rarer tokens, or one of them twice. */
function compiled(pattern: string, zone: Zone): Read | undefined {
  const names: string[] = [];
  let source = '';
  for (const [piece] of pattern.matchAll(/([A-Za-z])\1*|'(?:[^']|'')*'|./gs)) {
    const fraction = /^S{1,9}$/.test(piece);
    const token = fraction ? ([`(\\d{${piece.length}})`, 'fraction'] as const) : tokens[piece];
    if (token !== undefined) {
      source += token[0];
      names.push(token[1]);
    } else if (/^[A-Za-z]/.test(piece)) return undefined;
    else source += escaped(piece);
  }
  if (new Set(names).size < names.length) return undefined;
  const expression = new RegExp(`^${source}$`);
  return text => {
    const found = expression.exec(text);
    return found === null ? NaN : timeOf(new Map(names.map((name, i) => [name, found[i + 1] as string])), zone);
  };
}

function escaped(piece: string): string {
  const literal = piece.length > 1 ? piece.slice(1, -1).replaceAll("''", "'") || "'" : piece;
  return literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function timeOf(parts: ReadonlyMap<string, string>, zone: Zone): number {
  const number = (part: string) => Number(parts.get(part) ?? '0');
  const name = parts.get('name');
  const twelve = parts.get('hour12');
  const local = atUtc({
    year: fullYear(parts.get('year') ?? ''),
    month: name === undefined ? number('month') : monthNamed(name),
    day: number('day'),
    hour: twelve === undefined ? number('hour') : hourOf(Number(twelve), parts.get('half') ?? 'a'),
    minutes: number('minutes'),
    seconds: number('seconds'),
  });
  return inZone(local + fractionMs(parts.get('fraction')), parts.get('zone') ?? '', { zone });
}
