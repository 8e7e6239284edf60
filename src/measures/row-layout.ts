/** How a request is kept as a row: which columns the log has and somebody reads, one after another. */
import type { ColumnName, RequestBatch } from '../requests/batch.js';
import { flagColumns, hashColumns, idColumns, numberColumns } from '../requests/new-batch.js';
import { excerptBytes } from './sketches/request-sample.js';

/** Columns of doubles that every row has, first. */
const always = ['line', 'requestHash'] as const;
/** The beginning of a row: the address of the next one, and of which layout and input it is. */
export const headSize = 1;

type DoubleColumn = (typeof always)[number] | (typeof hashColumns)[number] | (typeof numberColumns)[number];
type WordColumn = (typeof idColumns)[number];
type ByteColumn = (typeof flagColumns)[number];

export interface RowLayout {
  readonly doubles: readonly DoubleColumn[];
  readonly words: readonly WordColumn[];
  readonly flags: readonly ByteColumn[];
  /** Whether the beginning of the prompt is kept. */
  readonly excerpt: boolean;
  /** In doubles: where words begin, where the excerpt begins, and the whole. */
  readonly wordsAt: number;
  readonly excerptAt: number;
  readonly size: number;
}

export function layoutFor(present: ReadonlySet<ColumnName>, wanted: ReadonlySet<ColumnName>): RowLayout {
  const kept = (name: ColumnName) => present.has(name) && wanted.has(name);
  const doubles = [...always, ...[...numberColumns, ...hashColumns].filter(kept)];
  const words = idColumns.filter(name => name !== 'account' && kept(name));
  const flags = flagColumns.filter(kept);
  const excerpt = kept('promptHead');
  const wordsAt = headSize + doubles.length;
  const excerptAt = wordsAt + Math.ceil((words.length + flags.length) / 2);
  return { doubles, words, flags, excerpt, wordsAt, excerptAt, size: excerptAt + (excerpt ? excerptBytes / 8 : 0) };
}

/** The arrays of a batch in the order of a layout. */
export interface BoundColumns {
  readonly doubles: readonly Float64Array[];
  readonly words: readonly Uint32Array[];
  readonly flags: readonly Uint8Array[];
}

export function bind({ doubles, words, flags }: RowLayout, batch: RequestBatch): BoundColumns {
  return {
    doubles: doubles.map(name => batch[name]),
    words: words.map(name => batch[name]),
    flags: flags.map(name => batch[name]),
  };
}
