import type { DataReader, Encoding } from 'hyparquet';
import { alpDecode } from 'hyparquet/src/alp.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { deltaBytes, deltaLengthBytes, plainBytes } from './byte-arrays.js';
import type { Dictionary } from './dictionary.js';
import { readHybrid } from './hybrid.js';
import { jsonOf } from './json.js';
import type { Decoded, Leaf } from './leaf.js';

/** The values of a page that are there, taken from the first on, a few at a time: few of them are held as what they mean. */
export interface Values {
  take(count: number): ArrayLike<unknown>;
  /** As JSON; undefined for what is none. */
  takeJson(count: number): ArrayLike<string | undefined>;
}

export interface EncodedValues {
  /** In a buffer that ends where they do. */
  readonly bytes: Uint8Array;
  readonly count: number;
  readonly encoding: Encoding;
}

export function valuesOf(encoded: EncodedValues, leaf: Leaf, dictionary: Dictionary | undefined): Values {
  const { encoding, bytes, count } = encoded;
  if (count === 0) return converted(() => [], leaf);
  if (encoding !== 'PLAIN_DICTIONARY' && encoding !== 'RLE_DICTIONARY') return converted(rawOf(encoded, leaf), leaf);
  if (dictionary === undefined) throw new Error('a page refers to a dictionary that is missing');
  const indices = new Uint32Array(count);
  readHybrid(bytes.subarray(1), bytes[0] ?? 0, indices);
  return lookedUp(indices, dictionary);
}

function lookedUp(indices: Uint32Array, dictionary: Dictionary): Values {
  let at = 0;
  const next = <T>(count: number, of: (index: number) => T): T[] => {
    const from = at;
    at += count;
    const taken: T[] = [];
    for (let index = from; index < at; index += 1) taken.push(of(indices[index] ?? 0));
    return taken;
  };
  return {
    take: count => next(count, dictionary.valueAt),
    takeJson: count => next(count, dictionary.jsonAt),
  };
}

function converted(raw: (count: number) => Decoded, leaf: Leaf): Values {
  const take = (count: number): ArrayLike<unknown> => leaf.convert(raw(count));
  return { take, takeJson: count => Array.from(take(count), topJson) };
}

/** What is null is left out, as if it were not there. */
export function topJson(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : jsonOf(value, 1);
}

/** Gives so many of the next raw values. */
function rawOf(encoded: EncodedValues, { element }: Leaf): (count: number) => Decoded {
  const { bytes, count, encoding } = encoded;
  const { type, type_length: width } = element;
  if (type === undefined) throw new Error('a column has no type');
  const reader: DataReader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  switch (encoding) {
    case 'PLAIN':
      // Eight to a byte, so they cannot be taken a few at a time.
      if (type === 'BOOLEAN') return sliced(readPlain(reader, type, count, width));
      return type === 'BYTE_ARRAY' ? plainBytes(bytes) : some => readPlain(reader, type, some, width);
    case 'RLE':
      return sliced(truthValues(bytes.subarray(lengthBytes), count));
    case 'DELTA_BINARY_PACKED': {
      const numbers = type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      deltaBinaryUnpack(reader, count, numbers);
      return sliced(numbers);
    }
    case 'DELTA_LENGTH_BYTE_ARRAY':
      return deltaLengthBytes(bytes, count);
    case 'DELTA_BYTE_ARRAY':
      return deltaBytes(bytes, count);
    case 'BYTE_STREAM_SPLIT':
      if (count * (width ?? 4) > bytes.length) throw new Error('a page ends before its values do');
      return sliced(byteStreamSplit(reader, count, type, width));
    case 'ALP':
      return sliced(alpDecode(reader, count, type));
    default:
      throw new Error(`values written as ${encoding} cannot be read`);
  }
}

function sliced(all: Decoded): (count: number) => Decoded {
  let at = 0;
  return count => {
    const from = at;
    at += count;
    return Array.isArray(all) ? all.slice(from, at) : all.subarray(from, at);
  };
}

/** Runs of truth values have their length in front. */
const lengthBytes = 4;

function truthValues(bytes: Uint8Array, count: number): boolean[] {
  const bits = new Uint8Array(count);
  readHybrid(bytes, 1, bits);
  return Array.from(bits, bit => bit === 1);
}
