/** A lane's thread as the main thread sees it. */
import { Worker } from 'node:worker_threads';
import type { Profiles } from '../measures/profiles.js';
import type { RowReader } from '../measures/row-reader.js';
import type { LedgerPart } from './ledger.js';
import type { Closing, Yield } from './lane.js';
import type { Doubles } from './duplicates/stretches.js';
import type { FromLane, LaneSetup, SampledInput, ToLane } from './lane-messages.js';
import { takeIn } from './lane-tables.js';
import type { SlotBlock } from './slot.js';
import { threadFailure } from './thread-failure.js';

/** Blocks that a lane may be given ahead. */
const ahead = 3;

/** Built; its path is the same from src/, from dist/ and from the bundle. */
const threadProgram = new URL('../../dist/bundle/lane-thread.js', import.meta.url);

export interface Surroundings {
  readonly profiles: Profiles;
  readonly take: (result: Yield, reader: RowReader, memory: Buffer) => void;
  /** To be called after each answer. */
  readonly wake: () => void;
  readonly fail: (error: Error) => void;
}

export class LaneThread {
  ready = false;
  finished = false;
  readonly #worker: Worker;
  readonly #around: Surroundings;
  /** Who waits for the books of what is being read, oldest first. */
  readonly #reading: ((books: LedgerPart) => void)[] = [];
  readonly #closing: ((closing: Closing) => void)[] = [];
  /** While the lane has handed over anything since it began anew. */
  #reader: RowReader | undefined;
  #renewing = false;
  #ending = false;

  constructor(setup: Omit<LaneSetup, 'ahead'>, around: Surroundings) {
    this.#around = around;
    const workerData: LaneSetup = { ...setup, ahead };
    this.#worker = new Worker(threadProgram, { workerData, stdin: false });
    this.#worker.on('message', (message: FromLane) => this.#hear(message));
    this.#worker.on('error', error => around.fail(threadFailure(error.message, error)));
    this.#worker.on('exit', code => {
      if (!this.#ending) around.fail(threadFailure(`it ended with code ${code}`));
    });
  }

  /** Blocks that can be taken now. */
  get free(): number {
    return this.ready ? ahead - this.#reading.length : 0;
  }

  /** Whether nothing is under way. */
  get idle(): boolean {
    return this.#reading.length === 0 && !this.#renewing;
  }

  open({ parts, ...input }: SampledInput): void {
    const open = parts.map(({ detected: { format, learned }, sample, rules, description }) => {
      return { format, learned, sample, rules, description };
    });
    this.#say({ type: 'open', input: { ...input, parts: open } });
  }

  /** To be called only while there is room. */
  read(
    index: number,
    { block, doubles }: { readonly block: SlotBlock; readonly doubles: readonly Doubles[] | undefined },
    done: (books: LedgerPart) => void,
  ): void {
    this.#reading.push(done);
    this.#say({ type: 'block', index, block, doubles });
  }

  close(index: number, done: (closing: Closing) => void): void {
    this.#closing.push(done);
    this.#say({ type: 'close', index });
  }

  /** Lets the lane begin anew. */
  renew(): void {
    this.#renewing = true;
    this.#say({ type: 'renew' });
  }

  finish(): void {
    this.#say({ type: 'finish' });
  }

  async end(): Promise<void> {
    this.#ending = true;
    await this.#worker.terminate();
  }

  #say(message: ToLane): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromLane): void {
    const { profiles, take, wake, fail } = this.#around;
    switch (message.type) {
      case 'ready':
        this.ready = true;
        break;
      case 'read': {
        take(message.result, (this.#reader ??= profiles.reader()), Buffer.from(message.memory));
        this.#reading.shift()?.(message.result.books);
        break;
      }
      case 'closed':
        this.#closing.shift()?.(message.closing);
        break;
      case 'renewed':
        takeIn(profiles, message.tables);
        this.#endReader();
        this.#renewing = false;
        break;
      case 'finished':
        takeIn(profiles, message.tables);
        for (const [id, reason] of message.failures) profiles.failures.set(id, reason);
        this.#endReader();
        this.finished = true;
        break;
      case 'failed':
        fail(threadFailure(message.message, { stack: message.stack }));
    }
    wake();
  }

  #endReader(): void {
    this.#reader?.end();
    this.#reader = undefined;
  }
}
