/** Which field of a log is which column: by what is told, by what is known of the format, by names, and by values. */
import type { FieldBinding, SampledField } from '../formats/format.js';
import { sourceColumnNames, type SourceColumnName } from './columns.js';
import { bodiesIn, isInside } from './mapping/bodies.js';
import { candidatesFor, type Candidate } from './mapping/candidates.js';
import { chooseFields, type Offer } from './mapping/choice.js';
import { factsOf, type FieldFacts } from './mapping/facts.js';
import { besides } from './mapping/preferences.js';
import { findings, type Findings } from './mapping/findings.js';
import { fromRequestLines } from './mapping/request-lines.js';
import { joinedWithTimeOfDay } from './mapping/time-of-day.js';
import { nearFields, toldOf, type Preference, type Told } from './mapping/told.js';
import { scaleOf, unitNameOf } from './mapping/units.js';

export type { Considered } from './mapping/findings.js';
export type { Preference } from './mapping/told.js';

/** What is known of the fields of a format. */
export interface MappingHints {
  /** Fields of a column, most preferred first; none: the format has no such column, whatever its fields are called. */
  readonly columns: Readonly<Record<string, readonly Preference[]>>;
  /** Fields that are never chosen by the general rules. */
  readonly not: ReadonlySet<string>;
  /** Texts that stand for nothing in this format, in lower case. */
  readonly absent: ReadonlySet<string>;
  /** Columns that the format cannot give, with what would. */
  readonly lacks?: Readonly<Record<string, string>>;
}

export interface MappingOptions {
  /** Column, or `input:column`, to field, as the user gave them; see mapping/told.ts. */
  readonly overrides?: Readonly<Record<string, string>>;
  /** Path of the input, for what is told of it alone. */
  readonly input?: string;
  readonly hints?: MappingHints | undefined;
}

/** A field the user names that is not in the sample. */
export interface UnfoundField {
  readonly column: string;
  readonly field: string;
  /** Fields called alike. */
  readonly near: readonly string[];
}

export interface Mapping extends Findings {
  /** Of one column the least preferred field first: what is written later wins. */
  readonly bindings: readonly FieldBinding[];
  /** Column to field, preferences divided by ` | `, most preferred first: as `--map` takes them. */
  readonly mapping: Readonly<Record<string, string>>;
  readonly unfound: readonly UnfoundField[];
}

/** @throws UsageError for an unknown column */
export function chooseMapping(sampled: readonly SampledField[], options: MappingOptions = {}): Mapping {
  const { overrides = {}, input = '', hints } = options;
  const names = new Set(sampled.map(({ field }) => field));
  const facts = allFacts(sampled, hints?.absent);
  const told = toldOf(overrides, input, name => names.has(name));
  const chosen = new Map<SourceColumnName, readonly Preference[]>();
  for (const one of told) chosen.set(one.column, one.preferences);
  for (const [column, preferences] of knownOf(hints, names)) if (!chosen.has(column)) chosen.set(column, preferences);
  const taken = new Set([...chosen.values()].flat().flatMap(({ field }) => partsOf(field, names)));
  // What stood around the records is not theirs: docker's stream is not whether an answer was streamed.
  const free = facts.filter(({ field }) => hints?.not.has(field) !== true && !field.startsWith('envelope.'));
  const offers = sourceColumnNames
    .filter(column => !chosen.has(column))
    .map(column => ({ column, candidates: candidatesFor(column, free) }));
  const found = chooseFields(offers, taken);
  for (const [column, best] of found) chosen.set(column, preferencesFor(best, offers, { column, free, taken }));
  for (const [column, preferences] of fromRequestLines(free, one => chosen.has(one))) chosen.set(column, preferences);
  if (!chosen.has('time') && names.has(timeAround)) chosen.set('time', [{ field: timeAround }]);
  const scaled = scaledOf(chosen, facts);
  return {
    ...bindingsOf(scaled, told),
    unfound: unfoundOf(told, names),
    ...findings({ facts: free, offers, found, told, chosen: scaled, taken, lacks: hints?.lacks ?? {} }),
  };
}

/** When the line around a record was written: the time of records that have none of their own. */
const timeAround = 'envelope.time';

function allFacts(sampled: readonly SampledField[], absent?: ReadonlySet<string>): FieldFacts[] {
  const bodies = bodiesIn(sampled);
  const connections = sampled.some(({ field }) => field === 'id.orig_h' || field.endsWith('.id.orig_h'));
  return sampled
    .map(one => factsOf(one, { absent, client: isInside(one.field, bodies) }))
    .map(one => (connections && /(^|\.)uid$/.test(one.field) ? { ...one, writer: 'machine' as const } : one));
}

/** Columns of which the sample has a field that is known to be theirs, and those that the format is known not to have. */
function* knownOf(
  hints: MappingHints | undefined,
  names: ReadonlySet<string>,
): Generator<[SourceColumnName, readonly Preference[]]> {
  for (const [column, preferences] of Object.entries(hints?.columns ?? {}) as [
    SourceColumnName,
    readonly Preference[],
  ][]) {
    const seen = preferences.some(({ field }) => partsOf(field, names).every(part => names.has(listOf(part))));
    if (seen || preferences.length === 0) yield [column, preferences];
  }
}

/** A list is sampled as a whole: `userAgent` of `userAgent.0`. */
function listOf(field: string): string {
  return field.replace(/\.\d+$/, '');
}

/** The fields of `date+time`; a field that is called so is one. */
function partsOf(field: string, names: ReadonlySet<string>): string[] {
  return names.has(field) ? [field] : field.split('+');
}

interface Choosing {
  readonly column: SourceColumnName;
  readonly free: readonly FieldFacts[];
  readonly taken: Set<string>;
}

function preferencesFor(best: Candidate, offers: readonly Offer[], { column, free, taken }: Choosing): Preference[] {
  if (column === 'time') {
    const field = joinedWithTimeOfDay(best.facts, free);
    if (field !== undefined) {
      taken.add(field.slice(best.facts.field.length + 1));
      return [{ field }];
    }
  }
  const others =
    offers.find(offer => offer.column === column)?.candidates.filter(({ facts }) => !taken.has(facts.field)) ?? [];
  const added = besides(best, others);
  for (const { facts } of added) taken.add(facts.field);
  return [best, ...added].map(({ facts: { field } }) => ({ field }));
}

/** Durations whose unit nobody told get that of their name or values. */
function scaledOf(
  chosen: ReadonlyMap<SourceColumnName, readonly Preference[]>,
  facts: readonly FieldFacts[],
): Map<SourceColumnName, readonly Preference[]> {
  const latency = chosen.get('latency')?.map(preference => {
    const found = facts.find(({ field }) => field === preference.field);
    if (preference.scale !== undefined || found === undefined) return preference;
    const scale = scaleOf(found);
    return scale === 1 ? preference : { ...preference, scale };
  });
  return latency === undefined ? new Map(chosen) : new Map([...chosen, ['latency', latency]]);
}

function bindingsOf(
  chosen: ReadonlyMap<SourceColumnName, readonly Preference[]>,
  told: readonly Told[],
): Pick<Mapping, 'bindings' | 'mapping'> {
  const ordered = sourceColumnNames.flatMap(column => {
    const preferences = chosen.get(column) ?? [];
    return preferences.length === 0 ? [] : [{ column, preferences }];
  });
  const units = new Set(
    told.flatMap(({ preferences }) => preferences.filter(({ scale }) => scale !== undefined)).map(({ field }) => field),
  );
  const text = ({ field, scale }: Preference) =>
    units.has(field) && scale !== undefined ? `${field}:${unitNameOf(scale)}` : field;
  return {
    bindings: ordered.flatMap(({ column, preferences }) => preferences.map(one => ({ column, ...one })).reverse()),
    mapping: Object.fromEntries(ordered.map(({ column, preferences }) => [column, preferences.map(text).join(' | ')])),
  };
}

function unfoundOf(told: readonly Told[], names: ReadonlySet<string>): UnfoundField[] {
  return told.flatMap(({ column, preferences }) =>
    preferences
      .filter(({ field }) => !partsOf(field, names).every(part => names.has(part)))
      .map(({ field }) => ({ column, field, near: nearFields(field, [...names]) })),
  );
}
