/** How the times of one field are to be read, concluded from all its sampled values; or why it cannot be concluded. */
import type { FieldValue } from '../formats/format.js';
import { dateOrders, readWritten, type DateOrder } from './time-forms.js';
import { orderOf } from './time-pattern.js';
import { precisionProblem } from './time-precision.js';
import { parseTime, serialOf, timeReader, usualTimes, type TimeReading } from './time.js';
import { zoneOfField, type Zone } from './time-zone.js';

/** What the user said of times. */
export interface TimeOptions {
  readonly zone?: Zone | undefined;
  /** A pattern of date-fns, or an order alone: `dd/MM/yyyy`. */
  readonly format?: string | undefined;
}

/** Why values of a field cannot be used, with the first of them, and what to do. */
export interface FormProblem {
  readonly message: string;
  readonly hint: string;
}

export interface LearnedTimes {
  readonly reading: TimeReading;
  readonly problem?: FormProblem;
  readonly notes: readonly string[];
}

/** An order must read so many of the dates that need one; a few may be damaged. */
const enough = 0.9;

/** @param values of the field, in the order of the log */
export function learnTimes(field: string, values: readonly FieldValue[], { zone, format }: TimeOptions): LearnedTimes {
  const told = zone === undefined ? { zone: zoneOfField(field) ?? 0 } : { zone, isGiven: true };
  if (format !== undefined) return fromFormat(field, values, { ...told, ...formOf(format) });
  const unread = values.filter(value => Number.isNaN(parseTime(value, told)));
  const needy = unread.filter(value => typeof value === 'string' && readWritten(value.trim()) === 'order') as string[];
  if (needy.length > 0 && 2 * needy.length >= unread.length) return fromOrders(field, needy, told);
  if (values.length > 0 && unread.length === values.length) return withoutForm(field, values, told);
  const problem = precisionProblem(field, values);
  return { reading: told, notes: [], ...(problem !== undefined && { problem }) };
}

/** Whether a value is a time, if need be with help: in some order of its numbers, in some zone, in some year. */
export function isTime(value: FieldValue): boolean {
  if (!Number.isNaN(parseTime(value, { ...usualTimes, isGiven: true }))) return true;
  if (serialOf(value) % 1 > 0) return true;
  return typeof value === 'string' && (readWritten(value.trim()) === 'year' || ordersOf(value).length > 0);
}

function formOf(format: string): Pick<TimeReading, 'order' | 'format'> {
  const order = orderOf(format);
  return order === undefined ? { format } : { order };
}

function fromFormat(field: string, values: readonly FieldValue[], reading: TimeReading): LearnedTimes {
  const read = timeReader(reading);
  if (values.length === 0 || values.some(value => !Number.isNaN(read(value)))) return { reading, notes: [] };
  const message = `--time-format reads no value of ${field}, such as ${shown(values[0])}`;
  return { reading, notes: [], problem: { message, hint: patternHint } };
}

/** Dates that are three numbers: what all of them can be, else what runs forward or backward alone. */
function fromOrders(field: string, values: readonly string[], told: TimeReading): LearnedTimes {
  const tried = dateOrders.map(order => ({ order, times: values.map(value => parseTime(value, { ...told, order })) }));
  const fit = tried.filter(({ times }) => times.filter(time => !Number.isNaN(time)).length >= enough * times.length);
  const [only, ...others] = fit.length > 1 ? fit.filter(({ times }) => isSteady(times)) : fit;
  if (only !== undefined && others.length === 0) {
    const proof = values.find(value => ordersOf(value).length === 1) ?? values[0];
    return {
      reading: { ...told, order: only.order },
      notes: [`${field} is read with ${wording[only.order]}, as ${shown(proof)} shows`],
    };
  }
  const [first = ''] = values;
  const message =
    fit.length === 0 && values.some(value => ordersOf(value).length > 0)
      ? `${field} holds ${shown(first)}, and dates in no one order of day, month and year`
      : `${field} holds ${shown(first)}, which can be read with ${(fit.length > 0 ? fit : tried.slice(0, 2)).map(({ order }) => wording[order]).join(' or with ')}`;
  return { reading: told, notes: [], problem: { message, hint: orderHint(first) } };
}

/** Orders in which a date of three numbers is one. */
function ordersOf(value: string): DateOrder[] {
  return dateOrders.filter(order => {
    const written = readWritten(value.trim(), order);
    return typeof written === 'object' && !Number.isNaN(written.local);
  });
}

const wording: Readonly<Record<DateOrder, string>> = {
  dmy: 'the day first',
  mdy: 'the month first',
  ymd: 'the year first',
};

function isSteady(times: readonly number[]): boolean {
  const known = times.filter(time => !Number.isNaN(time));
  const steps = known.slice(1).map((time, i) => time - (known[i] as number));
  return steps.every(step => step >= 0) || steps.every(step => step <= 0);
}

function orderHint(value: string): string {
  const [, separator = '/'] = /\d{1,2}([-/.])\d/.exec(value) ?? [];
  const year = /[-/.]\d{4}/.test(value) ? 'yyyy' : 'yy';
  const patterns = [
    ['dd', 'MM', year],
    ['MM', 'dd', year],
  ].map(parts => `--time-format ${parts.join(separator)}`);
  return `Say which: ${patterns.join(' or ')}`;
}

/** None of the values says enough. */
function withoutForm(field: string, values: readonly FieldValue[], told: TimeReading): LearnedTimes {
  if (values.every(value => !Number.isNaN(serialOf(value))) && values.some(value => serialOf(value) % 1 > 0)) {
    const note = `${field} is read as days since 1899-12-30, as spreadsheets count them`;
    return { reading: { ...told, isSerial: true }, notes: [note] };
  }
  const [first] = values;
  const holds = `${field} holds ${shown(first)}`;
  const text = typeof first === 'string' ? first.trim() : '';
  const zone = /(?:^|[ \d])([A-Z]{2,5})$/.exec(text)?.[1];
  if (zone !== undefined && !Number.isNaN(parseTime(text, { ...told, isGiven: true }))) {
    const problem = { message: `${holds}, and ${zone} is no zone, or one of several`, hint: zoneHint };
    return { reading: told, notes: [], problem };
  }
  if (readWritten(text) === 'year')
    return { reading: told, notes: [], problem: { message: `${holds}, which names no year`, hint: yearHint } };
  return { reading: told, notes: [], problem: { message: `${holds}, which is not read as a time`, hint: patternHint } };
}

const patternHint =
  "Write down how it is written, for instance --time-format 'dd/MM/yyyy HH:mm:ss' (tokens of date-fns)";
const zoneHint = 'Name the zone that is meant, for instance --time-zone America/Chicago or --time-zone +08:00';
const yearHint =
  'Write the year in front of it, as in 2026 Nov 20 08:15:30, or map another field with --map time=FIELD';

/** A value as a message shows it. */
function shown(value: FieldValue): string {
  const text = typeof value === 'string' ? value : ((JSON.stringify(value) as string | undefined) ?? '');
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
}
