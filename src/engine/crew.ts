/**
 * Spreads the blocks of inputs over lanes: one in this thread, and others in threads of their own once there is work enough
 * for them. What lanes hand over is added up here; in which order it comes makes no difference to the result. Large files
 * are read, unpacked and cut in threads of their own, too.
 */
import { columnsOf } from '../measures/account-states.js';
import type { Profiles } from '../measures/profiles.js';
import type { RowReader } from '../measures/row-reader.js';
import { accountMemory, Spill } from './spill/spill.js';
import type { MeasuredLog } from '../measures/account-store.js';
import { readsText } from '../measures/text-tables.js';
import { siftRows } from '../requests/parcel.js';
import type { ColumnName } from '../requests/batch.js';
import { openReader } from '../sources/read.js';
import type { Source } from '../sources/source.js';
import type { Side } from './duplicates/sides/side.js';
import type { FedBlock, Feed } from './feed.js';
import { Feeder } from './feeder.js';
import type { Ledger, LedgerPart } from './ledger.js';
import { Lane, type Closing, type StandIns, type Yield } from './lane.js';
import type { SampledInput } from './lane-messages.js';
import { LaneThread } from './lane-proxy.js';
import type { ReadOptions, RunOptions } from './options.js';
import { Slots } from './slot.js';

/** Bytes, as stored or unpacked, from which threads are worth their start. */
const enoughWork = 8 * 1024 * 1024;
/** Share of the memory that one lane's dictionaries may take before it begins anew, and bounds of that. */
const laneShare = 1 / 32;
const leastForLane = 1024 * 1024;
const mostForLane = 64 * 1024 * 1024;

export type CrewOptions = Pick<RunOptions, 'threads' | 'memory' | 'detectors' | 'canaries'> &
  Pick<ReadOptions, 'cwd' | 'maxRecordBytes'>;

export interface Sieve {
  /** Which requests, by their hashes, are not to be counted. */
  readonly isDuplicate: ((request: number) => boolean) | undefined;
  /** What is kept of the input, to be compared with others. */
  readonly side: Side | undefined;
}

export class Crew {
  readonly #profiles: Profiles;
  readonly #options: CrewOptions;
  readonly #own: Lane;
  #ownReader: RowReader | undefined;
  readonly #columns: readonly ColumnName[];
  readonly slots = new Slots();
  /** By the input's name. */
  readonly #sieves = new Map<string, Sieve>();
  #threads: LaneThread[] = [];
  /** All feeders, and those without an input. */
  readonly #feeders: Feeder[] = [];
  readonly #idle: Feeder[] = [];
  #work = 0;
  readonly #spill: Spill;
  readonly #laneMemory: number;
  /** While accounts go to disk nothing is read. */
  #relief: Promise<void> | undefined;
  /** Called when a thread has done something, or failed. */
  #waiting: (() => void)[] = [];
  #failure: Error | undefined;

  constructor(profiles: Profiles, options: CrewOptions) {
    this.#profiles = profiles;
    this.#options = options;
    this.#columns = [...columnsOf(profiles.measures.filter(measure => !readsText(measure)))];
    this.#own = new Lane(this.#columns, profiles.measures);
    const { memory } = options;
    this.#spill = new Spill(profiles, accountMemory(memory));
    this.#laneMemory = Math.max(leastForLane, Math.min(memory * laneShare, mostForLane));
  }

  /** Opens an input for `read`, in a thread of its own where it is large. */
  async feed<T>(source: Source, read: (feed: Feed) => Promise<T>): Promise<T> {
    const { threads, maxRecordBytes } = this.#options;
    const { file, bytes = 0 } = source;
    if (threads < 2 || file === undefined || bytes < enoughWork) {
      return read(await openReader(source, { maxRecordBytes }));
    }
    const feeder = this.#idle.pop() ?? this.#newFeeder();
    if (this.#threads.length === 0) this.#start();
    feeder.open(file, maxRecordBytes);
    const result = await read(feeder);
    this.#idle.push(feeder);
    return result;
  }

  /**
   * Begins an input, whose books are kept in `ledger`.
   * @param sieve what becomes of its requests before they are counted
   */
  begin(input: SampledInput, ledger: Ledger, sieve: Sieve): Task {
    this.#sieves.set(input.path, sieve);
    return new Task(this, input, ledger);
  }

  /** Takes in what lanes kept to the end, and lets them go. Gives all that was read. */
  async finish(): Promise<MeasuredLog> {
    for (const thread of this.#threads) thread.finish();
    await this.until(() => this.#threads.every(({ finished }) => finished));
    await this.dismiss();
    this.#renew();
    for (const [id, reason] of this.#own.failures) this.#profiles.failures.set(id, reason);
    return this.#spill.result();
  }

  /** Lets all threads go, whatever they are doing. */
  async dismiss(): Promise<void> {
    const threads = [...this.#threads.splice(0), ...this.#feeders.splice(0)];
    await Promise.all(threads.map(thread => thread.end()));
  }

  /** @internal reads a block in this thread */
  readHere(input: SampledInput, block: FedBlock, opened: Set<unknown>): LedgerPart {
    if (!opened.has(this.#own)) this.#own.open(input);
    opened.add(this.#own);
    const result = this.#own.read(input.index, block);
    this.#take(result, (this.#ownReader ??= this.#profiles.reader()), this.#own.kernel.bytes);
    if (this.#own.bytes > this.#laneMemory) this.#renew();
    return result.books;
  }

  /** @internal */
  closeHere({ index }: SampledInput): Closing {
    return this.#own.close(index);
  }

  /** @internal nothing more comes of an input */
  ended({ path }: SampledInput): void {
    this.#sieves.delete(path);
  }

  /** @internal a thread with room for a block; undefined when the block is better read here */
  async freeThread(bytes: number, pinned: LaneThread | 'here' | undefined): Promise<LaneThread | undefined> {
    this.#work += bytes;
    if (this.#spill.isDue) this.#relief ??= this.#relieve();
    while (this.#relief !== undefined) await this.#relief;
    if (pinned === 'here' || this.#options.threads < 2) return undefined;
    if (this.#threads.length === 0) {
      if (this.#work < enoughWork) return undefined;
      this.#start();
    }
    const candidates = pinned === undefined ? this.#threads : [pinned];
    const free = () => !this.#isRelieving() && candidates.some(thread => thread.free > 0);
    if (!free()) await turn();
    // All have enough to do, and nobody has handed over anything: this thread may as well read.
    if (pinned === undefined && !free() && !this.#isRelieving()) return undefined;
    await this.until(free);
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
    const { threads, detectors, canaries, cwd } = this.#options;
    const plan = this.#profiles.measures.some(readsText) ? { detectors, canaries, cwd } : undefined;
    const wake = () => this.#wake();
    // This thread has enough to do with what they hand over.
    for (let i = 1; i < threads; i++) {
      this.#threads.push(
        new LaneThread(
          { columns: this.#columns, plan, memory: this.#laneMemory },
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

  #newFeeder(): Feeder {
    const feeder = new Feeder();
    this.#feeders.push(feeder);
    return feeder;
  }

  #take({ parcels, traces }: Yield, reader: RowReader, memory: Buffer): void {
    parcels.forEach((parcel, i) => {
      const { isDuplicate, side } = this.#sieves.get(parcel.inputName) ?? {};
      const leftOut = new Set<number>();
      const kept = isDuplicate === undefined ? parcel : siftRows(parcel, memory, { isUnwanted: isDuplicate, leftOut });
      side?.take(traces[i] ?? new Float64Array(0), row => leftOut.has(row));
      this.#profiles.add(kept, reader, memory);
    });
  }

  #renew(): void {
    const { tables, dictionaries } = this.#own.surrender();
    this.#profiles.addTables(tables, dictionaries.account);
    this.#ownReader?.end();
    this.#ownReader = undefined;
  }

  /** Lets accounts go to disk. What readers know of them goes, too: they begin anew. */
  async #relieve(): Promise<void> {
    // Blocks that were promised a place are sent before this goes on.
    await turn();
    const idle = () => this.#threads.every(thread => thread.idle);
    await this.until(idle);
    for (const thread of this.#threads) thread.renew();
    this.#renew();
    await this.until(idle);
    this.#spill.relieve();
    this.#relief = undefined;
    this.#wake();
  }

  #isRelieving(): boolean {
    return this.#relief !== undefined;
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** Lets what has come from threads be heard. */
function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

/** One input. Its blocks may be read at the same time; their books are added in order. */
export class Task {
  readonly #crew: Crew;
  readonly #input: SampledInput;
  readonly #ledger: Ledger;
  readonly #opened = new Set<unknown>();
  readonly #parts = new Map<number, LedgerPart>();
  /** Whether one lane must read all of it. */
  readonly #inOrder: boolean;
  #pinned: LaneThread | 'here' | undefined;
  #given = 0;
  #added = 0;

  /** @internal use {@link Crew.begin} */
  constructor(crew: Crew, input: SampledInput, ledger: Ledger) {
    this.#crew = crew;
    this.#input = input;
    this.#inOrder = input.parts.some(({ detected }) => detected.inOrder === true);
    this.#ledger = ledger;
  }

  /** Resolves when the next block may be asked for. */
  async give(block: FedBlock): Promise<void> {
    const number = this.#given++;
    const thread = await this.#crew.freeThread(block.bytes.length, this.#pinned);
    if (this.#inOrder) this.#pinned ??= thread ?? 'here';
    if (thread === undefined) {
      this.#add(number, this.#crew.readHere(this.#input, block, this.#opened));
      block.shared?.giveBack();
      return;
    }
    if (!this.#opened.has(thread)) thread.open(this.#input);
    this.#opened.add(thread);
    const slot = block.shared?.slot ?? this.#crew.slots.fill(block);
    thread.read(this.#input.index, { block: slot, doubles: block.doubles }, books => {
      if (block.shared === undefined) this.#crew.slots.giveBack(slot);
      else block.shared.giveBack();
      this.#add(number, books);
    });
  }

  /** Resolves when all blocks are read. Says what stood in for accounts that the input does not name. */
  async end(): Promise<StandIns> {
    await this.#crew.until(() => this.#added === this.#given);
    const sum = { apiKey: 0, network: 0 };
    const add = ({ standIns, books }: Closing) => {
      sum.apiKey += standIns.apiKey;
      sum.network += standIns.network;
      if (books !== undefined) this.#ledger.add(books);
    };
    let open = 0;
    add(this.#crew.closeHere(this.#input));
    for (const lane of this.#opened) {
      if (!(lane instanceof LaneThread)) continue;
      open++;
      lane.close(this.#input.index, closing => {
        open--;
        add(closing);
      });
    }
    await this.#crew.until(() => open === 0);
    this.#crew.ended(this.#input);
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
