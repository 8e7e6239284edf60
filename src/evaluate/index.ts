export { evaluate, type CampaignResult, type ClassResult, type Evaluation } from './evaluate.js';
export { renderEvaluation } from './render.js';
export { parseTruth, type TruthRow } from './truth.js';
