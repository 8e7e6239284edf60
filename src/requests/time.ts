/** Times as logs write them, to ms since the epoch (UTC). */
import { atUtc, bounded, minute, monthNamed } from './time-civil.js';
import { readWritten, type DateOrder } from './time-forms.js';
import { patternReader } from './time-pattern.js';
import { inZone, type Zone } from './time-zone.js';

/** How the times of one field are read: what their texts do not say themselves. Can be sent to another thread. */
export interface TimeReading {
  /** Of times that name none. */
  readonly zone: Zone;
  /** Whether the user named it: names that several zones have then mean this one. */
  readonly isGiven?: boolean;
  /** Of dates that are three numbers; without it they are not read. */
  readonly order?: DateOrder;
  /** A pattern of date-fns that all of them have. */
  readonly format?: string;
  /** Whether they are days since 1899-12-30, as spreadsheets count. */
  readonly isSerial?: boolean;
}

/** UTC where nothing else is written. */
export const usualTimes: TimeReading = { zone: 0 };

/** ms since the epoch; NaN when it is no time between 1990 and 2100. */
export type TimeReader = (value: unknown) => number;

const ticksPerMs = 10_000;
/** .NET ticks count from year 1. */
const ticksAtEpoch = 621_355_968_000_000_000;

/** What reads the times of a field. */
export function timeReader(reading: TimeReading): TimeReader {
  const { format, isSerial, zone } = reading;
  if (isSerial === true) return value => fromSerial(value, reading);
  if (format === undefined) return value => parseTime(value, reading);
  const read = patternReader(format, zone);
  return value => (typeof value === 'string' || typeof value === 'number' ? read(String(value)) : NaN);
}

/** Whether the kernel may read what it can of such times: ISO 8601, the Common Log Format and numbers. */
export function hasUsualForms({ format, isSerial }: TimeReading): boolean {
  return format === undefined && isSerial !== true;
}

/**
 * Reads ISO 8601, the forms of {@link readWritten}, what mongoexport writes (`{"$date": …}`), and numbers by magnitude: s,
 * ms, µs, ns since the epoch, .NET ticks.
 * @returns whole ms, NaN when it is no time between 1990 and 2100
 */
export function parseTime(value: unknown, reading: TimeReading = usualTimes): number {
  if (typeof value === 'number') return fromNumber(value, reading);
  if (typeof value === 'object') return parseTime(dateOf(value), reading);
  if (typeof value !== 'string') return NaN;
  const text = value.trim();
  if (isDigit(text.charCodeAt(0))) {
    const iso = fromIso(text, reading);
    if (!Number.isNaN(iso)) return iso;
    const number = numberOfText(text);
    if (number !== undefined) {
      const time = timeOfNumber(number);
      if (!Number.isNaN(time)) return time;
    }
  }
  const access = fromAccessLog(text);
  return Number.isNaN(access) ? fromWritten(text, reading) : access;
}

/** The number that a text is; digits may be in groups of three when these are more than two. */
export function numberOfText(text: string): number | undefined {
  if (text.length > 40) return undefined;
  if (/^\d+(?:[.,]\d+)?(?:e[+-]?\d{1,3})?$/i.test(text)) return Number(text.replace(',', '.'));
  return /^\d{1,3}(?:,\d{3}){2,6}(?:\.\d+)?$/.test(text) ? Number(text.replaceAll(',', '')) : undefined;
}

function fromNumber(value: number, reading: TimeReading): number {
  const time = timeOfNumber(value);
  // 20261120081530: no such number of anything since the epoch.
  return Number.isNaN(time) && Number.isSafeInteger(value) && value > 0 ? fromWritten(String(value), reading) : time;
}

/** Days since 1899-12-30 are a clock's, not UTC's. */
function fromSerial(value: unknown, reading: TimeReading): number {
  const days = serialOf(value);
  const local = Math.round((days - 25_569) * 86_400_000);
  return Number.isNaN(local) ? NaN : bounded(Math.floor(inZone(local, '', reading)));
}

/** A day that a spreadsheet counts, between 1990 and 2100; NaN for other values. */
export function serialOf(value: unknown): number {
  const days =
    typeof value === 'string' ? (numberOfText(value.trim()) ?? NaN) : typeof value === 'number' ? value : NaN;
  return days >= 32_874 && days < 73_051 ? days : NaN;
}

/** `{"$date": "…"}`, `{"$date": {"$numberLong": "…"}}`. */
function dateOf(value: object | null): unknown {
  const inside = value === null ? undefined : (value as Record<string, unknown>)['$date'];
  if (typeof inside !== 'object' || inside === null) return inside;
  const long = (inside as Record<string, unknown>)['$numberLong'];
  return typeof long === 'string' ? long : undefined;
}

function fromWritten(text: string, reading: TimeReading): number {
  const written = readWritten(text, reading.order);
  if (typeof written !== 'object') return NaN;
  return bounded(Math.floor(inZone(written.local, written.zone, reading)));
}

function timeOfNumber(value: number): number {
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
function fromIso(text: string, reading: TimeReading): number {
  const separator = text.charCodeAt(4);
  if (separator !== 0x2d && separator !== 0x2f) return NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  if (text.charCodeAt(7) !== separator) return NaN;
  if (text.length === 10)
    return bounded(inZone(atUtc({ year, month, day, hour: 0, minutes: 0, seconds: 0 }), '', reading));
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
  const local = atUtc({ year, month, day, hour, minutes, seconds }) + Math.floor(fraction + 1e-6);
  const rest = text.slice(at).trim();
  return bounded(rest === '' ? inZone(local, '', reading) : local - offsetOf(rest) * minute);
}

/** `02/Mar/2026:00:00:11 +0000`, the form of access logs: it comes once a request, too. */
function fromAccessLog(text: string): number {
  const match = /^\[?(\d\d)\/([A-Za-z]{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\]?$/.exec(text);
  if (match === null) return NaN;
  const [, day, name = '', year, hour, minutes, seconds, zone = ''] = match;
  // One shape of object for all callers: spread ones cost ten times as much.
  const local = atUtc({
    year: Number(year),
    month: monthNamed(name),
    day: Number(day),
    hour: Number(hour),
    minutes: Number(minutes),
    seconds: Number(seconds),
  });
  return bounded(local - offsetOf(zone) * minute);
}

/** Minutes east of UTC; NaN when it is not written in one of the usual forms. */
function offsetOf(rest: string): number {
  if (rest === 'Z' || rest === 'z' || rest === 'UTC' || rest === 'GMT') return 0;
  const match = /^([+-])(0\d|1[0-5]):?([0-5]\d)?$/.exec(rest);
  if (match === null) return NaN;
  const size = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -size : size;
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
