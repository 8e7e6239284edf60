/** Byte strings in the three ways that Parquet writes them. Each gives so many of the next ones, as views of the page. */
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { maxPageBytes } from './limits.js';

type Take = (count: number) => Uint8Array[];

/** Each behind its length. */
export function plainBytes(bytes: Uint8Array): Take {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  return count => {
    const taken: Uint8Array[] = [];
    for (let index = 0; index < count; index += 1) {
      const from = at + 4;
      at = from + view.getUint32(at, true);
      if (at > bytes.length) throw ended();
      taken.push(bytes.subarray(from, at));
    }
    return taken;
  };
}

/** All lengths in front. */
export function deltaLengthBytes(bytes: Uint8Array, count: number): Take {
  const { lengths, rest } = lengthsIn(bytes, count);
  return inTurn(lengths, rest);
}

/** Of each only what differs from the end of the one before. */
export function deltaBytes(bytes: Uint8Array, count: number): Take {
  const { lengths: prefixes, rest } = lengthsIn(bytes, count);
  const suffixes = lengthsIn(rest, count);
  const next = inTurn(suffixes.lengths, suffixes.rest);
  let last: Uint8Array = new Uint8Array(0);
  let index = 0;
  return some => {
    let made = 0;
    return next(some).map(suffix => {
      const prefix = prefixes[index] ?? 0;
      index += 1;
      if (prefix < 0 || prefix > last.length) throw new Error('a value begins as none before it');
      made += prefix + suffix.length;
      // A few bytes may stand for as many as those before them.
      if (made > maxPageBytes) throw new Error('values unpack to more than is read at once');
      if (prefix === 0) return (last = suffix);
      return (last = Buffer.concat([last.subarray(0, prefix), suffix]));
    });
  };
}

function inTurn(lengths: Int32Array, bytes: Uint8Array): Take {
  let at = 0;
  let index = 0;
  return count => {
    const taken: Uint8Array[] = [];
    for (let left = count; left > 0; left -= 1) {
      const length = lengths[index] ?? 0;
      if (length < 0 || at + length > bytes.length) throw ended();
      taken.push(bytes.subarray(at, at + length));
      at += length;
      index += 1;
    }
    return taken;
  };
}

function lengthsIn(bytes: Uint8Array, count: number): { lengths: Int32Array; rest: Uint8Array } {
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  const lengths = new Int32Array(count);
  deltaBinaryUnpack(reader, count, lengths);
  return { lengths, rest: bytes.subarray(reader.offset) };
}

function ended(): Error {
  return new Error('a page ends before its values do');
}
