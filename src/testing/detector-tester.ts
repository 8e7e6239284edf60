/**
 * Tests a detector and what it declares. {@link checkDetector} returns what is wrong and knows no test runner;
 * {@link DetectorTester} binds the same checks to `describe` and `it` of vitest, node:test, Jest or Mocha.
 */
import type { Detector } from '../detectors/detector.js';
import { checkFiring, checkQuiet } from './case-checks.js';
import { checkDeclaration, checkReads } from './declaration-checks.js';
import type { DetectorCases, FiringCase, QuietCase, UnevaluableCase } from './detector-case.js';
import { crowd } from './log-builder.js';
import { describeProblem, type Problem } from './problem.js';
import { runCase, type RunOfCase } from './run-case.js';

/** All that is wrong with a detector under these cases; empty when nothing is. */
export function checkDetector(detector: Detector, cases: DetectorCases): Problem[] {
  return sections(detector, cases).flatMap(section => section.check());
}

export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: () => void) => unknown;
}

export const DetectorTester = {
  /** One test for each case, one for the declaration, one for what is read. */
  run(detector: Detector, { describe, it }: TestRunner, cases: DetectorCases): void {
    describe(detector.meta.id, () => {
      for (const { name, check } of sections(detector, cases)) {
        it(name, () => {
          const problems = check();
          if (problems.length > 0) throw new Error(problems.map(describeProblem).join('\n'));
        });
      }
    });
  },
};

interface Section {
  readonly name: string;
  check(): Problem[];
}

interface Examined {
  readonly problems: Problem[];
  readonly run: RunOfCase;
}

function sections(detector: Detector, cases: DetectorCases): Section[] {
  // Cases are dear and the last section needs them all: each is run once.
  const examined = new Map<object, Examined>();
  const firing = (one: FiringCase) => remember(examined, one, () => checkFiring(detector, one));
  const silent = (one: QuietCase) => remember(examined, one, () => checkQuiet(detector, one));
  const { fires, quiet, unevaluable = [] } = cases;
  return [
    { name: 'says what it is', check: () => checkDeclaration(detector, cases) },
    ...fires.map(one => ({ name: `fires: ${one.name}`, check: () => firing(one).problems })),
    ...quiet.map(one => ({ name: `quiet: ${one.name}`, check: () => silent(one).problems })),
    ...unevaluable.map(one => ({
      name: `not evaluable: ${one.name}`,
      check: () => checkUnevaluable(detector, one, fires[0]),
    })),
    {
      name: 'reads what it declares, and nothing else',
      check: () => {
        const runs = [...fires.map(firing), ...quiet.map(silent)];
        return checkReads(
          detector,
          runs.map(({ run }) => run),
        );
      },
    },
  ];
}

function remember(known: Map<object, Examined>, one: object, examine: () => Examined): Examined {
  const present = known.get(one) ?? examine();
  known.set(one, present);
  return present;
}

function checkUnevaluable(detector: Detector, one: UnevaluableCase, first: FiringCase | undefined): Problem[] {
  const log = (one.log ?? first?.log ?? crowd(20)).without(...one.without);
  const { status, reason = '' } = runCase(detector, log, first ?? {}).status;
  const problem = (message: string): Problem[] => [{ rule: 'not evaluable', case: one.name, message }];
  if (status !== 'not-evaluable') return problem(`without ${one.without.join(', ')} the detector is ${status}`);
  const named = detector.requires.flat().some(column => reason.includes(column));
  if (!named) return problem(`the reason names no required column: ${reason}`);
  if (one.reason !== undefined && !one.reason.test(reason)) return problem(`"${reason}" does not match`);
  return [];
}
