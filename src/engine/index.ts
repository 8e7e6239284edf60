/** The engine’s face: the whole way, and the way in three programs. */
export { detectInputs, type DetectedInput } from './detect.js';
export { detectorsPage, explainDetector, listDetectors, type DetectorSummary } from './explain.js';
export { inspect, type InspectOptions } from './inspect.js';
export type { Progress, ReadOptions, RunOptions, ScanOptions } from './options.js';
export { loadDetectors } from './plugins.js';
export { measureLogs, mergeProfiles, reportProfiles, type MeasureOutcome } from './profile-records.js';
export type { ProfileSource, ProfileSources } from './records.js';
export { proposeFormat, type Proposal } from './propose.js';
export { scan } from './scan.js';
export { version } from './version.js';
