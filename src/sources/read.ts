import type { Damage } from './damage.js';
import { openDecoded, type DecodedInput } from './decoded-input.js';
import type { Compression } from './decompress.js';
import type { Quoting } from './quoted-scan.js';
import { RecordSplitter, defaultMaxRecordBytes, type CutReject, type RecordBlock } from './records.js';
import type { Source } from './source.js';

/** What is known of an input once it was read. */
export interface InputReading {
  readonly path: string;
  readonly compression: Compression;
  /** As stored. */
  readonly bytes: number;
  /** After decompression. */
  readonly decodedBytes: number;
  /** Of the bytes as stored, all of them even when the input is damaged. */
  readonly sha256: string;
  readonly lines: number;
  readonly overlong: RejectedRecords;
  readonly unclosedQuotes: RejectedRecords;
  readonly damage?: Damage;
}

/** All are counted, the first {@link rejectSample} listed. */
export interface RejectedRecords {
  readonly count: number;
  readonly sample: readonly CutReject[];
}

export interface ReaderOptions {
  readonly maxRecordBytes?: number;
}

export const rejectSample = 100;
/** Decoded bytes looked at for a sample, unless the first record is longer. */
const sampleBytes = 256 * 1024;
const newline = 10;

/** Opens an input and recognises how it is packed. An input that cannot be opened has no records, and damage. */
export async function openReader(
  source: Source,
  { maxRecordBytes = defaultMaxRecordBytes }: ReaderOptions = {},
): Promise<InputReader> {
  return new InputReader(source.path, await openDecoded(source), maxRecordBytes);
}

/** Reads one input: first, if wanted, a sample, then all records once, then what came of it. */
export class InputReader {
  readonly #path: string;
  readonly #input: DecodedInput;
  readonly #maxRecordBytes: number;
  /** Read for the sample, and not yet handed on. */
  #held: Uint8Array[] = [];
  #lines = 0;
  readonly #overlong: { count: number; sample: CutReject[] } = { count: 0, sample: [] };
  readonly #unclosedQuotes: { count: number; sample: CutReject[] } = { count: 0, sample: [] };

  /** @internal use {@link openReader} */
  constructor(path: string, input: DecodedInput, maxRecordBytes: number) {
    this.#path = path;
    this.#input = input;
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** Stored bytes read so far. */
  get bytesRead(): number {
    return this.#input.digest.bytes;
  }

  /**
   * The first records, cut at plain newlines, without consuming them: at most `count`, complete ones only, from the
   * first 256 KiB or, when the first record is longer, as far as that reaches. Stays valid.
   */
  async sample(count: number): Promise<RecordBlock> {
    const ended = await this.#holdSample();
    const splitter = new RecordSplitter({ maxRecordBytes: this.#maxRecordBytes });
    const block = splitter.push(this.#sampleBytes(ended)) ?? emptyBlock;
    if (block.count <= count) return block;
    const { starts, ends, lines } = block;
    return {
      ...block,
      count,
      starts: starts.subarray(0, count),
      ends: ends.subarray(0, count),
      lines: lines.subarray(0, count),
    };
  }

  /**
   * All records, once, from the first. A block is valid until the next one is asked for. Ends where the input does or
   * is damaged; never throws for what is in it.
   */
  async *records(framing: { readonly quotedBy?: Quoting } = {}): AsyncGenerator<RecordBlock, void> {
    const splitter = new RecordSplitter({ maxRecordBytes: this.#maxRecordBytes, quotedBy: framing.quotedBy });
    for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) {
      const block = splitter.push(chunk);
      this.#note(splitter);
      if (block !== undefined) yield block;
    }
    const last = splitter.end();
    this.#note(splitter);
    if (last !== undefined) yield last;
  }

  /** What came of it. Reads on to the end first: for the digest, and so that all bytes are counted even if nobody wanted them. */
  async summary(): Promise<InputReading> {
    while ((await this.#input.pull()) !== undefined);
    await this.#input.drain();
    const { compression, decodedBytes, damage, digest } = this.#input;
    return {
      path: this.#path,
      compression,
      bytes: digest.bytes,
      decodedBytes,
      sha256: digest.sha256(),
      lines: this.#lines,
      overlong: this.#overlong,
      unclosedQuotes: this.#unclosedQuotes,
      ...(damage === undefined ? {} : { damage }),
    };
  }

  /** Lets go of the input without reading on. */
  close(): Promise<void> {
    return this.#input.close();
  }

  /** True when the input ended within what is held. */
  async #holdSample(): Promise<boolean> {
    let bytes = this.#held.reduce((sum, chunk) => sum + chunk.length, 0);
    let complete = this.#held.some(chunk => chunk.includes(newline));
    while (bytes < sampleBytes || (!complete && bytes <= this.#maxRecordBytes)) {
      const chunk = await this.#input.pull();
      if (chunk === undefined) return true;
      this.#held.push(chunk);
      bytes += chunk.length;
      complete ||= chunk.includes(newline);
    }
    return false;
  }

  /** What the sample is cut from: the same bytes, in whatever chunks the input comes. */
  #sampleBytes(ended: boolean): Buffer {
    const held = Buffer.concat(this.#held);
    const end = Math.max(sampleBytes, held.indexOf(newline) + 1);
    if (held.length > end) return held.subarray(0, end);
    return ended && held.length > 0 ? Buffer.concat([held, Buffer.of(newline)]) : held;
  }

  async #next(): Promise<Uint8Array | undefined> {
    return this.#held.shift() ?? (await this.#input.pull());
  }

  #note(splitter: RecordSplitter): void {
    this.#lines = splitter.lines;
    for (const reject of splitter.takeRejects()) {
      const list = reject.reason === 'over-long record' ? this.#overlong : this.#unclosedQuotes;
      list.count += 1;
      if (list.sample.length < rejectSample) list.sample.push(reject);
    }
  }
}

const emptyBlock: RecordBlock = {
  bytes: new Uint8Array(0),
  count: 0,
  starts: new Uint32Array(0),
  ends: new Uint32Array(0),
  lines: new Float64Array(0),
  offset: 0,
};
