/** Durations as logs write them, to ms. */
import type { FieldValue } from '../formats/format.js';
import { numberIn, type NumberForm } from './number-form.js';

/** ms of units, in the spellings of Go, Rust, Java and people. */
const units: ReadonlyMap<string, number> = new Map([
  ...['ns', 'nsec', 'nanos', 'nanoseconds'].map(name => [name, 1e-6] as const),
  ...['us', 'µs', 'μs', 'usec', 'micros', 'microseconds'].map(name => [name, 1e-3] as const),
  ...['ms', 'msec', 'msecs', 'millis', 'millisecond', 'milliseconds'].map(name => [name, 1] as const),
  ...['s', 'sec', 'secs', 'second', 'seconds'].map(name => [name, 1000] as const),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map(name => [name, 60_000] as const),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map(name => [name, 3_600_000] as const),
]);

const longest = 48;
const plain = /^\d{1,20}(?:\.\d{1,20})?(?:e[+-]?\d{1,3})?$/i;
/** `00:00:01.234`, with days in front as .NET has them. */
const clock = /^(?:(\d{1,4})\.)?(\d{1,4}):([0-5]\d):([0-5]\d(?:\.\d{1,9})?)$/;
/** ISO 8601, as Java prints it: `PT2M3.5S`. */
const iso = /^PT(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?$/i;

/**
 * ms; NaN for what is no duration.
 * @param scale ms in one unit of a number alone; a unit written with the value (`1.41s`, `2m3.5s`) wins over it
 * @param form of numbers alone
 */
export function durationOf(value: FieldValue, scale: number, form?: NumberForm): number {
  if (typeof value === 'number') return value >= 0 && Number.isFinite(value) ? value * scale : NaN;
  if (typeof value === 'bigint') return durationOf(String(value), scale);
  if (typeof value !== 'string' || value.length > longest) return NaN;
  const text = value.trim();
  if (form !== undefined) {
    const written = numberIn(text, form);
    if (!Number.isNaN(written)) return written * scale;
  } else if (plain.test(text)) return Number(text) * scale;
  return (
    fromClock(clock.exec(text) ?? iso.exec(text)) ?? fromUnits(form?.decimal === ',' ? text.replace(',', '.') : text)
  );
}

function fromClock(match: RegExpExecArray | null): number | undefined {
  if (match === null || match[0].length < 3) return undefined;
  const [days, hours, minutes, seconds] = match.length === 5 ? match.slice(1) : [undefined, ...match.slice(1)];
  const whole = (Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes ?? 0);
  return whole * 60_000 + Number(seconds ?? 0) * 1000;
}

/** `1.234s`, `45.6 ms`, `1h2m3.5s`: numbers, each with its unit. */
function fromUnits(text: string): number {
  const part = /(\d{1,20}(?:\.\d{1,20})?(?:e-?\d{1,3})?) ?([a-zµμ]+) ?/iy;
  let sum = 0;
  let end = 0;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    const unit = units.get((match[2] as string).toLowerCase());
    if (unit === undefined) return NaN;
    sum += Number(match[1]) * unit;
    end = part.lastIndex;
  }
  return end > 0 && end === text.length ? sum : NaN;
}
