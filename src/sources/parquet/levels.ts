import type { PageHeader } from 'hyparquet';
import { readHybrid } from './hybrid.js';
import type { Leaf } from './leaf.js';

/** Which values of a page are there, and which of them begin a row; undefined where all are and all do. */
export interface Levels {
  readonly definition: Uint8Array | undefined;
  readonly repetition: Uint8Array | undefined;
}

/** The levels of a page of the first version, and its bytes behind them. */
export function levelsOfPage(page: Uint8Array, count: number, leaf: Leaf): { levels: Levels; rest: Uint8Array } {
  let rest = page;
  const next = (highest: number) => {
    if (highest === 0) return undefined;
    const length = Buffer.from(rest.buffer, rest.byteOffset, rest.length).readUInt32LE(0);
    const read = levelsIn(rest.subarray(4, 4 + length), count, highest);
    rest = rest.subarray(4 + length);
    return read;
  };
  const repetition = next(leaf.repetitions);
  const definition = next(leaf.definitions);
  return { levels: { definition, repetition }, rest };
}

/** The levels of a page of the second version, which are never packed, and its bytes behind them. */
export function levelsOfPageV2(
  page: Uint8Array,
  header: NonNullable<PageHeader['data_page_header_v2']>,
  leaf: Leaf,
): { levels: Levels; rest: Uint8Array } {
  const from = header.repetition_levels_byte_length;
  const to = from + header.definition_levels_byte_length;
  if (!(from >= 0 && to >= from && to <= page.length)) throw new Error('a page ends before its levels do');
  const repetition = levelsIn(page.subarray(0, from), header.num_values, leaf.repetitions);
  const definition = levelsIn(page.subarray(from, to), header.num_values, leaf.definitions);
  return { levels: { definition, repetition }, rest: page.subarray(to) };
}

function levelsIn(bytes: Uint8Array, count: number, highest: number): Uint8Array | undefined {
  if (highest === 0) return undefined;
  if (highest > 255) throw new Error('values lie too deep');
  const levels = new Uint8Array(count);
  readHybrid(bytes, 32 - Math.clz32(highest), levels);
  return levels;
}
