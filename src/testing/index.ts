/** For those who write detectors and measures: logs for cases, and the checks that ours pass too. */
export type { DetectorCases, FiringCase, QuietCase, UnevaluableCase } from './detector-case.js';
export { checkDetector, DetectorTester, type TestRunner } from './detector-tester.js';
export { drawFrom, type Draw } from './draw.js';
export {
  account,
  accounts,
  caseStart,
  crowd,
  log,
  type AccountGiven,
  type CaseLog,
  type CaseRequest,
  type Given,
} from './log-builder.js';
export { checkMeasureLaws, type LawOptions } from './measure-laws.js';
export { describeProblem, type Problem } from './problem.js';
