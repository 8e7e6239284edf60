/** What a log would be read as: format, mapping, three rows as columns, what is missing. */
import { RevenuerError } from '../errors.js';
import type { Detected, FieldSink, RecordView } from '../formats/format.js';
import { columnNames, columnsPresent } from '../requests/columns.js';
import type { Mapping } from '../requests/mapping.js';
import { resolveInputs } from '../sources/open.js';
import { openReader } from '../sources/read.js';
import type { ReadOptions } from './options.js';
import { understand } from './understand.js';

const sampleRecords = 200;
const sampleRows = 3;

export interface DetectedInput {
  readonly path: string;
  readonly format: string;
  /** 0..1 */
  readonly confidence: number;
  /** Column to field. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Columns that the log does not give. */
  readonly missing: readonly string[];
  /** Fields that no column takes. */
  readonly unused: readonly string[];
  /** The first requests, column by column, as read from the log. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly notes: readonly string[];
  /** Why it could not be recognised; the other fields are empty then. */
  readonly problem?: string;
}

export async function detectInputs(options: ReadOptions): Promise<DetectedInput[]> {
  const { sources, problems } = await resolveInputs(options.inputs, { cwd: options.cwd, stdin: options.stdin });
  const found = problems.map(({ path, message }) => unreadable(path, message));
  for (const source of sources) {
    const reader = await openReader(source, { maxRecordBytes: options.maxRecordBytes });
    try {
      const sample = await reader.sample(sampleRecords);
      const { parts } = understand(sample, { ...options, path: source.path });
      found.push(describe({ path: source.path, ...parts[0], sample }));
    } catch (error) {
      if (!(error instanceof RevenuerError)) throw error;
      found.push(unreadable(source.path, `${error.message}${error.hint === undefined ? '' : `. ${error.hint}`}`));
    } finally {
      await reader.close();
    }
  }
  return found;
}

interface Found {
  path: string;
  detected: Detected;
  mapping: Mapping;
  sample: RecordView;
}

function describe({ path, detected, mapping, sample }: Found): DetectedInput {
  const present = columnsPresent(mapping.bindings);
  const taken = new Set(mapping.bindings.map(binding => binding.field));
  return {
    path,
    format: detected.format,
    confidence: detected.confidence,
    mapping: mapping.mapping,
    missing: columnNames.filter(column => !present.has(column)),
    unused: detected.fields.map(({ field }) => field).filter(field => !taken.has(field)),
    rows: rowsOf(detected, mapping, sample),
    notes: [...detected.notes, ...mapping.notes],
  };
}

function rowsOf(detected: Detected, mapping: Mapping, sample: RecordView): Record<string, string>[] {
  const rows: Record<string, string>[] = [];
  let row: Record<string, string> = {};
  const sink: FieldSink = {
    field: (slot, value) => {
      const column = mapping.bindings[slot]?.column ?? '';
      row[column] = (typeof value === 'string' ? value : ((JSON.stringify(value) as string | undefined) ?? '')).slice(
        0,
        60,
      );
    },
    commit: () => {
      if (rows.length < sampleRows) rows.push(row);
      row = {};
      return undefined;
    },
    discard: () => (row = {}),
  };
  detected.decoder(mapping.bindings).decode(sample, sink, { reject: () => undefined, filter: () => undefined });
  return rows;
}

function unreadable(path: string, problem: string): DetectedInput {
  return { path, format: 'unknown', confidence: 0, mapping: {}, missing: [], unused: [], rows: [], notes: [], problem };
}
