/** Checks on what a detector says of itself, and on the set of cases. */
import type { Detector } from '../detectors/detector.js';
import type { DetectorCases } from './detector-case.js';
import type { Problem } from './problem.js';
import type { RunOfCase } from './run-case.js';

export function checkDeclaration(detector: Detector, cases: DetectorCases): Problem[] {
  return [...checkMeta(detector), ...checkOptions(detector), ...checkCaseSet(cases)];
}

/** Every need must be read by `gather`, `prepare`, `features` or `assess` in some case, and nothing beside what is declared. */
export function checkReads({ needs }: Detector, runs: readonly RunOfCase[]): Problem[] {
  const read = new Set(runs.flatMap(({ watch }) => [...watch.reads]));
  const strays = new Set(runs.flatMap(({ watch }) => [...watch.strays]));
  return [
    ...Object.keys(needs)
      .filter(name => !read.has(name))
      .map(name => ({ rule: 'needs', message: `"${name}" is declared and no case makes the detector read it` })),
    ...[...strays].sort().map(name => ({ rule: 'needs', message: `${name} is read and not declared` })),
  ];
}

function checkMeta({ meta }: Detector): Problem[] {
  const lists = ['lookalikes', 'references'] as const;
  const texts = ['title', 'question', 'method', 'evasion'] as const;
  return [
    ...texts.filter(field => meta[field].trim() === '').map(field => incomplete(`meta.${field} is empty`)),
    ...lists
      .filter(field => meta[field].length === 0 || meta[field].some(item => item.trim() === ''))
      .map(field => incomplete(`meta.${field} is empty or has an empty entry`)),
    ...(meta.question.trim().endsWith('?') ? [] : [incomplete('meta.question does not end with a question mark')]),
    ...(Array.isArray(meta.techniques) ? [] : [incomplete('meta.techniques is not a list')]),
  ];
}

function incomplete(message: string): Problem {
  return { rule: 'meta', message };
}

function checkOptions({ options }: Detector): Problem[] {
  return Object.entries(options).flatMap(([name, option]) => [
    ...(Number.isFinite(option.default) ? [] : [{ rule: 'options', message: `${name} has no finite default` }]),
    ...(option.unit === '' ? [{ rule: 'options', message: `${name} has no unit` }] : []),
    ...(option.why === '' ? [{ rule: 'options', message: `${name} does not say why` }] : []),
  ]);
}

function checkCaseSet({ fires, quiet, unevaluable = [] }: DetectorCases): Problem[] {
  const problems: Problem[] = [];
  if (fires.length === 0) problems.push({ rule: 'cases', message: 'no case in which it fires' });
  if (quiet.length === 0) problems.push({ rule: 'cases', message: 'no innocent look-alike about which it is quiet' });
  const names = [...fires, ...quiet, ...unevaluable].map(({ name }) => name);
  if (names.some(name => name.trim() === '')) problems.push({ rule: 'cases', message: 'a case has no name' });
  for (const name of new Set(names.filter((each, i) => names.indexOf(each) !== i))) {
    problems.push({ rule: 'cases', case: name, message: 'two cases have this name' });
  }
  return problems;
}
