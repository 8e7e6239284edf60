/** Rows from many places of a Parquet file: whoever writes first may be the adversary. */
import type { RecordBlock } from '../records.js';
import { emptyBlock } from '../sample.js';
import type { ParquetFile, RowRange } from './file.js';
import { RowLines } from './lines.js';

/** Places at equal distances, and rows that are read at each. */
const places = 16;
const rowsAtPlace = 200;

/** Reads all columns at each place. A place that cannot be read is passed over; the first failure comes back. */
export async function sampleRows(
  file: ParquetFile,
  maxRecordBytes: number,
): Promise<{ block: RecordBlock; failure: unknown }> {
  const blocks: RecordBlock[] = [];
  let failure: unknown;
  for (const { group, from, to } of placesOf(file.groups)) {
    const lines = new RowLines(file.names, maxRecordBytes);
    lines.startAt(from);
    try {
      for await (const rows of file.rows({ from: group.from, to }, file.names, from - group.from)) {
        for (const block of lines.write(rows)) blocks.push(kept(block));
      }
    } catch (error) {
      failure ??= error;
    }
    for (const block of lines.flush()) blocks.push(kept(block));
  }
  return { block: together(blocks), failure };
}

/** Where rows are read, and the row group they lie in; all rows where these are few. */
function placesOf(groups: readonly RowRange[]): { group: RowRange; from: number; to: number }[] {
  const total = groups.at(-1)?.to ?? 0;
  if (total <= places * rowsAtPlace) return groups.map(group => ({ group, ...group }));
  const found: { group: RowRange; from: number; to: number }[] = [];
  for (let at = 0; at < places; at += 1) {
    const from = Math.floor((at * total) / places);
    const group = groups.find(({ to }) => from < to);
    if (group === undefined) continue;
    // With so many row groups there is no need to pass over what comes first in them.
    const first = groups.length >= places ? group.from : from;
    found.push({ group, from: first, to: Math.min(first + rowsAtPlace, group.to) });
  }
  return found;
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
