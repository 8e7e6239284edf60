import type { ColumnMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';

/** A column that holds values itself, of one row group. */
export interface Leaf {
  readonly meta: ColumnMetaData;
  readonly element: SchemaElement;
  readonly schemaPath: SchemaTree[];
  /** Levels at which a value may be missing, and at which it may be repeated. */
  readonly definitions: number;
  readonly repetitions: number;
  /** Raw values as what they mean: times, numbers of any size, text. */
  readonly convert: (values: Decoded) => Decoded;
}

export type Decoded = ReturnType<typeof convert>;

export function leafOf(schema: SchemaTree, meta: ColumnMetaData): Leaf {
  const schemaPath = getTreePath(schema, meta.path_in_schema);
  const element = schemaPath.at(-1)?.element;
  if (element === undefined) throw new Error('a column has no place in the schema');
  const decoder = { ...meta, pathInSchema: meta.path_in_schema, element, schemaPath, parsers, utf8: false };
  return {
    meta,
    element,
    schemaPath,
    definitions: getMaxDefinitionLevel(schemaPath),
    repetitions: getMaxRepetitionLevel(schemaPath),
    convert: values => convert(values, decoder),
  };
}

/** JSON that is none stays text. */
export const parsers: typeof DEFAULT_PARSERS = {
  ...DEFAULT_PARSERS,
  jsonFromBytes(bytes: Uint8Array | undefined): unknown {
    if (bytes === undefined) return undefined;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString();
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  },
  geometryFromBytes: () => undefined,
  geographyFromBytes: () => undefined,
};
