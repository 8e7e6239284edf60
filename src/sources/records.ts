import { needsMore, QuotedScan, unclosed, type Quoting } from './quoted-scan.js';
import { RecordTable } from './record-table.js';

/** A record longer than this is rejected. Bodies of requests are large, but not that large. */
export const defaultMaxRecordBytes = 16 * 1024 * 1024;
/** A record that spans lines may be this long: one forgotten quote must not swallow the file. */
export const maxMultilineBytes = 1024 * 1024;

/** Records cut from one stretch of bytes. Valid until the next `push` or `end`: copy what is to be kept. */
export interface RecordBlock {
  readonly bytes: Uint8Array;
  /** Number of records, the length of the arrays below. */
  readonly count: number;
  /** First byte of each record in `bytes`. */
  readonly starts: Uint32Array;
  /** One past the last byte of each record; the line ending (`\n` or `\r\n`) is left out. */
  readonly ends: Uint32Array;
  /** 1-based line each record starts at. */
  readonly lines: Float64Array;
  /** Offset of `bytes[0]` in the decoded stream. */
  readonly offset: number;
}

/** A record that was counted and located, but not handed on. */
export interface CutReject {
  readonly line: number;
  /** Byte offset in the decoded stream. */
  readonly offset: number;
  /** Length, line ending excluded. */
  readonly bytes: number;
  readonly reason: 'over-long record' | 'unclosed quote' | 'not JSON' | 'truncated JSON' | 'not a JSON object';
}

/** Cuts a stream of bytes into records; how the stream is cut into chunks makes no difference. */
export interface Cutter {
  /** Lines of the records cut or rejected so far: after `end`, the lines of the input. */
  readonly lines: number;
  /** The records that `chunk` completes; undefined when there is none. The chunk is copied. */
  push(chunk: Uint8Array): RecordBlock | undefined;
  /** The last records. */
  end(): RecordBlock | undefined;
  /** Records rejected since the last call. */
  takeRejects(): readonly CutReject[];
}

export interface SplitterOptions {
  readonly maxRecordBytes: number;
  /** Given when quoted fields may contain newlines (CSV). */
  readonly quotedBy?: Quoting | undefined;
}

/**
 * Bytes that may be scanned again after unclosed quotes, earned back with every byte cut. Without it a file made of
 * unclosed quotes would be scanned a mebibyte a line.
 */
const maxCredit = 16 * maxMultilineBytes;
const creditPerByte = 4;

const newlineByte = 10;
const returnByte = 13;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * Cuts a stream of bytes into records at newlines; how the stream is cut into chunks makes no difference. Holds at most
 * `maxRecordBytes` plus one chunk: what is longer is skipped up to its newline. A byte order mark in front is skipped,
 * NULs and everything else are passed on.
 */
export class RecordSplitter implements Cutter {
  readonly #maxRecordBytes: number;
  readonly #quoted: QuotedScan | undefined;
  readonly #table = new RecordTable();
  #rejects: CutReject[] = [];
  #buffer = Buffer.allocUnsafeSlow(64 * 1024);
  /** Bytes in use of the buffer. */
  #length = 0;
  /** Start of the record that is being cut, and where to look on for its end (plain records). */
  #start = 0;
  #scanned = 0;
  /** Offset of the buffer's first byte in the decoded stream. */
  #base = 0;
  /** Line of the record that is being cut. */
  #line = 1;
  /** The over-long record that is being skipped: its offset, and how much of it is gone. */
  #dropping: { offset: number; bytes: number } | undefined;
  #headSeen = false;
  #credit = maxCredit;

  constructor({ maxRecordBytes, quotedBy }: SplitterOptions) {
    this.#maxRecordBytes = maxRecordBytes;
    this.#quoted = quotedBy === undefined ? undefined : new QuotedScan(quotedBy);
  }

  /** Lines of the records cut or rejected so far: after `end`, the lines of the input. */
  get lines(): number {
    return this.#line - 1;
  }

  /** The records that `chunk` completes; undefined when there is none. The chunk is copied. */
  push(chunk: Uint8Array): RecordBlock | undefined {
    const rest = this.#dropping === undefined ? chunk : this.#dropUntilNewline(chunk, this.#dropping);
    if (rest.length === 0) return undefined;
    this.#append(rest);
    if (!this.#headSeen && !this.#skipByteOrderMark()) return undefined;
    return this.#cut(false);
  }

  /**
   * Passes over so many bytes at the start of a line that is longer than a record may be; its newline is yet to come. No quoted
   * field can span it: what was open before it is looked at as if nothing followed.
   */
  pass(bytes: number): RecordBlock | undefined {
    const block = this.#length > this.#start ? this.#cut(true) : undefined;
    this.#dropping ??= { offset: this.#base + this.#length, bytes: 0 };
    this.#dropping.bytes += bytes;
    return block;
  }

  /** The last records, when the input does not end with a newline. */
  end(): RecordBlock | undefined {
    if (this.#dropping !== undefined) this.#finishDropping(this.#dropping);
    if (this.#length === this.#start) return undefined;
    this.#headSeen = true;
    // The newline that is missing; after an unclosed quote the input may well have one.
    if (this.#buffer[this.#length - 1] !== newlineByte) this.#append(Buffer.of(newlineByte));
    return this.#cut(true);
  }

  /** Leaves the last line out, if its end is not there: somebody is writing it. Returns its bytes so far. */
  leaveLine(): number {
    const newline = this.#buffer.subarray(0, this.#length).lastIndexOf(newlineByte);
    const begin = this.#dropping === undefined ? Math.max(newline + 1, this.#start) : this.#start;
    const bytes = this.#dropping?.bytes ?? this.#length - begin;
    this.#dropping = undefined;
    this.#length = this.#scanned = begin;
    this.#quoted?.restart();
    this.#quoted?.forget();
    return bytes;
  }

  /** Records rejected since the last call. */
  takeRejects(): readonly CutReject[] {
    const rejects = this.#rejects;
    this.#rejects = [];
    return rejects;
  }

  #append(chunk: Uint8Array): void {
    if (this.#start > 0) {
      this.#buffer.copyWithin(0, this.#start, this.#length);
      this.#base += this.#start;
      this.#length -= this.#start;
      this.#scanned -= this.#start;
      this.#start = 0;
    }
    const length = this.#length + chunk.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#length);
    this.#length = length;
    this.#quoted?.forget();
  }

  /** False while too little is known of the first bytes. */
  #skipByteOrderMark(): boolean {
    const head = this.#buffer.subarray(0, Math.min(this.#length, byteOrderMark.length));
    if (head.some((byte, index) => byte !== byteOrderMark[index])) this.#headSeen = true;
    else if (head.length === byteOrderMark.length) {
      this.#headSeen = true;
      this.#start = this.#scanned = head.length;
    }
    return this.#headSeen;
  }

  #cut(final: boolean): RecordBlock | undefined {
    this.#table.clear();
    const bytes = this.#buffer.subarray(0, this.#length);
    if (this.#quoted === undefined) this.#cutPlain(bytes);
    else this.#cutQuoted(bytes, this.#quoted, final);
    const tail = this.#length - this.#start;
    if (tail > this.#maxRecordBytes && (this.#quoted?.firstNewline ?? -1) < 0) {
      this.#dropping = { offset: this.#base + this.#start, bytes: tail };
    }
    return this.#table.count === 0 ? undefined : { bytes, offset: this.#base, ...this.#table.views() };
  }

  /** The hot loop: `Buffer.indexOf` finds newlines at memchr speed, fifteen times that of a loop or of Uint8Array. */
  #cutPlain(bytes: Buffer): void {
    let start = this.#start;
    let from = this.#scanned;
    for (;;) {
      const end = bytes.indexOf(newlineByte, from);
      if (end === -1) break;
      this.#take(bytes, start, end);
      this.#line += 1;
      start = from = end + 1;
    }
    this.#start = start;
    this.#scanned = bytes.length;
  }

  #cutQuoted(bytes: Buffer, quoted: QuotedScan, final: boolean): void {
    while (this.#start < bytes.length) {
      const start = this.#start;
      const limit = Math.min(this.#maxRecordBytes, maxMultilineBytes, this.#credit);
      const end = quoted.find(bytes, start, limit);
      const extent = end === unclosed ? quoted.scanned : (end >= 0 ? end : bytes.length) - start;
      if (quoted.firstNewline >= 0 && (extent > limit || end === unclosed || (final && end < 0))) {
        this.#credit -= Math.min(limit, extent);
        this.#rejectFirstLine(quoted);
      } else if (end === needsMore) {
        return;
      } else {
        this.#take(bytes, start, end);
        this.#advance(end + 1, quoted.newlines + 1);
        quoted.restart();
      }
    }
  }

  /** A quote that was opened and never closed: its line is given up, the lines behind it are looked at anew. */
  #rejectFirstLine(quoted: QuotedScan): void {
    const bytes = quoted.firstNewline;
    this.#reject({ start: this.#start, bytes, reason: 'unclosed quote' });
    this.#advance(this.#start + bytes + 1, 1);
    quoted.restart();
    quoted.forget();
  }

  #advance(start: number, lines: number): void {
    this.#credit = Math.min(maxCredit, this.#credit + creditPerByte * (start - this.#start));
    this.#start = start;
    this.#line += lines;
  }

  #take(bytes: Buffer, start: number, end: number): void {
    if (end - start > this.#maxRecordBytes) {
      this.#reject({ start, bytes: end - start, reason: 'over-long record' });
      return;
    }
    const stripped = end > start && bytes[end - 1] === returnByte ? end - 1 : end;
    this.#table.add(start, stripped, this.#line);
  }

  #reject({ start, bytes, reason }: { start: number; bytes: number; reason: CutReject['reason'] }): void {
    const overlong = bytes > this.#maxRecordBytes;
    this.#rejects.push({
      line: this.#line,
      offset: this.#base + start,
      bytes,
      reason: overlong ? 'over-long record' : reason,
    });
  }

  /** Returns what follows the newline that ends the over-long record, if it is in the chunk. */
  #dropUntilNewline(chunk: Uint8Array, dropping: { offset: number; bytes: number }): Uint8Array {
    const end = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).indexOf(newlineByte);
    dropping.bytes += end === -1 ? chunk.length : end;
    if (end === -1) return chunk.subarray(chunk.length);
    this.#finishDropping(dropping);
    return chunk.subarray(end + 1);
  }

  #finishDropping({ offset, bytes }: { offset: number; bytes: number }): void {
    this.#rejects.push({ line: this.#line, offset, bytes, reason: 'over-long record' });
    this.#dropping = undefined;
    this.#line += 1;
    this.#base = offset + bytes + 1;
    this.#start = this.#length = this.#scanned = 0;
    this.#quoted?.restart();
    this.#quoted?.forget();
  }
}
