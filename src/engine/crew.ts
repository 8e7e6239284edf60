/**
 * Spreads the blocks of inputs over lanes: one in this thread, and others in threads of their own once there is work enough
 * for them. What lanes hand over is added up here; in which order it comes makes no difference to the result.
 */
import type { Detected, RecordView } from '../formats/format.js';
import type { Profiles } from '../measures/profiles.js';
import type { RowReader } from '../measures/row-reader.js';
import type { Ledger, LedgerPart } from './ledger.js';
import { Lane, type StandIns, type Yield } from './lane.js';
import type { OpenInput } from './lane-messages.js';
import { LaneThread } from './lane-proxy.js';
import type { RunOptions } from './options.js';

/** Bytes of blocks after which threads are worth their start. */
const enoughWork = 8 * 1024 * 1024;
/** Bytes of one lane's dictionaries above which it begins anew. */
const laneMemory = 64 * 1024 * 1024;

export type CrewInput = OpenInput & { readonly detected: Detected };

export interface CrewOptions extends Pick<RunOptions, 'threads' | 'detectors' | 'canaries'> {
  readonly cwd: string;
}

export class Crew {
  readonly #profiles: Profiles;
  readonly #options: CrewOptions;
  readonly #own: Lane;
  #ownReader: RowReader;
  #threads: LaneThread[] = [];
  #work = 0;
  /** Called when a thread has done something, or failed. */
  #waiting: (() => void)[] = [];
  #failure: Error | undefined;

  constructor(profiles: Profiles, options: CrewOptions) {
    this.#profiles = profiles;
    this.#options = options;
    this.#own = new Lane(profiles.measures);
    this.#ownReader = profiles.reader();
  }

  /** Begins an input, whose books are kept in `ledger`. */
  begin(input: CrewInput, ledger: Ledger): Task {
    return new Task(this, input, ledger);
  }

  /** Takes in what lanes kept to the end, and lets them go. */
  async finish(): Promise<void> {
    for (const thread of this.#threads) thread.finish();
    await this.until(() => this.#threads.every(({ finished }) => finished));
    await this.dismiss();
    const { tables, dictionaries } = this.#own.surrender();
    this.#profiles.addTables(tables, dictionaries.account);
    for (const [id, reason] of this.#own.failures) this.#profiles.failures.set(id, reason);
  }

  /** Lets all threads go, whatever they are doing. */
  async dismiss(): Promise<void> {
    const threads = this.#threads;
    this.#threads = [];
    await Promise.all(threads.map(thread => thread.end()));
  }

  /** @internal reads a block in this thread */
  readHere(input: CrewInput, block: RecordView, opened: Set<unknown>): LedgerPart {
    if (!opened.has(this.#own)) this.#own.open(input);
    opened.add(this.#own);
    const result = this.#own.read(input.index, block);
    this.#take(result, this.#ownReader, this.#own.kernel.bytes);
    if (this.#own.bytes > laneMemory) this.#renew();
    return result.books;
  }

  /** @internal */
  closeHere(index: number): StandIns {
    return this.#own.close(index);
  }

  /** @internal a thread with room for a block; undefined when the block is better read here */
  async freeThread(bytes: number, pinned: LaneThread | 'here' | undefined): Promise<LaneThread | undefined> {
    this.#work += bytes;
    if (pinned === 'here' || this.#options.threads < 2) return undefined;
    if (this.#threads.length === 0) {
      if (this.#work < enoughWork) return undefined;
      this.#start();
    }
    const candidates = pinned === undefined ? this.#threads : [pinned];
    if (!candidates.some(({ ready }) => ready)) return undefined;
    await this.until(() => candidates.some(thread => thread.free > 0));
    return candidates.reduce((best, thread) => (thread.free > best.free ? thread : best));
  }

  /** @internal waits until something is so; throws what a thread failed with */
  async until(holds: () => boolean): Promise<void> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      if (holds()) return;
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
  }

  #start(): void {
    const { threads, ...options } = this.#options;
    const wake = () => {
      for (const resolve of this.#waiting.splice(0)) resolve();
    };
    for (let i = 0; i < threads; i++) {
      this.#threads.push(
        new LaneThread(
          { ...options, memory: laneMemory },
          {
            profiles: this.#profiles,
            take: (result, reader, memory) => this.#take(result, reader, memory),
            wake,
            fail: error => {
              this.#failure ??= error;
              wake();
            },
          },
        ),
      );
    }
  }

  #take({ parcels }: Yield, reader: RowReader, memory: Buffer): void {
    for (const parcel of parcels) this.#profiles.add(parcel, reader, memory);
  }

  #renew(): void {
    const { tables, dictionaries } = this.#own.surrender();
    this.#profiles.addTables(tables, dictionaries.account);
    this.#ownReader.end();
    this.#ownReader = this.#profiles.reader();
  }
}

/** One input. Its blocks may be read at the same time; their books are added in order. */
export class Task {
  readonly #crew: Crew;
  readonly #input: CrewInput;
  readonly #ledger: Ledger;
  readonly #opened = new Set<unknown>();
  readonly #parts = new Map<number, LedgerPart>();
  #pinned: LaneThread | 'here' | undefined;
  #given = 0;
  #added = 0;

  /** @internal use {@link Crew.begin} */
  constructor(crew: Crew, input: CrewInput, ledger: Ledger) {
    this.#crew = crew;
    this.#input = input;
    this.#ledger = ledger;
  }

  /** Resolves when the block is not needed any more. */
  async give(block: RecordView): Promise<void> {
    const number = this.#given++;
    const thread = await this.#crew.freeThread(block.bytes.length, this.#pinned);
    if (this.#input.detected.inOrder === true) this.#pinned ??= thread ?? 'here';
    if (thread === undefined) {
      this.#add(number, this.#crew.readHere(this.#input, block, this.#opened));
      return;
    }
    if (!this.#opened.has(thread)) thread.open(this.#input);
    this.#opened.add(thread);
    thread.read(this.#input.index, block, books => this.#add(number, books));
  }

  /** Resolves when all blocks are read. Says what stood in for accounts that the input does not name. */
  async end(): Promise<StandIns> {
    await this.#crew.until(() => this.#added === this.#given);
    const sum = { apiKey: 0, network: 0 };
    const add = ({ apiKey, network }: StandIns) => {
      sum.apiKey += apiKey;
      sum.network += network;
    };
    let open = 0;
    add(this.#crew.closeHere(this.#input.index));
    for (const lane of this.#opened) {
      if (!(lane instanceof LaneThread)) continue;
      open++;
      lane.close(this.#input.index, standIns => {
        open--;
        add(standIns);
      });
    }
    await this.#crew.until(() => open === 0);
    return sum;
  }

  #add(number: number, books: LedgerPart): void {
    this.#parts.set(number, books);
    for (let next = this.#parts.get(this.#added); next !== undefined; next = this.#parts.get(this.#added)) {
      this.#parts.delete(this.#added++);
      this.#ledger.add(next);
    }
  }
}
