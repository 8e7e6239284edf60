import type { SchemaTree } from 'hyparquet';
import { assembleLists, assembleNested } from 'hyparquet/src/assemble.js';
import type { Column } from './columns.js';
import { parsers } from './leaf.js';
import type { LeafPages } from './leaf-pages.js';
import { topJson } from './values.js';

/** A column of lists, maps or records: its parts are read side by side and put together row by row. */
export class NestedColumn implements Column {
  readonly isUnread = false;
  readonly #parts: readonly Part[];
  readonly #tree: SchemaTree;
  #rows: readonly unknown[] = [];
  #at = 0;

  constructor(leaves: readonly LeafPages[], tree: SchemaTree) {
    this.#parts = leaves.map(leaf => new Part(leaf));
    this.#tree = tree;
  }

  async ready(): Promise<number> {
    if (this.#at < this.#rows.length) return this.#rows.length - this.#at;
    let count = rowsAtOnce;
    for (const part of this.#parts) count = Math.min(count, await part.ready());
    this.#rows = count === 0 ? [] : this.#assembled(count);
    this.#at = 0;
    return this.#rows.length;
  }

  take(count: number): ArrayLike<string | undefined> {
    this.#at += count;
    return this.#rows.slice(this.#at - count, this.#at).map(topJson);
  }

  pass(count: number): void {
    this.#at += count;
  }

  #assembled(count: number): readonly unknown[] {
    const parts = new Map(this.#parts.map(part => [part.path, part.take(count)] as const));
    assembleNested(parts, this.#tree, parsers);
    const rows = parts.get(this.#tree.element.name);
    if (!Array.isArray(rows) || rows.length !== count) throw new Error('the parts of a column do not fit');
    return rows;
  }
}

/** Rows that are put together at once. */
const rowsAtOnce = 1024;

/** One part: its values of each row, in lists as deep as they lie. */
class Part {
  readonly path: string;
  readonly #pages: LeafPages;
  #rows: unknown[] = [];
  #at = 0;
  #isDone = false;

  constructor(pages: LeafPages) {
    this.#pages = pages;
    this.path = pages.leaf.meta.path_in_schema.join('.');
  }

  /** A row is known to be whole when the next one begins, or none does. */
  async ready(): Promise<number> {
    while (!this.#isDone && this.#whole() < 1) await this.#more();
    return this.#whole();
  }

  take(count: number): unknown[] {
    this.#at += count;
    return this.#rows.slice(this.#at - count, this.#at);
  }

  #whole(): number {
    const open = this.#isDone || this.#pages.leaf.repetitions === 0 ? 0 : 1;
    return this.#rows.length - this.#at - open;
  }

  async #more(): Promise<void> {
    const page = await this.#pages.next();
    if (page === undefined || typeof page === 'number') {
      this.#isDone = true;
      return;
    }
    const { count, definition, repetition, values } = page;
    const { schemaPath, definitions } = this.#pages.leaf;
    const levels = definition ?? new Uint8Array(count).fill(definitions);
    let there = 0;
    for (const level of levels) if (level === definitions) there += 1;
    const rows = this.#rows.slice(this.#at);
    this.#at = 0;
    const all = Array.from<unknown>(values.take(there));
    const assembled = assembleLists(rows, Array.from(levels), Array.from(repetition ?? []), all, schemaPath);
    this.#rows = Array.isArray(assembled) ? assembled : Array.from<unknown>(assembled);
  }
}
