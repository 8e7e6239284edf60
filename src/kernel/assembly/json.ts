/**
 * JSON objects, one a record, to tokens. What is accepted is exactly what JSON.parse accepts; a record with anything out of
 * the ordinary (a key twice, an escape in a key, bytes that are not UTF-8, an array on a wanted path, deep nesting) is left
 * to the plain path, and so is one that is not JSON.
 */
import { childOf, entryOf, expect, firstOf, keyLength, meet, nextOf, slotOf, standsAt } from './schema';
import { isUtf8, sawEscape, sawHigh, scanString, unescapeJson } from './strings';
import { FALSE, LEFT, LONGEST, NUMBER, READ, TEXT, token, TRUE, UNREAD, VALUE } from './tokens';

/** Nesting beyond this is left to the plain path. */
const DEEPEST: i32 = 48;

let tokens: usize = 0;
let stride: usize = 0;
let row: usize = 0;
/** Number of the present record, by which keys are marked as met. */
let record: u32 = 0;
let slotStamps: usize = 0;
/** Where texts go whose escapes were resolved. */
let arena: usize = 0;

/**
 * Reads `count` records of a block. Tokens must be cleared; `states` receives READ or LEFT for each; `arenaAt` must have room
 * for the records' bytes and 16 more.
 */
export function decodeJson(
  block: usize,
  starts: usize,
  ends: usize,
  count: usize,
  root: usize,
  tokensAt: usize,
  strideOfSlots: usize,
  stamps: usize,
  arenaAt: usize,
  states: usize,
): void {
  tokens = tokensAt;
  stride = strideOfSlots;
  slotStamps = stamps;
  arena = arenaAt;
  for (row = 0; row < count; row++) {
    record++;
    const at = block + load<u32>(starts + 4 * row);
    const end = block + load<u32>(ends + 4 * row);
    store<u8>(states + row, readRecord(root, at, end) ? READ : LEFT);
  }
}

function readRecord(root: usize, start: usize, end: usize): bool {
  if (end - start > LONGEST) return false;
  let at = start;
  // Within the record: of many blank lines each would look through all that follow.
  while (at < end && isBlank(load<u8>(at))) at++;
  if (at >= end || load<u8>(at) != 0x7b) return false;
  at = readObject(root, at + 1, end, 0);
  if (at == 0 || at > end) return false;
  while (at < end && isBlank(load<u8>(at))) at++;
  return at == end;
}

// @ts-ignore: decorator
@inline
function isBlank(byte: u8): bool {
  return byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a;
}

// @ts-ignore: decorator
@inline
function blanks(at: usize): usize {
  while (isBlank(load<u8>(at))) at++;
  return at;
}

/** Reads an object from the byte after its brace; returns the address after it, or 0. */
function readObject(node: usize, start: usize, end: usize, depth: i32): usize {
  if (depth > DEEPEST) return 0;
  let at = blanks(start);
  if (load<u8>(at) == 0x7d) return at + 1;
  let guess = firstOf(node);
  let before: usize = 0;
  while (at < end) {
    if (load<u8>(at) != 0x22) return 0;
    at++;
    let entry = guess;
    if (entry != 0 && standsAt(entry, at)) at += keyLength(entry) + 1;
    else {
      const close = scanString(at, end);
      if (close == 0 || sawEscape || (sawHigh && !isUtf8(at, close))) return 0;
      entry = entryOf(node, at, close - at);
      if (entry != 0) expect(node, before, entry);
      at = close + 1;
    }
    if (load<u8>(at) != 0x3a) {
      at = blanks(at);
      if (load<u8>(at) != 0x3a) return 0;
    }
    at = blanks(at + 1);
    if (at >= end) return 0;
    at = entry == 0 ? skip(at, end, depth) : readValue(entry, at, end, depth);
    if (at == 0) return 0;
    let byte = load<u8>(at);
    if (byte != 0x2c && byte != 0x7d) {
      at = blanks(at);
      byte = load<u8>(at);
    }
    if (byte == 0x7d) return at + 1;
    if (byte != 0x2c) return 0;
    at = blanks(at + 1);
    if (entry != 0) {
      before = entry;
      guess = nextOf(entry);
    }
  }
  return 0;
}

function readValue(entry: usize, at: usize, end: usize, depth: i32): usize {
  const slot = slotOf(entry);
  const child = childOf(entry);
  if (slot < 0 && child == 0) return skip(at, end, depth);
  if (!meet(entry, record)) return 0;
  if (slot >= 0 && !meetSlot(slot)) return 0;
  const byte = load<u8>(at);
  if (byte == 0x22) return readText(slot, child, at + 1, end);
  if (byte == 0x7b) {
    const after = child == 0 ? skip(at, end, depth) : readObject(child, at + 1, end, depth + 1);
    if (after != 0 && slot >= 0) put(slot, token(isTyped(at) ? UNREAD : VALUE, at, after - at));
    return after;
  }
  // A list on the way to a wanted field is looked through by name: the plain path knows how.
  if (byte == 0x5b && child != 0) return 0;
  const after = skip(at, end, depth);
  if (after == 0 || slot < 0) return after;
  // Headers come as lists of texts, which mean a text: the host knows which of them are headers.
  if (byte == 0x5b) put(slot, token(load<u8>(blanks(at + 1)) == 0x22 ? UNREAD : VALUE, at, after - at));
  else if (byte == 0x74) put(slot, token(TRUE, at, 4));
  else if (byte == 0x66) put(slot, token(FALSE, at, 5));
  else if (byte != 0x6e) put(slot, token(NUMBER, at, after - at));
  return after;
}

/** Whether an object may be `{"$date":…}`, which means a text or a number: the host knows which do. */
function isTyped(at: usize): bool {
  const key = blanks(at + 1);
  const first = load<u8>(key + 1);
  return load<u8>(key) == 0x22 && (first == 0x24 || first == 0x5c);
}

/** A wanted string, from the byte after its quote. */
function readText(slot: i32, child: usize, at: usize, end: usize): usize {
  const close = scanString(at, end);
  if (close == 0) return 0;
  const escaped = sawEscape;
  const high = sawHigh;
  if (child != 0) {
    // JSON in a string is looked into by the plain path.
    const first = load<u8>(at);
    if (escaped || first == 0x7b || first == 0x5b) return 0;
  }
  if (slot < 0) return close + 1;
  if (high && !isUtf8(at, close)) return 0;
  if (escaped) {
    const after = unescapeJson(at, close, arena);
    put(slot, token(TEXT, arena, after - arena));
    arena = after;
  } else put(slot, token(TEXT, at, close - at));
  return close + 1;
}

// @ts-ignore: decorator
@inline
function put(slot: i32, value: u64): void {
  store<u64>(tokens + 8 * (<usize>slot * stride + row), value);
}

// @ts-ignore: decorator
@inline
function meetSlot(slot: i32): bool {
  const stamp = slotStamps + 4 * <usize>slot;
  if (load<u32>(stamp) == record) return false;
  store<u32>(stamp, record);
  return true;
}

/** Address after a JSON value; 0 when there is none. */
function skip(at: usize, end: usize, depth: i32): usize {
  const byte = load<u8>(at);
  if (byte == 0x22) {
    const close = scanString(at + 1, end);
    return close == 0 ? 0 : close + 1;
  }
  if (byte == 0x2d || (byte >= 0x30 && byte <= 0x39)) return number(at);
  if (byte == 0x74) return load<u32>(at) == 0x65757274 ? at + 4 : 0;
  if (byte == 0x66) return load<u32>(at + 1) == 0x65736c61 ? at + 5 : 0;
  if (byte == 0x6e) return load<u32>(at) == 0x6c6c756e ? at + 4 : 0;
  if (byte == 0x7b) return skipObject(at + 1, end, depth + 1);
  return byte == 0x5b ? skipList(at + 1, end, depth + 1) : 0;
}

function skipObject(start: usize, end: usize, depth: i32): usize {
  if (depth > DEEPEST) return 0;
  let at = blanks(start);
  if (load<u8>(at) == 0x7d) return at + 1;
  while (at < end) {
    if (load<u8>(at) != 0x22) return 0;
    at = scanString(at + 1, end);
    if (at == 0) return 0;
    at = blanks(at + 1);
    if (load<u8>(at) != 0x3a) return 0;
    at = skip(blanks(at + 1), end, depth);
    if (at == 0) return 0;
    at = blanks(at);
    if (load<u8>(at) == 0x7d) return at + 1;
    if (load<u8>(at) != 0x2c) return 0;
    at = blanks(at + 1);
  }
  return 0;
}

function skipList(start: usize, end: usize, depth: i32): usize {
  if (depth > DEEPEST) return 0;
  let at = blanks(start);
  if (load<u8>(at) == 0x5d) return at + 1;
  while (at < end) {
    at = skip(at, end, depth);
    if (at == 0) return 0;
    at = blanks(at);
    if (load<u8>(at) == 0x5d) return at + 1;
    if (load<u8>(at) != 0x2c) return 0;
    at = blanks(at + 1);
  }
  return 0;
}

/** Address after a JSON number (RFC 8259, section 6); 0 when it is none. What follows it decides whether it ended well. */
function number(start: usize): usize {
  let at = start;
  if (load<u8>(at) == 0x2d) at++;
  if (load<u8>(at) == 0x30) at++;
  else {
    const first = at;
    while (isDigit(load<u8>(at))) at++;
    if (at == first) return 0;
  }
  if (load<u8>(at) == 0x2e) {
    const first = ++at;
    while (isDigit(load<u8>(at))) at++;
    if (at == first) return 0;
  }
  if ((load<u8>(at) | 0x20) == 0x65) {
    at++;
    if (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d) at++;
    const first = at;
    while (isDigit(load<u8>(at))) at++;
    if (at == first) return 0;
  }
  return at;
}

// @ts-ignore: decorator
@inline
function isDigit(byte: u8): bool {
  return byte - 0x30 < 10;
}
