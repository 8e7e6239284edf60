/**
 * What stands in several inputs is counted once: of the input that comes first in their order. For that inputs are read one
 * after the other, though the next ones are opened and recognised meanwhile. A single input costs nothing.
 */
import type { FedBlock } from '../feed.js';
import type { Slots } from '../slot.js';
import type { Part } from '../understand.js';
import { tellsRequests } from './identity.js';
import { KeptKeys, type KindOfKeys } from './kept-keys.js';
import { RecordSieve } from './record-sieve.js';
import { RequestSieve, SeenRequests } from './request-sieve.js';

/** Share of the memory for requests that were seen, for records, and for what is kept of either kind. */
const requestShare = 1 / 4;
const recordShare = 1 / 16;
const keptShare = 1 / 64;

export interface DuplicatesOptions {
  readonly inputs: number;
  /** Bytes that may be taken by everything. */
  readonly memory: number;
  readonly slots: Slots;
  /** Whether it is kept what was counted. */
  readonly keeps?: boolean;
}

/** Is given the keys of what was counted. */
export interface EarlierInput {
  readonly take: (key: number) => void;
  readonly end: () => void;
}

/** Of one input. */
export interface InputDuplicates {
  /** Whether a request, by its hash, is one that was counted; undefined where none can be. */
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
  /** What was counted before, by name: inputs behind those of this run. */
  readonly #earlier: string[] = [];
  /** What was counted in this run, where that is kept. */
  readonly kept: KeptKeys[] = [];
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

  /** What was counted in an earlier run, before any input of this one begins. */
  earlier(name: string, kind: KindOfKeys): EarlierInput {
    const input = this.#options.inputs + this.#earlier.length;
    this.#earlier.push(name);
    if (kind === 'records') return this.#sieve().earlier(input);
    const sieve = new RequestSieve(this.#seen, input, false);
    return { take: key => void sieve.isDuplicate(key), end: () => undefined };
  }

  /** Of an input that is none of this run's. */
  earlierName(input: number): string | undefined {
    return this.#earlier[input - this.#options.inputs];
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
    const { inputs, keeps = false } = this.#options;
    const isAlone = inputs === 1 && this.#earlier.length === 0;
    if (isAlone && !keeps) return { isDuplicate: undefined, found: new Map(), sift: blocks => blocks };
    const kind = parts.every(tellsRequests) ? 'requests' : 'records';
    const kept = keeps ? this.#keptOf(kind) : undefined;
    const place = { input, isLast: input === inputs - 1 };
    if (kind === 'records') {
      const keep = kept === undefined ? undefined : (key: number) => kept.push(key);
      const sift = (blocks: AsyncIterable<FedBlock>) => this.#sieve().sift(blocks, { ...place, keep });
      return { isDuplicate: undefined, found: new Map(), sift };
    }
    const sieve = new RequestSieve(this.#seen, place.input, place.isLast);
    const isDuplicate = (request: number): boolean => {
      if (!isAlone && sieve.isDuplicate(request)) return true;
      kept?.push(request);
      return false;
    };
    return { isDuplicate, found: sieve.found, sift: blocks => blocks };
  }

  end(): void {
    this.#records?.end();
  }

  #sieve(): RecordSieve {
    const { memory, slots } = this.#options;
    return (this.#records ??= new RecordSieve(memory * recordShare, slots));
  }

  #keptOf(kind: KindOfKeys): KeptKeys {
    const known = this.kept.find(one => one.kind === kind);
    if (known !== undefined) return known;
    const kept = new KeptKeys(kind, this.#options.memory * keptShare);
    this.kept.push(kept);
    return kept;
  }
}
