import { readPlain } from 'hyparquet/src/plain.js';
import { plainBytes } from './byte-arrays.js';
import type { Leaf } from './leaf.js';
import { checkLimit, maxDictionaryValues } from './limits.js';
import { topJson } from './values.js';

/** The values that pages of a column refer to by number. */
export interface Dictionary {
  readonly valueAt: (index: number) => unknown;
  /** Made once for all rows that have the value. */
  readonly jsonAt: (index: number) => string | undefined;
}

export function dictionaryOf(bytes: Uint8Array, count: number, leaf: Leaf): Dictionary {
  checkLimit('the values of a dictionary', count, maxDictionaryValues);
  const { type, type_length: width } = leaf.element;
  if (type === undefined) throw new Error('a column has no type');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const raw = type === 'BYTE_ARRAY' ? plainBytes(bytes)(count) : readPlain({ view, offset: 0 }, type, count, width);
  const values = leaf.convert(raw) as ArrayLike<unknown>;
  const texts = new Map<number, string | undefined>();
  const valueAt = (index: number) => {
    if (index >= values.length) throw new Error('a page refers to a value that its dictionary lacks');
    return values[index];
  };
  return {
    valueAt,
    jsonAt: index => {
      const known = texts.get(index);
      if (known !== undefined) return known;
      const text = topJson(valueAt(index));
      texts.set(index, text);
      return text;
    },
  };
}
