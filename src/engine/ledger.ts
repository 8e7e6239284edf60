/** Keeps the books of one input: what became of every record, where the rejects are, how its clock ran. */
import { formatDistanceStrict } from 'date-fns/formatDistanceStrict';
import type { RejectSink } from '../formats/format.js';
import type { RequestBatch } from '../requests/batch.js';

/** Rejects listed in the report for each input. */
const sampleSize = 20;
/** A clock that steps back further than this (ms) is worth a note; less is what concurrent writers do. */
const disorder = 60_000;

export class Ledger implements RejectSink {
  requests = 0;
  rejected = 0;
  filtered = 0;
  readonly rejectedBy = new Map<string, number>();
  readonly filteredBy = new Map<string, number>();
  readonly rejects: { line: number; reason: string }[] = [];
  first = Infinity;
  last = -Infinity;
  #previous = -Infinity;
  #backwards = 0;
  #furthest = 0;
  #furthestLine = 0;

  reject(line: number, reason: string): void {
    this.rejected++;
    count(this.rejectedBy, reason);
    if (this.rejects.length < sampleSize) this.rejects.push({ line, reason });
  }

  filter(_line: number, reason: string): void {
    this.filtered++;
    count(this.filteredBy, reason);
  }

  observe(batch: RequestBatch): void {
    const { time, line, length } = batch;
    this.requests += length;
    for (let row = 0; row < length; row++) {
      const now = time[row] as number;
      if (now < this.first) this.first = now;
      if (now > this.last) this.last = now;
      const back = this.#previous - now;
      if (back > disorder) {
        this.#backwards++;
        if (back > this.#furthest) {
          this.#furthest = back;
          this.#furthestLine = line[row] as number;
        }
      }
      this.#previous = now;
    }
  }

  /** Records once wrappers that hold several are opened: read = requests + rejected + filtered. */
  get records(): number {
    return this.requests + this.rejected + this.filtered;
  }

  notes(): string[] {
    if (this.#backwards === 0) return [];
    const furthest = formatDistanceStrict(0, this.#furthest);
    return [
      `the clock runs backwards ${this.#backwards.toLocaleString('en-US')} times, by up to ${furthest} (line ${this.#furthestLine})`,
    ];
  }
}

function count(counts: Map<string, number>, reason: string): void {
  counts.set(reason, (counts.get(reason) ?? 0) + 1);
}
