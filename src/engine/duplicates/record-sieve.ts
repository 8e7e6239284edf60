/**
 * Marks records of an input that stand in one before it, for inputs whose requests do not tell which they are. What is marked
 * is decoded all the same, since later records may depend on it.
 */
import type { FedBlock } from '../feed.js';
import { fromSlot, type Slots } from '../slot.js';
import { RecordKeys } from './record-keys.js';
import { RecordLog } from './record-log.js';
import { RunFinder } from './run-finder.js';

export class RecordSieve {
  readonly #keys = new RecordKeys();
  readonly #finder: RunFinder;
  readonly #log: RecordLog;
  readonly #slots: Slots;

  /** @param budget bytes of memory for what was read, about; the rest goes to disk */
  constructor(budget: number, slots: Slots) {
    this.#log = new RecordLog(budget);
    this.#finder = new RunFinder(this.#log);
    this.#slots = slots;
  }

  /** The same blocks, each when it is known which of its records are doubles; they are kept until they are given back. */
  async *sift(
    blocks: AsyncIterable<FedBlock>,
    { input, isLast }: { readonly input: number; readonly isLast: boolean },
  ): AsyncGenerator<FedBlock, void> {
    const finder = this.#finder;
    const waiting: Waiting[] = [];
    let undecided = 0;
    const note = (other: number): void => {
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
