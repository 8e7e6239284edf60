/** What a sample tells of a field: how many records have it, and what its values look like. */
import type { FieldValue, SampledField } from '../../formats/format.js';
import { textOf } from '../values.js';
import { writerOf, type Writer } from './writers.js';

/** Facts of few records prove nothing: from so many on they are held against a field. */
export const enoughRecords = 20;

export interface FieldFacts {
  readonly field: string;
  /** Raw values that are not placeholders; `rows` are the records they are of, where those are known. */
  readonly values: readonly FieldValue[];
  readonly rows: readonly number[] | undefined;
  /** Records sampled. */
  readonly of: number;
  readonly writer: Writer;
  /** Records that have the field, with or without a value. */
  readonly present: number;
  /** Texts that stand for nobody, with how often: `anonymous`, `undefined`. */
  readonly placeholders: ReadonlyMap<string, number>;
  /** Texts of the values; '' for lists and objects. */
  readonly texts: readonly string[];
  /** Different texts. */
  readonly distinct: number;
  /** Share of its values that are the most frequent one. */
  readonly commonest: number;
}

/** What is known of the record a field is in: texts that mean nothing there, and whether the client wrote this part of it. */
export interface Surroundings {
  readonly absent?: ReadonlySet<string> | undefined;
  readonly client?: boolean;
}

export function factsOf(sampled: SampledField, { absent, client = false }: Surroundings = {}): FieldFacts {
  const { field, of } = sampled;
  const kept = sampled.values
    .map((value, at) => ({ value, row: sampled.rows?.[at] }))
    .filter(({ value }) => !stands(value, absent));
  const texts = kept.map(({ value }) => textOf(value));
  const placeholders = new Map<string, number>();
  for (const value of sampled.values) {
    if (typeof value === 'string' && stands(value, absent)) placeholders.set(value, (placeholders.get(value) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const { value } of kept) {
    const key = keyOf(value);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return {
    field,
    values: kept.map(({ value }) => value),
    rows: sampled.rows === undefined ? undefined : kept.map(({ row }) => row as number),
    of,
    writer: client ? 'client' : writerOf(field),
    present: sampled.present,
    placeholders,
    texts,
    distinct: counts.size,
    commonest: kept.length === 0 ? 0 : Math.max(...counts.values()) / kept.length,
  };
}

/** For counting: texts as they are, lists and objects by their beginning. */
export function keyOf(value: FieldValue): string {
  return (typeof value === 'object' ? jsonOf(value) : plainText(value)).slice(0, 2000);
}

function plainText(value: FieldValue): string {
  return typeof value === 'string' ? value : textOf(value);
}

/** What is nested so deeply that it cannot be written again is like all others of that kind. */
export function jsonOf(value: object | null): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '…';
  }
}

/** A text that stands for nothing. */
function stands(value: FieldValue, absent: ReadonlySet<string> | undefined): boolean {
  return typeof value === 'string' && (textOf(value) === '' || absent?.has(value.toLowerCase()) === true);
}

/** Share of sampled records in which a field has a value. */
export function presence({ values, of }: FieldFacts): number {
  return values.length / Math.max(1, of);
}

/** One value for all, in so many records that it cannot be chance. One record that differs proves nothing. */
export function isConstant({ values, commonest }: FieldFacts): boolean {
  return values.length >= enoughRecords && commonest * values.length >= values.length - 1;
}

/** Another value for each record, but perhaps for one. */
export function isUnique({ values, distinct }: FieldFacts): boolean {
  return values.length >= enoughRecords && distinct >= values.length - 1;
}

/** Share of the values of which something holds. */
export function share(facts: FieldFacts, holds: (text: string) => boolean): number {
  return facts.texts.length === 0 ? 0 : facts.texts.filter(holds).length / facts.texts.length;
}
