export type { CampaignKind, CampaignSpec } from './campaigns.js';
export { fixtureFiles } from './fixture-files.js';
export { fixtures, type Fixture } from './fixtures.js';
export { populations, type PopulationName } from './populations.js';
export type { Label, SimulatedRequest } from './request.js';
export { simulate, truthCsv, type SimulateOptions, type Simulation } from './simulate.js';
export { logShapes, writeLog, type LogShape, type WriterOptions } from './writers.js';
