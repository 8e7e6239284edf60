export type { ClassResult, SeverityResult } from './accusations.js';
export type { CampaignResult } from './campaign-fit.js';
export { evaluate, type Evaluation } from './evaluate.js';
export { renderEvaluation } from './render.js';
export { parseTruth, type TruthRow } from './truth.js';
