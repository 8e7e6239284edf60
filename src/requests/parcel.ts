/**
 * What a reader hands over: requests as packed rows in its own memory, with the texts and tuples that their numbers mean and
 * that were not in an earlier parcel. Numbers are the reader's; whoever takes the parcel translates them.
 */
import type { Region } from '../kernel/kernel.js';
import type { Dictionaries, RequestBatch } from './batch.js';
import {
  howDoubles,
  howFlags,
  howIds,
  howWidth,
  rowColumns,
  textColumns,
  whoColumns,
  whoSources,
  type RowColumns,
} from './row-columns.js';
import type { ColumnName } from './batch.js';

/** Texts of new ids of one dictionary: one offset more than texts, from the first text on, then the bytes. */
export interface NewTexts {
  readonly first: number;
  readonly count: number;
  readonly at: number;
}

/** Words of new tuples. */
export interface NewTuples {
  readonly first: number;
  readonly count: number;
  readonly at: number;
}

/** All addresses are in the reader's memory. */
export interface Parcel {
  readonly inputName: string;
  readonly columns: RowColumns;
  /** Rows, and their bytes. */
  readonly count: number;
  readonly at: number;
  readonly bytes: number;
  /** In the order of {@link textColumns}. */
  readonly texts: readonly NewTexts[];
  readonly whos: NewTuples;
  readonly hows: NewTuples;
  /** Whether tuples of who have what follows from them. */
  readonly complete: boolean;
  /** Behind all of it; the rows come first. */
  readonly end: number;
}

const packedHead = 16;
const excerptBytes = 64;

export interface PackerOptions {
  /** Columns that are read from the rows. */
  readonly wanted: ReadonlySet<ColumnName>;
  /** Whether batches have what follows from who calls, so that it need not be found out again. */
  readonly complete?: boolean;
}

/** Packs the batches of one reader. */
export class Packer {
  readonly #dictionaries: Dictionaries;
  readonly #wanted: ReadonlySet<ColumnName>;
  readonly #who: typeof whoColumns | typeof whoSources;
  readonly #whos: number;
  readonly #hows: number;
  /** What was handed over: the next id of each dictionary, and of the tuples. */
  readonly #nextTexts = textColumns.map(() => 1);
  #nextWho = 1;
  #nextHow = 1;
  #source: BoundBatch | undefined;

  constructor(dictionaries: Dictionaries, { wanted, complete = false }: PackerOptions) {
    const { run } = dictionaries.account.kernel;
    this.#dictionaries = dictionaries;
    this.#wanted = wanted;
    this.#who = complete ? whoColumns : whoSources;
    this.#whos = run.newTuples(this.#who.length);
    this.#hows = run.newTuples(howWidth);
  }

  /** Bytes of tuples. */
  get bytes(): number {
    const { run } = this.#dictionaries.account.kernel;
    return run.tupleBytes(this.#whos) + run.tupleBytes(this.#hows);
  }

  /** The rows of a batch, written to `region`. */
  pack(batch: RequestBatch, region: Region): Parcel {
    const { kernel } = this.#dictionaries.account;
    const { run } = kernel;
    const bound = this.#bind(batch);
    const { columns, rowBytes } = bound;
    run.tupleColumn(this.#whos, bound.whoTable, bound.whoOut, 0, batch.length);
    run.tupleColumn(this.#hows, bound.howTable, bound.howOut, 0, batch.length);
    const perTuple = { who: 4 * this.#who.length, how: 4 * howWidth };
    const complete = this.#who === whoColumns;
    const sizes = textColumns.map((name, i) =>
      run.textsSize(this.#dictionaries[name].handle, this.#nextTexts[i] as number),
    );
    const newWhos = run.tupleCount(this.#whos) - this.#nextWho;
    const newHows = run.tupleCount(this.#hows) - this.#nextHow;
    const bytes = batch.length * rowBytes;
    const rest = sizes.reduce((sum, size) => sum + aligned(size), 0);
    const at = region.atLeast(bytes + rest + aligned(newWhos * perTuple.who) + aligned(newHows * perTuple.how));
    run.packRows(bound.packTable, 0, batch.length, at);
    let end = at + bytes;
    const texts = textColumns.map((name, i) => {
      const { handle } = this.#dictionaries[name];
      const first = this.#nextTexts[i] as number;
      const count = run.dictionarySize(handle) - first;
      run.copyTexts(handle, first, end);
      this.#nextTexts[i] = first + count;
      const given = { first, count, at: end };
      end += aligned(sizes[i] as number);
      return given;
    });
    const tuples = (handle: number, first: number, count: number, size: number): NewTuples => {
      const from = run.tupleAt(handle, first) >>> 0;
      kernel.bytes.copyWithin(end, from, from + count * size);
      const given = { first, count, at: end };
      end += aligned(count * size);
      return given;
    };
    const whos = tuples(this.#whos, this.#nextWho, newWhos, perTuple.who);
    const hows = tuples(this.#hows, this.#nextHow, newHows, perTuple.how);
    this.#nextWho += newWhos;
    this.#nextHow += newHows;
    return { inputName: batch.inputName, columns, count: batch.length, at, bytes, texts, whos, hows, complete, end };
  }

  /** Gives its memory back. */
  end(): void {
    const { run } = this.#dictionaries.account.kernel;
    this.#source?.lease.end();
    run.freeTuples(this.#whos);
    run.freeTuples(this.#hows);
  }

  #bind(batch: RequestBatch): BoundBatch {
    if (this.#source?.batch === batch) return this.#source;
    this.#source?.lease.end();
    return (this.#source = bindBatch(batch, rowColumns(batch.present, this.#wanted), this.#who));
  }
}

interface BoundBatch {
  readonly batch: RequestBatch;
  readonly lease: ReturnType<Dictionaries['account']['kernel']['lease']>;
  readonly columns: RowColumns;
  readonly rowBytes: number;
  /** Addresses of tables of addresses, and of columns of tuple ids. */
  readonly whoTable: number;
  readonly howTable: number;
  readonly packTable: number;
  readonly whoOut: number;
  readonly howOut: number;
}

function bindBatch(batch: RequestBatch, columns: RowColumns, who: readonly (keyof RequestBatch)[]): BoundBatch {
  const lease = batch.dictionaries.account.kernel.lease();
  const table = (values: readonly number[]) => {
    const words = lease.words(values.length);
    words.set(values);
    return words.byteOffset;
  };
  const address = (name: keyof RequestBatch) => (batch[name] as Uint32Array).byteOffset;
  const capacity = batch.time.length;
  const whoOut = lease.words(capacity).byteOffset;
  const howOut = lease.words(capacity).byteOffset;
  const { doubles, excerpt } = columns;
  return {
    batch,
    lease,
    columns,
    rowBytes: packedHead + 8 * doubles.length + (excerpt ? excerptBytes : 0),
    whoTable: table([0, who.length, 0, ...who.map(address)]),
    howTable: table([
      howDoubles.length,
      howIds.length,
      howFlags.length,
      ...[...howDoubles, ...howIds, ...howFlags].map(address),
    ]),
    packTable: table([
      address('account'),
      whoOut,
      howOut,
      excerpt ? address('promptTraits') : 0,
      excerpt ? address('excerpt') : 0,
      doubles.length,
      ...doubles.map(address),
    ]),
    whoOut,
    howOut,
  };
}

export interface RowSieve {
  /** By the hashes of requests. */
  readonly isUnwanted: (hash: number) => boolean;
  /** Gets the rows that are left out. */
  readonly leftOut: Set<number>;
}

/** The parcel without the requests that are not wanted: its rows move together, in the reader's memory. */
export function siftRows(parcel: Parcel, memory: Buffer, { isUnwanted, leftOut }: RowSieve): Parcel {
  const { at, bytes, count } = parcel;
  if (count === 0) return parcel;
  const width = bytes / count;
  // The second double of a row is the request's hash.
  const hashes = new Float64Array(memory.buffer, memory.byteOffset + at, bytes / 8);
  let kept = 0;
  for (let row = 0; row < count; row++) {
    if (isUnwanted(hashes[(row * width + packedHead) / 8 + 1] as number)) {
      leftOut.add(row);
      continue;
    }
    if (kept < row) memory.copyWithin(at + kept * width, at + row * width, at + (row + 1) * width);
    kept++;
  }
  return { ...parcel, count: kept, bytes: kept * width };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
