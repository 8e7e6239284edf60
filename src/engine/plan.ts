/** Which detectors and measures a run needs, and so which columns are decoded at all. */
import { detectors as builtIn } from '../detectors/index.js';
import type { Detector } from '../detectors/detector.js';
import { canaries, canaryMeasure } from '../measures/catalogue/canaries.js';
import { measures as builtInMeasures } from '../measures/index.js';
import type { Measure } from '../measures/measure.js';
import type { ColumnName } from '../requests/batch.js';
import { UsageError } from '../errors.js';
import { loadDetectors } from './plugins.js';
import type { RunOptions } from './options.js';

export interface Plan {
  readonly detectors: readonly Detector[];
  /** The built-in measures (linking and mitigation read them) and those that detector packages bring. */
  readonly measures: readonly Measure[];
  readonly columns: readonly ColumnName[];
}

/** What a plan follows from. */
export type PlanOptions = Pick<RunOptions, 'detectors' | 'only' | 'skip' | 'detectorOptions' | 'canaries'>;

/** @throws UsageError for unknown detector ids in --only, --skip or the configuration. */
export async function makePlan(options: PlanOptions, cwd: string): Promise<Plan> {
  const detectors = [...builtIn, ...(await loadDetectors(options.detectors, cwd))];
  const ids = new Set<string>();
  for (const { meta } of detectors) {
    if (ids.has(meta.id))
      throw new UsageError(`two detectors are called "${meta.id}"`, {
        hint: 'Rename yours, or prefix its id with your name.',
      });
    ids.add(meta.id);
  }
  for (const id of [...options.only, ...options.skip, ...Object.keys(options.detectorOptions)]) {
    if (!ids.has(id)) throw new UsageError(`there is no detector "${id}"`, { hint: 'revenuer detectors lists them.' });
  }
  checkOptions(detectors, options);
  const measures = new Map<string, Measure>(builtInMeasures.map(measure => [measure.id, measure]));
  // The decoys are the operator's: the measure that counts them is made for the run.
  const own = new Set(builtInMeasures.map(measure => measure.id));
  measures.set(canaries.id, canaryMeasure(options.canaries));
  for (const detector of detectors) {
    for (const measure of Object.values(detector.needs)) {
      if (builtIn.includes(detector) && own.has(measure.id)) continue;
      const present = measures.get(measure.id);
      if (present !== undefined && present !== (measure as unknown as Measure)) {
        throw new UsageError(`detector ${detector.meta.id} brings a second measure called "${measure.id}"`, {
          hint: 'Prefix the measure’s id with your name.',
        });
      }
      measures.set(measure.id, measure as unknown as Measure);
    }
  }
  const columns = new Set<ColumnName>(['time', 'account']);
  for (const measure of measures.values()) for (const column of measure.columns) columns.add(column);
  return { detectors, measures: [...measures.values()], columns: [...columns].sort() };
}

function checkOptions(detectors: readonly Detector[], { detectorOptions }: PlanOptions): void {
  for (const { meta, options } of detectors) {
    for (const [name, value] of Object.entries(detectorOptions[meta.id] ?? {})) {
      if (!Object.hasOwn(options, name)) {
        const known = Object.keys(options).join(', ') || 'none';
        throw new UsageError(`detector ${meta.id} has no option "${name}"`, { hint: `Its options: ${known}.` });
      }
      if (typeof value !== 'number' || !Number.isFinite(value)) {
        throw new UsageError(`option ${name} of detector ${meta.id} is not a number`, {
          hint: `Its unit: ${options[name]?.unit ?? ''}.`,
        });
      }
    }
  }
}
