import type { Report } from '../reports/report.js';

/** What the program tells its caller; part of the contract. */
export type ExitCode = number;

export const exitCodes = {
  /** Nothing at or above `--fail-on`. */
  quiet: 0,
  /** Something is. */
  found: 1,
  usage: 2,
  /** An input could not be read to its end; the report is still written. */
  incomplete: 3,
  /** A detector or the program failed, or a result could not be written. */
  internal: 4,
} as const;

/** A failed detector outweighs an unread input, which outweighs a finding. */
export function exitCodeOf({ run }: Pick<Report, 'run'>): ExitCode {
  if (run.detectors.some(({ status }) => status === 'failed')) return exitCodes.internal;
  if (!run.complete) return exitCodes.incomplete;
  return run.gate.reached ? exitCodes.found : exitCodes.quiet;
}
