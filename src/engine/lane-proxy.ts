/** A lane's thread as the main thread sees it. */
import { Worker } from 'node:worker_threads';
import type { RecordView } from '../formats/format.js';
import type { Profiles } from '../measures/profiles.js';
import type { RowReader } from '../measures/row-reader.js';
import { InternalError } from '../errors.js';
import type { LedgerPart } from './ledger.js';
import type { StandIns, Yield } from './lane.js';
import { intoSlot, slotSize, type FromLane, type LaneSetup, type OpenInput, type ToLane } from './lane-messages.js';
import { takeIn } from './lane-tables.js';

/** Blocks that a lane may be given ahead. */
const slots = 2;
const slotBytes = 2 * 1024 * 1024;

/** Built; its path is the same from src/, from dist/ and from the bundle. */
const threadProgram = new URL('../../dist/bundle/lane-thread.js', import.meta.url);

export interface Surroundings {
  readonly profiles: Profiles;
  readonly take: (result: Yield, reader: RowReader, memory: Buffer) => void;
  /** To be called after each answer. */
  readonly wake: () => void;
  readonly fail: (error: Error) => void;
}

interface Job {
  readonly slot: number;
  readonly done: (books: LedgerPart) => void;
}

export class LaneThread {
  ready = false;
  finished = false;
  readonly #worker: Worker;
  readonly #around: Surroundings;
  readonly #slots: SharedArrayBuffer[];
  readonly #freeSlots: number[];
  /** What is being read, oldest first: the slot, and who waits for the books. */
  readonly #reading: Job[] = [];
  readonly #closing: ((standIns: StandIns) => void)[] = [];
  #reader: RowReader;
  #ending = false;

  constructor(setup: Omit<LaneSetup, 'slots'>, around: Surroundings) {
    this.#around = around;
    this.#reader = around.profiles.reader();
    this.#slots = Array.from({ length: slots }, () => new SharedArrayBuffer(slotBytes));
    this.#freeSlots = this.#slots.map((_, i) => i);
    const workerData: LaneSetup = { ...setup, slots: this.#slots };
    this.#worker = new Worker(threadProgram, { workerData, stdin: false });
    this.#worker.on('message', (message: FromLane) => this.#hear(message));
    this.#worker.on('error', error => around.fail(failure(error.message, error)));
    this.#worker.on('exit', code => {
      if (!this.#ending) around.fail(failure(`it ended with code ${code}`));
    });
  }

  /** Blocks that can be taken now. */
  get free(): number {
    return this.ready ? this.#freeSlots.length : 0;
  }

  open({ index, path, sample, logFormat, bindings, latencyScale, zoneOffset }: OpenInput): void {
    this.#say({ type: 'open', input: { index, path, sample, logFormat, bindings, latencyScale, zoneOffset } });
  }

  /** To be called only while there is room; the block is copied. */
  read(index: number, block: RecordView, done: (books: LedgerPart) => void): void {
    const slot = this.#freeSlots.pop();
    if (slot === undefined) throw new Error('there is no room for a block');
    this.#reading.push({ slot, done });
    const buffer = this.#slots[slot] as SharedArrayBuffer;
    const bytes = (block.ends[block.count - 1] ?? 0) - (block.starts[0] ?? 0);
    if (slotSize(block.count, bytes) <= slotBytes) {
      this.#say({ type: 'block', index, block: { slot, ...intoSlot(buffer, block) } });
    } else this.#say({ type: 'block', index, block: copied(block) });
  }

  close(index: number, done: (standIns: StandIns) => void): void {
    this.#closing.push(done);
    this.#say({ type: 'close', index });
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
        take(message.result, this.#reader, Buffer.from(message.memory));
        const { slot, done } = this.#reading.shift() as Job;
        this.#freeSlots.push(slot);
        done(message.result.books);
        break;
      }
      case 'closed':
        this.#closing.shift()?.(message.standIns);
        break;
      case 'renewed':
        takeIn(profiles, message.tables);
        this.#reader.end();
        this.#reader = profiles.reader();
        break;
      case 'finished':
        takeIn(profiles, message.tables);
        for (const [id, reason] of message.failures) profiles.failures.set(id, reason);
        this.#reader.end();
        this.finished = true;
        break;
      case 'failed':
        fail(failure(message.message, { stack: message.stack }));
    }
    wake();
  }
}

/** A block with its own bytes, for one that does not fit a slot. */
function copied({ bytes, count, starts, ends, lines }: RecordView): RecordView {
  const first = starts[0] ?? 0;
  return {
    bytes: bytes.slice(first, ends[count - 1] ?? first),
    count,
    starts: starts.slice(0, count).map(start => start - first),
    ends: ends.slice(0, count).map(end => end - first),
    lines: lines.slice(0, count),
  };
}

function failure(message: string, cause?: unknown): InternalError {
  return new InternalError(`a reading thread failed: ${message}`, {
    hint: 'Run again with --threads 1 to see whether it is the log; please report it.',
    cause,
  });
}
