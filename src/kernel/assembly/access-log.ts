/**
 * Common and Combined log lines to tokens: `host ident user [time] "request" status bytes "referer" "agent" more…`. A line is
 * left to the plain path when it has escapes, a virtual host, lists, brackets or blanks where they are unusual, more values
 * than usual, or bytes that are not UTF-8.
 */
import { isNothing } from './csv';
import { isUtf8 } from './strings';
import { LEFT, LONGEST, READ, TEXT, token } from './tokens';

/** Positions of the values, in the order of the names in formats/combined.ts. */
const HOST: usize = 0;
const IDENT: usize = 1;
const USER: usize = 2;
const TIME: usize = 3;
const REQUEST: usize = 4;
const METHOD: usize = 5;
const PATH: usize = 6;
const QUERY: usize = 7;
const PROTOCOL: usize = 8;
const STATUS: usize = 9;
const BYTES: usize = 10;
const REFERER: usize = 11;
const AGENT: usize = 12;
const EXTRA: usize = 14;
const MOST_EXTRAS: usize = 32;
/** Bytes of a time in brackets; longer ones are left. */
const LONGEST_TIME: usize = 48;

let tokens: usize = 0;
let stride: usize = 0;
let row: usize = 0;
let slots: usize = 0;
/** Values behind the size that lines have at most: those with more are left; -1 where any number is usual. */
let mostValues: i32 = 0;

/** @param slotsAt slot of each position (14 named ones and 32 more) as i32, -1 where nobody wants it; then `mostValues` */
export function decodeAccessLog(
  block: usize,
  starts: usize,
  ends: usize,
  count: usize,
  tokensAt: usize,
  strideOfSlots: usize,
  slotsAt: usize,
  states: usize,
): void {
  tokens = tokensAt;
  stride = strideOfSlots;
  slots = slotsAt;
  mostValues = load<i32>(slots + 4 * (EXTRA + MOST_EXTRAS));
  for (row = 0; row < count; row++) {
    const at = block + load<u32>(starts + 4 * row);
    let end = block + load<u32>(ends + 4 * row);
    while (end > at && (load<u8>(end - 1) == 0x20 || load<u8>(end - 1) == 0x0d)) end--;
    store<u8>(states + row, end - at <= LONGEST && readLine(at, end) ? READ : LEFT);
  }
}

function readLine(start: usize, end: usize): bool {
  if (start >= end || load<u8>(start) == 0xef) return false;
  const host = word(start, end);
  if (host == 0 || (host - start == 1 && load<u8>(start) == 0x2d)) return false;
  const ident = word(host + 1, end);
  if (ident == 0) return false;
  const user = word(ident + 1, end);
  if (user == 0 || isList(host, ident)) return false;
  const opening = user + 1;
  if (load<u8>(opening) != 0x5b || !isDayAt(opening + 1)) return false;
  const closing = find(opening + 1, end, 0x5d);
  if (closing == 0 || closing - opening > LONGEST_TIME || find(opening + 1, closing, 0x5b) != 0) return false;
  if (load<u8>(closing + 1) != 0x20 || load<u8>(closing + 2) != 0x22) return false;
  const request = closing + 3;
  const close = quoteAfter(request, end);
  if (close == 0 || !isStatusAt(close + 1, end)) return false;
  put(HOST, start, host);
  put(IDENT, host + 1, ident);
  put(USER, ident + 1, user);
  put(TIME, opening + 1, closing);
  put(REQUEST, request, close);
  putRequest(request, close);
  put(STATUS, close + 2, close + 5);
  return readRest(close + 5, end) && isUtf8(start, end);
}

/** Bytes, then referer and agent, then anything. */
function readRest(start: usize, end: usize): bool {
  let at = start;
  if (at >= end) return true;
  const stop = wordEnd(at + 1, end);
  if (stop <= at + 1) return false;
  put(BYTES, at + 1, stop);
  at = stop;
  let strings: usize = 0;
  let extras: usize = 0;
  while (at < end) {
    at++;
    if (at >= end || load<u8>(at) <= 0x20) return false;
    if (load<u8>(at) == 0x22) {
      const close = quoteAfter(at + 1, end);
      // After so many values nothing is read any more.
      if (close == 0 || extras == MOST_EXTRAS) return false;
      const place = strings < 2 ? REFERER + strings : EXTRA + extras;
      if (strings < 2) strings++;
      else if (++extras > MOST_EXTRAS) return false;
      put(place, at + 1, close);
      at = close + 1;
    } else {
      const after = wordEnd(at, end);
      if (after == 0 || ++extras > MOST_EXTRAS) return false;
      put(EXTRA + extras - 1, at, after);
      at = after;
    }
  }
  if (mostValues >= 0 && <i32>(strings + extras) > mostValues) return false;
  // A single string may be the agent or the referer.
  return strings != 1;
}

/** Whether a comma joins words: blanks at `first` and `second`. */
function isList(first: usize, second: usize): bool {
  const joined = load<u8>(first - 1) == 0x2c || load<u8>(first + 1) == 0x2c;
  return joined || load<u8>(second - 1) == 0x2c || load<u8>(second + 1) == 0x2c;
}

/** Address of the blank after a word; 0 when there is none before the end, or the word is empty or holds a tab or bracket. */
function word(at: usize, end: usize): usize {
  const first = at;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == 0x20) return at == first ? 0 : at;
    if (byte == 0x09 || byte == 0x5b) return 0;
    at++;
  }
  return 0;
}

/** Address of the blank after a word, or the end; 0 when a tab or a quote is in it, or a comma at its end. */
function wordEnd(at: usize, end: usize): usize {
  let before: u8 = 0;
  while (at < end) {
    const byte = load<u8>(at);
    if (byte == 0x20) return before == 0x2c ? 0 : at;
    if (byte == 0x09 || byte == 0x22) return 0;
    before = byte;
    at++;
  }
  return end;
}

function find(at: usize, end: usize, byte: u8): usize {
  while (at < end) {
    if (load<u8>(at) == byte) return at;
    at++;
  }
  return 0;
}

/** Address of the next quote, if a blank or the end follows it; 0 otherwise, or where there is an escape or a tab. */
function quoteAfter(at: usize, end: usize): usize {
  const quote = i8x16.splat(0x22);
  const backslash = i8x16.splat(0x5c);
  while (at < end) {
    const chunk = v128.load(at);
    const stop = i8x16.bitmask(v128.or(i8x16.eq(chunk, quote), i8x16.eq(chunk, backslash)));
    if (stop == 0) {
      at += 16;
      continue;
    }
    at += ctz(stop);
    if (at >= end || load<u8>(at) == 0x5c) return 0;
    return at + 1 == end || load<u8>(at + 1) == 0x20 ? at : 0;
  }
  return 0;
}

/** `dd/` or `yyyy-`, as brackets around a time begin. */
function isDayAt(at: usize): bool {
  if (!isDigit(load<u8>(at)) || !isDigit(load<u8>(at + 1))) return false;
  if (load<u8>(at + 2) == 0x2f) return true;
  return load<u8>(at + 4) == 0x2d && isDigit(load<u8>(at + 2)) && isDigit(load<u8>(at + 3));
}

/** A blank, three digits, and a blank or the end. */
function isStatusAt(at: usize, end: usize): bool {
  if (at + 4 > end || load<u8>(at) != 0x20) return false;
  if (!isDigit(load<u8>(at + 1)) || !isDigit(load<u8>(at + 2)) || !isDigit(load<u8>(at + 3))) return false;
  return at + 4 == end || load<u8>(at + 4) == 0x20;
}

/** `POST /v1/chat?x=1 HTTP/1.1` taken apart; what is no request line gives nothing. */
function putRequest(start: usize, end: usize): void {
  let first = start;
  while (first < end && load<u8>(first) != 0x20) {
    const byte = load<u8>(first);
    const letter = byte >= 0x41 && byte <= 0x5a;
    if (!letter && (first == start || (byte != 0x5f && byte != 0x2d))) return;
    first++;
  }
  if (first >= end || first == start || first - start > 24) return;
  let last = end - 1;
  while (load<u8>(last) != 0x20) last--;
  const stop = last > first && isProtocol(last + 1, end) ? last : end;
  put(METHOD, start, first);
  const mark = find(first + 1, stop, 0x3f);
  put(PATH, first + 1, mark == 0 ? stop : mark);
  if (mark != 0) put(QUERY, mark + 1, stop);
  if (stop == last) put(PROTOCOL, last + 1, end);
}

/** Two to twelve capitals, a slash and a digit. */
function isProtocol(at: usize, end: usize): bool {
  const first = at;
  while (at < end && load<u8>(at) >= 0x41 && load<u8>(at) <= 0x5a) at++;
  const letters = at - first;
  return letters >= 2 && letters <= 12 && at + 1 < end && load<u8>(at) == 0x2f && isDigit(load<u8>(at + 1));
}

// @ts-ignore: decorator
@inline
function isDigit(byte: u8): bool {
  return byte - 0x30 < 10;
}

// @ts-ignore: decorator
@inline
function put(position: usize, start: usize, end: usize): void {
  const slot = load<i32>(slots + 4 * position);
  if (slot < 0 || isNothing(start, end - start)) return;
  store<u64>(tokens + 8 * (<usize>slot * stride + row), token(TEXT, start, end - start));
}
