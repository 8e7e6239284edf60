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
    const note = (other: number, key: number): void => {
      if (other < 0) keep?.(key);
      while (waiting[undecided]?.isDecided === true) undecided++;
      waiting[undecided]?.note(other);
    };
    finder.begin(input, isLast);
    for await (const block of blocks) {
      for (const key of this.#keys.of(block)) finder.take(key);
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

  note(input: number): void {
    const at = this.#decided++;
    if (input < 0) return;
    const last = this.#doubles.at(-1);
    if (last?.to === at && last.input === input) last.to++;
    else this.#doubles.push({ from: at, to: at + 1, input });
  }

  get marked(): FedBlock {
    return this.#doubles.length === 0 ? this.#block : { ...this.#block, doubles: this.#doubles };
  }
}
