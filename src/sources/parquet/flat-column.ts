import type { Column } from './columns.js';
import type { LeafPages, OpenPage } from './leaf-pages.js';

/** A column that has one value a row, or none. */
export class FlatColumn implements Column {
  readonly #pages: LeafPages;
  #page: OpenPage | undefined;
  /** Rows of the page that were taken, or rows that were passed over without reading. */
  #at = 0;
  #unread = 0;

  constructor(pages: LeafPages) {
    this.#pages = pages;
  }

  get isUnread(): boolean {
    return this.#unread > 0;
  }

  async ready(passed = 0): Promise<number> {
    if (this.#unread > 0) return this.#unread;
    if (this.#page === undefined || this.#at === this.#page.count) {
      this.#page = undefined;
      this.#at = 0;
      const next = await this.#pages.next(passed);
      if (typeof next === 'number') return (this.#unread = next);
      this.#page = next;
    }
    return (this.#page?.count ?? 0) - this.#at;
  }

  take(count: number): ArrayLike<string | undefined> {
    const { page, from, there } = this.#advance(count);
    const texts = page.values.takeJson(there);
    if (there === count) return texts;
    const spread = new Array<string | undefined>(count);
    const highest = this.#pages.leaf.definitions;
    for (let row = 0, next = 0; row < count; row += 1) {
      if (page.definition?.[from + row] === highest) spread[row] = texts[next++];
    }
    return spread;
  }

  pass(count: number): void {
    if (this.#unread > 0) this.#unread -= count;
    else {
      const { page, there } = this.#advance(count);
      page.values.take(there);
    }
  }

  /** The page, where its next rows lie, and how many of them have a value. */
  #advance(count: number): { page: OpenPage; from: number; there: number } {
    const page = this.#page;
    if (page === undefined) throw new Error('rows are taken that are not there');
    const from = this.#at;
    this.#at += count;
    if (page.definition === undefined) return { page, from, there: count };
    let there = 0;
    const highest = this.#pages.leaf.definitions;
    for (let row = from; row < this.#at; row += 1) if (page.definition[row] === highest) there += 1;
    return { page, from, there };
  }
}
