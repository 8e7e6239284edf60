/** Rows from many places of a Parquet file: whoever writes first may be the adversary. */
import type { RecordBlock } from '../records.js';
import { emptyBlock } from '../sample.js';
import type { ParquetFile, RowRange } from './file.js';
import { RowLines } from './lines.js';

/** Places at equal distances, and rows that are read at each. */
const places = 16;
const rowsAtPlace = 200;
/** No more is kept, divided among the places: a value may be long, and stand in every row. */
const sampleBytes = 32 * 1024 * 1024;

interface Place {
  readonly group: RowRange;
  readonly from: number;
  readonly to: number;
}

interface Limits {
  readonly maxRecordBytes: number;
  readonly mostBytes: number;
}

/** Reads all columns at each place. A place that cannot be read is passed over; the first failure comes back. */
export async function sampleRows(
  file: ParquetFile,
  maxRecordBytes: number,
): Promise<{ block: RecordBlock; failure: unknown }> {
  const total = file.groups.at(-1)?.to ?? 0;
  if (total <= places * rowsAtPlace) {
    const whole = file.groups.map(group => ({ group, ...group }));
    const { block, failure, isWhole } = await readPlaces(file, whole, { maxRecordBytes, mostBytes: sampleBytes });
    if (isWhole) return { block, failure };
  }
  return readPlaces(file, spread(file.groups, total), { maxRecordBytes, mostBytes: sampleBytes });
}

/** Some rows from all over the file, and the row groups they lie in. */
function spread(groups: readonly RowRange[], total: number): Place[] {
  const rows = Math.min(rowsAtPlace, Math.ceil(total / places));
  const found: Place[] = [];
  for (let at = 0; at < places; at += 1) {
    const from = Math.floor((at * total) / places);
    const group = groups.find(({ to }) => from < to);
    if (group === undefined) continue;
    // With so many row groups there is no need to pass over what comes first in them.
    const first = groups.length >= places ? group.from : from;
    if (found.at(-1)?.from === first) continue;
    found.push({ group, from: first, to: Math.min(first + rows, group.to) });
  }
  return found;
}

async function readPlaces(
  file: ParquetFile,
  chosen: readonly Place[],
  { maxRecordBytes, mostBytes }: Limits,
): Promise<{ block: RecordBlock; failure: unknown; isWhole: boolean }> {
  const blocks: RecordBlock[] = [];
  let failure: unknown;
  let isWhole = true;
  for (const place of chosen) {
    try {
      for await (const block of blocksAt(file, place, { maxRecordBytes, mostBytes: mostBytes / chosen.length })) {
        if (block === undefined) isWhole = false;
        else blocks.push(block);
      }
    } catch (error) {
      failure ??= error;
    }
  }
  return { block: together(blocks), failure, isWhole };
}

/** Undefined at the end where rows are left out, since they are too long. */
async function* blocksAt(
  file: ParquetFile,
  { group, from, to }: Place,
  { maxRecordBytes, mostBytes }: Limits,
): AsyncGenerator<RecordBlock | undefined, void> {
  const lines = new RowLines(file.names, maxRecordBytes);
  lines.startAt(from);
  try {
    for await (const rows of file.rows({ from: group.from, to }, file.names, from - group.from)) {
      for (const block of lines.write(rows)) {
        yield kept(block);
        if (lines.bytes > mostBytes) {
          yield undefined;
          return;
        }
      }
    }
  } finally {
    for (const block of lines.flush()) yield kept(block);
  }
}

function kept(block: RecordBlock): RecordBlock {
  const { bytes, starts, ends, lines } = block;
  return { ...block, bytes: new Uint8Array(bytes), starts: starts.slice(), ends: ends.slice(), lines: lines.slice() };
}

/** Several blocks as one. */
function together(blocks: readonly RecordBlock[]): RecordBlock {
  const count = blocks.reduce((sum, block) => sum + block.count, 0);
  if (count === 0) return emptyBlock;
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  const lines = new Float64Array(count);
  let at = 0;
  let before = 0;
  for (const block of blocks) {
    starts.set(
      block.starts.map(start => start + before),
      at,
    );
    ends.set(
      block.ends.map(end => end + before),
      at,
    );
    lines.set(block.lines, at);
    at += block.count;
    before += block.bytes.length;
  }
  return { bytes: Buffer.concat(blocks.map(({ bytes }) => bytes)), count, starts, ends, lines, offset: 0 };
}
