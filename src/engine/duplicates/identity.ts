/** Whether requests of an input tell which they are, so that one can be known again wherever it stands. */
import type { FieldValue, SampledField } from '../../formats/format.js';
import { textOf } from '../../requests/values.js';
import type { Part } from '../understand.js';

/** Share of the sample that must tell it. */
const enough = 0.95;
/** Share of the times that must be finer than a second, for them not to be rounded. */
const fineShare = 0.05;

/** By an id that nearly every record has for itself; or else by account, prompt and time, where times are finer than a second. */
export function tellsRequests({ detected, mapping }: Part): boolean {
  const fieldsOf = (...columns: readonly string[]): SampledField[] =>
    mapping.bindings
      .filter(({ column }) => columns.includes(column))
      .flatMap(({ field }) => detected.fields.filter(one => one.field === field));
  const isFine = fieldsOf('time', 'endTime').some(({ values }) => hasFractions(values));
  const ids = fieldsOf('requestId').filter(({ field }) => isFine || !clientsChoose(field));
  if (ids.some(isId)) return true;
  return isFine && fieldsOf('prompt', 'promptHash').some(isNearlyAlways);
}

/** An id that the client sends may be the same for all it does. */
function clientsChoose(field: string): boolean {
  return /header/i.test(field);
}

function isNearlyAlways({ values, of }: SampledField): boolean {
  return of > 0 && values.length >= enough * of;
}

function isId(sampled: SampledField): boolean {
  const { values } = sampled;
  return isNearlyAlways(sampled) && new Set(values.map(textOf)).size >= enough * values.length;
}

function hasFractions(values: readonly FieldValue[]): boolean {
  return values.filter(value => isFraction(textOf(value))).length > fineShare * values.length;
}

/** Of text with a fraction, and of epochs in ms or finer. */
function isFraction(text: string): boolean {
  return /\d[.,]\d*[1-9]/.test(text) || (/^\d{13,19}$/.test(text) && !/^\d{10}0+$/.test(text));
}
