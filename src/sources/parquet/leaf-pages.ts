import type { FileHandle } from 'node:fs/promises';
import type { PageHeader } from 'hyparquet';
import { unpacked } from './codecs.js';
import { dictionaryOf, type Dictionary } from './dictionary.js';
import type { Leaf } from './leaf.js';
import { levelsOfPage, levelsOfPageV2, type Levels } from './levels.js';
import { checkLimit, maxPageValues } from './limits.js';
import { Pages } from './pages.js';
import { valuesOf, type Values } from './values.js';

/** A page whose values are yet to be taken. */
export interface OpenPage extends Levels {
  /** Values, with those that are missing. */
  readonly count: number;
  readonly values: Values;
}

/** The pages of one column that holds values itself, of one row group. */
export class LeafPages {
  readonly leaf: Leaf;
  readonly #pages: Pages;
  #dictionary: Dictionary | undefined;

  constructor(file: FileHandle, leaf: Leaf) {
    const { dictionary_page_offset: dictionary, data_page_offset: data, total_compressed_size: size } = leaf.meta;
    const from = Number(dictionary === undefined || dictionary === 0n ? data : dictionary);
    this.leaf = leaf;
    this.#pages = new Pages(file, { from, to: from + Number(size) });
  }

  /**
   * The next page with values, undefined behind the last. Pages that lie within the first `passed` rows are passed over without
   * a look inside, where it can be told; their number of rows comes back.
   */
  async next(passed = 0): Promise<OpenPage | number | undefined> {
    for (;;) {
      const header = await this.#pages.next();
      if (header === undefined) return undefined;
      const { count, rows } = sizesOf(header, this.leaf);
      if (rows !== undefined && rows > 0 && rows <= passed) {
        this.#pages.skip(header.compressed_page_size);
        return rows;
      }
      const page = await this.#read(header, count);
      if (page !== undefined) return page;
    }
  }

  /** Undefined for pages without values of their own. */
  async #read(header: PageHeader, count: number): Promise<OpenPage | undefined> {
    const { leaf } = this;
    const stored = await this.#pages.take(header.compressed_page_size);
    const { codec } = leaf.meta;
    const length = header.uncompressed_page_size;
    if (header.type === 'DICTIONARY_PAGE') {
      const values = header.dictionary_page_header?.num_values ?? 0;
      this.#dictionary = dictionaryOf(unpacked(codec, stored, length), values, leaf);
      return undefined;
    }
    if (count === 0) return undefined;
    if (header.data_page_header !== undefined) {
      const { levels, rest } = levelsOfPage(unpacked(codec, stored, length), count, leaf);
      return this.#opened({ count, levels, bytes: rest, encoding: header.data_page_header.encoding });
    }
    const second = header.data_page_header_v2;
    if (second === undefined) throw new Error(`a page of kind ${header.type} cannot be read`);
    const { levels, rest } = levelsOfPageV2(stored, second, leaf);
    const left = length - (stored.length - rest.length);
    const bytes = unpacked(second.is_compressed === false ? 'UNCOMPRESSED' : codec, rest, left);
    return this.#opened({ count, levels, bytes, encoding: second.encoding });
  }

  #opened(page: { count: number; levels: Levels } & Omit<Parameters<typeof valuesOf>[0], 'count'>): OpenPage {
    const { count, levels, ...encoded } = page;
    const there = present(levels.definition, count, this.leaf.definitions);
    return { count, ...levels, values: valuesOf({ ...encoded, count: there }, this.leaf, this.#dictionary) };
  }
}

/** Values of a page, and its rows where its header tells them. */
function sizesOf(header: PageHeader, leaf: Leaf): { count: number; rows: number | undefined } {
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (header.type === 'DICTIONARY_PAGE') return { count: 0, rows: undefined };
  const count = first?.num_values ?? second?.num_values ?? 0;
  checkLimit('the values of a page', count, maxPageValues);
  return { count, rows: leaf.repetitions === 0 ? count : second?.num_rows };
}

function present(definition: Uint8Array | undefined, count: number, highest: number): number {
  if (definition === undefined) return count;
  let found = 0;
  for (const level of definition) if (level === highest) found += 1;
  return found;
}
