/** Times as logs write them, to ms since the epoch (UTC). */

const minute = 60_000;
const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2100, 0, 1);
const ticksPerMs = 10_000;
/** .NET ticks count from year 1. */
const ticksAtEpoch = 621_355_968_000_000_000;

/**
 * Reads ISO 8601 (T or blank, any fraction, Z, offset or none), `YYYY/MM/DD HH:mm:ss`, Common Log Format, RFC 1123, and
 * numbers by magnitude: s, ms, µs, ns since the epoch, .NET ticks.
 * @param zoneOffset minutes east of UTC for times without a zone
 * @returns whole ms, NaN when it is no time between 1990 and 2100
 */
export function parseTime(value: unknown, zoneOffset: number): number {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return NaN;
  const text = value.trim();
  const first = text.charCodeAt(0);
  if (isDigit(first) && isDigit(text.charCodeAt(3))) {
    const iso = fromIso(text, zoneOffset);
    if (!Number.isNaN(iso)) return iso;
    return /^\d+(\.\d+)?$/.test(text) ? fromNumber(Number(text)) : NaN;
  }
  if (isDigit(first) && text.charCodeAt(2) === 0x2f) return fromClf(text, zoneOffset);
  if (first === 0x5b) return fromClf(text.slice(1).replace(/\]$/, ''), zoneOffset);
  return fromRfc1123(text);
}

function fromNumber(value: number): number {
  if (!Number.isFinite(value) || value <= 0) return NaN;
  let ms: number;
  if (value < 1e11) ms = value * 1000;
  else if (value < 1e14) ms = value;
  else if (value < 1e17) ms = value / 1000;
  else if (value > 6e17 && value < 7e17) ms = (value - ticksAtEpoch) / ticksPerMs;
  else ms = value / 1e6;
  return bounded(Math.floor(ms));
}

/** `2026-03-02T00:00:05.370Z` and its relatives, by character codes: this runs once a request. */
function fromIso(text: string, zoneOffset: number): number {
  const separator = text.charCodeAt(4);
  if (separator !== 0x2d && separator !== 0x2f) return NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (text.charCodeAt(7) !== separator) return NaN;
  if (text.length === 10)
    return bounded(atUtc({ year, month, day, hour: 0, minutes: 0, seconds: 0 }) - zoneOffset * minute);
  const joint = text.charCodeAt(10);
  if (joint !== 0x54 && joint !== 0x20 && joint !== 0x74) return NaN;
  const hour = digits(text, 11, 13);
  const minutes = digits(text, 14, 16);
  if (text.charCodeAt(13) !== 0x3a) return NaN;
  let at = 16;
  let seconds = 0;
  let fraction = 0;
  if (text.charCodeAt(at) === 0x3a) {
    seconds = digits(text, 17, 19);
    at = 19;
    const point = text.charCodeAt(at);
    if (point === 0x2e || point === 0x2c) {
      let scale = 100;
      for (at++; isDigit(text.charCodeAt(at)); at++) {
        fraction += (text.charCodeAt(at) - 0x30) * scale;
        scale /= 10;
      }
    }
  }
  const zone = zoneOf(text, at, zoneOffset);
  return bounded(atUtc({ year, month, day, hour, minutes, seconds }) + Math.floor(fraction + 1e-6) - zone * minute);
}

/** Minutes east of UTC written at `at`; the default when nothing is; NaN when something else is. */
function zoneOf(text: string, at: number, zoneOffset: number): number {
  const rest = text.slice(at).trim();
  if (rest === '') return zoneOffset;
  if (rest === 'Z' || rest === 'z' || rest === 'UTC' || rest === 'GMT') return 0;
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(rest);
  if (match === null) return NaN;
  const size = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -size : size;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `02/Mar/2026:00:00:11 +0000`, HAProxy’s with `.123` and without a zone. */
function fromClf(text: string, zoneOffset: number): number {
  const match = /^(\d\d)\/([A-Za-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?/.exec(text);
  if (match === null) return NaN;
  const [whole, day, month, year, hour, minutes, seconds, fraction] = match;
  const index = months.indexOf((month ?? '').toLowerCase());
  if (index < 0) return NaN;
  const zone = zoneOf(text, whole.length, zoneOffset);
  const parts = {
    year: Number(year),
    month: index + 1,
    day: Number(day),
    hour: Number(hour),
    minutes: Number(minutes),
    seconds: Number(seconds),
  };
  return bounded(atUtc(parts) + Math.floor(Number(`0.${fraction ?? '0'}`) * 1000 + 1e-6) - zone * minute);
}

/** `Mon, 02 Mar 2026 00:00:11 GMT`; other texts that the platform’s own parser would guess at are refused. */
function fromRfc1123(text: string): number {
  if (!/^[A-Za-z]{3},? \d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d:\d\d( (GMT|UTC|[+-]\d{4}))$/.test(text)) return NaN;
  return bounded(Date.parse(text));
}

interface Civil {
  year: number;
  month: number;
  day: number;
  hour: number;
  minutes: number;
  seconds: number;
}

/** Days from civil (Hinnant’s algorithm): no Date object per request. NaN for impossible dates. */
function atUtc({ year, month, day, hour, minutes, seconds }: Civil): number {
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

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (!isDigit(code)) return NaN;
    value = value * 10 + code - 0x30;
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function bounded(ms: number): number {
  return ms >= earliest && ms < latest ? ms : NaN;
}
