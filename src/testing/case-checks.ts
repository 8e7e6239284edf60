/** Checks on one case: the verdict it asks for, and what must hold of every verdict. */
import type { Detector, Finding } from '../detectors/detector.js';
import type { FiringCase, QuietCase } from './detector-case.js';
import { drawFrom } from './draw.js';
import { caseInput, placed, type CaseLog } from './log-builder.js';
import type { Problem } from './problem.js';
import { runCase, type RunOfCase } from './run-case.js';

/** Whole weeks, so that hours and days of the week stay what they were. */
const shift = 28 * 86_400_000;
/** Samples of time are drawn by its hash: a shifted log may show other slots, and other bits by this much. */
const shiftTolerance = 0.5;

type Complain = (rule: string, message: string) => void;

export function checkFiring(detector: Detector, one: FiringCase): { problems: Problem[]; run: RunOfCase } {
  return checkCase(detector, one, (run, complain) => {
    const bits = bitsOn(detector, run, one.expect.suspects);
    const { atLeast = 0, atMost = Infinity } = one.expect.bits ?? {};
    const whom = one.expect.suspects.join(', ');
    if (bits === undefined) complain('fires', `nothing was said of ${whom}; ${whatWasSaid(detector, run)}`);
    else if (bits < atLeast) complain('fires', `${bits} bits on ${whom}, ${atLeast} or more were expected`);
    else if (bits > atMost) complain('fires', `${bits} bits on ${whom}, ${atMost} or fewer were expected`);
    const { statement } = one.expect;
    const said = evidenceOn(detector, run, one.expect.suspects)?.statement;
    if (statement !== undefined && said !== undefined && !statement.test(said)) {
      complain('statement', `"${said}" does not match ${String(statement)}`);
    }
    return bits;
  });
}

export function checkQuiet(detector: Detector, one: QuietCase): { problems: Problem[]; run: RunOfCase } {
  return checkCase(detector, one, (run, complain) => {
    for (const { accounts, evidence } of run.report.suspects) {
      const [first] = evidence;
      if (first === undefined || first.bits <= (one.atMost ?? 0)) continue;
      if (one.about !== undefined && !one.about.some(name => accounts.includes(name))) continue;
      complain('quiet', `${first.bits} bits on ${accounts.join(', ')}: ${first.statement}`);
    }
    return undefined;
  });
}

/** `verdict` complains about a run that is not as the case wants it, and returns the bits on whom it is about. */
function checkCase(
  detector: Detector,
  one: FiringCase | QuietCase,
  verdict: (run: RunOfCase, complain: Complain) => number | undefined,
): { problems: Problem[]; run: RunOfCase } {
  const problems: Problem[] = [];
  const complain: Complain = (rule, message) => problems.push({ rule, case: one.name, message });
  const { log } = one;
  const run = runCase(detector, log, one);
  const { status, reason } = run.status;
  if (status !== 'ran') {
    complain(status === 'failed' ? 'no throw' : 'evaluable', `the detector is ${status}: ${reason ?? ''}`);
    return { problems, run };
  }
  const bits = verdict(run, complain);
  checkSaid(detector, run, log, complain);
  for (const id of run.altered) complain('pure', `judging changed the state of measure ${id}`);
  const random = drawFrom(one.name);
  const requests = placed(log);
  const parts = [0, 1, 2].map(part => requests.filter((_, i) => Math.floor(i / 5) % 3 === part));
  const whole = summaryOf(run);
  if (summaryOf(runCase(detector, log, one, [random.shuffled(requests)])) !== whole) {
    complain('any order', 'the same requests in another order are judged differently');
  }
  if (summaryOf(runCase(detector, log, one, parts)) !== whole) {
    complain('any cut', 'the log cut in three and merged is judged differently');
  }
  if (passesOver(detector) && summaryOf(runCase(askedAlways(detector), log, one)) !== whole) {
    complain('passed over', 'leastRequests, featuresBelow or subjects leave out what would be judged otherwise');
  }
  const later = runCase(detector, log.shiftedBy(shift), one);
  const laterBits = verdict(later, (_, message) => complain('any day', `28 days later: ${message}`));
  if (Math.abs((bits ?? 0) - (laterBits ?? 0)) > shiftTolerance) {
    complain('any day', `28 days later ${laterBits ?? 0} bits instead of ${bits ?? 0}`);
  }
  return { problems, run };
}

function passesOver({ leastRequests, subjects }: Detector): boolean {
  return leastRequests !== undefined || subjects !== undefined;
}

/** The detector without what it declares not to be asked about. */
function askedAlways(detector: Detector): Detector {
  const always = { ...detector };
  for (const name of ['leastRequests', 'featuresBelow', 'subjects'] as const) Reflect.deleteProperty(always, name);
  return always;
}

function checkSaid(detector: Detector, { watch, report }: RunOfCase, log: CaseLog, complain: Complain): void {
  for (const { accounts, finding } of watch.said) {
    if (!Number.isFinite(finding.bits)) complain('bits', `${finding.bits} bits on ${accounts.join(', ')}`);
    if (finding.bits > 0) checkText(finding, complain);
    for (const { input, line } of finding.examples ?? []) {
      const request = input === caseInput ? log.requests[line - 1] : undefined;
      if (request === undefined) complain('examples', `${input}:${line} is cited and does not exist`);
      else if (typeof request.account === 'string' && !accounts.includes(request.account)) {
        complain('examples', `line ${line} is cited against ${accounts.join(', ')} and belongs to ${request.account}`);
      }
    }
  }
  for (const { evidence } of report.suspects) {
    for (const { bits } of evidence) {
      // Reports print tenths of a bit.
      if (bits > detector.meta.capBits + 0.05) complain('bits', `${bits} bits, the cap is ${detector.meta.capBits}`);
    }
  }
}

function checkText({ statement, measured, expected }: Finding, complain: Complain): void {
  if (typeof statement !== 'string' || statement.trim() === '') complain('statement', 'it is empty');
  else if (/\bundefined\b|\bNaN\b|\bInfinity\b|\[object |\{\{/.test(statement)) complain('statement', `"${statement}"`);
  for (const [name, value] of [...Object.entries(measured), ...Object.entries(expected)]) {
    const sound = typeof value === 'string' ? value !== '' : Number.isFinite(value);
    if (!sound) complain('numbers', `${name} is ${String(value)}`);
  }
}

function evidenceOn(detector: Detector, { report }: RunOfCase, suspects: readonly string[]) {
  for (const { accounts, evidence } of report.suspects) {
    const own = evidence.find(each => each.detector === detector.meta.id);
    if (own !== undefined && suspects.every(name => accounts.includes(name))) return own;
  }
  return undefined;
}

function bitsOn(detector: Detector, run: RunOfCase, suspects: readonly string[]): number | undefined {
  return evidenceOn(detector, run, suspects)?.bits;
}

function whatWasSaid(detector: Detector, { report }: RunOfCase): string {
  const [first] = report.suspects;
  if (first === undefined) return `${detector.meta.id} named nobody`;
  return `${detector.meta.id} named ${report.suspects.length} others, first ${first.accounts.slice(0, 5).join(', ')}`;
}

/** Everything of a run that must not depend on order or cuts. */
function summaryOf({ report, watch, status }: RunOfCase): string {
  return JSON.stringify([status, report.suspects, watch.said]);
}
