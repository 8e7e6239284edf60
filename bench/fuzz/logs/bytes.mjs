/**
 * Logs are put together as binary strings, one character a byte, so that bytes that are no text can stand anywhere in them.
 */
import { Buffer } from 'node:buffer';

/** A text as the bytes of its UTF-8. */
export function utf8(text) {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text that bytes of UTF-8 are. */
export function textOf(bytes) {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

export function bufferOf(bytes) {
  return Buffer.from(bytes, 'latin1');
}

/** Bytes that are not UTF-8: alone, cut off, overlong, surrogates, beyond the last code point. */
export const notUtf8 = [
  '\xff',
  '\x80',
  '\xbf\xbf',
  '\xc3',
  '\xe2\x82',
  '\xf0\x9f\x98',
  '\xc0\xaf',
  '\xc1\xbf',
  '\xe0\x80\xaf',
  '\xe0\x9f\xbf',
  '\xf0\x80\x80\xaf',
  '\xf0\x8f\xbf\xbf',
  '\xed\xa0\xbd',
  '\xed\xb8\x80',
  '\xed\xa0\xbd\xed\xb8\x80',
  '\xf4\x90\x80\x80',
  '\xf5\x80\x80\x80',
  '\xc3\x28',
  '\xe2\x28\xa1',
  '\xf0\x28\x8c\xbc',
];

export const byteOrderMark = '\xef\xbb\xbf';

/** Bytes that mean something to one of the formats. */
const meaningful = '"\\{}[]:,;|\t\n\r #-/.0123456789eE+tfnu\x00\x1f\x7f\xef\xbb\xbf\xe2\xff\xc3\x80';

/** Changes a few bytes of a log, or of a part of it, in one of the ways in which logs are damaged. */
export function damaged(random, bytes) {
  let result = bytes;
  for (let times = random.size(1, 6); times > 0; times--) result = damage(random, result);
  return result;
}

function damage(random, bytes) {
  const at = random.below(bytes.length + 1);
  const length = Math.min(bytes.length - at, random.size(1, random.chance(0.2) ? 400 : 12));
  const [before, after] = [bytes.slice(0, at), bytes.slice(at + length)];
  const part = bytes.slice(at, at + length);
  switch (random.below(11)) {
    case 0:
      return before + flipped(random, bytes.slice(at, at + 1)) + bytes.slice(at + 1);
    case 1:
      return before + random.pick(meaningful) + bytes.slice(at + 1);
    case 2:
      return before + random.pick(meaningful) + bytes.slice(at);
    case 3:
      return before + String.fromCharCode(random.below(256)).repeat(random.size(1, 40)) + bytes.slice(at);
    case 4:
      return before + after;
    case 5:
      return before + part.repeat(random.size(2, 60)) + after;
    case 6: {
      const from = random.below(bytes.length + 1);
      return before + bytes.slice(from, from + length) + bytes.slice(at);
    }
    case 7: {
      const from = random.below(bytes.length + 1);
      return before + bytes.slice(from, from + length) + after;
    }
    case 8:
      return random.chance(0.3) ? before : before + '\n' + bytes.slice(at);
    case 9:
      return before + random.pick(notUtf8) + bytes.slice(at);
    default:
      return (
        before + random.pick([byteOrderMark, '\r', '\r\n', '""', '\\"', '\\u0000', '\x00', '  ']) + bytes.slice(at)
      );
  }
}

function flipped(random, byte) {
  return byte === '' ? '' : String.fromCharCode(byte.charCodeAt(0) ^ (1 << random.below(8)));
}

/** Where a log of so many bytes is cut into chunks: ascending places between its bytes. */
export function cutsOf(random, length) {
  const cuts = new Set();
  const way = random.below(10);
  if (way < 4 || length < 2) return [];
  if (way < 8) for (let i = random.between(1, 6); i > 0; i--) cuts.add(random.between(1, length - 1));
  else {
    const step = way === 8 ? random.between(1, 9) : random.between(10, 400);
    for (let at = step; at < length && cuts.size < 3000; at += step) cuts.add(at);
  }
  return [...cuts].sort((a, b) => a - b);
}
