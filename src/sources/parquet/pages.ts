import type { FileHandle } from 'node:fs/promises';
import type { PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { checkLimit, maxHeaderBytes, maxPageBytes } from './limits.js';

/** Bytes from one up to another, which is not among them. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Read at once where nothing is known of what comes. */
const aheadBytes = 64 * 1024;

/** The pages of one column of one row group, one after the other; never more of them than one is held. */
export class Pages {
  readonly #file: FileHandle;
  readonly #to: number;
  #position: number;
  /** Bytes of the file from `#heldFrom` on. */
  #held: Buffer = Buffer.alloc(0);
  #heldFrom = 0;
  #room: Buffer = Buffer.alloc(0);

  constructor(file: FileHandle, { from, to }: ByteRange) {
    this.#file = file;
    this.#position = from;
    this.#to = to;
  }

  /** The header of the next page; undefined behind the last. Its data must be taken or skipped before the next. */
  async next(): Promise<PageHeader | undefined> {
    if (this.#position >= this.#to) return undefined;
    const header = await this.#header();
    checkLimit('the bytes of a page', header.compressed_page_size, maxPageBytes);
    checkLimit('the unpacked bytes of a page', header.uncompressed_page_size, maxPageBytes);
    if (this.#position + header.compressed_page_size > this.#to) throw new Error('a page is longer than its column');
    return header;
  }

  /** The data of the page, as stored; valid until the next is asked for. */
  async take(length: number): Promise<Uint8Array> {
    const ahead = this.#ahead();
    if (length > ahead.length) {
      const room = await this.#read(this.#position, length);
      this.#position += length;
      return room;
    }
    this.#position += length;
    return ahead.subarray(0, length);
  }

  skip(length: number): void {
    this.#position += length;
  }

  async #header(): Promise<PageHeader> {
    const known = this.#parsed(this.#ahead());
    if (known !== undefined) return known;
    for (const length of [aheadBytes, maxHeaderBytes]) {
      this.#held = await this.#read(this.#position, Math.min(length, this.#to - this.#position));
      this.#heldFrom = this.#position;
      const header = this.#parsed(this.#held);
      if (header !== undefined) return header;
    }
    throw new Error('the header of a page cannot be understood');
  }

  /** Undefined when there is none in these bytes, or not all of it. */
  #parsed(bytes: Buffer): PageHeader | undefined {
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
    try {
      const header = parquetHeader(reader);
      this.#position += reader.offset;
      return header;
    } catch {
      return undefined;
    }
  }

  /** What is held from the position on. */
  #ahead(): Buffer {
    const from = this.#position - this.#heldFrom;
    return this.#held.subarray(Math.min(from, this.#held.length));
  }

  /** What is read takes the place of what was held. */
  async #read(from: number, length: number): Promise<Buffer> {
    if (this.#room.length < length) this.#room = Buffer.allocUnsafeSlow(Math.max(length, aheadBytes));
    this.#held = Buffer.alloc(0);
    const { bytesRead } = await this.#file.read(this.#room, 0, length, from);
    if (bytesRead < length) throw new Error('the file ends before its data does');
    return this.#room.subarray(0, length);
  }
}
