/** What the records of an input are: their formats, which fields are which columns, which records are requests. */
import { InputError } from '../errors.js';
import { catalogue } from '../formats/catalogue.js';
import { fieldOf, sourcesOf, type FormatDescription } from '../formats/description.js';
import { detectFormat, formatNamed, headOf } from '../formats/detect.js';
import type { Detected, RecordView } from '../formats/format.js';
import { formatOf } from '../formats/described-format.js';
import { adviceOnJson, unrecognised } from '../formats/refusal.js';
import { recogniseDescription } from '../formats/signature.js';
import { isTableByChance } from '../formats/unknown-text.js';
import type { RecordRules } from '../formats/record-rules.js';
import type { ColumnName } from '../requests/batch.js';
import { columnsPresent } from '../requests/columns.js';
import { hintsOf, joinsOf } from '../requests/described.js';
import { learnForms, type FormsToLearn } from '../requests/forms.js';
import { chooseMapping, type Mapping } from '../requests/mapping.js';
import { toldTwice } from '../requests/told-twice.js';
import { recordsRefused } from './reading.js';
import type { ReadOptions } from './options.js';
import { timeOptions, type ValueOptions } from './value-options.js';

/** One format of an input. Most have one. */
export interface Part {
  readonly detected: Detected;
  /** The records it was found by. */
  readonly sample: RecordView;
  readonly rules: RecordRules;
  readonly description: FormatDescription | undefined;
  readonly mapping: Mapping;
}

export interface Understood {
  readonly parts: readonly [Part, ...Part[]];
  readonly notes: readonly string[];
  /** What makes the reading useless or wrong unless it is mended. */
  readonly problems: readonly string[];
}

export interface UnderstandOptions extends Pick<ReadOptions, 'logFormat' | 'map' | 'formats'>, ValueOptions {
  /** Path of the input, for what is told of it alone. */
  readonly path: string;
}

/** Formats of one input that are told apart. */
const mostParts = 3;
/** Records that another format must read to be believed, and the share of the sample they must be. */
const fewest = 2;
const leastShare = 0.01;

/** @throws InputError when no format, or no time, can be found in the records, or when none of them is a request. */
export function understand(sample: RecordView, options: UnderstandOptions): Understood {
  const first = partOf(sample, options);
  const parts: [Part, ...Part[]] = [first];
  for (let left = leftBy(first, sample); isEnough(left, sample) && parts.length < mostParts;) {
    const next = anotherPart(left, parts, options);
    if (next === undefined) break;
    parts.push(next);
    left = leftBy(next, left);
  }
  return { parts, notes: notesOf(parts), problems: [...unnamedIn(first), ...first.mapping.problems] };
}

/** Columns without names are told by their values, and accounts look like any other word. */
function unnamedIn({ detected: { unnamed }, mapping, description }: Part): string[] {
  if (unnamed === undefined || description !== undefined) return [];
  if (mapping.bindings.some(({ column }) => column === 'account')) return [];
  return [
    `no header line names its columns, and none is known to be the account: ${unnamed}, or give --map account=column2`,
  ];
}

/** @throws InputError */
function partOf(sample: RecordView, options: UnderstandOptions): Part {
  const { logFormat, map, formats = [], path } = options;
  const known = [...formats, ...catalogue()];
  const wanted = known.find(({ name }) => name === logFormat);
  const own = known.flatMap(description => formatOf(description) ?? []);
  const syntax = wanted === undefined || own.some(({ name }) => name === wanted.name) ? logFormat : undefined;
  const detected = detectFormat(sample, syntax, own);
  const byFormat = own.some(({ name }) => name === detected.format);
  const description =
    wanted ??
    (byFormat ? known.find(({ name }) => name === detected.format) : undefined) ??
    recogniseDescription(detected.fields, known);
  refuseAggregates(description);
  const hints = hintsOf(description);
  const mapping = withForms(
    chooseMapping(detected.fields, { overrides: map, input: path, hints }),
    { fields: detected.fields, times: timeOptions(options) },
    hints?.absent,
  );
  if (!holdsTime(mapping, detected, description)) throw noTime({ detected, description, sample, logFormat });
  const { bindings } = mapping;
  const joins = joinsOf(bindings, detected.fields);
  if (description !== undefined) {
    return {
      detected,
      sample,
      rules: { bindings, skip: description.records?.skip ?? [], joins },
      description,
      mapping,
    };
  }
  const { skip, notes, problems } = toldTwice({ ...detected, bindings });
  const told = { ...mapping, notes: [...mapping.notes, ...notes], problems: [...mapping.problems, ...problems] };
  return { detected, sample, rules: { bindings, skip, joins }, description, mapping: told };
}

/** @throws InputError when the times could be read in several ways, or in none */
function withForms(
  mapping: Mapping,
  sampled: Omit<FormsToLearn, 'bindings'>,
  absent: ReadonlySet<string> | undefined,
): Mapping {
  const { bindings, notes, problem } = learnForms({ bindings: mapping.bindings, ...sampled });
  if (problem !== undefined) throw new InputError(problem.message, { hint: problem.hint });
  const left = new Set(bindings.map(({ column }) => column));
  const isAbsent = absent !== undefined && absent.size > 0;
  return {
    ...mapping,
    bindings: isAbsent ? bindings.map(one => ({ ...one, form: { ...one.form, absent } })) : bindings,
    mapping: Object.fromEntries(Object.entries(mapping.mapping).filter(([column]) => left.has(column))),
    notes: [...mapping.notes, ...notes],
  };
}

function refuseAggregates(description: FormatDescription | undefined): void {
  const never = description?.records?.never;
  if (description === undefined || never === undefined) return;
  throw new InputError(`this is ${description.title}, and its records are no requests`, { hint: never });
}

/** Whether a field of the time is more than a name: descriptions name fields that this log may not have. */
function holdsTime({ bindings }: Mapping, { fields }: Detected, description: FormatDescription | undefined): boolean {
  const seen = new Map(fields.map(({ field, values }) => [field, values.length > 0]));
  const described = new Set(sourcesOf(description?.columns['time'] ?? []).map(fieldOf));
  return bindings.some(
    ({ column, field }) => column === 'time' && (seen.get(field) ?? (field.includes('+') || !described.has(field))),
  );
}

interface Untimed extends Pick<Part, 'detected' | 'description' | 'sample'> {
  readonly logFormat: string | undefined;
}

function noTime({ detected, description, sample, logFormat }: Untimed): InputError {
  const { format, fields, unnamed } = detected;
  const json = format === 'csv' && logFormat === undefined ? adviceOnJson(firstLine(sample)) : undefined;
  if (json !== undefined) return new InputError('this is JSON whose records go over several lines', { hint: json });
  const names = fields.map(({ field }) => field);
  const byChance = format === 'csv' && logFormat === undefined && isTableByChance(names);
  if (byChance) return unrecognised(headOf(sample), undefined);
  const seen = `no field of this ${format} log looks like a time; fields seen: ${names.slice(0, 12).join(', ')}`;
  const named = '--map time=FIELD';
  const hint =
    unnamed === undefined ? `Name it with ${named}` : `There is no header line: ${unnamed}, or give ${named}`;
  return new InputError(seen, { hint: description?.lacks?.['time'] ?? hint });
}

function firstLine(sample: RecordView): string {
  return headOf(sample).toString('utf8').trimStart().split('\n', 1)[0] ?? '';
}

/** Records of the sample that a part cannot read. */
function leftBy({ detected, description }: Part, sample: RecordView): RecordView {
  const described = description === undefined ? [] : [formatOf(description) ?? []].flat();
  // A format that is as sure as it can be reads them all.
  if (detected.confidence >= formatNamed(detected.format, described).mostConfidence) return { ...sample, count: 0 };
  return recordsRefused(detected, sample);
}

function isEnough({ count }: RecordView, sample: RecordView): boolean {
  return count >= Math.max(fewest, leastShare * sample.count);
}

/** undefined where the rest is in no format, or in one that is read already. */
function anotherPart(left: RecordView, parts: readonly Part[], options: UnderstandOptions): Part | undefined {
  // What was read in order cannot be read by two, turn about.
  if (options.logFormat !== undefined || parts.some(({ detected }) => detected.inOrder === true)) return undefined;
  try {
    const part = partOf(left, options);
    const isNew =
      part.detected.inOrder !== true && parts.every(({ detected }) => detected.format !== part.detected.format);
    return isNew && recordsRefused(part.detected, left).count * 2 <= left.count ? part : undefined;
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function notesOf(parts: readonly Part[]): string[] {
  const notes = parts.flatMap(part => [...part.detected.notes, ...part.mapping.notes, ...notRequests(part)]);
  if (parts.length === 1) return notes;
  const [, ...others] = parts;
  const where = others.map(({ detected, sample }) => {
    const line = sample.lines.find(one => one > 0);
    return `${detected.format}${line === undefined ? '' : `, first seen at line ${line}`}`;
  });
  return [...notes, `some records have another format and are read as that: ${where.join('; ')}`];
}

/** Columns that records have because they are requests; events of other kinds have times, names and addresses, too. */
const ofRequests: readonly ColumnName[] = [
  'method',
  'path',
  'status',
  'userAgent',
  'latency',
  'bytesIn',
  'bytesOut',
  'model',
  'inputTokens',
  'outputTokens',
  'prompt',
  'promptHash',
  'apiKey',
];

function notRequests({ description, mapping }: Part): string[] {
  const present = columnsPresent(mapping.bindings);
  if (description !== undefined || mapping.problems.length > 0 || ofRequests.some(column => present.has(column)))
    return [];
  return [
    'nothing shows that these records are requests (no method, path, status, user agent, duration, size, model, tokens or text): ' +
      'if they are logins, connections or other events, give the access log of the server or gateway instead',
  ];
}
