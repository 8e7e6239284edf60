/** The run in words: what was read, what was looked for, what went wrong. */
import { booksOf, type Books } from './books.js';
import type { DetectorStatus, InputSummary, Run } from './report.js';
import { bytes, count, number } from './wording.js';

/** One input: read = requests + duplicates + rejected + filtered. */
export interface InputLine {
  readonly path: string;
  /** `ndjson, gzip, 8.1 MB` */
  readonly kind: string;
  /** `89,849 records = 89,837 requests + 12 rejected + 0 filtered` */
  readonly records: string;
  /** Why records were not used, damage, notes. */
  readonly remarks: readonly string[];
  /** Whether something in it needs a reader's eye. */
  readonly amiss: boolean;
}

export interface LookedFor {
  /** Detectors that ran, by family. */
  readonly ran: readonly { readonly family: string; readonly detectors: readonly string[] }[];
  /** Those that did not, by reason. */
  readonly missing: readonly { readonly reason: string; readonly detectors: readonly string[] }[];
}

/** Reasons that the head of a report names. */
const mostReasons = 2;

/** `29 of 33 detectors ran (not evaluable: needs column tls)`, `baseline reliable`, `12 records rejected`. */
export function coverage(run: Run): string[] {
  const { detectors, population, records } = run;
  const ran = detectors.filter(({ status }) => status === 'ran').length;
  const failed = detectors.filter(({ status }) => status === 'failed').length;
  const reasons = lookedFor(run)
    .missing.map(({ reason }) => reason)
    .filter(reason => !reason.startsWith('failed:'));
  if (failed > 0) reasons.unshift(`${number(failed)} failed`);
  const why =
    reasons.length > mostReasons ? [...reasons.slice(0, mostReasons), 'others are named at the end'] : reasons;
  return [
    `${number(ran)} of ${count(detectors.length, 'detector')} ran${why.length > 0 ? ` (${why.join('; ')})` : ''}`,
    population.reliable ? 'baseline reliable' : 'baseline unreliable',
    `${count(records.rejected, 'record')} rejected`,
  ];
}

/** Whatever weakens the report, in plain words. */
export function problems({ problems: told, inputs, detectors, population, complete }: Run): string[] {
  const untold = (name: string): boolean => !told.some(problem => problem.includes(name));
  const damaged = inputs.flatMap(({ path, damage }) =>
    damage !== undefined && untold(path) ? [`${path}: ${damageText(damage)}`] : [],
  );
  const failed = detectors.flatMap(({ id, status, reason }) =>
    status === 'failed' && untold(id) ? [`detector ${id} failed: ${reason ?? 'no reason given'}`] : [],
  );
  const list = [...told, ...damaged, ...failed];
  if (!complete && list.length === 0) list.push('an input could not be read to its end');
  if (population.reliable) return list;
  const why = population.notes.length > 0 ? remarks(population.notes).join('; ') : 'too few accounts to compare with';
  return [...list, `baseline unreliable: ${why}`];
}

/** Holes in time, remarks on the baseline. */
export function notes({ population, timeline }: Run): string[] {
  return [
    ...(population.reliable ? remarks(population.notes).map(note => `baseline: ${note}`) : []),
    ...timeline.notes,
  ];
}

/** Notes say themselves what they are about; here they stand where that is said already. */
function remarks(population: readonly string[]): string[] {
  return population.map(note => note.replace(/^baseline unreliable: /, ''));
}

export function inputLine(input: InputSummary): InputLine {
  const { path, format, dialect, compression, rejected, filtered, damage, notes: own } = input;
  const kind = [dialect ?? format, ...(compression === 'none' ? [] : [compression]), bytes(input.bytes)].join(', ');
  const remarks = [
    ...(damage === undefined ? [] : [damageText(damage)]),
    ...(rejected === 0 ? [] : [`rejected: ${reasons(input.rejectedBy)}${where(input)}`]),
    ...(filtered === 0 ? [] : [`filtered: ${reasons(input.filteredBy)}`]),
    ...own,
  ];
  return {
    path,
    kind,
    records: conservation(booksOf([input])),
    remarks,
    amiss: damage !== undefined || rejected > 0 || own.length > 0,
  };
}

/** `89,849 records = 89,837 requests + 12 rejected + 0 filtered`, and duplicates where there are some. */
export function conservation({ read, requests, duplicates, rejected, filtered }: Books): string {
  const doubles = duplicates === 0 ? '' : ` + ${count(duplicates, 'duplicate')}`;
  return `${count(read, 'record')} = ${count(requests, 'request')}${doubles} + ${number(rejected)} rejected + ${number(filtered)} filtered`;
}

export function lookedFor({ detectors }: Run): LookedFor {
  const ran = grouped(
    detectors.filter(({ status }) => status === 'ran'),
    ({ family }) => family,
  );
  const missing = grouped(
    detectors.filter(({ status }) => status !== 'ran'),
    whyNot,
  );
  return {
    ran: ran.map(([family, ids]) => ({ family, detectors: ids })),
    missing: missing.map(([reason, ids]) => ({ reason, detectors: ids })),
  };
}

function damageText({ position, message }: { position: number; message: string }): string {
  return `damaged at byte ${number(position)}: ${message}`;
}

/** `8 not JSON, 4 no time`, most frequent first. */
function reasons(by: Record<string, number>): string {
  const list = Object.entries(by).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return list.map(([reason, times]) => `${number(times)} ${reason}`).join(', ') || 'no reason given';
}

function where({ rejects }: InputSummary): string {
  const lines = rejects.slice(0, 3).map(({ line }) => number(line));
  if (lines.length === 0) return '';
  return ` (line${rejects.length > 1 ? 's' : ''} ${lines.join(', ')}${rejects.length > 3 ? ' …' : ''})`;
}

function whyNot({ status, reason }: DetectorStatus): string {
  return `${status === 'not-evaluable' ? 'not evaluable' : status}: ${reason ?? 'no reason given'}`;
}

function grouped(detectors: readonly DetectorStatus[], key: (one: DetectorStatus) => string): [string, string[]][] {
  const groups = new Map<string, string[]>();
  for (const one of detectors) groups.set(key(one), [...(groups.get(key(one)) ?? []), one.id]);
  return [...groups];
}
