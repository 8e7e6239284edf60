import type { FormatDescription } from './description.js';
import { fastDecoder } from './fast-decoder.js';
import type { Detected, FieldBinding, Format, RecordView } from './format.js';
import { fieldSample, maximumFields, sampledRecords, type FieldSample } from './field-sample.js';
import { jsonDecoder } from './json-decoder.js';
import { jsonFastSyntax } from './json-fast.js';
import { sampleJson } from './json-sample.js';
import { isJsonObject, unwrap, wrappers, type Inner, type JsonObject, type Wrapper } from './unwrap.js';

export const ndjson: Format = {
  name: 'ndjson',
  title: 'JSON lines',
  description: 'one JSON object per line, bare or in what a search engine, a cloud or an API puts around it',
  mostConfidence: 1,
  detect: sample => detect(sample),
};

/** JSON whose records lie in a list that only its description knows; it is none where most lines lack the list. */
export function carriedJson({ name, title, about = title }: FormatDescription, carrier: Wrapper): Format {
  return { name, title, description: about, mostConfidence: 1, detect: sample => detect(sample, { name, carrier }) };
}

interface Carried {
  readonly name: string;
  readonly carrier: Wrapper;
}

function detect(sample: RecordView, carried?: Carried): Detected | undefined {
  const { lines, objects, lenient, broken } = sampleJson(sample);
  // A fifth is enough: nothing else looks like JSON objects, and what does not is counted and located.
  if (objects.length === 0 || objects.length < lines / 5) return undefined;
  const active = activeWrappers(objects, carried === undefined ? wrappers : [carried.carrier]);
  if (carried !== undefined && active.length === 0) return undefined;
  const records = objects.flatMap(object =>
    (unwrap(object, active) ?? [{ record: object }]).filter(({ dropped }) => dropped === undefined),
  );
  const { fields, of } = sampleFields(records);
  const notes = active.map(wrapper => `records are unwrapped: ${wrapper.name}`);
  if (objects.length < lines) notes.push(`${lines - objects.length} of ${lines} sampled lines are not JSON objects`);
  if (lenient > 0)
    notes.push(
      `${lenient} of ${lines} sampled lines are not strict JSON (NaN, \\x22, a comma too many); read all the same`,
    );
  if (broken) notes.push('some text is not UTF-8; such bytes read as U+FFFD');
  if (fields.full) notes.push(`more than ${maximumFields} fields; the rest can still be named in a mapping`);
  return {
    format: carried?.name ?? 'ndjson',
    framing: {},
    ...(active.length > 0 && { isTakenOut: true }),
    fields: fields.fields(of),
    confidence: objects.length / lines,
    notes,
    decoder: (bindings, lease) => {
      const plain = jsonDecoder(bindings, active);
      // Wrapped records are several to a line, or lie in strings; names with half a surrogate pair have no bytes.
      if (lease === undefined || active.length > 0 || !bindings.every(isEncodable)) return plain;
      return fastDecoder(lease, jsonFastSyntax(lease, bindings), plain);
    },
  };
}

function isEncodable({ field }: FieldBinding): boolean {
  return !/\p{Surrogate}/u.test(field);
}

function sampleFields(records: readonly Inner[]): { fields: FieldSample; of: number } {
  const fields = fieldSample();
  let of = 0;
  for (const { record, around } of records) {
    if (of === sampledRecords || !isJsonObject(record)) continue;
    of += 1;
    fields.add(record);
    if (around !== undefined) fields.add(usable(around, record));
    fields.endRecord();
  }
  return { fields, of };
}

/** Wrappers that most of the sampled objects have and that hold objects. */
function activeWrappers(objects: readonly JsonObject[], known: readonly Wrapper[]): Wrapper[] {
  return known.filter(wrapper => {
    const unwrapped = objects.map(object => wrapper.unwrap(object));
    const lines = unwrapped.filter(inner => inner !== undefined);
    return lines.length * 2 > objects.length && lines.flat().some(inner => isJsonObject(inner.record));
  });
}

/** Of what is around a record: plain values of fields the record itself does not have. */
function usable(around: object, record: object): object {
  return Object.fromEntries(
    Object.entries(around).filter(
      ([key, value]) => typeof value !== 'object' && !['log', 'message'].includes(key) && !Object.hasOwn(record, key),
    ),
  );
}
