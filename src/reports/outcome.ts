/** The last line: what the program's exit code says, and why. */
import type { Report } from './report.js';
import { atLeast } from './select.js';
import { count, number } from './wording.js';

/**
 * For instance `2 suspects at or above high: exit 1 (--fail-on high)`.
 * @param unwritten number of places to which the report could not be written
 */
export function outcome({ run, suspects }: Report, unwritten = 0): string {
  const { failOn, reached } = run.gate;
  const severe = failOn === 'never' ? suspects : suspects.filter(({ severity }) => atLeast(severity, failOn));
  const allowed = severe.filter(one => one.allowed !== undefined).length;
  const found = [
    count(severe.length - allowed, 'suspect'),
    failOn === 'never' ? '' : ` at or above ${failOn}`,
    allowed > 0 ? `, ${number(allowed)} more allowed` : '',
  ].join('');
  const failed = run.detectors.filter(({ status }) => status === 'failed').length;
  const because = `(--fail-on ${failOn})`;
  if (unwritten > 0) return `${found}, but ${count(unwritten, 'report')} could not be written: exit 4`;
  if (failed > 0) return `${found}, but ${count(failed, 'detector')} failed: exit 4`;
  if (!run.complete) return `${found}, but the input could not be read in full: exit 3`;
  return `${found}: exit ${reached ? 1 : 0} ${because}`;
}
