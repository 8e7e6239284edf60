import type { Damage } from '../damage.js';
import { Rejected, type InputReader, type InputReading, type RecordsFraming } from '../reading.js';
import type { RecordBlock } from '../records.js';
import { chooseSample, emptyBlock } from '../sample.js';
import type { StoredBytes } from '../stored-bytes.js';
import { ParquetFile, type RowRange } from './file.js';
import { RowLines } from './lines.js';
import { sampleRows } from './sample.js';
import type { FileLocation } from '../file-reading.js';

/** No log unpacks to so many times its bytes: who writes such a file wants to keep its reader busy. */
const maxExpansion = 10_000;
const harmlessBytes = 1024 ** 3;

/** Reads a Parquet file as lines of JSON, a page at a time and only the columns that are wanted. */
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
    const { block, failure } = await sampleRows(file, this.#maxRecordBytes);
    if (block.count === 0 && failure !== undefined) this.#damaged(failure, { from: 0, to: 1 }, file.offsetOf(0));
    return chooseSample([{ block, isHead: true }], count);
  }

  async *records({ fields }: RecordsFraming = {}): AsyncGenerator<RecordBlock, void> {
    const file = await this.#opened();
    if (file === undefined) return;
    const wanted = columnsOf(file.names, fields);
    const lines = new RowLines(wanted, this.#maxRecordBytes);
    for (const range of file.groups) {
      lines.startAt(range.from);
      try {
        for await (const rows of file.rows(range, wanted)) {
          yield* lines.write(rows);
          this.#note(file, range, lines);
          if (this.#isTooMuch(file)) throw new Error(`it unpacks to more than ${maxExpansion} times its size`);
        }
      } catch (error) {
        this.#damaged(error, { from: lines.row, to: range.to }, file.offsetOf(range.from));
      }
      yield* lines.flush();
      this.#note(file, range, lines);
      if (this.#isTooMuch(file)) return;
    }
  }

  #note(file: ParquetFile, { from, to }: RowRange, lines: RowLines): void {
    const start = file.offsetOf(from);
    const next = file.offsetOf(to) || file.bytes;
    this.#share = start + ((next - start) * (lines.row - from)) / (to - from);
    this.#rows = lines.row;
    this.#decodedBytes = lines.bytes;
    this.#rejected.add(lines.takeRejects());
  }

  #isTooMuch({ bytes }: ParquetFile): boolean {
    return this.#decodedBytes > harmlessBytes + maxExpansion * bytes;
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
  #damaged(error: unknown, { from, to }: RowRange, position: number): void {
    const rows = `rows ${from + 1} to ${to} of this Parquet file cannot be read`;
    this.#damage ??= { position, message: `${rows}: ${reasonOf(error)}` };
  }
}

/** The columns that hold some of the fields; fields that lie in none are not in this file. */
function columnsOf(names: readonly string[], fields: readonly string[] | undefined): readonly string[] {
  if (fields === undefined) return names;
  const holds = (name: string, field: string) => field === name || field.startsWith(`${name}.`);
  return names.filter(name => fields.some(field => holds(name, field)));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
