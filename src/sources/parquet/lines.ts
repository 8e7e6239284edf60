import type { CutReject, RecordBlock } from '../records.js';
import { RecordSplitter } from '../records.js';
import type { Rows } from './file.js';

/** Characters after which lines are handed on as a block. */
const blockLength = 512 * 1024;

/** Writes rows as lines of JSON and cuts these into records, whose lines are the numbers of the rows. */
export class RowLines {
  /** Rows that were written. */
  row = 0;
  /** Bytes of all lines. */
  bytes = 0;
  readonly #maxRecordBytes: number;
  readonly #splitter: RecordSplitter;
  readonly #prefixes: readonly string[];
  #text = '';
  #room = Buffer.allocUnsafeSlow(2 * blockLength);
  /** Number of the row in front of the first of the text, less the lines that the splitter has seen. */
  #before = 0;
  #rejects: CutReject[] = [];

  constructor(names: readonly string[], maxRecordBytes: number) {
    this.#maxRecordBytes = maxRecordBytes;
    this.#splitter = new RecordSplitter({ maxRecordBytes });
    this.#prefixes = names.map(name => `${JSON.stringify(name)}:`);
  }

  /** Goes on behind so many rows; blocks of those before must have been taken. */
  startAt(row: number): void {
    this.row = row;
    this.#before = row - this.#splitter.lines;
  }

  /** Writes the rows of a batch; each block that is complete is yielded and valid until the next. */
  *write({ count, columns }: Rows): Generator<RecordBlock, void> {
    for (let row = 0; row < count; row += 1) {
      if (this.#lengthOf(columns, row) > this.#maxRecordBytes) {
        yield* this.flush();
        this.#reject(columns, row);
      } else {
        this.#text += this.#line(columns, row);
        this.row += 1;
        if (this.#text.length >= blockLength) yield* this.flush();
      }
    }
  }

  /** The lines that are not yet in a block. */
  *flush(): Generator<RecordBlock, void> {
    if (this.#text === '') return;
    const length = Buffer.byteLength(this.#text);
    if (length > this.#room.length) this.#room = Buffer.allocUnsafeSlow(2 * length);
    this.#room.write(this.#text);
    this.#text = '';
    this.bytes += length;
    const block = this.#splitter.push(this.#room.subarray(0, length));
    const before = this.#before;
    this.#rejects.push(...this.#splitter.takeRejects().map(reject => ({ ...reject, line: reject.line + before })));
    if (block !== undefined) yield before === 0 ? block : { ...block, lines: block.lines.map(line => line + before) };
  }

  /** Records rejected since the last call. */
  takeRejects(): readonly CutReject[] {
    const rejects = this.#rejects;
    this.#rejects = [];
    return rejects;
  }

  #line(columns: Rows['columns'], row: number): string {
    let line = '';
    for (let column = 0; column < columns.length; column += 1) {
      const text = columns[column]?.[row];
      if (text === undefined) continue;
      line += (line === '' ? '{' : ',') + (this.#prefixes[column] ?? '') + text;
    }
    return line === '' ? '{}\n' : `${line}}\n`;
  }

  /** Characters of a row, without what lies between its values: a few bytes of a file may stand for any number of them. */
  #lengthOf(columns: Rows['columns'], row: number): number {
    let length = 0;
    for (const column of columns) length += column[row]?.length ?? 0;
    return length;
  }

  #reject(columns: Rows['columns'], row: number): void {
    let bytes = 1;
    for (const [column, prefix] of this.#prefixes.entries()) {
      const text = columns[column]?.[row];
      if (text !== undefined) bytes += 1 + Buffer.byteLength(prefix) + Buffer.byteLength(text);
    }
    this.row += 1;
    this.#before += 1;
    this.#rejects.push({ line: this.row, offset: this.bytes, bytes, reason: 'over-long record' });
    this.bytes += bytes + 1;
  }
}
