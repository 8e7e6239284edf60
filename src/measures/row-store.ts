/**
 * Requests kept as they are, account by account, until there are enough of an account's to be taken in at once: measures
 * then touch their state once for many requests, and an account with few requests costs its rows and nothing more. The rows
 * lie in the memory of the dictionaries' kernel.
 */
import type { Lease } from '../kernel/kernel.js';
import type { ColumnName, Dictionaries, RequestBatch } from '../requests/batch.js';
import {
  clearRows,
  flagColumns,
  hashColumns,
  idColumns,
  newBatch,
  numberColumns,
} from '../requests/new-batch.js';

/** Rows of an account from which they are worth being taken in. */
export const enoughRows = 32;
/** Rows read back at once. */
const mostRows = 128;

/** Takes in requests of one account: rows 0 to `count` of a batch that is filled again afterwards. */
export type TakeRows = (rows: RequestBatch, count: number) => void;

/** Where rows came from: columns that are kept, and the input. */
interface Origin {
  readonly layout: number;
  readonly input: string;
}

export class RowStore {
  readonly #lease: Lease;
  readonly #handle: number;
  readonly #wanted: ReadonlySet<ColumnName>;
  readonly #origins: Origin[] = [];
  readonly #originIndex = new Map<string, number>();
  readonly #layouts = new Map<string, number>();
  /** Accounts that have come to have enough rows. */
  readonly #full: Uint32Array;
  /** Rows are read back into this. */
  readonly #out: RequestBatch;
  #outLayout = 0;
  /** The batch that rows came from last. */
  #source: RequestBatch | undefined;
  #origin = 0;

  /** @param wanted columns that are read from the rows */
  constructor(wanted: ReadonlySet<ColumnName>, dictionaries: Dictionaries) {
    const { kernel } = dictionaries.account;
    this.#wanted = wanted;
    this.#lease = kernel.lease();
    this.#handle = kernel.run.newStore();
    this.#full = this.#lease.words(4096);
    const place = { input: 0, inputName: '', present: wanted, capacity: mostRows };
    this.#out = newBatch(this.#lease, dictionaries, place);
  }

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.#lease.kernel.run.storeBytes(this.#handle) >>> 0;
  }

  count(account: number): number {
    return this.#lease.kernel.run.rowCount(this.#handle, account);
  }

  /** Adds the rows of a batch; returns the accounts that have come to have {@link enoughRows}, valid until the next call. */
  add(batch: RequestBatch): Uint32Array {
    if (batch !== this.#source) this.#setSource(batch);
    const { run } = this.#lease.kernel;
    const listed = run.addRows(this.#handle, this.#origin, 0, batch.length, enoughRows, this.#full.byteOffset);
    return this.#full.subarray(0, listed);
  }

  /** Reads the rows of an account, those of one input at a time. */
  read(account: number, take: TakeRows): void {
    const { run } = this.#lease.kernel;
    let node = 0;
    do {
      const origin = this.#origins[run.originAt(this.#handle, account, node)];
      if (origin === undefined) return;
      // Columns that a layout lacks must be blank.
      if (origin.layout !== this.#outLayout) clearRows(this.#out, 0, mostRows);
      this.#outLayout = origin.layout;
      const count = run.readRows(this.#handle, account, node, mostRows);
      node = run.nextRow.value;
      this.#out.inputName = origin.input;
      this.#out.account.fill(account, 0, count);
      this.#out.length = count;
      take(this.#out, count);
    } while (node !== 0);
  }

  /** Lets the rows of an account go. */
  drop(account: number): void {
    this.#lease.kernel.run.dropRows(this.#handle, account);
  }

  #setSource(batch: RequestBatch): void {
    this.#source = batch;
    const { kernel } = this.#lease;
    const columns = columnsOf(batch.present, this.#wanted);
    const layout = this.#layoutOf(columns);
    // What addresses a layout reads from changes with the batch, so that the same columns share their memory.
    let at = kernel.run.columnsOf(layout) >>> 2;
    const { words } = kernel;
    words[at++] = batch.account.byteOffset;
    for (const name of columns.all) {
      words[at++] = batch[name].byteOffset;
      words[at++] = this.#out[name].byteOffset;
    }
    const name = `${layout} ${batch.inputName}`;
    let origin = this.#originIndex.get(name);
    if (origin === undefined) {
      origin = kernel.run.newOrigin(this.#handle, layout);
      this.#origins.push({ layout, input: batch.inputName });
      this.#originIndex.set(name, origin);
    }
    this.#origin = origin;
  }

  #layoutOf({ all, doubles, words, flags, excerpts }: RowColumns): number {
    const name = all.join();
    const known = this.#layouts.get(name);
    if (known !== undefined) return known;
    const layout = this.#lease.kernel.run.newLayout(doubles, words, flags, excerpts);
    this.#layouts.set(name, layout);
    return layout;
  }
}

type RowColumn =
  | 'line'
  | 'requestHash'
  | 'excerpt'
  | (typeof numberColumns)[number]
  | (typeof hashColumns)[number]
  | (typeof idColumns)[number]
  | (typeof flagColumns)[number];

/** Columns of a row, in the order in which the kernel takes them, and how many there are of each width. */
interface RowColumns {
  readonly all: readonly RowColumn[];
  readonly doubles: number;
  readonly words: number;
  readonly flags: number;
  readonly excerpts: number;
}

/** What the log has and somebody reads. */
function columnsOf(present: ReadonlySet<ColumnName>, wanted: ReadonlySet<ColumnName>): RowColumns {
  const kept = (name: ColumnName) => present.has(name) && wanted.has(name);
  const doubles = ['line', 'requestHash', ...[...numberColumns, ...hashColumns].filter(kept)] as const;
  const words = idColumns.filter(name => name !== 'account' && kept(name));
  const excerpts = kept('promptHead') ? (['excerpt'] as const) : [];
  const flags = flagColumns.filter(kept);
  return {
    all: [...doubles, ...words, ...excerpts, ...flags],
    doubles: doubles.length,
    words: words.length,
    flags: flags.length,
    excerpts: excerpts.length,
  };
}
