/**
 * Requests kept as they are, account by account, until there are enough of an account's to be taken in at once: measures
 * then touch their state once for many requests, and an account with few requests costs its rows and nothing more. The rows
 * lie in the memory of the dictionaries' kernel.
 */
import type { Lease } from '../kernel/kernel.js';
import type { ColumnName, Dictionaries, RequestBatch } from '../requests/batch.js';
import { clearRows, newBatch } from '../requests/new-batch.js';
import type { Parcel } from '../requests/parcel.js';
import {
  howDoubles,
  howFlags,
  howIds,
  howWidth,
  whoColumns,
  whoWidth,
  type RowColumns,
} from '../requests/row-columns.js';
import { RowReader, type Tuples } from './row-reader.js';

/** Rows of an account from which they are worth being taken in. */
export const enoughRows = 64;
/** Rows read back at once. */
const mostRows = 128;
/** Rows of many accounts gathered at once; no account has more than half of them. */
const mostGathered = 2048;

/** Takes in requests of one account: rows 0 to `count` of a batch that is filled again afterwards. */
export type TakeRows = (rows: RequestBatch, count: number) => void;

/** Rows of several accounts, of one input. The batch is filled again afterwards. */
export interface Gathered {
  readonly rows: RequestBatch;
  readonly columns: RowColumns;
}

/** Where rows came from: columns that are kept, and the input. */
interface Origin {
  readonly layout: number;
  readonly columns: RowColumns;
  readonly input: string;
}

export class RowStore {
  readonly #lease: Lease;
  readonly #dictionaries: Dictionaries;
  readonly #handle: number;
  readonly #tuples: Tuples;
  readonly #origins: Origin[] = [];
  readonly #originIndex = new Map<string, number>();
  readonly #layouts = new Map<string, number>();
  /** Accounts that have come to have enough rows. */
  readonly #full: Uint32Array;
  /** Rows are read back into this; addresses of its columns that hold who and how. */
  readonly #out: RequestBatch;
  readonly #whoTable: number;
  readonly #howTable: number;
  #outLayout = 0;
  /** Rows of it that were filled since it was blank. */
  #filled = 0;
  /** Whose rows were read last, all of them at once, and lie there still: each measure asks for them. */
  #held = 0;

  /** @param wanted columns that are read from the rows */
  constructor(wanted: ReadonlySet<ColumnName>, dictionaries: Dictionaries) {
    const { kernel } = dictionaries.account;
    const { run } = kernel;
    this.#dictionaries = dictionaries;
    this.#lease = kernel.lease();
    this.#tuples = { whos: run.newTuples(whoWidth), hows: run.newTuples(howWidth) };
    this.#handle = run.newStore(this.#tuples.whos, this.#tuples.hows);
    this.#full = this.#lease.words(8192);
    const place = { input: 0, inputName: '', present: wanted, capacity: mostGathered };
    this.#out = newBatch(this.#lease, dictionaries, place);
    const columns = (doubles: readonly ColumnName[], ids: readonly ColumnName[], flags: readonly ColumnName[]) => {
      const table = this.#lease.words(3 + doubles.length + ids.length + flags.length);
      const addresses = [...doubles, ...ids, ...flags].map(name => (this.#out[name] as Uint32Array).byteOffset);
      table.set([doubles.length, ids.length, flags.length, ...addresses]);
      return table.byteOffset;
    };
    this.#whoTable = columns([], whoColumns, []);
    this.#howTable = columns(howDoubles, howIds, howFlags);
  }

  /** Bytes of memory taken. */
  get bytes(): number {
    const { run } = this.#lease.kernel;
    const tuples = run.tupleBytes(this.#tuples.whos) + run.tupleBytes(this.#tuples.hows);
    return (run.storeBytes(this.#handle) >>> 0) + tuples;
  }

  /** For the parcels of one reader. */
  reader(): RowReader {
    return new RowReader(this.#dictionaries, this.#tuples);
  }

  count(account: number): number {
    return this.#lease.kernel.run.rowCount(this.#handle, account);
  }

  /**
   * Adds the rows of a parcel; returns the accounts that have come to have {@link enoughRows}, valid until the next call.
   * @param source the memory of the parcel's reader
   */
  add(parcel: Parcel, reader: RowReader, source: Buffer): Uint32Array {
    this.#held = 0;
    const { kernel } = this.#lease;
    const table = reader.learn(parcel, source);
    const rows = kernel.scratch(parcel.bytes);
    kernel.bytes.set(source.subarray(parcel.at, parcel.at + parcel.bytes), rows);
    const origin = this.#originOf(parcel);
    const full = this.#full.byteOffset;
    const listed = kernel.run.addRows(this.#handle, origin, rows, parcel.count, table, enoughRows, full);
    return this.#full.subarray(0, listed);
  }

  /** Reads the rows of an account, those of one input at a time. */
  read(account: number, take: TakeRows): void {
    const { run } = this.#lease.kernel;
    const out = this.#out;
    if (this.#held === account) {
      take(out, out.length);
      return;
    }
    this.#held = 0;
    let node = 0;
    do {
      const origin = this.#origins[run.originAt(this.#handle, account, node)];
      if (origin === undefined) return;
      this.#settleOn(origin);
      const count = run.readRows(this.#handle, account, node, mostRows, this.#whoTable, this.#howTable);
      const isFirst = node === 0;
      node = run.nextRow.value >>> 0;
      out.account.fill(account, 0, count);
      out.length = count;
      this.#filled = Math.max(this.#filled, count);
      if (isFirst && node === 0) this.#held = account;
      take(out, count);
    } while (node !== 0);
  }

  /** Reads the rows of many accounts, input by input. */
  *gather(accounts: Uint32Array): Generator<Gathered> {
    const { run } = this.#lease.kernel;
    const out = this.#out;
    for (const [number, origin] of this.#origins.entries()) {
      this.#settleOn(origin);
      let length = 0;
      for (const account of accounts) {
        const from = length;
        length = run.gatherRows(this.#handle, account, number, from, this.#whoTable, this.#howTable);
        out.account.fill(account, from, length);
        this.#filled = Math.max(this.#filled, length);
        if (length <= mostGathered / 2) continue;
        out.length = length;
        yield { rows: out, columns: origin.columns };
        length = 0;
      }
      out.length = length;
      if (length > 0) yield { rows: out, columns: origin.columns };
    }
  }

  /** Lets the rows of an account go. */
  drop(account: number): void {
    this.#held = 0;
    this.#lease.kernel.run.dropRows(this.#handle, account);
  }

  /** Of requests with larger hashes, the beginning of the prompt is not wanted any more. */
  limitExcerpts(account: number, hash: number): void {
    this.#held = 0;
    this.#lease.kernel.run.limitExcerpts(this.#handle, account, hash);
  }

  #settleOn({ layout, input }: Origin): void {
    // Columns that a layout lacks must be blank.
    if (layout !== this.#outLayout) {
      clearRows(this.#out, 0, this.#filled);
      this.#filled = 0;
    }
    this.#outLayout = layout;
    this.#out.inputName = input;
  }

  #originOf({ columns, inputName }: Parcel): number {
    const layout = this.#layoutOf(columns);
    const name = `${layout} ${inputName}`;
    const known = this.#originIndex.get(name);
    if (known !== undefined) return known;
    const origin = this.#lease.kernel.run.newOrigin(this.#handle, layout);
    this.#origins.push({ layout, columns, input: inputName });
    this.#originIndex.set(name, origin);
    return origin;
  }

  #layoutOf({ doubles, excerpt }: RowColumns): number {
    const name = `${excerpt} ${doubles.join()}`;
    const known = this.#layouts.get(name);
    if (known !== undefined) return known;
    const { kernel } = this.#lease;
    const layout = kernel.run.newLayout(doubles.length, excerpt ? 1 : 0);
    const targets = kernel.run.targetsOf(layout) / 4;
    const out = this.#out;
    kernel.words.set(
      [out.promptTraits, out.excerpt, ...doubles.map(column => out[column])].map(column => column.byteOffset),
      targets,
    );
    this.#layouts.set(name, layout);
    return layout;
  }
}
