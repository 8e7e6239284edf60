/**
 * Dates and times as programs print them, beyond ISO 8601: a date in one of a dozen forms, a time of day behind it or in its
 * midst, and what names a zone. Anchored expressions without nesting: linear, whatever the text.
 */
import { atUtc, fractionMs, fullYear, hourOf, monthNamed } from './time-civil.js';

/** What comes first where a date is three numbers: day, month, or a year of two digits. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;

/** A time as written. */
export interface WrittenTime {
  /** ms, as if the clock showed UTC; NaN for a date or an hour that does not exist. */
  readonly local: number;
  /** What stands behind it: a zone, or ''. */
  readonly zone: string;
}

/** Why a text that looks like a time is not read without help. */
export type TimeLack = 'order' | 'year';

const longest = 110;

const weekday = /^(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?[.,]{0,2} {1,2}/i;
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const spacedYearFirst = /^(\d{4})[-/ ]([A-Za-z]{3,9})\.?[-/ ] ?(\d{1,2})(?!\d)/;
const basic = /^(\d{4})(\d\d)(\d\d)(?![\d:])/;
const digitsAlone = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:[.,]?(\d{1,9}))?)?$/;
const dayAndName = /^(\d{1,2})(?:st|nd|rd|th)?(?:[-/. ]|\. |, )([A-Za-z]{3,9})(?:[-/. ]|\. |, )(\d{4}|\d\d)(?!\d)/;
const nameAndDay = /^([A-Za-z]{3,9})\.?[ -] ?(\d{1,2})(?:st|nd|rd|th)?(?:, ?| |-)(\d{4})(?![\d:])/;
const nameDayTime = /^([A-Za-z]{3,9})\.? {1,2}(\d{1,2}),? (?=\d{1,2}:\d\d)/;
const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)/;
const numbers = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d)/;

const joint = /^(?:[Tt:_]|,? ?(?:@|-|at) ?|, ?| {1,3})/;
const clock = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,:](\d{1,9}))?)?(?: ?([ap])\.?m\.?(?![a-z]))?/i;
const basicClock = /^(\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?(?!\d)/;

/**
 * Reads a time.
 * @param order of dates that are three numbers; without it they are not read
 * @returns a lack where only that is missing, undefined where it is no time
 */
export function readWritten(raw: string, order?: DateOrder): WrittenTime | TimeLack | undefined {
  if (raw.length > longest) return undefined;
  const text = unwrapped(raw.replace(/[\u00a0\u2009\u202f]/g, ' ').replace(/[\u200e\u200f]/g, '')).replace(weekday, '');
  const whole = digitsAlone.exec(text);
  if (whole !== null) return ofDigits(whole);
  const date = dateOf(text, order);
  if (date === undefined || date === 'order') return date;
  return date.year === undefined ? yearBehind(text, date) : timeBehind(text.slice(date.length), date);
}

/** Without brackets or quotes around it. */
function unwrapped(raw: string): string {
  const text = raw.trim();
  const first = text[0];
  if (first === '[' && text.endsWith(']') && !text.slice(1, -1).includes('[')) return text.slice(1, -1).trim();
  if ((first === '"' || first === "'") && text.length > 1 && text.endsWith(first)) return text.slice(1, -1).trim();
  return text;
}

interface WrittenDate {
  /** undefined where it may stand behind the time of day. */
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
  /** Characters it takes. */
  readonly length: number;
}

function dateOf(text: string, order: DateOrder | undefined): WrittenDate | 'order' | undefined {
  return isLetter(text) ? dateByName(text) : dateByNumber(text, order);
}

function dateByName(text: string): WrittenDate | undefined {
  const named = nameAndDay.exec(text);
  if (named !== null) return written(named[0], [named[3], monthNamed(named[1] as string), named[2]]);
  const open = nameDayTime.exec(text);
  return open === null ? undefined : written(open[0], [undefined, monthNamed(open[1] as string), open[2]]);
}

function dateByNumber(text: string, order: DateOrder | undefined): WrittenDate | 'order' | undefined {
  const iso = yearFirst.exec(text);
  if (iso !== null) return written(iso[0], [iso[1], Number(iso[3]), iso[4]]);
  const spaced = spacedYearFirst.exec(text);
  if (spaced !== null) return written(spaced[0], [spaced[1], monthNamed(spaced[2] as string), spaced[3]]);
  const joined = basic.exec(text);
  if (joined !== null) return written(joined[0], [joined[1], Number(joined[2]), joined[3]]);
  const named = dayAndName.exec(text);
  if (named !== null) return written(named[0], [named[3], monthNamed(named[2] as string), named[1]]);
  const points = dotted.exec(text);
  if (points !== null) return written(points[0], [points[3], Number(points[2]), points[1]]);
  const three = numbers.exec(text);
  return three === null ? undefined : ordered(three, order);
}

function ordered([whole, a, , b, c]: RegExpExecArray, order: DateOrder | undefined): WrittenDate | 'order' | undefined {
  if (order === undefined) return 'order';
  const year = order === 'ymd' ? a : c;
  if (order === 'ymd' && c?.length !== 2) return undefined;
  const [month, day] = order === 'mdy' ? [a, b] : order === 'dmy' ? [b, a] : [b, c];
  return written(whole, [year, Number(month), day]);
}

function written(whole: string, [year, month, day]: [string | undefined, number, string | undefined]): WrittenDate {
  return { year: year === undefined ? undefined : fullYear(year), month, day: Number(day), length: whole.length };
}

/** `08:15:30 UTC 2026`: as ctime and date print it. Without a year it is as syslog does. */
function yearBehind(text: string, { month, day, length }: WrittenDate): WrittenTime | 'year' | undefined {
  const rest = text.slice(length);
  const time = clock.exec(rest);
  const behind = /^(?: ([A-Za-z]{1,5}|[+-]\d{2}:?\d{2}))? (\d{4})(?: ([A-Za-z]{1,5}|[+-]\d{2}:?\d{2}))?$/;
  const end = time === null ? null : behind.exec(rest.slice(time[0].length));
  if (time === null || Number.isNaN(month)) return undefined;
  if (end === null) return /^(?: [A-Z]{2,5})?$/.test(rest.slice(time[0].length)) ? 'year' : undefined;
  return { local: localOf({ year: Number(end[2]), month, day }, time), zone: end[1] ?? end[3] ?? '' };
}

function timeBehind(rest: string, date: WrittenDate): WrittenTime | undefined {
  const day = { year: date.year ?? NaN, month: date.month, day: date.day };
  if (rest === '') return { local: localOf(day, midnight), zone: '' };
  const between = joint.exec(rest);
  const behind = between === null ? '' : rest.slice(between[0].length);
  const time = clock.exec(behind) ?? (/^[Tt _-]/.test(rest) ? basicClock.exec(behind) : null);
  if (time === null) return undefined;
  return { local: localOf(day, time), zone: behind.slice(time[0].length).trim() };
}

const midnight = ['', '0', '0'] as const;

/** @param time as {@link clock} matches one */
function localOf(
  { year, month, day }: { year: number; month: number; day: number },
  [, hour, minutes, seconds = '0', fraction, half]: readonly (string | undefined)[],
): number {
  const civil = {
    year,
    month,
    day,
    hour: hourOf(Number(hour), half),
    minutes: Number(minutes),
    seconds: Number(seconds),
  };
  return atUtc(civil) + fractionMs(fraction);
}

/** `20261120081530`, with or without seconds and a fraction. */
function ofDigits([, year, month, day, ...time]: RegExpExecArray): WrittenTime {
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  return { local: localOf(date, ['', ...time]), zone: '' };
}

function isLetter(text: string): boolean {
  return /^[A-Za-z]/.test(text);
}
