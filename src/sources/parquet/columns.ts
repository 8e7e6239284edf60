import type { FileHandle } from 'node:fs/promises';
import type { RowGroup, SchemaTree } from 'hyparquet';
import { isFlatColumn } from 'hyparquet/src/schema.js';
import { FlatColumn } from './flat-column.js';
import { leafOf } from './leaf.js';
import { LeafPages } from './leaf-pages.js';
import { NestedColumn } from './nested-column.js';

/** A column of one row group, read from its first row on. */
export interface Column {
  /** Whether the rows that are ready were not read, since all of them are passed over. */
  readonly isUnread: boolean;
  /** Rows that can be taken now; zero behind the last. Pages within the next `passed` rows need not be read. */
  ready(passed?: number): Promise<number>;
  /** The next rows as JSON; undefined where there is nothing. No more than are ready. */
  take(count: number): ArrayLike<string | undefined>;
  /** Passes over as many rows, no more than are ready. */
  pass(count: number): void;
}

/** The top-level column of that name in a row group. */
export function columnOf(
  file: FileHandle,
  schema: SchemaTree,
  { group, name }: { group: RowGroup; name: string },
): Column {
  const tree = schema.children.find(({ element }) => element.name === name);
  const leaves = group.columns.flatMap(({ meta_data: meta, file_path: elsewhere }) => {
    if (meta === undefined) throw new Error('a column says nothing of itself');
    if (elsewhere !== undefined) throw new Error(`a column lies in another file`);
    return meta.path_in_schema[0] === name ? [new LeafPages(file, leafOf(schema, meta))] : [];
  });
  const [first] = leaves;
  if (tree === undefined || first === undefined) throw new Error(`a row group lacks the column ${name}`);
  return isFlatColumn(first.leaf.schemaPath) ? new FlatColumn(first) : new NestedColumn(leaves, tree);
}
