/**
 * What stands in several inputs is counted once: of the input that comes first in their order. For that inputs are read one
 * after the other, though the next ones are opened and recognised meanwhile. A single input costs nothing.
 */
import type { FedBlock } from '../feed.js';
import type { Slots } from '../slot.js';
import type { Part } from '../understand.js';
import { tellsRequests } from './identity.js';
import { RecordSieve } from './record-sieve.js';
import { RequestSieve, SeenRequests } from './request-sieve.js';

/** Share of the memory for requests that were seen, and for records. */
const requestShare = 1 / 4;
const recordShare = 1 / 16;

export interface DuplicatesOptions {
  readonly inputs: number;
  /** Bytes that may be taken by everything. */
  readonly memory: number;
  readonly slots: Slots;
}

/** Of one input. */
export interface InputDuplicates {
  /** Whether a request, by its hash, is one that was counted; undefined where requests do not tell which they are. */
  readonly isDuplicate: ((request: number) => boolean) | undefined;
  /** Inputs that had them before, to requests; of those that {@link isDuplicate} knew. */
  readonly found: ReadonlyMap<number, number>;
  /** The blocks of the input, with doubles marked. */
  sift(blocks: AsyncIterable<FedBlock>): AsyncIterable<FedBlock>;
}

export class Duplicates {
  readonly #options: DuplicatesOptions;
  readonly #seen: SeenRequests;
  #records: RecordSieve | undefined;
  readonly #ended = new Set<number>();
  /** Inputs before this one are ended. */
  #turn = 0;
  #waiting = new Map<number, () => void>();

  constructor(options: DuplicatesOptions) {
    this.#options = options;
    this.#seen = new SeenRequests(options.memory * requestShare);
  }

  /** Requests of which it is not known whether they came again, for want of memory. */
  get unchecked(): number {
    return this.#seen.forgotten;
  }

  /** Resolves when all inputs before this one are ended. */
  async turn(input: number): Promise<void> {
    if (this.#turn < input) await new Promise<void>(resolve => this.#waiting.set(input, resolve));
  }

  /** To be called once for each input, whatever became of it. */
  done(input: number): void {
    this.#ended.add(input);
    while (this.#ended.delete(this.#turn)) this.#turn++;
    this.#waiting.get(this.#turn)?.();
    this.#waiting.delete(this.#turn);
  }

  /** Begins an input whose turn has come. */
  of(input: number, parts: readonly Part[]): InputDuplicates {
    const { inputs, memory, slots } = this.#options;
    const isLast = input === inputs - 1;
    if (inputs === 1) return { isDuplicate: undefined, found: new Map(), sift: blocks => blocks };
    if (parts.every(tellsRequests)) {
      const sieve = new RequestSieve(this.#seen, input, isLast);
      return { isDuplicate: request => sieve.isDuplicate(request), found: sieve.found, sift: blocks => blocks };
    }
    const records = (this.#records ??= new RecordSieve(memory * recordShare, slots));
    return { isDuplicate: undefined, found: new Map(), sift: blocks => records.sift(blocks, { input, isLast }) };
  }

  end(): void {
    this.#records?.end();
  }
}
