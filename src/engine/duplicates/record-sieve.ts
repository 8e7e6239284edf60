/**
 * Marks records of an input that stand in one before it, for inputs whose requests do not tell which they are. What is marked
 * is decoded all the same, since later records may depend on it.
 */
import type { FedBlock } from '../feed.js';
import { fromSlot, type Slots } from '../slot.js';
import { RecordKeys } from './record-keys.js';
import type { EarlierInput } from './duplicates.js';
import { KeyLog } from './key-log.js';
import { RunFinder } from './run-finder.js';

export interface SiftedInput {
  readonly input: number;
  /** Nothing of it need be found again. */
  readonly isLast: boolean;
  /** Given the keys of records that stand in no input before. */
  readonly keep?: ((key: number) => void) | undefined;
}

export class RecordSieve {
  readonly #keys = new RecordKeys();
  readonly #finder: RunFinder;
  readonly #log: KeyLog;
  readonly #slots: Slots;

  /** @param budget bytes of memory for what was read, about; the rest goes to disk */
  constructor(budget: number, slots: Slots) {
    this.#log = new KeyLog(budget);
    this.#finder = new RunFinder(this.#log);
    this.#slots = slots;
  }

  /** The same blocks, each when it is known which of its records are doubles; they are kept until they are given back. */
  async *sift(blocks: AsyncIterable<FedBlock>, { input, isLast, keep }: SiftedInput): AsyncGenerator<FedBlock, void> {
    const finder = this.#finder;
    const waiting: Waiting[] = [];
    let undecided = 0;
    const note = (other: number, from: number, to: number): void => {
      if (other < 0 && keep !== undefined) for (let at = from; at < to; at++) keep(this.#log.at(at));
      for (let left = to - from; left > 0;) {
        while (waiting[undecided]?.isDecided === true) undecided++;
        left -= waiting[undecided]?.note(other, left) ?? left;
      }
    };
    finder.begin(input, isLast);
    for await (const block of blocks) {
      const keys = this.#keys.of(block);
      for (let i = 0; i < keys.length; i++) finder.take(keys[i] as number);
      waiting.push(new Waiting(this.#kept(block)));
      finder.decide(note);
      while (waiting[0]?.isDecided === true) {
        yield (waiting.shift() as Waiting).marked;
        undecided = Math.max(0, undecided - 1);
      }
    }
    finder.end(note);
    for (const one of waiting) yield one.marked;
  }

  /** Records that were counted before. */
  earlier(input: number): EarlierInput {
    const finder = this.#finder;
    const give = (): void => undefined;
    finder.begin(input, false);
    const take = (key: number): void => {
      finder.take(key);
      finder.decide(give);
    };
    return { take, end: () => finder.end(give) };
  }

  end(): void {
    this.#log.end();
  }

  #kept(block: FedBlock): FedBlock {
    if (block.shared !== undefined) return block;
    const slot = this.#slots.fill(block);
    return { ...fromSlot(slot), shared: { slot, giveBack: () => this.#slots.giveBack(slot) } };
  }
}

class Waiting {
  readonly #block: FedBlock;
  readonly #doubles: { from: number; to: number; readonly input: number }[] = [];
  #decided = 0;

  constructor(block: FedBlock) {
    this.#block = block;
  }

  get isDecided(): boolean {
    return this.#decided === this.#block.count;
  }

  /** Decides at most `count` records; returns how many. */
  note(input: number, count: number): number {
    const from = this.#decided;
    const to = Math.min(from + count, this.#block.count);
    this.#decided = to;
    const last = this.#doubles.at(-1);
    if (last?.to === from && last.input === input) last.to = to;
    else if (input >= 0) this.#doubles.push({ from, to, input });
    return to - from;
  }

  get marked(): FedBlock {
    return this.#doubles.length === 0 ? this.#block : { ...this.#block, doubles: this.#doubles };
  }
}
