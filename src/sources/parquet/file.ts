import { open, type FileHandle } from 'node:fs/promises';
import { parquetMetadataAsync, parquetSchema, type FileMetaData, type RowGroup, type SchemaTree } from 'hyparquet';
import { columnOf, type Column } from './columns.js';
import type { FileLocation } from '../file-reading.js';

/** Rows from one up to another, which is not among them. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** Rows that follow each other, column by column, as JSON. Undefined where a row has nothing. */
export interface Rows {
  readonly count: number;
  readonly columns: readonly ArrayLike<string | undefined>[];
}

/** Rows that are decoded at once. */
const rowsAtOnce = 1024;

/** A Parquet file, read a page of each column at a time. Everything here may throw, for what is in the file. */
export class ParquetFile {
  /** Row groups: ranges of all rows, in order. */
  readonly groups: readonly RowRange[];
  /** Top-level columns. */
  readonly names: readonly string[];
  readonly bytes: number;
  readonly #file: FileHandle;
  readonly #schema: SchemaTree;
  /** By the first row of each. */
  readonly #groups: ReadonlyMap<number, RowGroup>;

  private constructor(file: FileHandle, bytes: number, metadata: FileMetaData) {
    this.#file = file;
    this.bytes = bytes;
    this.#schema = parquetSchema(metadata);
    this.names = this.#schema.children.map(({ element }) => element.name);
    const groups = new Map<number, RowGroup>();
    const ranges: RowRange[] = [];
    let from = 0;
    for (const group of metadata.row_groups) {
      const rows = Number(group.num_rows);
      if (rows < 0 || !Number.isSafeInteger(from + rows)) throw new Error(`a row group of ${group.num_rows} rows`);
      if (rows === 0) continue;
      groups.set(from, group);
      ranges.push({ from, to: (from += rows) });
    }
    this.groups = ranges;
    this.#groups = groups;
  }

  static async open(location: FileLocation): Promise<ParquetFile> {
    const handle = await open(location, 'r');
    try {
      const { size } = await handle.stat();
      const file = {
        byteLength: size,
        slice: (start: number, end = size) => slice(handle, start, Math.min(end, size)),
      };
      return new ParquetFile(handle, size, await parquetMetadataAsync(file));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Offset of the data of the row group that begins with a row. */
  offsetOf(row: number): number {
    const column = this.#groups.get(row)?.columns[0]?.meta_data;
    return Number(column?.dictionary_page_offset ?? column?.data_page_offset ?? 0);
  }

  /** Rows of a row group in their order, of the given columns alone, from so many on. */
  async *rows({ from, to }: RowRange, names: readonly string[], passed = 0): AsyncGenerator<Rows, void> {
    const group = this.#groups.get(from);
    if (group === undefined) throw new Error('no row group begins here');
    const columns = names.map(name => columnOf(this.#file, this.#schema, { group, name }));
    for (const column of columns) await pass(column, passed);
    for (let left = to - from - passed; left > 0;) {
      let count = Math.min(left, rowsAtOnce);
      for (const column of columns) count = Math.min(count, await column.ready());
      if (count === 0) throw new Error('a row group holds less than it says');
      yield { count, columns: columns.map(column => column.take(count)) };
      left -= count;
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function pass(column: Column, rows: number): Promise<void> {
  for (let left = rows; left > 0;) {
    const count = Math.min(left, await column.ready(left), column.isUnread ? Infinity : rowsAtOnce);
    if (count === 0) throw new Error('a row group holds less than it says');
    column.pass(count);
    left -= count;
  }
}

async function slice(file: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const length = Math.max(0, end - start);
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  if (bytesRead < length) throw new Error('the file ends before its data does');
  return bytes.buffer;
}
