/** The few tokens that stand around records: keys, and values without brackets. */

export const newline = 0x0a;
export const openObject = 0x7b;
export const closeObject = 0x7d;
export const openList = 0x5b;
export const closeList = 0x5d;
export const comma = 0x2c;
export const colon = 0x3a;
export const quote = 0x22;
const backslash = 0x5c;

/** Blanks, and what stands between values of a stream: NULs, the mark of a JSON text sequence (RFC 7464), byte order marks. */
const blanks = new Uint8Array(256);
for (const byte of [0x20, 0x09, 0x0d, 0x00, 0x1e, 0xef, 0xbb, 0xbf]) blanks[byte] = 1;

/** Newlines are none: they are counted. */
export function isBlank(byte: number | undefined): boolean {
  return blanks[byte ?? 0x2c] === 1;
}

export interface Passed {
  /** Where to go on. */
  readonly at: number;
  readonly state: 'done' | 'open' | 'broken';
}

/** Goes through a string from a place inside it to behind its closing quote. Strings hold no newlines. */
export function passString(bytes: Buffer, from: number): Passed {
  let at = from;
  for (; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) return { at: at + 1, state: 'done' };
    if (byte === newline) return { at, state: 'broken' };
    if (byte === backslash && at + 1 === bytes.length) break;
    if (byte === backslash) at += 1;
  }
  return { at: Math.min(at, bytes.length), state: 'open' };
}

/** Goes through a number or a word to what follows it. */
export function passScalar(bytes: Buffer, from: number): Passed {
  let at = from;
  while (at < bytes.length && isScalar(bytes[at] as number)) at += 1;
  return { at, state: at < bytes.length ? 'done' : 'open' };
}

/** Letters, digits, signs, the point. */
export function isScalar(byte: number): boolean {
  const letter = byte | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (byte >= 0x2b && byte <= 0x39 && byte !== comma && byte !== 0x2f);
}

export interface Member {
  readonly key: string;
  /** First byte of its value. */
  readonly value: number;
  /** Newlines between the two. */
  readonly newlines: number;
}

/** Keys are shorter than that. */
const mostKeyBytes = 64 * 1024;

/** `"key":` and the blanks behind it, from the opening quote on. */
export function readMember(bytes: Buffer, from: number): Member | 'open' | 'broken' {
  const { at: end, state } = passString(bytes, from + 1);
  const tooLong = bytes.length - from > mostKeyBytes;
  if (state !== 'done') return state === 'broken' || tooLong ? 'broken' : 'open';
  let newlines = 0;
  const passBlanks = (start: number) => {
    let at = start;
    for (; at < bytes.length && (bytes[at] === newline || isBlank(bytes[at])); at += 1) {
      if (bytes[at] === newline) newlines += 1;
    }
    return at;
  };
  const colonAt = passBlanks(end);
  if (colonAt < bytes.length && bytes[colonAt] !== colon) return 'broken';
  const value = passBlanks(colonAt + 1);
  if (value >= bytes.length) return tooLong ? 'broken' : 'open';
  return { key: bytes.toString('utf8', from + 1, end - 1), value, newlines };
}

export function countNewlines(bytes: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = bytes.indexOf(newline, from); at !== -1 && at < to; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}
