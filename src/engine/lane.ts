/**
 * Reads blocks of records into parcels: decoding, columns, what is taken at once. A lane has its own kernel and dictionaries,
 * in this thread or in one of its own; several lanes may read one input.
 */
import type { Decoder } from '../formats/format.js';
import { Kernel, type Lease, type Region } from '../kernel/kernel.js';
import { readsText, TextTables } from '../measures/text-tables.js';
import type { Measure } from '../measures/measure.js';
import type { ColumnName, Dictionaries } from '../requests/batch.js';
import { BatchBuilder } from '../requests/builder.js';
import { Packer, type Parcel } from '../requests/parcel.js';
import { createDictionaries } from '../requests/parts.js';
import type { Proxies } from '../requests/proxies.js';
import { followingColumns } from '../requests/row-columns.js';
import type { TimeReading } from '../requests/time.js';
import { Tracer } from './duplicates/sides/tracer.js';
import { stretchesOf, type MarkedBlock } from './duplicates/stretches.js';
import { Ledger, type LedgerPart } from './ledger.js';
import { boundBy, inputDecoder, type DecodedPart } from './reading.js';

/** An input, as far as decoding must know it. */
export interface LaneInput {
  readonly index: number;
  readonly path: string;
  readonly parts: readonly DecodedPart[];
  /** How times are read of which the bindings say nothing. */
  readonly times: TimeReading;
  readonly proxies: Proxies;
  /** Cells to draw traces from, of each kind; 0 for none. */
  readonly cells: number;
}

/** What came of a block. */
export interface Yield {
  readonly parcels: readonly Parcel[];
  /** Of the rows of each parcel; none where inputs are not compared. */
  readonly traces: readonly Float64Array[];
  readonly books: LedgerPart;
}

/** What an input came to when it ended: records that were begun in its blocks and never finished are in the books. */
export interface Closing {
  readonly standIns: StandIns;
  readonly books: LedgerPart | undefined;
}

/** What stood in for accounts that an input does not name: requests by it. */
export interface StandIns {
  readonly apiKey: number;
  readonly network: number;
}

export class Lane {
  readonly #measures: readonly Measure[];
  readonly #batchColumns: readonly ColumnName[];
  readonly #packed: ReadonlySet<ColumnName>;
  /** Measures that threw here, with the reason. */
  readonly failures = new Map<string, string>();
  #dictionaries: Dictionaries;
  #packer: Packer;
  #tables: TextTables;
  readonly #readings = new Map<number, Reading>();
  /** Where parcels are written: those of one block, of the next … */
  #regions: { readonly lease: Lease; readonly sets: Region[][] };
  readonly #sets: number;
  #block = 0;
  /** Memory that was used before, and the block that came next: it may hold parcels for a while. */
  #spare: { readonly memory: Kernel['memory']; readonly since: number } | undefined;

  /**
   * @param columns those that are handed over
   * @param measures of which those that read texts are taken here
   * @param sets parcels are good until so many more blocks were read
   */
  constructor(columns: readonly ColumnName[], measures: readonly Measure[], sets = 1) {
    this.#sets = sets;
    this.#measures = measures;
    this.#packed = new Set(columns);
    // What follows from who calls is found out later, once for each caller, unless a measure reads it at once.
    const own = columns.filter(column => !followingColumns.includes(column));
    this.#batchColumns = [...new Set([...own, ...measures.filter(readsText).flatMap(measure => measure.columns)])];
    this.#dictionaries = createDictionaries();
    this.#packer = new Packer(this.#dictionaries, { wanted: this.#packed });
    this.#tables = new TextTables(measures, this.failures);
    this.#regions = { lease: this.kernel.lease(), sets: [] };
  }

  get kernel(): Kernel {
    return this.#dictionaries.account.kernel;
  }

  /** Begins an input; blocks of several may come in turn. */
  open(input: LaneInput): void {
    this.#readings.set(input.index, new Reading(input, this.#dictionaries, this.#batchColumns));
  }

  /** Bytes of dictionaries and tuples. */
  get bytes(): number {
    return Object.values(this.#dictionaries).reduce((sum, dictionary) => sum + dictionary.bytes, this.#packer.bytes);
  }

  read(index: number, block: MarkedBlock): Yield {
    const reading = this.#readings.get(index) as Reading;
    const parcels: Parcel[] = [];
    const traces: Float64Array[] = [];
    const { lease, sets } = this.#regions;
    const regions = (sets[this.#block++ % this.#sets] ??= []);
    const books = reading.read(block, batch => {
      this.#tables.observe(batch);
      const region = (regions[parcels.length] ??= lease.region(256 * 1024));
      parcels.push(this.#packer.pack(batch, region));
      if (reading.tracer !== undefined) traces.push(reading.tracer.draw(batch));
    });
    return { parcels, traces, books };
  }

  close(index: number): Closing {
    const reading = this.#readings.get(index);
    this.#readings.delete(index);
    const books = reading?.finish();
    return { standIns: reading?.standIns ?? { apiKey: 0, network: 0 }, books };
  }

  /** What was taken at once, and whose ids it is in, good until the next call; the lane begins anew with neither. */
  surrender(): { tables: TextTables; dictionaries: Dictionaries } {
    const [tables, dictionaries] = [this.#tables, this.#dictionaries];
    const spare = this.#spare;
    const isFree = spare !== undefined && this.#block - spare.since >= this.#sets;
    this.#spare = { memory: this.kernel.memory, since: this.#block };
    this.#dictionaries = createDictionaries(new Kernel(isFree ? spare.memory : undefined));
    this.#packer = new Packer(this.#dictionaries, { wanted: this.#packed });
    this.#tables = new TextTables(this.#measures, this.failures);
    this.#regions = { lease: this.kernel.lease(), sets: [] };
    for (const reading of this.#readings.values()) reading.move(this.#dictionaries);
    return { tables, dictionaries };
  }
}

type OnBatch = ConstructorParameters<typeof BatchBuilder>[0]['onBatch'];

/** One input in a lane. */
class Reading {
  readonly #input: LaneInput;
  readonly #wanted: readonly ColumnName[];
  readonly #ledger = new Ledger();
  readonly standIns = { apiKey: 0, network: 0 };
  readonly tracer: Tracer | undefined;
  #onBatch: OnBatch = () => undefined;
  /** Input that has what is being read, too. */
  #double: number | undefined;
  #at: { lease: Lease; builder: BatchBuilder; decoder: Decoder };

  constructor(input: LaneInput, dictionaries: Dictionaries, wanted: readonly ColumnName[]) {
    this.#input = input;
    this.#wanted = wanted;
    this.tracer = input.cells === 0 ? undefined : new Tracer(input.cells);
    this.#at = this.#settle(dictionaries);
  }

  read(block: MarkedBlock, onBatch: OnBatch): LedgerPart {
    this.#onBatch = onBatch;
    const { decoder, builder } = this.#at;
    for (const { records, double } of stretchesOf(block)) {
      this.#double = double;
      decoder.decode(records, builder, this.#ledger);
      builder.flush();
    }
    return this.#ledger.take();
  }

  /** Goes on with other dictionaries. */
  move(dictionaries: Dictionaries): void {
    this.end();
    // What lines are read by may have been said by lines before them.
    const isInOrder = this.#input.parts.some(({ detected }) => detected.inOrder === true);
    const decoder = isInOrder ? this.#at.decoder : undefined;
    this.#at = this.#settle(dictionaries, decoder);
  }

  /** No more blocks come. */
  finish(): LedgerPart {
    this.#at.decoder.end?.(this.#ledger);
    this.end();
    return this.#ledger.take();
  }

  end(): void {
    const { apiKey, network } = this.#at.builder.standIns;
    this.standIns.apiKey += apiKey;
    this.standIns.network += network;
    this.#at.lease.end();
  }

  #settle(dictionaries: Dictionaries, decoder?: Decoder) {
    const lease = dictionaries.account.kernel.lease();
    const { parts, path, index, ...input } = this.#input;
    const builder = new BatchBuilder({
      ...input,
      bindings: boundBy(parts),
      input: index,
      inputName: path,
      wanted: this.#wanted,
      dictionaries,
      lease,
      onBatch: batch => {
        this.#ledger.observe(batch, this.#double);
        if (this.#double === undefined) this.#onBatch(batch);
      },
    });
    return { lease, builder, decoder: decoder?.moved?.(lease) ?? decoder ?? inputDecoder(parts, lease) };
  }
}
