/** A first description of a log's format, for its owner to go over. */
import { InputError, RevenuerError } from '../errors.js';
import type { ColumnSource, FormatDescription, Unit } from '../formats/description.js';
import { unitScales } from '../formats/description.js';
import { detectFormat } from '../formats/detect.js';
import type { RecordView, SampledField } from '../formats/format.js';
import { draftPattern } from '../formats/line-draft.js';
import { patternFormat } from '../formats/pattern-lines.js';
import { sourceColumnNames } from '../requests/columns.js';
import { chooseMapping, type Mapping } from '../requests/mapping.js';
import { isTime } from '../requests/time-learn.js';
import { resolveInputs } from '../sources/open.js';
import { openReader } from '../sources/read.js';
import type { ReadOptions } from './options.js';

const sampleRecords = 200;
/** Fields that a format is recognised by: no more than tell it apart. */
const mostTelling = 6;

export interface Proposal {
  readonly description: FormatDescription;
  /** Fields that no column takes. */
  readonly unused: readonly string[];
  /** Columns without a field. */
  readonly missing: readonly string[];
}

/** @throws InputError when the input cannot be read, or nothing can be said of its records */
export async function proposeFormat(options: ReadOptions): Promise<Proposal> {
  const { sources, problems } = await resolveInputs(options.inputs, { cwd: options.cwd, stdin: options.stdin });
  const [source] = sources;
  if (source === undefined) throw new InputError(problems[0]?.message ?? 'there is no log', { hint: 'Give one log.' });
  const reader = await openReader(source, { maxRecordBytes: options.maxRecordBytes });
  try {
    const { fields, pattern } = fieldsOf(await reader.sample(sampleRecords));
    const mapping = chooseMapping(fields, { overrides: options.map, input: source.path });
    return proposalOf(source.path, { fields, pattern, mapping });
  } finally {
    await reader.close();
  }
}

interface Found {
  readonly fields: readonly SampledField[];
  /** Where no format knows the lines. */
  readonly pattern: string | undefined;
}

function fieldsOf(sample: RecordView): Found {
  try {
    const { fields, format } = detectFormat(sample);
    // Columns without names are any text cut at commas.
    if (format !== 'csv' || fields.some(({ field }) => !/^column\d+$/.test(field)))
      return { fields, pattern: undefined };
  } catch (error) {
    if (!(error instanceof RevenuerError)) throw error;
    return linesOf(sample, error);
  }
  return linesOf(sample, undefined);
}

function linesOf(sample: RecordView, error: RevenuerError | undefined): Found {
  const pattern = draftPattern(sample, isTime);
  const format =
    pattern === undefined
      ? undefined
      : patternFormat({ name: 'draft', title: 'draft', recognise: { pattern }, columns: {} });
  const fields = format?.detect(sample)?.fields;
  if (fields !== undefined) return { fields, pattern };
  throw error ?? new InputError('its lines have nothing in common', { hint: 'Export the log as JSON lines.' });
}

function proposalOf(path: string, { fields, pattern, mapping }: Found & { mapping: Mapping }): Proposal {
  const name = nameOf(path);
  const taken = new Set(mapping.bindings.flatMap(({ field }) => [field, ...field.split('+')]));
  const inMost = fields.filter(({ present, of }) => present >= 0.9 * of);
  const telling = inMost.filter(({ field }) => taken.has(field)).slice(0, mostTelling);
  return {
    description: {
      name,
      title: name,
      recognise: pattern === undefined ? { fields: telling.map(({ field }) => field) } : { pattern },
      columns: columnsOf(mapping),
    },
    unused: fields.map(({ field }) => field).filter(field => !taken.has(field)),
    missing: sourceColumnNames.filter(column => !Object.hasOwn(mapping.mapping, column)),
  };
}

/** The name of the file without its endings, in words of lower case. */
function nameOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '');
  const words = file.toLowerCase().match(/[a-z][a-z0-9]*|[0-9]+/g) ?? [];
  const name = words.join('-').replace(/^[^a-z]+/, '');
  return name === '' ? 'my-log' : name.slice(0, 64);
}

function columnsOf({ bindings }: Mapping): FormatDescription['columns'] {
  const columns: Record<string, ColumnSource[]> = {};
  for (const { column, field, scale } of bindings.toReversed()) {
    const unit = (Object.keys(unitScales) as Unit[]).find(one => unitScales[one] === scale);
    const source = field.includes('+') ? { join: field.split('+') } : unit === undefined ? field : { field, unit };
    (columns[column] ??= []).push(source);
  }
  const ordered = sourceColumnNames.filter(column => columns[column] !== undefined);
  return Object.fromEntries(ordered.map(column => [column, single(columns[column] ?? [])]));
}

function single(sources: ColumnSource[]): ColumnSource | ColumnSource[] {
  return sources.length === 1 ? (sources[0] as ColumnSource) : sources;
}
