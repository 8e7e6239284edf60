/** Fields of no known name whose values can hardly be anything else. */
import type { SourceColumnName } from '../columns.js';
import { learnTimes } from '../time-learn.js';
import { timeReader } from '../time.js';
import { presence, share, type FieldFacts } from './facts.js';
import { wordsOf } from './names.js';
import * as shapes from './shapes.js';

/** A field in fewer records is a detail of some. */
const leastPresent = 0.5;
const nearlyAll = 0.9;
/** Values that are looked at first. */
const few = 20;

export function isFoundByValues(column: SourceColumnName, facts: FieldFacts): boolean {
  const test = tests[column];
  if (test === undefined || presence(facts) < leastPresent || isAnothers(facts.field)) return false;
  return test(fewOf(facts)) && test(facts);
}

/** Some values from all over the sample: most fields are told by them not to be the column. */
function fewOf(facts: FieldFacts): FieldFacts {
  const step = Math.ceil(facts.values.length / few);
  const some = <T>(all: readonly T[]): T[] => all.filter((_, at) => at % step === 0);
  return { ...facts, values: some(facts.values), texts: some(facts.texts) };
}

const tests: Partial<Record<SourceColumnName, (facts: FieldFacts) => boolean>> = {
  time: isTime,
  ip: facts => share(facts, shapes.isAddress) >= nearlyAll && facts.distinct > 1,
  userAgent: facts => share(facts, text => /^Mozilla\/\d|^[\w.-]{2,30}\/v?\d+\.\d/.test(text)) >= nearlyAll,
  ja4: facts => share(facts, shapes.isJa4) >= nearlyAll,
  model: facts => share(facts, shapes.isModelName) >= nearlyAll && share(facts, shapes.isProse) === 0,
  method: facts => share(facts, shapes.isMethod) >= nearlyAll,
  prompt: ({ values }) => values.filter(isMessages).length >= nearlyAll * values.length,
};

/** Written in full, with date and time of day, and as long as the log goes on. */
function isTime({ field, values, texts, distinct }: FieldFacts): boolean {
  if (distinct < Math.min(3, values.length)) return false;
  const full = texts.filter(text => text.length >= 10 && !shapes.isDay(text));
  const read = timeReader(learnTimes(field, values, {}).reading);
  const times = full.map(text => read(asNumber(text))).filter(time => time > Date.UTC(2015, 0, 1));
  if (times.length < nearlyAll * values.length) return false;
  let forward = 0;
  for (let at = 1; at < times.length; at++) if ((times[at] as number) >= (times[at - 1] as number)) forward++;
  return forward >= 0.75 * (times.length - 1);
}

/** Whole numbers in texts are ids more often than times. */
function asNumber(text: string): string | number {
  return /^\d+$/.test(text) ? (text.length === 10 || text.length === 13 ? Number(text) : NaN) : text;
}

function isMessages(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && (value as readonly unknown[]).every(isMessage);
}

function isMessage(one: unknown): boolean {
  if (typeof one !== 'object' || one === null) return false;
  return Object.hasOwn(one, 'role') && (Object.hasOwn(one, 'content') || Object.hasOwn(one, 'parts'));
}

/** Of the server, of an end, of a person's life. */
function isAnothers(field: string): boolean {
  const words = field.split('.').flatMap(wordsOf);
  return words.some(word => another.has(word));
}

const another = new Set(
  'server upstream dst dest destination local backend listen node pod proxy lb gateway edge end ended finish finished expires expiry exp until updated modified birth dob answer response output fallback'.split(
    ' ',
  ),
);
