/** Numbers, times and names as people read them. */
import { inGroups } from '../digits.js';
import type { Period, Suspect } from './report.js';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const minute = 60_000;
const day = 86_400_000;

/** Rounded, half away from zero. */
function whole(value: number): string {
  return inGroups(Math.sign(value) * Math.round(Math.abs(value)));
}

/** `449,245`, `0.124`, `12.5`, `4e-5`. */
export function number(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return whole(value);
  if (size < 0.001) return value.toExponential(1).replace('.0e', 'e');
  return String(Number(value.toPrecision(3)));
}

/** `1 account`, `2,775 accounts`. */
export function count(value: number, noun: string): string {
  return `${whole(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** `26.1 M`, `4.2 k`, `850`. */
export function amount(value: number): string {
  const units: readonly [number, string][] = [
    [1e12, ' T'],
    [1e9, ' G'],
    [1e6, ' M'],
    [1e3, ' k'],
  ];
  // A number that would round up to the next unit belongs to it.
  const [size, unit] = units.find(([least]) => value >= least * 0.99995) ?? [1, ''];
  return size === 1 ? whole(value) : `${(value / size).toFixed(1)}${unit}`;
}

/** Bytes: `8.1 MB`. */
export function bytes(value: number): string {
  return `${amount(value).replace(/ ?([kMGT]?)$/, ' $1')}B`;
}

/** `+18.2`, `–1.5`: bits with their sign, and which one nothing has. */
export function signed(bits: number, ofNothing: '+' | '–'): string {
  return `${bits > 0 ? '+' : bits < 0 ? '–' : ofNothing}${Math.abs(bits).toFixed(1)}`;
}

/** `0.04 %`, `< 0.01 %`, `38 %`. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value > 0 && value < 0.01) return '< 0.01 %';
  return `${value >= 10 ? value.toFixed(0) : String(Number(value.toPrecision(2)))} %`;
}

/** `11–15 May 2026`, `28 Feb – 3 Mar 2026`, `2 Mar 2026, 00:00–12:30 UTC`. Times that are none are given as they are. */
export function period({ from, to }: Period): string {
  const [start, end] = [new Date(from), new Date(to)];
  if (Number.isNaN(start.getTime()) || Number.isNaN(end.getTime())) return `${from} – ${to}`;
  if (from.slice(0, 10) === to.slice(0, 10)) return `${date(end)}, ${clock(from)}–${clock(to)} UTC`;
  if (start.getUTCFullYear() !== end.getUTCFullYear()) return `${date(start)} – ${date(end)}`;
  if (start.getUTCMonth() !== end.getUTCMonth()) return `${start.getUTCDate()} ${month(start)} – ${date(end)}`;
  return `${start.getUTCDate()}–${date(end)}`;
}

/** Length of a period in ms; undefined when it has none. */
export function length({ from, to }: Period): number | undefined {
  const ms = Date.parse(to) - Date.parse(from);
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

/** `37 s`, `12 min`, `5 h`, `2.5 days`. */
export function duration(ms: number): string {
  if (ms < minute) return `${number(Math.max(1, Math.round(ms / 1000)))} s`;
  if (ms < 60 * minute) return `${Math.round(ms / minute)} min`;
  if (ms < 2 * day) return `${number(round(ms / (60 * minute)))} h`;
  return `${number(round(ms / day))} days`;
}

/** `coordinated-generation` and `outputTokens` as words. */
export function words(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`).replace(/-/g, ' ');
}

/** `campaign 7f3a2c · 300 accounts`; an account by its name. */
export function who({ id, kind, accounts }: Suspect): string {
  const name = id.startsWith(`${kind}:`) ? id.slice(kind.length + 1) : id;
  if (kind === 'account') return name;
  const size = accounts.length > 1 ? ` · ${count(accounts.length, 'account')}` : '';
  return `${kind} ${name.replace(/^net:/, '')}${size}`;
}

/** `a.gz`, `a.gz, b.gz`, `a.gz … z.gz (31 files)`. */
export function names(list: readonly string[]): string {
  const [first = '', last = ''] = [list[0], list.at(-1)];
  if (list.length <= 2) return list.join(', ');
  return `${first} … ${last} (${list.length} files)`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function date(time: Date): string {
  return `${time.getUTCDate()} ${month(time)} ${time.getUTCFullYear()}`;
}

function month(time: Date): string {
  return months[time.getUTCMonth()] ?? '';
}

function clock(iso: string): string {
  return iso.slice(11, 16);
}
