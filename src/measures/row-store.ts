/**
 * Requests kept as they are, account by account, until there are enough of an account's to be taken in at once: measures
 * then touch their state once for many requests, and an account with few requests costs its rows and nothing more.
 */
import type { ColumnName, Dictionaries, RequestBatch } from '../requests/batch.js';
import { clearRows, newBatch } from '../requests/new-batch.js';
import { bind, headSize, layoutFor, type BoundColumns, type RowLayout } from './row-layout.js';
import { RowPages } from './row-pages.js';
import { excerptBytes } from './sketches/request-sample.js';

/** Rows of an account that are held at most. */
export const mostRows = 32;

/** Takes in requests of one account: rows 0 to `count` of a batch that is filled again afterwards. */
export type TakeRows = (rows: RequestBatch, count: number) => void;

interface KnownLayout extends RowLayout {
  /** Columns of the batch that rows are read back into. */
  readonly target: BoundColumns;
}

/** Where rows came from. */
interface Origin {
  readonly layout: KnownLayout;
  readonly input: string;
}

export class RowStore {
  readonly #wanted: ReadonlySet<ColumnName>;
  readonly #pages = new RowPages();
  readonly #layouts: KnownLayout[] = [];
  readonly #origins: Origin[] = [];
  readonly #originIndex = new Map<string, number>();
  /** By account: its latest row, and how many it has. */
  #heads = new Uint32Array(1024);
  #counts = new Uint8Array(1024);
  /** Rows are read back into this. */
  readonly #out: RequestBatch;
  #outLayout: KnownLayout | undefined;
  readonly #outAddresses = new Uint32Array(mostRows);
  /** The batch that rows came from last, and its arrays. */
  #source: RequestBatch | undefined;
  #bound: BoundColumns = { doubles: [], words: [], flags: [] };
  #layout: KnownLayout | undefined;
  #origin = 0;
  readonly #excerpt = new Uint8Array(excerptBytes);
  readonly #excerptWords = new Uint32Array(this.#excerpt.buffer);

  /** @param wanted columns that are read from the rows */
  constructor(wanted: ReadonlySet<ColumnName>, dictionaries: Dictionaries) {
    this.#wanted = wanted;
    this.#out = newBatch(dictionaries, { input: 0, inputName: '', present: wanted }, mostRows);
    this.#out.excerpt = (row, into) => this.#readExcerpt(row, into);
  }

  /** Bytes of memory taken. */
  get bytes(): number {
    return this.#pages.bytes + 5 * this.#heads.length;
  }

  count(account: number): number {
    return this.#counts[account] ?? 0;
  }

  /** Adds a row of a batch; returns how many its account has. To be taken before there are more than {@link mostRows}. */
  add(batch: RequestBatch, row: number): number {
    if (batch !== this.#source) this.#setSource(batch);
    const layout = this.#layout as KnownLayout;
    const account = batch.account[row] as number;
    if (account >= this.#heads.length) this.#growTo(account);
    const address = this.#pages.take(layout.size);
    const { doubles, words } = this.#pages.page(address);
    const at = this.#pages.place(address);
    words[2 * at] = this.#heads[account] as number;
    words[2 * at + 1] = this.#origin;
    const { doubles: doubleColumns, words: wordColumns, flags } = this.#bound;
    let place = at + headSize;
    for (let i = 0; i < doubleColumns.length; i++) doubles[place++] = (doubleColumns[i] as Float64Array)[row] as number;
    place = 2 * (at + layout.wordsAt);
    for (let i = 0; i < wordColumns.length; i++) words[place++] = (wordColumns[i] as Uint32Array)[row] as number;
    for (let i = 0; i < flags.length; i++) words[place++] = (flags[i] as Uint8Array)[row] as number;
    if (layout.excerpt) {
      batch.excerpt(row, this.#excerpt);
      words.set(this.#excerptWords, 2 * (at + layout.excerptAt));
    }
    this.#heads[account] = address;
    return ++this.#counts[account]!;
  }

  /** Reads the rows of an account, those of one layout and input at a time. */
  read(account: number, take: TakeRows): void {
    let address = this.#heads[account] ?? 0;
    while (address !== 0) {
      const page = this.#pages.page(address);
      const origin = page.words[2 * this.#pages.place(address) + 1] as number;
      const { layout, input } = this.#origins[origin] as Origin;
      this.#out.inputName = input;
      if (layout !== this.#outLayout) {
        clearRows(this.#out, 0, mostRows);
        this.#outLayout = layout;
      }
      let count = 0;
      for (let next = address; next !== 0; next = address) {
        const { words } = this.#pages.page(next);
        const at = 2 * this.#pages.place(next);
        if (words[at + 1] !== origin) break;
        this.#readRow(next, layout, count);
        this.#out.account[count++] = account;
        address = words[at] as number;
      }
      this.#out.length = count;
      take(this.#out, count);
    }
  }

  /** Lets the rows of an account go. */
  drop(account: number): void {
    let address = this.#heads[account] ?? 0;
    while (address !== 0) {
      const { words } = this.#pages.page(address);
      const at = 2 * this.#pages.place(address);
      const next = words[at] as number;
      this.#pages.give(address, (this.#origins[words[at + 1] as number] as Origin).layout.size);
      address = next;
    }
    if (account < this.#heads.length) {
      this.#heads[account] = 0;
      this.#counts[account] = 0;
    }
  }

  #readRow(address: number, layout: KnownLayout, row: number): void {
    const { doubles, words } = this.#pages.page(address);
    const at = this.#pages.place(address);
    const { doubles: doubleColumns, words: wordColumns, flags } = layout.target;
    let place = at + headSize;
    for (let i = 0; i < doubleColumns.length; i++) (doubleColumns[i] as Float64Array)[row] = doubles[place++] as number;
    place = 2 * (at + layout.wordsAt);
    for (let i = 0; i < wordColumns.length; i++) (wordColumns[i] as Uint32Array)[row] = words[place++] as number;
    for (let i = 0; i < flags.length; i++) (flags[i] as Uint8Array)[row] = words[place++] as number;
    this.#outAddresses[row] = address;
  }

  #readExcerpt(row: number, into: Uint8Array): void {
    const layout = this.#outLayout;
    if (layout?.excerpt !== true) {
      into.fill(0);
      return;
    }
    const address = this.#outAddresses[row] as number;
    const from = 8 * (this.#pages.place(address) + layout.excerptAt);
    into.set(this.#pages.page(address).bytes.subarray(from, from + Math.min(excerptBytes, into.length)));
  }

  #setSource(batch: RequestBatch): void {
    this.#source = batch;
    this.#layout = this.#layoutOf(batch.present);
    this.#bound = bind(this.#layout, batch);
    const name = `${this.#layouts.indexOf(this.#layout)} ${batch.inputName}`;
    const known = this.#originIndex.get(name);
    this.#origin = known ?? this.#origins.push({ layout: this.#layout, input: batch.inputName }) - 1;
    this.#originIndex.set(name, this.#origin);
  }

  #layoutOf(present: ReadonlySet<ColumnName>): KnownLayout {
    const layout = layoutFor(present, this.#wanted);
    const like = ({ doubles, words, flags }: RowLayout) => [...doubles, ...words, ...flags].join();
    const known = this.#layouts.find(other => like(other) === like(layout));
    if (known !== undefined) return known;
    const made = { ...layout, target: bind(layout, this.#out) };
    this.#layouts.push(made);
    return made;
  }

  #growTo(account: number): void {
    const length = Math.max(account + 1, 2 * this.#heads.length);
    const heads = new Uint32Array(length);
    const counts = new Uint8Array(length);
    heads.set(this.#heads);
    counts.set(this.#counts);
    this.#heads = heads;
    this.#counts = counts;
  }
}
