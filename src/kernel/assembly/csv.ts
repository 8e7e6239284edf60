/**
 * Delimited records to tokens. A record is left to the plain path when its width is unusual, when a quote stands where none
 * is expected, when it could be the header again or a comment, or when it has bytes that are not UTF-8.
 */
import { isSame } from './dictionary';
import { isUtf8 } from './strings';
import { LEFT, LONGEST, READ, TEXT, token } from './tokens';

let tokens: usize = 0;
let stride: usize = 0;
let row: usize = 0;
let slots: usize = 0;
let width: usize = 0;
let arena: usize = 0;
let separator: u8 = 0;

/**
 * @param slotsAt slot of each column as i32, -1 where nobody wants it
 * @param quote the quote byte, 0 where quotes are text
 * @param header first cell of the header as text, 0 where there is no header
 */
export function decodeCsv(
  block: usize,
  starts: usize,
  ends: usize,
  count: usize,
  tokensAt: usize,
  strideOfSlots: usize,
  slotsAt: usize,
  columns: usize,
  delimiter: u32,
  quote: u32,
  header: usize,
  headerLength: usize,
  arenaAt: usize,
  states: usize,
): void {
  tokens = tokensAt;
  stride = strideOfSlots;
  slots = slotsAt;
  width = columns;
  arena = arenaAt;
  separator = <u8>delimiter;
  for (row = 0; row < count; row++) {
    const at = block + load<u32>(starts + 4 * row);
    const end = block + load<u32>(ends + 4 * row);
    const plain = isOrdinary(at, end, header, headerLength) && readRecord(at, end, <u8>quote);
    store<u8>(states + row, plain ? READ : LEFT);
  }
}

/** Neither blank, nor possibly the header again, nor possibly a comment or what Excel writes first. */
function isOrdinary(at: usize, end: usize, header: usize, headerLength: usize): bool {
  if (end - at > LONGEST || at >= end) return false;
  const first = load<u8>(at);
  if (first == 0x23 || first == 0x20 || first == 0x09 || first == 0x0d || first == 0xef) return false;
  if (width <= 2 && (first | 0x20) == 0x73) return false;
  if (header == 0) return true;
  // A header whose first name is empty begins with the delimiter.
  if (headerLength == 0) return first != separator;
  const cell = first == 0x22 ? at + 1 : at;
  return headerLength > end - cell || !isSame(header, cell, headerLength);
}

function readRecord(start: usize, end: usize, quote: u8): bool {
  const delimiters = i8x16.splat(<i8>separator);
  // Where quotes are text the delimiter is looked for twice.
  const quotes = i8x16.splat(<i8>(quote == 0 ? separator : quote));
  let column: usize = 0;
  let cell = start;
  let at = start;
  let high: i32 = 0;
  while (at < end) {
    const chunk = v128.load(at);
    let stops = i8x16.bitmask(v128.or(i8x16.eq(chunk, delimiters), i8x16.eq(chunk, quotes)));
    const left = end - at;
    if (left < 16) stops &= (1 << <i32>left) - 1;
    high |= i8x16.bitmask(chunk) & (left < 16 ? (1 << <i32>left) - 1 : 0xffff);
    let resumed: usize = 0;
    while (stops != 0) {
      const place = at + ctz(stops);
      stops &= stops - 1;
      if (load<u8>(place) == separator) {
        if (column >= width) return false;
        putCell(column++, cell, place);
        cell = place + 1;
        continue;
      }
      if (place != cell || column >= width) return false;
      const after = readQuoted(column, place + 1, end, quote);
      if (after == 0) return false;
      column++;
      if (after >= end) return finish(column, start, end, high);
      cell = resumed = after + 1;
      break;
    }
    at = resumed != 0 ? resumed : at + 16;
  }
  if (column >= width) return false;
  putCell(column++, cell, end);
  return finish(column, start, end, high);
}

function finish(column: usize, start: usize, end: usize, high: i32): bool {
  if (column != width) return false;
  return high == 0 || isUtf8(start, end);
}

/** A quoted cell from the byte after its quote; returns the address of the delimiter after it, `end`, or 0. */
function readQuoted(column: usize, start: usize, end: usize, quote: u8): usize {
  const quotes = i8x16.splat(<i8>quote);
  let at = start;
  let doubled = false;
  while (at < end) {
    const stops = i8x16.bitmask(i8x16.eq(v128.load(at), quotes));
    if (stops == 0) {
      at += 16;
      continue;
    }
    at += ctz(stops);
    if (at + 1 >= end || load<u8>(at + 1) != quote) break;
    doubled = true;
    at += 2;
  }
  if (at >= end) return 0;
  if (at + 1 < end && load<u8>(at + 1) != separator) return 0;
  if (load<i32>(slots + 4 * column) >= 0) {
    if (doubled) {
      const from = arena;
      arena = withoutDoubles(start, at, from, quote);
      putCell(column, from, arena);
    } else putCell(column, start, at);
  }
  // Bytes in quotes are not seen by the loop around: they are checked here.
  return isUtf8(start, at) ? at + 1 : 0;
}

function withoutDoubles(from: usize, end: usize, to: usize, quote: u8): usize {
  while (from < end) {
    const byte = load<u8>(from);
    store<u8>(to++, byte);
    from += byte == quote ? 2 : 1;
  }
  return to;
}

// @ts-ignore: decorator
@inline
function putCell(column: usize, start: usize, end: usize): void {
  const slot = load<i32>(slots + 4 * column);
  if (slot < 0 || isNothing(start, end - start)) return;
  store<u64>(tokens + 8 * (<usize>slot * stride + row), token(TEXT, start, end - start));
}

/** One of the spellings of "nothing": empty, `-`, `null`, `NULL`, `None`, `\N`. */
export function isNothing(at: usize, length: usize): bool {
  if (length > 4) return false;
  if (length == 0) return true;
  if (length == 1) return load<u8>(at) == 0x2d;
  if (length == 2) return load<u16>(at) == 0x4e5c;
  if (length != 4) return false;
  const word = load<u32>(at);
  return word == 0x6c6c756e || word == 0x4c4c554e || word == 0x656e6f4e;
}
