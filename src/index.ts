/** What the library offers: write a detector or a measure, or run a scan from a program. Tests: `revenuer/testing`. */
export {
  bitsOf,
  defineDetector,
  families,
  type Context,
  type Detector,
  type DetectorDefinition,
  type DetectorMeta,
  type Family,
  type Finding,
  type Gathering,
  type Needs,
  type OptionDefinition,
  type Options,
  type Population,
  type Subject,
  type Values,
} from './detectors/detector.js';
export { detectors } from './detectors/index.js';
export { linkOf, type Campaign, type Link, type LinkKind } from './campaigns/campaign.js';

export {
  defineMeasure,
  type AnyMeasure,
  type Encoded,
  type EntityKind,
  type Measure,
  type MeasureDefinition,
  type MeasureRow,
  type MeasureTable,
  type StateOf,
} from './measures/measure.js';
export { measures } from './measures/index.js';
export { activity, activitySlot } from './measures/catalogue/activity.js';
export { canaries, type CanaryHits } from './measures/catalogue/canaries.js';
export { clients, type Clients } from './measures/catalogue/clients.js';
export { conversations } from './measures/catalogue/conversations.js';
export { copies } from './measures/catalogue/copies.js';
export { examples, type Example } from './measures/catalogue/examples.js';
export { moments } from './measures/catalogue/moments.js';
export { parameters, type Parameters as RequestParameters } from './measures/catalogue/parameters.js';
export { places, type Places } from './measures/catalogue/places.js';
export { prompts, withTrait, type Prompts, type PromptTrait } from './measures/catalogue/prompts.js';
export { templates, type TemplateUse, type TemplateUses } from './measures/catalogue/templates.js';
export { timeline, timelineSlot } from './measures/catalogue/timeline.js';
export { traffic, type Traffic } from './measures/catalogue/traffic.js';
export { CountedSample } from './measures/sketches/counted-sample.js';
export { EventSample, type KeyedEvent } from './measures/sketches/event-sample.js';
export { LabelledSample } from './measures/sketches/labelled-sample.js';
export { MomentSample } from './measures/sketches/moment-sample.js';
export { SlotCounts } from './measures/sketches/slot-counts.js';
export type { ColumnArrays, ColumnName, RequestBatch } from './requests/batch.js';
export type { Dictionary } from './requests/dictionary.js';

export {
  detectInputs,
  explainDetector,
  inspect,
  listDetectors,
  loadDetectors,
  measureLogs,
  mergeProfiles,
  reportProfiles,
  scan,
  version,
  type DetectedInput,
  type DetectorSummary,
  type InspectOptions,
  type MeasureOutcome,
  type ProfileSource,
  type ProfileSources,
  type Progress,
  type ReadOptions,
  type RunOptions,
  type ScanOptions,
} from './engine/index.js';
export {
  severities,
  type Allowance,
  type AllowedEntry,
  type AllowList,
  type DetectorStatus,
  type Evidence,
  type InputSummary,
  type LineReference,
  type Member,
  type Mitigation,
  type NetworkSummary,
  type Period,
  type Report,
  type Run,
  type Severity,
  type Suspect,
  type SuspectKind,
  type Verdict,
} from './reports/report.js';
export type { AllowEntry } from './engine/allow/entry.js';
export { DetectorError, InputError, RevenuerError, UsageError } from './errors.js';
