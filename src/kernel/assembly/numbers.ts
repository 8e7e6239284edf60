/** Numbers and times as logs write them most often, to the very double that the host's own parser gives. */

/** Whether the last call understood what it was given. If not, the host's parser decides. */
export let understood: bool = false;

const POWERS: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]);
/** Integers below this are exact in a double. */
const EXACT: u64 = 1 << 53;
/** Digits that fit 64 bits. */
const MOST_DIGITS: usize = 19;

// @ts-ignore: decorator
@inline
function isDigit(byte: u32): bool {
  return byte - 0x30 < 10;
}

/**
 * Digits with an optional fraction. An integer of up to 19 digits is rounded once; a fraction is the quotient of two exact
 * doubles (Clinger 1990), rounded once. Signs, exponents and everything else are not understood.
 */
export function readNumber(at: usize, length: usize): f64 {
  understood = false;
  const end = at + length;
  let digits: usize = 0;
  let value: u64 = 0;
  let point: usize = 0;
  if (length == 0 || length > MOST_DIGITS + 1) return 0;
  for (; at < end; at++) {
    const byte = <u32>load<u8>(at);
    if (isDigit(byte)) {
      value = value * 10 + (byte - 0x30);
      digits++;
    } else if (byte == 0x2e && point == 0 && digits > 0) point = at + 1;
    else return 0;
  }
  if (digits > MOST_DIGITS || point == end) return 0;
  if (point != 0 && value >= EXACT) return 0;
  understood = true;
  return point == 0 ? <f64>value : <f64>value / load<f64>(POWERS + 8 * (end - point));
}

const MINUTE: f64 = 60000;
const EARLIEST: f64 = 631152000000;
const LATEST: f64 = 4102444800000;
/** .NET ticks count from year 1. */
const TICKS_AT_EPOCH: f64 = 621355968000000000;

/** A number of seconds, milli-, micro- or nanoseconds or .NET ticks, told apart by magnitude; NaN when it is no time. */
export function timeOfNumber(value: f64): f64 {
  if (value <= 0) return NaN;
  let ms: f64;
  if (value < 1e11) ms = value * 1000;
  else if (value < 1e14) ms = value;
  else if (value < 1e17) ms = value / 1000;
  else if (value > 6e17 && value < 7e17) ms = (value - TICKS_AT_EPOCH) / 10000;
  else ms = value / 1e6;
  return bounded(Math.floor(ms));
}

function bounded(ms: f64): f64 {
  return ms >= EARLIEST && ms < LATEST ? ms : NaN;
}

/**
 * ISO 8601 with a time, Common Log Format, or digits.
 * @param zone minutes east of UTC of times that name none; NaN leaves these to the host
 */
export function readTime(at: usize, length: usize, zone: f64): f64 {
  understood = false;
  if (length >= 16 && length <= 40) {
    const fifth = load<u8>(at + 4);
    if (fifth == 0x2d || fifth == 0x2f) return readIso(at, at + length, zone);
    if (load<u8>(at + 2) == 0x2f) return readClf(at, at + length, zone);
  }
  const value = readNumber(at, length);
  // Short ones may be years or days, others dates without punctuation; what decides lies with the host.
  const time = understood && length >= 9 ? timeOfNumber(value) : NaN;
  understood = !isNaN(time);
  return time;
}

/** `2026-03-02T00:00:05.370Z`: joint T, t or blank, seconds and fraction optional, zone Z, ±hh:mm, ±hhmm, ±hh or none. */
function readIso(start: usize, end: usize, zone: f64): f64 {
  const separator = load<u8>(start + 4);
  if (load<u8>(start + 7) != separator) return 0;
  const joint = load<u8>(start + 10);
  if (joint != 0x54 && joint != 0x20 && joint != 0x74) return 0;
  if (load<u8>(start + 13) != 0x3a) return 0;
  const year = digits2(start) * 100 + digits2(start + 2);
  const month = digits2(start + 5);
  const day = digits2(start + 8);
  const hour = digits2(start + 11);
  const minutes = digits2(start + 14);
  let seconds: i32 = 0;
  let fraction: f64 = 0;
  let at = start + 16;
  if (at < end && load<u8>(at) == 0x3a) {
    if (at + 3 > end) return 0;
    seconds = digits2(at + 1);
    at += 3;
    if (at < end && (load<u8>(at) == 0x2e || load<u8>(at) == 0x2c)) {
      let scale: f64 = 100;
      for (at++; at < end && isDigit(load<u8>(at)); at++) {
        fraction += <f64>(load<u8>(at) - 0x30) * scale;
        scale /= 10;
      }
    }
  }
  if (year < 0 || (month | day | hour | minutes | seconds) < 0) return 0;
  const offset = readZone(at, end, zone);
  if (isNaN(offset)) return 0;
  return atUtc(year, month, day, hour, minutes, seconds, Math.floor(fraction + 1e-6), offset);
}

/** `02/Mar/2026:00:00:11 +0000`. */
function readClf(start: usize, end: usize, zone: f64): f64 {
  if (end - start < 20 || load<u8>(start + 6) != 0x2f || load<u8>(start + 11) != 0x3a) return 0;
  if (load<u8>(start + 14) != 0x3a || load<u8>(start + 17) != 0x3a) return 0;
  const day = digits2(start);
  const month = monthOf(start + 3);
  const year = digits2(start + 7) * 100 + digits2(start + 9);
  const hour = digits2(start + 12);
  const minutes = digits2(start + 15);
  const seconds = digits2(start + 18);
  if (year < 0 || (month | day | hour | minutes | seconds) < 0) return 0;
  const offset = readZone(start + 20, end, zone);
  if (isNaN(offset)) return 0;
  return atUtc(year, month, day, hour, minutes, seconds, 0, offset);
}

/** Two digits; far below zero when they are none, so that sums of parts stay negative. */
function digits2(at: usize): i32 {
  const tens = <i32>load<u8>(at) - 0x30;
  const ones = <i32>load<u8>(at + 1) - 0x30;
  return (tens | ones) < 0 || tens > 9 || ones > 9 ? -100000 : tens * 10 + ones;
}

/** 1 to 12 for three letters of any case, negative for others. */
function monthOf(at: usize): i32 {
  const name = (load<u32>(at) & 0xffffff) | 0x202020;
  switch (name) {
    case 0x6e616a:
      return 1;
    case 0x626566:
      return 2;
    case 0x72616d:
      return 3;
    case 0x727061:
      return 4;
    case 0x79616d:
      return 5;
    case 0x6e756a:
      return 6;
    case 0x6c756a:
      return 7;
    case 0x677561:
      return 8;
    case 0x706573:
      return 9;
    case 0x74636f:
      return 10;
    case 0x766f6e:
      return 11;
    case 0x636564:
      return 12;
    default:
      return -1;
  }
}

/** Minutes east of UTC at the end of a time; NaN when it is not one of the usual forms. */
function readZone(at: usize, end: usize, zone: f64): f64 {
  if (at < end && load<u8>(at) == 0x20) at++;
  if (at == end) return zone;
  const sign = load<u8>(at);
  const left = end - at;
  if (left == 1) return sign == 0x5a || sign == 0x7a ? 0 : NaN;
  if (sign != 0x2b && sign != 0x2d) return NaN;
  if (left != 3 && left != 5 && left != 6) return NaN;
  if (left == 6 && load<u8>(at + 3) != 0x3a) return NaN;
  const hours = digits2(at + 1);
  const minutes = left == 3 ? 0 : digits2(end - 2);
  if ((hours | minutes) < 0 || hours > 15 || minutes > 59) return NaN;
  const size = <f64>(hours * 60 + minutes);
  return sign == 0x2d ? -size : size;
}

/** Days from civil (Howard Hinnant). Sets `understood`; NaN for dates that do not exist. */
function atUtc(y: i32, month: i32, day: i32, hour: i32, minutes: i32, seconds: i32, ms: f64, zone: f64): f64 {
  understood = true;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(y, month)) return NaN;
  if (hour > 23 || minutes > 59 || seconds > 60) return NaN;
  const year = month <= 2 ? y - 1 : y;
  const era = year / 400;
  const yearOfEra = year - era * 400;
  const dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  const days = era * 146097 + dayOfEra - 719468;
  const whole = ((<f64>days * 24 + <f64>hour) * 60 + <f64>minutes) * MINUTE + <f64>seconds * 1000;
  return bounded(whole + ms - zone * MINUTE);
}

function daysIn(year: i32, month: i32): i32 {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}
