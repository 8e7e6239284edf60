import { open, type FileHandle } from 'node:fs/promises';
import { parquetMetadataAsync, parquetScan, parquetSchema, type FileMetaData, type ParquetScan } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { FileLocation } from './file-reading.js';

/** Rows from one up to another, which is not among them. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** The rows of a range, column by column. */
export interface Columns {
  readonly names: readonly string[];
  readonly values: readonly ArrayLike<unknown>[];
  readonly rows: number;
}

/** A Parquet file, read a row group at a time. Everything here may throw, for what is in the file. */
export class ParquetFile {
  /** Row groups: ranges of all rows, in order. */
  readonly groups: readonly RowRange[];
  /** Top-level columns. */
  readonly names: readonly string[];
  readonly #file: FileHandle;
  readonly #metadata: FileMetaData;
  readonly #scan: ParquetScan;

  private constructor(file: FileHandle, metadata: FileMetaData, scan: ParquetScan) {
    this.#file = file;
    this.#metadata = metadata;
    this.#scan = scan;
    let from = 0;
    this.groups = metadata.row_groups
      .map(group => ({ from, to: (from += Number(group.num_rows)) }))
      .filter(range => range.to > range.from);
    this.names = parquetSchema(metadata).children.map(({ element }) => element.name);
  }

  static async open(location: FileLocation): Promise<ParquetFile> {
    const handle = await open(location, 'r');
    try {
      const { size } = await handle.stat();
      const file = {
        byteLength: size,
        slice: (start: number, end = size) => slice(handle, start, Math.min(end, size)),
      };
      const metadata = await parquetMetadataAsync(file);
      const scan = await parquetScan({ file, metadata, compressors, utf8: false, parsers });
      return new ParquetFile(handle, metadata, scan);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Offset of the data of the row group in which a row is. */
  offsetOf(row: number): number {
    let from = 0;
    const group = this.#metadata.row_groups.find(({ num_rows }) => row < (from += Number(num_rows)));
    const column = group?.columns[0]?.meta_data;
    return Number(column?.dictionary_page_offset ?? column?.data_page_offset ?? 0);
  }

  /** What is in the given columns of a row group. */
  async read({ from, to }: RowRange, names: readonly string[]): Promise<Columns> {
    const values = await Promise.all(
      names.map(column => this.#scan.readColumn({ column, rowStart: from, rowEnd: to }) as Promise<ArrayLike<unknown>>),
    );
    const rows = to - from;
    if (values.some(({ length }) => length < rows)) throw new Error('a row group holds less than it says');
    return { names, values, rows };
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** JSON that is none stays text. */
const parsers = {
  jsonFromBytes(bytes: Uint8Array | undefined): unknown {
    if (bytes === undefined) return undefined;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  },
  geometryFromBytes: () => undefined,
  geographyFromBytes: () => undefined,
};

async function slice(file: FileHandle, start: number, end: number): Promise<ArrayBuffer> {
  const length = Math.max(0, end - start);
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, start);
  if (bytesRead < length) throw new Error('the file ends before its data does');
  return bytes.buffer;
}
