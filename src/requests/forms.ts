/** How the values of bound fields are written, concluded from the sample: zones, orders of dates, points and commas. */
import type { FieldBinding, FieldValue, SampledField } from '../formats/format.js';
import { isNumeric, learnNumbers, type NumberForm } from './number-form.js';
import { learnTimes, type FormProblem, type TimeOptions } from './time-learn.js';
import type { TimeReading } from './time.js';
import { textOf } from './values.js';

/** How the values of one field are written; what a binding's `form` is. Can be sent to another thread. */
export interface ValueForm {
  readonly times?: TimeReading;
  readonly numbers?: NumberForm;
  /** Texts that stand for nothing in this format, in lower case. */
  readonly absent?: ReadonlySet<string>;
  readonly rewrite?: Rewriting;
}

/** What texts of a field are in the column. */
export interface Rewriting {
  readonly values?: Readonly<Record<string, string>>;
  readonly decode?: 'percent';
  /** The part that is meant of the first line of a request. */
  readonly requestLine?: 'method' | 'path';
}

export interface FormOfRequestLine extends ValueForm {
  readonly rewrite: Required<Pick<Rewriting, 'requestLine'>>;
}

export interface LearnedForms {
  /** The same bindings, with forms where there is something to know; without those whose values have two meanings. */
  readonly bindings: readonly FieldBinding[];
  /** Why no time can be read, with the first value and what to do. */
  readonly problem?: FormProblem;
  readonly notes: readonly string[];
}

export interface FormsToLearn {
  readonly bindings: readonly FieldBinding[];
  readonly fields: readonly SampledField[];
  readonly times: TimeOptions;
}

/** Numbers that are whole: nobody is given half a token. */
const counts: ReadonlySet<string> = new Set([
  'bytesIn',
  'bytesOut',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'reasoningTokens',
  'maxTokens',
  'n',
  'topLogprobs',
]);
const fractions: ReadonlySet<string> = new Set(['latency', 'temperature']);

export function learnForms({ bindings, fields, times }: FormsToLearn): LearnedForms {
  const samples = new Map(fields.map(one => [one.field, one]));
  const valuesOf = ({ field }: FieldBinding): readonly FieldValue[] =>
    samples.get(field)?.values ?? joinedValues(field.split('+').flatMap(part => samples.get(part) ?? []));
  const notes: string[] = [];
  let problem: FormProblem | undefined;
  const decimal = decimalOf(fields);
  const formed = bindings.flatMap(binding => {
    const { column, field } = binding;
    if (column === 'time' || column === 'endTime') {
      const learned = timesOf(binding, valuesOf(binding), times);
      notes.push(...learned.notes);
      if (column === 'time') problem = learned.problem;
      else if (learned.problem !== undefined) notes.push(`${learned.problem.message}; it is left out`);
      return { ...binding, form: { ...binding.form, times: learned.reading } };
    }
    if (!counts.has(column) && !fractions.has(column)) return binding;
    const { form, undecided } = learnNumbers(valuesOf(binding), { isCount: counts.has(column), decimal });
    if (undecided !== undefined) {
      notes.push(undecidedNote(column, field, undecided));
      return [];
    }
    return form === undefined ? binding : { ...binding, form: { ...binding.form, numbers: form } };
  });
  return { bindings: formed, notes, ...(problem !== undefined && { problem }) };
}

/** What date and time of day of the same records are together: they are read, and so learned, as one text. */
function joinedValues([first, ...rest]: readonly SampledField[]): FieldValue[] {
  if (first === undefined || rest.length === 0) return [];
  const others = rest.map(field => new Map(field.values.map((value, at) => [field.rows?.[at] ?? at, value])));
  return first.values.flatMap((value, at) => {
    const parts = [value, ...others.map(values => values.get(first.rows?.[at] ?? at))].map(textOf);
    return parts.includes('') ? [] : [parts.join(' ')];
  });
}

/** The pattern is the time's; when something ended may be written in another way. */
function timesOf({ column, field }: FieldBinding, values: readonly FieldValue[], times: TimeOptions) {
  const learned = learnTimes(field, values, times);
  if (column === 'time' || learned.problem === undefined || times.format === undefined) return learned;
  return learnTimes(field, values, { zone: times.zone });
}

/** Values of a field that are looked at for what others mean. */
const enoughValues = 50;

/** The decimal separator of the log, where fields that can be read in one way only agree on one. */
function decimalOf(fields: readonly SampledField[]): '.' | ',' | undefined {
  const shown = new Set<'.' | ','>();
  for (const { values, of } of fields) {
    // What few records hold may be a client's own.
    const some = values.length >= of / 2 ? values.slice(0, enoughValues) : [];
    if (2 * some.filter(isNumeric).length < some.length) continue;
    const { form } = learnNumbers(some);
    if (form !== undefined) shown.add(form.decimal);
  }
  const [only] = shown;
  return shown.size === 1 ? only : undefined;
}

function undecidedNote(column: string, field: string, value: string): string {
  return `${column} is not read from ${field}: "${value}" may be thousands or a fraction; export its numbers without a separator of thousands`;
}
