/** A case through the real way: batches, measures, linking, panel, ranking. Only reading files is left out. */
import { Readable } from 'node:stream';
import type { Detector } from '../detectors/detector.js';
import { judge } from '../engine/judge.js';

import { canaryMeasure, canaries as noCanaries } from '../measures/catalogue/canaries.js';
import { measures as builtIn } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import { Profiles } from '../measures/profiles.js';
import { createDictionaries } from '../requests/builder.js';
import { columnsPresent } from '../requests/columns.js';
import { placed, toBatches, type CaseLog, type PlacedRequest } from './log-builder.js';
import { watchDetector, type Watch } from './watch.js';

/** What a case runs with beside its log. */
export interface CaseSettings {
  /** Options of the detector that differ from their defaults. */
  readonly options?: Readonly<Record<string, number>>;
  /** Decoys that the operator planted. */
  readonly canaries?: readonly string[];
}

export interface RunOfCase {
  readonly report: ReturnType<typeof judge>;
  readonly status: ReturnType<typeof judge>['run']['detectors'][number];
  readonly watch: Watch;
  /** Ids of measures whose states differ after judging. */
  readonly altered: readonly string[];
}

/** Requests as parts of a log: each part is measured apart, then they are added up. */
export type Parts = readonly (readonly PlacedRequest[])[];

export function runCase(
  detector: Detector,
  log: CaseLog,
  settings: CaseSettings,
  parts: Parts = [placed(log)],
): RunOfCase {
  const measures = measuresFor(detector, settings.canaries ?? []);
  const profiles = measureParts(measures, log, parts);
  const watch: Watch = { reads: new Set(), strays: new Set(), said: [] };
  const before = [...profiles.encode()];
  const bindings = log.columns.map(column => ({ column, field: column }));
  const columns = columnsPresent(bindings);
  const report = judge(
    { profiles, columns, inputs: [], problems: [], notes: [] },
    { detectors: [watchDetector(detector, watch)], measures, columns: [...columns] },
    runOptions(detector, settings),
  );
  const altered = alteredMeasures(before, [...profiles.encode()]);
  return { report, status: report.run.detectors[0] as RunOfCase['status'], watch, altered };
}

/** As the engine chooses them: the built-in ones, with the operator's decoys, and those the detector brings. */
function measuresFor(detector: Detector, decoys: readonly string[]): Measure[] {
  const measures = new Map<string, Measure>(builtIn.map(measure => [measure.id, measure]));
  measures.set(noCanaries.id, canaryMeasure(decoys));
  for (const measure of Object.values(detector.needs)) {
    if (!measures.has(measure.id)) measures.set(measure.id, measure as unknown as Measure);
  }
  return [...measures.values()];
}

/**
 * The first two parts are merged as they are, the third and later ones as text, as nights are. Merged states stay, as those
 * of busy accounts do: what a detector writes into them is seen.
 */
function measureParts(measures: readonly Measure[], log: CaseLog, parts: Parts): Profiles {
  const each = parts.map(part => {
    const dictionaries = createDictionaries();
    const profiles = new Profiles(measures);
    toBatches(part, log.columns, { dictionaries, onBatch: batch => profiles.observe(batch) });
    return profiles;
  });
  const whole = new Profiles(measures);
  each.forEach((other, i) => {
    if (i < 2) whole.merge(other);
    else for (const [key, state] of other.encode()) whole.absorb(key, state);
  });
  return whole;
}

function runOptions(detector: Detector, { options = {}, canaries = [] }: CaseSettings): Parameters<typeof judge>[2] {
  return {
    inputs: [],
    cwd: '',
    stdin: Readable.from([]),
    map: {},
    logFormat: undefined,
    timezoneOffset: 0,
    maxRecordBytes: 2 ** 24,
    threads: 1,
    memory: 2 ** 30,
    detectors: [],
    only: [],
    skip: [],
    detectorOptions: { [detector.meta.id]: options },
    allow: [],
    canaries,
    failOn: 'never',
  };
}

function alteredMeasures(before: readonly [string, string][], after: readonly [string, string][]): string[] {
  const altered = new Set<string>();
  before.forEach(([key, state], i) => {
    const [, now] = after[i] ?? [key, '{}'];
    if (now === state) return;
    const then = JSON.parse(state) as Record<string, unknown>;
    const later = JSON.parse(now) as Record<string, unknown>;
    for (const id of Object.keys(then)) if (JSON.stringify(then[id]) !== JSON.stringify(later[id])) altered.add(id);
  });
  return [...altered].sort();
}
