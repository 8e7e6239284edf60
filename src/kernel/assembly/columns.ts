/**
 * Tokens of one slot to a column. Each function fills `out` for all rows and returns how many rows it listed in `left`: those
 * whose value the host must read, because it is not of the usual form. What is absent leaves the column as it was: several
 * slots may fill one, the preferred one last.
 */
import { isNothing } from './csv';
import { intern } from './dictionary';
import { hash64, key52 } from './hash';
import { readNumber, readTime, timeOfNumber, understood } from './numbers';
import { isPlaceholder } from './placeholders';
import {
  analyse,
  promptHash,
  promptHead,
  promptPhrase,
  promptTail,
  promptTopic,
  promptTraits,
} from './prompt';
import { ABSENT, FALSE, kindOf, lengthOf, NUMBER, startOf, TEXT, TRUE, UNREAD, VALUE } from './tokens';

/** Texts longer than this are shortened by the host, which counts characters. */
const LONGEST_TEXT: usize = 512;
/** Digits of an integer whose text is what the host would write for it. */
const PLAIN_DIGITS: usize = 15;

const words: usize = memory.data<u8>([0x74, 0x72, 0x75, 0x65, 0x66, 0x61, 0x6c, 0x73, 0x65, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** Where the text of the last token {@link textOf} was given stands. */
let textAt: usize = 0;
let textLength: usize = 0;

/** Whether a token's text is known here; `textLength` 0 stands for nothing. */
// @ts-ignore: decorator
@inline
function textOf(token: u64): bool {
  const kind = kindOf(token);
  textAt = startOf(token);
  textLength = lengthOf(token);
  if (kind == TEXT) {
    if (isNothing(textAt, textLength) || isPlaceholder(textAt, textLength)) textLength = 0;
    return true;
  }
  if (kind == NUMBER) return isPlainInteger(textAt, textLength);
  if (kind == UNREAD) return false;
  if (kind == TRUE) textAt = words;
  else if (kind == FALSE) textAt = words + 4;
  else textLength = 0;
  return true;
}

function isPlainInteger(at: usize, length: usize): bool {
  if (length > PLAIN_DIGITS) return false;
  for (let i: usize = 0; i < length; i++) if (load<u8>(at + i) - 0x30 >= 10) return false;
  return true;
}

export function textColumn(tokens: usize, rows: usize, dictionary: usize, out: usize, left: usize): u32 {
  let listed: u32 = 0;
  let id: u32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const token = load<u64>(tokens + 8 * row);
    if (kindOf(token) == ABSENT) continue;
    if (textOf(token) && textLength <= LONGEST_TEXT) {
      if (textLength == 0) continue;
      id = intern(dictionary, textAt, textLength);
      store<u32>(out + 4 * row, id);
    } else store<u32>(left + 4 * listed++, <u32>row);
  }
  return listed;
}

/** Like text, without what follows a question mark or a hash. */
export function pathColumn(tokens: usize, rows: usize, dictionary: usize, out: usize, left: usize): u32 {
  let listed: u32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const token = load<u64>(tokens + 8 * row);
    if (kindOf(token) == ABSENT) continue;
    const known = textOf(token);
    if (known && textLength == 0) continue;
    let length: usize = 0;
    while (length < textLength && load<u8>(textAt + length) != 0x3f && load<u8>(textAt + length) != 0x23) length++;
    if (known && length == 0) continue;
    if (known && length <= LONGEST_TEXT) store<u32>(out + 4 * row, intern(dictionary, textAt, length));
    else store<u32>(left + 4 * listed++, <u32>row);
  }
  return listed;
}

// @ts-ignore: decorator
@inline
function holdsNoNumber(token: u64): bool {
  const kind = kindOf(token);
  if (kind == NUMBER || kind == UNREAD) return false;
  return kind != TEXT || isNothing(startOf(token), lengthOf(token));
}

export function numberColumn(tokens: usize, rows: usize, out: usize, left: usize): u32 {
  return durationColumn(tokens, rows, 1, out, left);
}

/** ms: `scale` is the number of them in one unit of the field. */
export function durationColumn(tokens: usize, rows: usize, scale: f64, out: usize, left: usize): u32 {
  let listed: u32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const token = load<u64>(tokens + 8 * row);
    if (holdsNoNumber(token)) continue;
    const value = readNumber(startOf(token), kindOf(token) == UNREAD ? 0 : lengthOf(token));
    if (understood) store<f64>(out + 8 * row, value * scale);
    else store<u32>(left + 4 * listed++, <u32>row);
  }
  return listed;
}

export function statusColumn(tokens: usize, rows: usize, out: usize, left: usize): u32 {
  let listed: u32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const token = load<u64>(tokens + 8 * row);
    const kind = kindOf(token);
    if (kind == TRUE || kind == FALSE) {
      store<f64>(out + 8 * row, kind == TRUE ? 200 : 500);
      continue;
    }
    if (holdsNoNumber(token)) continue;
    const value = readNumber(startOf(token), kind == UNREAD ? 0 : lengthOf(token));
    if (understood && value >= 100 && value < 600) store<f64>(out + 8 * row, Math.floor(value));
    else store<u32>(left + 4 * listed++, <u32>row);
  }
  return listed;
}

/** 1 for no, 2 for yes. */
export function flagColumn(tokens: usize, rows: usize, out: usize, left: usize): u32 {
  let listed: u32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const token = load<u64>(tokens + 8 * row);
    const kind = kindOf(token);
    if (kind == TRUE) store<u8>(out + row, 2);
    else if (kind == FALSE) store<u8>(out + row, 1);
    else if (kind != ABSENT && kind != VALUE) {
      const flag = kind == TEXT ? flagOf(startOf(token), lengthOf(token)) : 0;
      if (flag != 0) store<u8>(out + row, flag);
      else store<u32>(left + 4 * listed++, <u32>row);
    }
  }
  return listed;
}

/** Of the usual spellings; 0 for others. */
function flagOf(at: usize, length: usize): u8 {
  if (length == 4 && (load<u32>(at) | 0x20202020) == 0x65757274) return 2;
  if (length == 5 && (load<u32>(at) | 0x20202020) == 0x736c6166 && (load<u8>(at + 4) | 0x20) == 0x65) return 1;
  return 0;
}

/** @param zone minutes east of UTC of times that name none; NaN leaves these to the host */
export function timeColumn(tokens: usize, rows: usize, zone: f64, out: usize, left: usize): u32 {
  let listed: u32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const token = load<u64>(tokens + 8 * row);
    const kind = kindOf(token);
    let time: f64 = NaN;
    let known = kind != UNREAD && kind != VALUE;
    if (kind == TEXT) {
      time = readTime(startOf(token), lengthOf(token), zone);
      known = understood;
    } else if (kind == NUMBER) {
      const value = readNumber(startOf(token), lengthOf(token));
      time = understood ? timeOfNumber(value) : NaN;
      known = !isNaN(time);
    }
    if (known) {
      if (!isNaN(time)) store<f64>(out + 8 * row, time);
    } else store<u32>(left + 4 * listed++, <u32>row);
  }
  return listed;
}

/** Stable hashes of texts. */
export function hashColumn(tokens: usize, rows: usize, out: usize, left: usize): u32 {
  let listed: u32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const token = load<u64>(tokens + 8 * row);
    if (kindOf(token) == ABSENT) continue;
    if (!textOf(token)) store<u32>(left + 4 * listed++, <u32>row);
    else if (textLength != 0) store<f64>(out + 8 * row, key52(hash64(textAt, textLength)));
  }
  return listed;
}

/** Bytes of the beginning of a text that are kept, whole characters with zeros behind. */
const EXCERPT: usize = 64;

/**
 * Texts of prompts. `table` holds the addresses of the columns hash, length, head, tail, phrase, topic (doubles), traits (u32),
 * excerpts, and of where the texts stand and how long they are (u32), all from the first row on. What looks like JSON is the
 * host's.
 */
export function promptColumn(tokens: usize, rows: usize, table: usize, left: usize): u32 {
  let listed: u32 = 0;
  for (let row: usize = 0; row < rows; row++) {
    const token = load<u64>(tokens + 8 * row);
    const kind = kindOf(token);
    if (kind == ABSENT) continue;
    const at = startOf(token);
    const length = lengthOf(token);
    if (kind != TEXT || isBracketed(at, length)) {
      store<u32>(left + 4 * listed++, <u32>row);
      continue;
    }
    if (length == 0) continue;
    analyse(at, length);
    store<f64>(load<u32>(table) + 8 * row, promptHash);
    store<f64>(load<u32>(table, 4) + 8 * row, <f64>length);
    store<f64>(load<u32>(table, 8) + 8 * row, promptHead);
    store<f64>(load<u32>(table, 12) + 8 * row, promptTail);
    store<f64>(load<u32>(table, 16) + 8 * row, promptPhrase);
    store<f64>(load<u32>(table, 20) + 8 * row, promptTopic);
    store<u32>(load<u32>(table, 24) + 4 * row, promptTraits);
    copyExcerpt(at, length, load<u32>(table, 28) + EXCERPT * row);
    store<u32>(load<u32>(table, 32) + 4 * row, <u32>at);
    store<u32>(load<u32>(table, 36) + 4 * row, <u32>length);
  }
  return listed;
}

/** Copies the whole characters of a UTF-8 text that there is room for. */
export function copyExcerpt(at: usize, length: usize, to: usize): void {
  let size = min(length, EXCERPT);
  if (size < length) while (size > 0 && (load<u8>(at + size) & 0xc0) == 0x80) size--;
  memory.fill(to, 0, EXCERPT);
  memory.copy(to, at, size);
}

/** `{…}` or `[…]`: perhaps JSON. */
function isBracketed(at: usize, length: usize): bool {
  if (length < 2) return false;
  const first = load<u8>(at);
  const last = load<u8>(at + length - 1);
  return (first == 0x7b && last == 0x7d) || (first == 0x5b && last == 0x5d);
}
