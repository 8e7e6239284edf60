/** Keeps the books of one input: what became of every record, where the rejects are, how its clock ran. */
import { inGroups } from '../digits.js';
import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { RejectSink } from '../formats/format.js';
import type { RequestBatch } from '../requests/batch.js';

/** Rejects listed in the report for each input. */
const sampleSize = 20;
/** A clock that steps back further than this (ms) is worth a note; less is what concurrent writers do. */
const disorder = 60_000;

/** The books of a stretch of an input, to be added in the order of the input. */
export interface LedgerPart {
  readonly requests: number;
  readonly rejected: number;
  readonly filtered: number;
  /** Requests that stand in other inputs, by input. */
  readonly duplicates: readonly (readonly [number, number])[];
  readonly rejectedBy: readonly (readonly [string, number])[];
  readonly filteredBy: readonly (readonly [string, number])[];
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
  /** ms of the earliest and latest request, and of the first and last one as they stand; Infinity where there is none. */
  readonly first: number;
  readonly last: number;
  readonly begins: { readonly time: number; readonly line: number };
  readonly ends: number;
  readonly backwards: number;
  readonly furthest: number;
  readonly furthestLine: number;
}

export class Ledger implements RejectSink {
  requests = 0;
  rejected = 0;
  filtered = 0;
  /** Requests that stand in other inputs, too, and are counted there: by input. */
  readonly duplicates = new Map<number, number>();
  readonly rejectedBy = new Map<string, number>();
  readonly filteredBy = new Map<string, number>();
  readonly rejects: { line: number; reason: string }[] = [];
  first = Infinity;
  last = -Infinity;
  #begins = { time: Infinity, line: 0 };
  #previous = -Infinity;
  #backwards = 0;
  #furthest = 0;
  #furthestLine = 0;

  reject(line: number, reason: string): void {
    this.rejected++;
    add(this.rejectedBy, reason, 1);
    if (this.rejects.length < sampleSize) this.rejects.push({ line, reason });
  }

  filter(_line: number, reason: string): void {
    this.filtered++;
    add(this.filteredBy, reason, 1);
  }

  /** @param double the input that has these requests, too */
  observe(batch: RequestBatch, double?: number): void {
    const { time, line, length } = batch;
    if (this.#previous === -Infinity && length > 0) this.#begins = { time: time[0] as number, line: line[0] as number };
    if (double === undefined) this.requests += length;
    else add(this.duplicates, double, length);
    for (let row = 0; row < length; row++) {
      const now = time[row] as number;
      if (now < this.first) this.first = now;
      if (now > this.last) this.last = now;
      if (this.#previous - now > disorder) this.#stepBack(this.#previous - now, line[row] as number);
      this.#previous = now;
    }
  }

  /** What was written down since the last call. */
  take(): LedgerPart {
    const part: LedgerPart = {
      requests: this.requests,
      rejected: this.rejected,
      filtered: this.filtered,
      duplicates: [...this.duplicates],
      rejectedBy: [...this.rejectedBy],
      filteredBy: [...this.filteredBy],
      rejects: [...this.rejects],
      first: this.first,
      last: this.last,
      begins: this.#begins,
      ends: this.#previous,
      backwards: this.#backwards,
      furthest: this.#furthest,
      furthestLine: this.#furthestLine,
    };
    this.requests = this.rejected = this.filtered = this.#backwards = this.#furthest = this.#furthestLine = 0;
    this.duplicates.clear();
    this.rejectedBy.clear();
    this.filteredBy.clear();
    this.rejects.length = 0;
    this.first = Infinity;
    this.last = this.#previous = -Infinity;
    return part;
  }

  /** Adds the books of what follows in the input. */
  add(part: LedgerPart): void {
    for (const [reason, number] of part.rejectedBy) add(this.rejectedBy, reason, number);
    for (const [reason, number] of part.filteredBy) add(this.filteredBy, reason, number);
    for (const [input, number] of part.duplicates) add(this.duplicates, input, number);
    this.rejects.push(...part.rejects.slice(0, sampleSize - this.rejects.length));
    this.rejected += part.rejected;
    this.filtered += part.filtered;
    this.requests += part.requests;
    if (part.ends === -Infinity) return;
    if (this.#previous === -Infinity) this.#begins = part.begins;
    this.first = Math.min(this.first, part.first);
    this.last = Math.max(this.last, part.last);
    const { time, line } = part.begins;
    if (this.#previous - time > disorder) this.#stepBack(this.#previous - time, line);
    this.#stepBack(part.furthest, part.furthestLine, part.backwards);
    this.#previous = part.ends;
  }

  #stepBack(by: number, line: number, times = 1): void {
    this.#backwards += times;
    if (by <= this.#furthest) return;
    this.#furthest = by;
    this.#furthestLine = line;
  }

  /** Requests that were counted turn out to stand in other inputs, too. */
  recount(found: ReadonlyMap<number, number>): void {
    for (const [input, number] of found) {
      this.requests -= number;
      add(this.duplicates, input, number);
    }
  }

  /** Requests that stand in other inputs, too. */
  get duplicated(): number {
    return [...this.duplicates.values()].reduce((sum, number) => sum + number, 0);
  }

  /** Records once wrappers that hold several are opened: read = requests + duplicates + rejected + filtered. */
  get records(): number {
    return this.requests + this.duplicated + this.rejected + this.filtered;
  }

  notes(): string[] {
    if (this.#backwards === 0) return [];
    const furthest = formatDistanceStrict(0, this.#furthest);
    return [
      `the clock runs backwards ${inGroups(this.#backwards)} times, by up to ${furthest} (line ${this.#furthestLine})`,
    ];
  }
}

function add<K>(counts: Map<K, number>, key: K, number: number): void {
  counts.set(key, (counts.get(key) ?? 0) + number);
}
