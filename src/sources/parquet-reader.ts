import type { Damage } from './damage.js';
import type { FileLocation } from './file-reading.js';
import { ParquetFile, type Columns, type RowRange } from './parquet-file.js';
import { rowsAsJson } from './parquet-json.js';
import { Rejected, type InputReader, type InputReading, type RecordsFraming } from './reading.js';
import { RecordSplitter, type RecordBlock } from './records.js';
import { chooseSample, emptyBlock } from './sample.js';
import type { StoredBytes } from './stored-bytes.js';

/** Rows that become one block. */
const blockRows = 4096;
/** A sample is taken from so many row groups, of all their rows, as long as these are no more than that. */
const sampledGroups = 8;
const sampledRows = 200_000;
/** Rows of a group of which a sample is chosen. */
const chosenRows = 400;

/** Reads a Parquet file as lines of JSON, a row group at a time and only the columns that are wanted. */
export class ParquetReader implements InputReader {
  readonly #place: { readonly path: string; readonly location: FileLocation };
  readonly #stored: StoredBytes;
  readonly #maxRecordBytes: number;
  readonly #rejected = new Rejected();
  #file: ParquetFile | undefined;
  #damage: Damage | undefined;
  #isBroken = false;
  #rows = 0;
  #decodedBytes = 0;
  #share = 0;

  constructor(
    place: { readonly path: string; readonly location: FileLocation },
    stored: StoredBytes,
    maxRecordBytes: number,
  ) {
    this.#place = place;
    this.#stored = stored;
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** As if the file were read from its beginning on. */
  get bytesRead(): number {
    return Math.max(this.#share, this.#stored.digest.bytes);
  }

  async sample(count: number): Promise<RecordBlock> {
    const file = await this.#opened();
    if (file === undefined) return emptyBlock;
    const rows: SampledRow[] = [];
    try {
      for (const range of spread(file.groups)) rows.push(...someRows(await file.read(range, file.names), range));
    } catch (error) {
      if (rows.length === 0) this.#damaged(error, { from: 0, to: 1 });
    }
    const fitting = rows.filter(({ text }) => text.length <= this.#maxRecordBytes);
    return chooseSample([{ block: together(fitting), isHead: true }], count);
  }

  async *records({ fields }: RecordsFraming = {}): AsyncGenerator<RecordBlock, void> {
    const file = await this.#opened();
    if (file === undefined) return;
    const wanted = columnsOf(file.names, fields);
    for (const range of file.groups) {
      this.#share = file.offsetOf(range.from);
      try {
        const read = await file.read(range, wanted);
        for (let from = 0; from < read.rows; from += blockRows) {
          const block = this.#cut(rowsAsJson(read, from, Math.min(from + blockRows, read.rows)), range.from + from);
          if (block !== undefined) yield block;
        }
      } catch (error) {
        this.#damaged(error, range);
      }
      this.#rows = range.to;
    }
  }

  /** Rows as records, the first of them behind so many. */
  #cut(rows: string, before: number): RecordBlock | undefined {
    const text = Buffer.from(rows);
    this.#decodedBytes += text.length;
    const splitter = new RecordSplitter({ maxRecordBytes: this.#maxRecordBytes });
    const block = splitter.push(text);
    this.#rejected.add(splitter.takeRejects().map(reject => ({ ...reject, line: reject.line + before })));
    return block && { ...block, lines: block.lines.map(line => line + before) };
  }

  async summary(): Promise<InputReading> {
    await this.#stored.drain();
    await this.close();
    const { digest, failure, end } = this.#stored;
    const damage =
      failure === undefined ? this.#damage : { position: end, message: `cannot be read: ${failure.message}` };
    return {
      path: this.#place.path,
      compression: 'none',
      bytes: digest.bytes,
      decodedBytes: this.#decodedBytes,
      sha256: digest.sha256(),
      lines: this.#rows,
      ...this.#rejected.lists(),
      notes: ['a Parquet file: places are numbers of rows'],
      ...(damage === undefined ? {} : { damage }),
    };
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
    await this.#stored.close();
  }

  async #opened(): Promise<ParquetFile | undefined> {
    if (this.#file !== undefined || this.#isBroken) return this.#file;
    try {
      this.#file = await ParquetFile.open(this.#place.location);
    } catch (error) {
      this.#isBroken = true;
      this.#damage = { position: 0, message: `this Parquet file cannot be read: ${reasonOf(error)}` };
    }
    return this.#file;
  }

  /** The first damage is told; what other row groups hold is read all the same. */
  #damaged(error: unknown, { from, to }: RowRange): void {
    const rows = `rows ${from + 1} to ${to} of this Parquet file cannot be read`;
    this.#damage ??= { position: this.#file?.offsetOf(from) ?? 0, message: `${rows}: ${reasonOf(error)}` };
  }
}

/** The columns that hold some of the fields; fields that lie in none are not in this file. */
function columnsOf(names: readonly string[], fields: readonly string[] | undefined): readonly string[] {
  if (fields === undefined) return names;
  const holds = (name: string, field: string) => field === name || field.startsWith(`${name}.`);
  return names.filter(name => fields.some(field => holds(name, field)));
}

/** Some of the row groups, the first among them, spread evenly over the file. */
function spread(groups: readonly RowRange[]): readonly RowRange[] {
  const wanted = Math.min(groups.length, sampledGroups);
  const chosen: RowRange[] = [];
  let rows = 0;
  for (let at = 0; at < wanted; at += 1) {
    const group = groups[Math.floor((at * groups.length) / wanted)];
    if (group === undefined || (at > 0 && rows + group.to - group.from > sampledRows)) break;
    rows += group.to - group.from;
    chosen.push(group);
  }
  return chosen;
}

interface SampledRow {
  readonly text: Buffer;
  readonly line: number;
}

/** Rows at equal distances. */
function someRows(columns: Columns, { from }: RowRange): SampledRow[] {
  const count = Math.min(columns.rows, chosenRows);
  return Array.from({ length: count }, (_, at) => {
    const row = Math.floor((at * columns.rows) / count);
    return { text: Buffer.from(rowsAsJson(columns, row, row + 1).trimEnd()), line: from + row + 1 };
  });
}

/** Rows as the records of one block. */
function together(rows: readonly SampledRow[]): RecordBlock {
  const starts = new Uint32Array(rows.length);
  const ends = new Uint32Array(rows.length);
  let at = 0;
  for (const [index, { text }] of rows.entries()) {
    starts[index] = at;
    ends[index] = at += text.length;
  }
  const bytes = Buffer.concat(rows.map(({ text }) => text));
  return { bytes, count: rows.length, starts, ends, lines: Float64Array.from(rows, ({ line }) => line), offset: 0 };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
