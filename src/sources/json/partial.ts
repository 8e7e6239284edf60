/** Reads the beginning of a JSON value: what is cut off is closed. */
import { passString } from './tokens.js';

/** Bytes that are worth an attempt. */
const leastBytes = 64;

/**
 * The value that begins with a bracket at `from`, as far as there are bytes of it, or so much of it as is sound; undefined when
 * it is no JSON.
 */
export function parsePartial(bytes: Buffer, from: number): unknown {
  for (let length = bytes.length - from; length > 0; length = length >> 1) {
    const value = beginning(bytes.subarray(0, from + length), from);
    if (value !== undefined || length < leastBytes) return value;
  }
  return undefined;
}

function beginning(bytes: Buffer, from: number): unknown {
  const open: number[] = [];
  /** Behind the last value that is whole, and what was open there. */
  let whole = { at: from, open: '' };
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === 0x22) {
      const passed = passString(bytes, at + 1);
      if (passed.state !== 'done') break;
      at = passed.at - 1;
    } else if (byte === 0x7b || byte === 0x5b) {
      open.push(byte + 2);
      whole = { at: at + 1, open: '' };
    } else if (byte === 0x7d || byte === 0x5d) {
      open.pop();
      if (open.length === 0) return parsed(bytes.toString('utf8', from, at + 1));
    } else if (byte === 0x2c) whole = { at, open: '' };
    else continue;
    if (whole.open === '') whole.open = String.fromCharCode(...open.slice(0, 1000).reverse());
  }
  return parsed(bytes.toString('utf8', from, whole.at) + whole.open);
}

/** `NaN` and its like are written by some, and are no JSON. */
function parsed(text: string): unknown {
  for (const attempt of [text, text.replace(/([:,[]\s{0,9})-?(?:NaN|Infinity)\b/g, '$1null')]) {
    try {
      return JSON.parse(attempt);
    } catch {
      continue;
    }
  }
  return undefined;
}
