/** Which field of a log is which column. */
import { UsageError } from '../errors.js';
import type { FieldBinding, SampledField } from '../formats/format.js';
import {
  isSourceColumn,
  sourceColumnNames,
  sourceColumns,
  type SourceColumn,
  type SourceColumnName,
} from './columns.js';
import type { HintedField, MappingHints } from './described.js';
import { durationOf, isUsable } from './values.js';

export interface Mapping {
  readonly bindings: readonly FieldBinding[];
  /** Column to field. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
}

/** A field that could be a column: how well its name fits, and the share of the sample with a usable value. */
interface Candidate {
  readonly field: string;
  /** 3 exact, 2 but for case and separators, 1 last part of a dotted path. */
  readonly fit: number;
  /** Position among the synonyms; smaller is better. */
  readonly rank: number;
  readonly usable: number;
}

/** A field of which less than this share of values is usable is not the column its name suggests. */
const leastUsable = 0.5;

/**
 * Exact names win over names that differ in case and separators, these over the last part of a dotted path; between
 * names of one fit the share of usable values decides, then the order of the synonyms.
 * @param overrides column to field, as the user gave them
 * @throws UsageError for an unknown column
 */
export interface MappingOptions {
  readonly overrides: Readonly<Record<string, string>>;
  readonly hints?: MappingHints | undefined;
}

export function chooseMapping(sampled: readonly SampledField[], { overrides, hints }: MappingOptions): Mapping {
  const notes: string[] = [];
  const fields = sampled.filter(({ field }) => hints === undefined || !Object.hasOwn(hints.not, field));
  const chosen = new Map<SourceColumnName, string>();
  const taken = new Set<string>();
  for (const [column, field] of Object.entries(overrides)) {
    if (!isSourceColumn(column)) throw unknownColumn(column);
    if (!fields.some(one => one.field === field))
      notes.push(`--map ${column}=${field}: no such field in the first records`);
    chosen.set(column, field);
    taken.add(field);
  }
  const described = Object.entries(hints?.columns ?? {}).filter(([column]) => !Object.hasOwn(overrides, column));
  for (const { field } of described.flatMap(([, list]) => list)) taken.add(field);
  const told = new Set(described.map(([column]) => column));
  const pending = sourceColumnNames.filter(column => !chosen.has(column) && !told.has(column));
  const offers = pending.map(column => ({ column, candidates: candidatesFor(sourceColumns[column], fields) }));
  // The best fits choose first, so that a vague claim never takes a field from an exact one.
  for (const fit of [3, 2, 1]) {
    for (const { column, candidates } of offers) {
      if (chosen.has(column)) continue;
      const free = candidates.filter(one => one.fit === fit && !taken.has(one.field));
      const best = free[0];
      if (best === undefined) continue;
      chosen.set(column, best.field);
      taken.add(best.field);
      const others = free.slice(1).map(one => `${one.field} (${percent(one.usable)})`);
      if (others.length > 0 && best.rank !== Math.min(...free.map(one => one.rank))) {
        notes.push(
          `${column} is read from ${best.field} (${percent(best.usable)} usable) rather than ${others.join(', ')}`,
        );
      }
    }
  }
  const latencyField = fields.find(one => one.field === chosen.get('latency'));
  const latencyScale = latencyField === undefined ? 1 : scaleOf(latencyField);
  if (latencyField !== undefined && latencyScale !== 1) {
    notes.push(
      `latency is read from ${latencyField.field} in ${latencyScale === 1000 ? 'seconds' : latencyScale === 1e-3 ? 'microseconds' : 'nanoseconds'}`,
    );
  }
  const listed = new Map<string, readonly HintedField[]>(described);
  for (const [column, field] of chosen) {
    listed.set(column, [{ field, ...(column === 'latency' && latencyScale !== 1 ? { scale: latencyScale } : {}) }]);
  }
  const ordered = sourceColumnNames.filter(column => (listed.get(column) ?? []).length > 0);
  return {
    bindings: ordered.flatMap(column => (listed.get(column) ?? []).toReversed().map(one => ({ column, ...one }))),
    mapping: Object.fromEntries(
      ordered.map(column => [column, (listed.get(column) ?? []).map(({ field }) => field).join(' | ')]),
    ),
    notes,
  };
}

/** The unit of a duration: from its name, else from its values (fractions are seconds, whole numbers milliseconds). */
function scaleOf({ field, values }: SampledField): number {
  const last = field.slice(field.lastIndexOf('.') + 1);
  if (/ms$|msec$|millis/i.test(last)) return 1;
  if (/_ns$|nanos/i.test(last)) return 1e-6;
  if (/_us$|micros/i.test(last)) return 1e-3;
  if (/^(request_time|use_time|e2e_latency)$|_s$|_sec(onds)?$/i.test(last)) return 1000;
  const numbers = values.map(value => durationOf(value, 1)).filter(value => !Number.isNaN(value));
  if (numbers.length === 0) return 1;
  const typical = median(numbers);
  if (typical > 1e7) return 1e-6;
  return numbers.some(value => value % 1 !== 0) && typical < 600 ? 1000 : 1;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function candidatesFor(column: SourceColumn, fields: readonly SampledField[]): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { field, values, of } of fields) {
    const name = fitOf(field, column.synonyms);
    if (name === undefined) continue;
    const good = values.filter(value => isUsable(column.kind, value)).length;
    const usable = good / Math.max(1, of);
    // Rarely filled fields are fine (a cached-token count), wrongly filled ones are not. Always-null ones may fill later.
    if (values.length > 0 && good < leastUsable * values.length) continue;
    candidates.push({ field, ...name, usable });
  }
  return candidates.sort(
    (a, b) => b.fit - a.fit || step(b.usable) - step(a.usable) || a.rank - b.rank || (a.field < b.field ? -1 : 1),
  );
}

/** Shares within a quarter of each other are alike: the order of the synonyms then decides. */
function step(share: number): number {
  return Math.round(share * 4);
}

function fitOf(field: string, synonyms: readonly string[]): { fit: number; rank: number } | undefined {
  const exact = synonyms.indexOf(field);
  if (exact >= 0) return { fit: 3, rank: exact };
  const folded = fold(field);
  const loose = synonyms.findIndex(synonym => fold(synonym) === folded);
  if (loose >= 0) return { fit: 2, rank: loose };
  const last = fold(field.slice(field.lastIndexOf('.') + 1));
  if (!field.includes('.') || vague.has(last)) return undefined;
  const tail = synonyms.findIndex(synonym => !synonym.includes('.') && fold(synonym) === last);
  return tail >= 0 ? { fit: 1, rank: tail } : undefined;
}

/** Last parts of a path that say nothing without the path: `response.id`, `choices.0.size`. */
const vague: ReadonlySet<string> = new Set([
  'id',
  'key',
  'n',
  'group',
  'size',
  'input',
  'request',
  'user',
  'time',
  'date',
  'status',
  'method',
  'client',
  'success',
  'system',
  'operation',
  'duration',
  'bytes',
  'geo',
  'ua',
  'route',
  'account',
  'org',
  'workspace',
  'organization',
  'instructions',
]);

function fold(name: string): string {
  return name.toLowerCase().replace(/[\s_.()[\]/-]/g, '');
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function unknownColumn(column: string): UsageError {
  const wanted = fold(column);
  const near =
    sourceColumnNames.find(name => fold(name) === wanted) ??
    sourceColumnNames.find(name => fold(name).startsWith(wanted.slice(0, 4)));
  const hint = `Columns: ${sourceColumnNames.join(', ')}.`;
  return new UsageError(`there is no column "${column}"`, {
    hint: near === undefined ? hint : `Did you mean ${near}? ${hint}`,
  });
}
