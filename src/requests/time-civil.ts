/** Dates and times of day to ms since the epoch, without a Date object for each. */

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minutes: number;
  readonly seconds: number;
}

export const minute = 60_000;
const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** Days from civil (Hinnant’s algorithm). NaN for impossible dates. */
export function atUtc({ year, month, day, hour, minutes, seconds }: Civil): number {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return NaN;
  if (!(hour <= 23 && minutes <= 59 && seconds <= 60)) return NaN;
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  const days = era * 146_097 + dayOfEra - 719_468;
  return ((days * 24 + hour) * 60 + minutes) * minute + seconds * 1000;
}

/** A time that a log can hold: between 1990 and 2100; NaN for others. */
export function bounded(ms: number): number {
  return ms >= earliest && ms < latest ? ms : NaN;
}

/** Whole ms of the digits behind a decimal point. */
export function fractionMs(digits: string | undefined): number {
  return digits === undefined ? 0 : Math.floor(Number(`0.${digits}`) * 1000 + 1e-6);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const longMonths =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i;

/** 1 to 12 for an English name, short or whole; NaN for other words. */
export function monthNamed(name: string): number {
  return longMonths.test(name) ? months.indexOf(name.slice(0, 3).toLowerCase()) + 1 : NaN;
}

/** Two digits are a year from 1990 to 2089. */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year >= 90 ? 1900 + year : 2000 + year;
}

/** An hour as a clock of twelve hours tells it; NaN for what such a clock does not show. */
export function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return NaN;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
