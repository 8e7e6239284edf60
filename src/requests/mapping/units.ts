/** The unit of a duration: told with its field, or found from its name, else from its values. */
import { durationOf } from '../duration.js';
import type { FieldFacts } from './facts.js';
import { leafOf } from './names.js';

/** ms in one of each unit. */
export const unitScales: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
};

const names: Readonly<Record<string, string>> = {
  '0.000001': 'nanoseconds',
  '0.001': 'microseconds',
  '1': 'milliseconds',
  '1000': 'seconds',
  '60000': 'minutes',
};

export function unitName(scale: number): string {
  return names[String(scale)] ?? `units of ${scale} ms`;
}

/** As `--map` takes it. */
export function unitNameOf(scale: number): string {
  return Object.keys(unitScales).find(unit => unitScales[unit] === scale) ?? 'ms';
}

/** ms in one unit of the field. */
export function scaleOf({ field, values }: Pick<FieldFacts, 'field' | 'values'>): number {
  const last = leafOf(field);
  const named = unitEndings.find(([ending]) => ending.test(last));
  if (named !== undefined) return named[1];
  const numbers = values.map(value => durationOf(value, 1)).filter(value => !Number.isNaN(value));
  if (numbers.length === 0) return 1;
  const typical = median(numbers);
  if (typical > 1e7) return 1e-6;
  // One record with a fraction does not turn milliseconds into seconds.
  const broken = numbers.filter(value => value % 1 !== 0).length;
  return broken >= Math.max(1, 0.1 * numbers.length) && typical < 600 ? 1000 : 1;
}

/** Ends of names that say the unit: `took_us`, `elapsedNs`, `response_seconds`. */
const unitEndings: readonly (readonly [RegExp, number])[] = [
  [/ms$|msec$|millis(econds)?$/i, 1],
  [/(^|[_-])ns$|[a-z]Ns$|[nN]ano(s|seconds)$/, 1e-6],
  [/(^|[_-])us$|[a-z]Us$|[mM]icro(s|seconds)$/, 1e-3],
  [/^(request_time|use_time|e2e_latency)$|[_-]s$|[_-]secs?$|[_-]seconds$|[a-z]S(ec|ecs|econds)$/, 1000],
];

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}
