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
const mostly = 0.75;
/** Share of prompts that no other is like, and characters that half of them have at least: messages of a program are shorter. */
const leastDifferent = 0.5;
const promptLength = 40;
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
  const [values, texts] = [some(facts.values), some(facts.texts)];
  return { ...facts, values, texts, distinct: Math.min(facts.distinct, values.length) };
}

const tests: Partial<Record<SourceColumnName, (facts: FieldFacts) => boolean>> = {
  time: isTime,
  ip: facts => share(facts, shapes.isAddress) >= nearlyAll && facts.distinct > 1,
  userAgent: isSoftware,
  ja4: facts => share(facts, shapes.isJa4) >= nearlyAll,
  model: facts => share(facts, shapes.isModelName) >= nearlyAll && share(facts, shapes.isProse) === 0,
  method: facts => share(facts, shapes.isMethod) >= nearlyAll,
  prompt: facts => facts.values.filter(isMessages).length >= nearlyAll * facts.values.length || isAsked(facts),
};

/** Most with a version, the others of a known program. */
function isSoftware(facts: FieldFacts): boolean {
  if (share(facts, shapes.isUserAgent) < nearlyAll || share(facts, shapes.isModelName) > 0.5) return false;
  return share(facts, text => /^Mozilla\/\d|^[\w.-]{2,30}\/(?:v|[A-Za-z]\w{0,20} )?\d+\.\d/.test(text)) >= 0.5;
}

/** Prose as people and programs ask in: texts of some length, few of which are the same. */
function isAsked(facts: FieldFacts): boolean {
  const { texts, distinct } = facts;
  if (
    share(facts, text => shapes.isProse(text) && !/^\s*[[{]/.test(text)) < mostly ||
    distinct < leastDifferent * texts.length
  )
    return false;
  return texts.filter(({ length }) => length >= promptLength).length >= 0.5 * texts.length;
}

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
