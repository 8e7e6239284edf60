/** What is to be known of an input while it is read, and afterwards. */
import type { Damage } from './damage.js';
import type { Compression } from './decompress.js';
import type { Quoting } from './quoted-scan.js';
import type { CutReject, RecordBlock } from './records.js';

/** Reads one input: first, if wanted, a sample, then all records once, then what came of it. */
export interface InputReader {
  /** Stored bytes read so far. */
  readonly bytesRead: number;
  /**
   * Some records from many places, without consuming them: at most `count`, complete ones only, those that are too long passed
   * over. They lie one a line in bytes of their own; `lines` is 0 where the line is not known. Stays valid.
   */
  sample(count: number): Promise<RecordBlock>;
  /**
   * All records, once, from the first. A block is valid until the next one is asked for. Ends where the input does or
   * is damaged; never throws for what is in it.
   */
  records(framing?: RecordsFraming): AsyncGenerator<RecordBlock, void>;
  /** What came of it. Reads on to the end first: for the digest, and so that all bytes are counted even if nobody wanted them. */
  summary(): Promise<InputReading>;
  /** Lets go of the input without reading on. */
  close(): Promise<void>;
}

export interface RecordsFraming {
  readonly quotedBy?: Quoting;
  /** Fields that are wanted, dotted where they lie inside others: for inputs of which columns can be read alone. */
  readonly fields?: readonly string[] | undefined;
}

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
  /** What was no record where JSON is not one object a line, by reason. */
  readonly broken: readonly RejectedRecords[];
  /** What a reader of the report should know of how the records lie. */
  readonly notes: readonly string[];
  readonly damage?: Damage;
}

/** All are counted, the first {@link rejectSample} listed. */
export interface RejectedRecords {
  readonly count: number;
  readonly sample: readonly CutReject[];
}

export const rejectSample = 100;

/** The books of what could not be cut. */
export class Rejected {
  readonly #lists = new Map<CutReject['reason'], { count: number; sample: CutReject[] }>();

  add(rejects: readonly CutReject[]): void {
    for (const reject of rejects) {
      const list = this.#lists.get(reject.reason) ?? { count: 0, sample: [] };
      this.#lists.set(reject.reason, list);
      list.count += 1;
      if (list.sample.length < rejectSample) list.sample.push(reject);
    }
  }

  lists(): Pick<InputReading, 'overlong' | 'unclosedQuotes' | 'broken'> {
    const {
      'over-long record': overlong = none,
      'unclosed quote': unclosedQuotes = none,
      ...others
    } = Object.fromEntries(this.#lists) as Partial<Record<CutReject['reason'], RejectedRecords>>;
    return { overlong, unclosedQuotes, broken: Object.values(others) };
  }
}

const none: RejectedRecords = { count: 0, sample: [] };
