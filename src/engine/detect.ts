/** What a log would be read as: format, columns and why, three rows, what is missing and what would give it. */
import { RevenuerError } from '../errors.js';
import type { RecordView } from '../formats/format.js';
import { columnNames, columnsPresent } from '../requests/columns.js';
import type { Considered, Mapping } from '../requests/mapping.js';
import { resolveInputs } from '../sources/open.js';
import { openReader } from '../sources/read.js';
import type { ReadOptions } from './options.js';
import { sampleColumns, type SampledColumn, type SampledColumns } from './sampled-columns.js';
import { understand, type Understood } from './understand.js';
import { requireMappedInputs, unfoundProblems } from './unfound.js';

const sampleRecords = 200;

export interface DetectedColumn extends SampledColumn {
  readonly column: string;
  /** As `--map` takes it: the field, or several in order of preference. */
  readonly field: string;
  /** Why it was taken; undefined where the user or the format names it. */
  readonly why?: string;
  /** Other fields that were looked at, and why they were not taken. */
  readonly alternatives: readonly { readonly field: string; readonly why: string }[];
}

export interface DetectedInput {
  readonly path: string;
  readonly format: string;
  /** Name of the description that its fields fit. */
  readonly dialect?: string;
  /** 0..1 */
  readonly confidence: number;
  /** Column to field. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Options that read the log so, whatever is found: to be changed and given. */
  readonly map: readonly string[];
  readonly columns: readonly DetectedColumn[];
  /** Columns that the log does not give. */
  readonly missing: readonly string[];
  /** Column that is missing to fields that might give it, best first. */
  readonly proposals: Mapping['proposals'];
  /** Fields that no column takes. */
  readonly unused: readonly string[];
  /** The first requests, column by column, as read from the log. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly notes: readonly string[];
  /** What makes the reading useless or wrong, with the command that mends it. */
  readonly problems: readonly string[];
  /** Why it could not be recognised; the other fields are empty then. */
  readonly problem?: string;
}

export async function detectInputs(options: ReadOptions): Promise<DetectedInput[]> {
  const { sources, problems } = await resolveInputs(options.inputs, { cwd: options.cwd, stdin: options.stdin });
  requireMappedInputs(
    options.map,
    sources.map(({ path }) => path),
  );
  const found = problems.map(({ path, message }) => unreadable(path, message));
  const unfound: Mapping['unfound'][] = [];
  for (const source of sources) {
    const reader = await openReader(source, { maxRecordBytes: options.maxRecordBytes });
    try {
      const sample = await reader.sample(sampleRecords);
      const understood = understand(sample, { ...options, path: source.path });
      unfound.push(understood.parts[0].mapping.unfound);
      found.push(describe(source.path, understood, sample));
    } catch (error) {
      if (!(error instanceof RevenuerError)) throw error;
      found.push(unreadable(source.path, `${error.message}${error.hint === undefined ? '' : `. ${error.hint}`}`));
    } finally {
      await reader.close();
    }
  }
  const nowhere = unfoundProblems(unfound);
  return found.map(one => (one.problem === undefined ? { ...one, problems: [...one.problems, ...nowhere] } : one));
}

function describe(path: string, { parts, notes, problems }: Understood, sample: RecordView): DetectedInput {
  const { detected, mapping, description } = parts[0];
  const present = columnsPresent(parts.flatMap(part => part.mapping.bindings));
  const taken = new Set(mapping.bindings.flatMap(({ field }) => [field, ...field.split('+')]));
  const sampled = sampleColumns(parts, sample);
  return {
    path,
    format: detected.format,
    ...(description !== undefined && { dialect: description.name }),
    confidence: detected.confidence,
    mapping: mapping.mapping,
    map: Object.entries(mapping.mapping).map(([column, field]) => `${column}=${field}`),
    columns: columnsOf(mapping, sampled),
    missing: columnNames.filter(column => !present.has(column)),
    proposals: mapping.proposals,
    unused: detected.fields.map(({ field }) => field).filter(field => !taken.has(field)),
    rows: sampled.rows,
    notes,
    problems,
  };
}

const nothing: SampledColumn = { present: 0, absent: 0, distinct: 0, samples: [] };

function columnsOf({ mapping, candidates }: Mapping, { columns }: SampledColumns): DetectedColumn[] {
  return Object.entries(mapping).map(([column, field]) => {
    const considered: readonly Considered[] = candidates[column] ?? [];
    const why = considered.find(({ chosen }) => chosen)?.why;
    return {
      column,
      field,
      ...(why !== undefined && { why }),
      ...(columns.get(column) ?? nothing),
      alternatives: considered.filter(({ chosen }) => !chosen).map(one => ({ field: one.field, why: one.why })),
    };
  });
}

function unreadable(path: string, problem: string): DetectedInput {
  const empty = { mapping: {}, map: [], columns: [], missing: [], proposals: {}, unused: [], rows: [], notes: [] };
  return { path, format: 'unknown', confidence: 0, ...empty, problems: [], problem };
}
