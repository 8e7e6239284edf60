/**
 * What the numbers in one reader's parcels mean here: its ids and tuples in ours, learned as parcels bring them. Tuples of who
 * are completed with what follows from them, once each.
 */
import type { Kernel, Lease } from '../kernel/kernel.js';
import type { Dictionaries } from '../requests/batch.js';
import { type NewTexts, type NewTuples, type Parcel } from '../requests/parcel.js';
import { partsOf, type Parts } from '../requests/parts.js';
import {
  howDoubles,
  howFlags,
  howIds,
  howWidth,
  textColumns,
  whoColumns,
  whoSources,
  whoWidth,
} from '../requests/row-columns.js';

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
    this.#ids = textColumns.map(() => new Growing(this.#lease, 1));
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
    this.#learnWhos(parcel.whos, parcel.complete);
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
    const { handle } = this.#dictionaries[textColumns[dictionary] as (typeof textColumns)[number]];
    const ids = this.#ids[dictionary] as Growing;
    const offsetsLength = 4 * (count + 1);
    const bytes = this.#source.readUInt32LE(at + 4 * count);
    const place = this.#kernel.scratch(offsetsLength + bytes);
    this.#kernel.bytes.set(this.#source.subarray(at, at + offsetsLength + bytes), place);
    ids.ensure(first + count);
    this.#kernel.run.internTexts(handle, place, count, ids.at + 4 * first);
  }

  #learnWhos(whos: NewTuples, complete: boolean): void {
    const width = complete ? whoWidth : whoSources.length;
    const maps = textColumns.slice(1, 1 + width).map((_, i) => this.#mapOf(1 + i));
    this.#learnTuples(whos, { ids: this.#whoIds, words: this.#whoWords, maps, tuples: this.#tuples.whos }, words => {
      if (!complete) this.#complete(words, whos.count);
    });
  }

  #learnHows(hows: NewTuples): void {
    const numbers = new Array<number>(2 * howDoubles.length).fill(0);
    const ids = howIds.map((_, i) => this.#mapOf(1 + whoWidth + i));
    const maps = [...numbers, ...ids, ...howFlags.map(() => 0)];
    this.#learnTuples(hows, { ids: this.#howIds, words: this.#howWords, maps, tuples: this.#tuples.hows });
  }

  /** @param finish is given the address of the words before they are interned */
  #learnTuples({ first, count, at }: NewTuples, own: OwnTuples, finish?: (words: number) => void): void {
    own.ids.ensure(first + count);
    own.words.ensure(first + count);
    if (count === 0) return;
    const width = own.maps.length;
    const bytes = 4 * width * count;
    const given = this.#kernel.scratch(bytes + 4 * width);
    this.#kernel.bytes.set(this.#source.subarray(at, at + bytes), given);
    this.#kernel.words.set(own.maps, (given + bytes) / 4);
    const { run } = this.#kernel;
    const words = own.words.at + 4 * own.words.width * first;
    run.translateTuples(given, count, width, given + bytes, words, own.words.width);
    finish?.(words);
    run.internTuples(own.tuples, words, count, mostTuples, own.ids.at + 4 * first);
  }

  /** Finds out what follows from who calls. */
  #complete(at: number, count: number): void {
    const { words } = this.#kernel;
    for (let i = 0; i < count; i++) {
      const tuple = at / 4 + whoWidth * i;
      const [tls, userAgent] = [words[tuple + place.tls] as number, words[tuple + place.userAgent] as number];
      const [prefix, asn] = [words[tuple + place.prefix] as number, words[tuple + place.asn] as number];
      const family = this.#parts.family(userAgent);
      words[tuple + place.userAgentFamily] = family;
      words[tuple + place.network] = this.#parts.network(tls, family, prefix, asn);
      words[tuple + place.client] = this.#parts.client(tls, userAgent);
    }
  }

  /** Address of our ids by theirs. */
  #mapOf(dictionary: number): number {
    return (this.#ids[dictionary] as Growing).at;
  }
}

interface OwnTuples {
  readonly ids: Growing;
  readonly words: Growing;
  /** See `translateTuples`. */
  readonly maps: readonly number[];
  readonly tuples: number;
}

/** Positions in a tuple of who. */
const place = Object.fromEntries(whoColumns.map((name, i) => [name, i])) as Record<(typeof whoColumns)[number], number>;

/** Rows of words in the kernel's memory, as many as asked for, blank at first. */
class Growing {
  readonly #lease: Lease;
  readonly width: number;
  #rows = 0;
  #words: Uint32Array;
  #free: () => void;

  constructor(lease: Lease, width: number) {
    this.#lease = lease;
    this.width = width;
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
    return [own.words(rows * this.width), () => own.end()];
  }
}
