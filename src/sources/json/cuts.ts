import { RecordTable } from '../record-table.js';
import type { CutReject, RecordBlock } from '../records.js';
import type { HeldBytes } from './held-bytes.js';

/** Where something begins: its offset in the stream, and its line. */
export interface Beginning {
  readonly from: number;
  readonly line: number;
}

/** The records cut from the bytes that are held, and what was rejected, each with its place. */
export class Cuts {
  /** Records begun. */
  number = 0;
  readonly #held: HeldBytes;
  readonly #max: number;
  readonly #numbered: boolean;
  readonly #table = new RecordTable();
  #rejects: CutReject[] = [];

  /** @param numbered the place of a record is its number, and not its line */
  constructor(held: HeldBytes, { max, numbered }: { readonly max: number; readonly numbered: boolean }) {
    this.#held = held;
    this.#max = max;
    this.#numbered = numbered;
  }

  clear(): void {
    this.#table.clear();
  }

  /** A record that ends before `end` of what is held. */
  add(record: Beginning, end: number): void {
    const { offset } = this.#held;
    const length = offset + end - record.from;
    if (length > this.#max) this.reject(record, length, 'over-long record');
    else this.#table.add(record.from - offset, end, this.#placeOf(record));
  }

  reject(record: Beginning, bytes: number, reason: CutReject['reason']): void {
    this.#rejects.push({ line: this.#placeOf(record), offset: record.from, bytes, reason });
  }

  takeRejects(): readonly CutReject[] {
    const rejects = this.#rejects;
    this.#rejects = [];
    return rejects;
  }

  block(): RecordBlock | undefined {
    const { bytes, offset } = this.#held;
    return this.#table.count === 0 ? undefined : { bytes, offset, ...this.#table.views() };
  }

  #placeOf({ line }: Beginning): number {
    return this.#numbered ? Math.max(1, this.number) : line;
  }
}
