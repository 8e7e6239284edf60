/** Which detectors a log allows. */
import type { ColumnName } from '../requests/batch.js';
import type { Detector } from './detector.js';

export interface DetectorState {
  readonly detector: Detector;
  status: 'ran' | 'not-evaluable' | 'skipped' | 'failed';
  reason?: string;
}

export interface Admission {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly columns: ReadonlySet<ColumnName>;
  /** Measures that failed, with the reason. */
  readonly failures: ReadonlyMap<string, string>;
  readonly detectorOptions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly canaries: readonly string[];
}

export function admit(detector: Detector, options: Admission): DetectorState {
  const { only, skip, columns, failures, canaries, detectorOptions } = options;
  const { id, optIn } = detector.meta;
  if ((only.length > 0 && !only.includes(id)) || skip.includes(id)) {
    return { detector, status: 'skipped', reason: only.length > 0 ? 'not among --only' : 'in --skip' };
  }
  if (optIn === true && !only.includes(id) && !Object.hasOwn(detectorOptions, id)) {
    return { detector, status: 'skipped', reason: 'opt-in: name it with --only, or under detectors in --config' };
  }
  for (const column of detector.requires) {
    const anyOf = typeof column === 'string' ? [column] : column;
    if (!anyOf.some(name => columns.has(name))) {
      return { detector, status: 'not-evaluable', reason: `the log has no ${anyOf.join(' or ')}` };
    }
  }
  if (detector.lists?.includes('canaries') === true && canaries.length === 0) {
    return { detector, status: 'not-evaluable', reason: 'no list was given with --canaries' };
  }
  for (const measure of Object.values(detector.needs)) {
    const reason = failures.get(measure.id);
    if (reason !== undefined)
      return { detector, status: 'not-evaluable', reason: `measure ${measure.id} failed: ${reason}` };
  }
  return { detector, status: 'ran' };
}
