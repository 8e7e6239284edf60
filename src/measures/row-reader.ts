/**
 * What the numbers in one reader's parcels mean here: its ids and tuples in ours, learned as parcels bring them. Tuples of who
 * are completed with what follows from them, once each.
 */
import type { Kernel, Lease } from '../kernel/kernel.js';
import type { Dictionaries } from '../requests/batch.js';
import { parcelTexts, type NewTexts, type NewTuples, type Parcel } from '../requests/parcel.js';
import { partsOf, type Parts } from '../requests/parts.js';
import { howDoubles, howIds, howWidth, whoColumns, whoSources, whoWidth } from '../requests/row-columns.js';

/** Tuples that are kept once for all rows; rows of rarer ones have their own copy. */
const mostTuples = 1 << 16;

/** Ours. */
export interface Tuples {
  readonly whos: number;
  readonly hows: number;
}

export class RowReader {
  readonly #dictionaries: Dictionaries;
  readonly #kernel: Kernel;
  readonly #lease: Lease;
  readonly #parts: Parts;
  readonly #tuples: Tuples;
  /** The reader's memory, as of the present parcel. */
  #source: Buffer = Buffer.alloc(0);
  /** By dictionary: our ids by the reader's. */
  readonly #ids: Growing[];
  readonly #whoIds: Growing;
  readonly #howIds: Growing;
  readonly #whoWords: Growing;
  readonly #howWords: Growing;
  readonly #table: Uint32Array;

  constructor(dictionaries: Dictionaries, tuples: Tuples) {
    const { kernel } = dictionaries.account;
    this.#dictionaries = dictionaries;
    this.#kernel = kernel;
    this.#lease = kernel.lease();
    this.#parts = partsOf(dictionaries);
    this.#tuples = tuples;
    this.#ids = parcelTexts.map(() => new Growing(this.#lease, 1));
    this.#whoIds = new Growing(this.#lease, 1);
    this.#howIds = new Growing(this.#lease, 1);
    this.#whoWords = new Growing(this.#lease, whoWidth);
    this.#howWords = new Growing(this.#lease, howWidth);
    this.#table = this.#lease.words(5);
  }

  /**
   * Learns what is new in a parcel; returns the address of the table that the kernel translates rows by.
   * @param source the reader's memory
   */
  learn(parcel: Parcel, source: Buffer): number {
    this.#source = source;
    parcel.texts.forEach((texts, i) => this.#learnTexts(texts, i));
    this.#learnWhos(parcel.whos);
    this.#learnHows(parcel.hows);
    const [accounts] = this.#ids as [Growing];
    this.#table.set([accounts.at, this.#whoIds.at, this.#howIds.at, this.#whoWords.at, this.#howWords.at]);
    return this.#table.byteOffset;
  }

  /** Gives its memory back. */
  end(): void {
    this.#lease.end();
  }

  #learnTexts({ first, count, at }: NewTexts, dictionary: number): void {
    if (count === 0) return;
    const { handle } = this.#dictionaries[parcelTexts[dictionary] as (typeof parcelTexts)[number]];
    const ids = this.#ids[dictionary] as Growing;
    const offsetsLength = 4 * (count + 1);
    const bytes = this.#source.readUInt32LE(at + 4 * count);
    const place = this.#kernel.scratch(offsetsLength + bytes);
    this.#kernel.bytes.set(this.#source.subarray(at, at + offsetsLength + bytes), place);
    ids.ensure(first + count);
    this.#kernel.run.internTexts(handle, place, count, ids.at + 4 * first);
  }

  #learnWhos({ first, count, at }: NewTuples): void {
    this.#whoIds.ensure(first + count);
    this.#whoWords.ensure(first + count);
    for (let i = 0; i < count; i++) {
      const given = at + 4 * whoSources.length * i;
      const own = whoSources.map((_, j) => this.#idOf(1 + j, this.#source.readUInt32LE(given + 4 * j)));
      const words = this.#whoWords.at / 4 + whoWidth * (first + i);
      this.#kernel.words.set(this.#completed(own), words);
      const id = this.#kernel.run.internTuple(this.#tuples.whos, 4 * words, mostTuples);
      this.#kernel.words[this.#whoIds.at / 4 + first + i] = id;
    }
  }

  /** In the order of `whoColumns`. */
  #completed(sources: readonly number[]): number[] {
    const of = (name: (typeof whoColumns)[number]) => sources[whoColumns.indexOf(name)] as number;
    const [tls, userAgent] = [of('tls'), of('userAgent')];
    const family = this.#parts.family(userAgent);
    const network = this.#parts.network(tls, family, of('prefix'), of('asn'));
    return [...sources, family, network, this.#parts.client(tls, userAgent)];
  }

  #learnHows({ first, count, at }: NewTuples): void {
    this.#howIds.ensure(first + count);
    this.#howWords.ensure(first + count);
    const firstId = 2 * howDoubles.length;
    for (let i = 0; i < count; i++) {
      const given = at + 4 * howWidth * i;
      const words = this.#howWords.at / 4 + howWidth * (first + i);
      const { words: memory } = this.#kernel;
      for (let j = 0; j < howWidth; j++) memory[words + j] = this.#source.readUInt32LE(given + 4 * j);
      howIds.forEach((_, j) => {
        memory[words + firstId + j] = this.#idOf(1 + whoSources.length + j, memory[words + firstId + j] as number);
      });
      const id = this.#kernel.run.internTuple(this.#tuples.hows, 4 * words, mostTuples);
      this.#kernel.words[this.#howIds.at / 4 + first + i] = id;
    }
  }

  #idOf(dictionary: number, id: number): number {
    return this.#kernel.words[(this.#ids[dictionary] as Growing).at / 4 + id] as number;
  }
}

/** Rows of words in the kernel's memory, as many as asked for, blank at first. */
class Growing {
  readonly #lease: Lease;
  readonly #width: number;
  #rows = 0;
  #words: Uint32Array;
  #free: () => void;

  constructor(lease: Lease, width: number) {
    this.#lease = lease;
    this.#width = width;
    [this.#words, this.#free] = this.#take(64);
    lease.atEnd(() => this.#free());
  }

  get at(): number {
    return this.#words.byteOffset;
  }

  ensure(rows: number): void {
    if (rows <= this.#rows) return;
    const [old, free] = [this.#words, this.#free];
    [this.#words, this.#free] = this.#take(2 * rows);
    this.#words.set(old);
    free();
  }

  #take(rows: number): [Uint32Array, () => void] {
    const own = this.#lease.kernel.lease();
    this.#rows = rows;
    return [own.words(rows * this.#width), () => own.end()];
  }
}
