/** Fields to columns, with how their values are written: what a log of a few records is understood as. */
import { InputError } from '../errors.js';
import type { SampledField } from '../formats/format.js';
import { learnForms } from '../requests/forms.js';
import { chooseMapping, type Mapping } from '../requests/mapping.js';
import type { Proxies } from '../requests/proxies.js';
import type { TimeReading } from '../requests/time.js';
import type { TimeOptions } from '../requests/time-learn.js';
import type { ReadOptions } from './options.js';

/** @throws InputError when the times could be read in several ways, or in none */
export function mapFields(fields: readonly SampledField[], options: ReadOptions): Mapping {
  const mapping = chooseMapping(fields, options.map);
  const { bindings, notes, problem } = learnForms({ bindings: mapping.bindings, fields, times: timeOptions(options) });
  if (problem !== undefined) throw new InputError(problem.message, { hint: problem.hint });
  const read = bindings.map(({ column, field }) => [column, field] as const);
  return { ...mapping, bindings, mapping: Object.fromEntries(read), notes: [...mapping.notes, ...notes] };
}

/** How times are read of which nothing was learned. */
export function usualTimesOf(options: ReadOptions): TimeReading {
  const { zone } = timeOptions(options);
  return zone === undefined ? { zone: 0 } : { zone, isGiven: true };
}

export function proxiesOf({ trustedProxies = [] }: ReadOptions): Proxies {
  return { trusted: trustedProxies };
}

function timeOptions({ timezoneOffset, timeZone, timeFormat }: ReadOptions): TimeOptions {
  return { zone: timeZone ?? (timezoneOffset === 0 ? undefined : timezoneOffset), format: timeFormat };
}
