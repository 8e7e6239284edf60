/** The whole way at once: logs to report. */
import type { Report } from '../reports/report.js';
import { claimedAddresses } from './allow/claimed.js';
import { readBaseline } from './baseline.js';
import { judging } from './judge.js';
import type { ScanOptions } from './options.js';
import { makePlan } from './plan.js';
import { readLogs } from './read.js';
import { inTurns } from './turns.js';

export async function scan(options: ScanOptions): Promise<Report> {
  const plan = await makePlan(options, options.cwd);
  const baseline = await readBaseline(options, plan);
  options.onDebug?.(`reading: ${plan.measures.length} measures over ${plan.columns.length} columns`);
  const reading = await readLogs(options, plan);
  const { profiles } = reading;
  options.onDebug?.(
    `judging: ${profiles.requests} requests of ${profiles.count} accounts, ${plan.detectors.length} detectors`,
  );
  const claimed = claimedAddresses(reading.inputs, options.trustedProxies);
  const report = await inTurns(judging({ ...reading, baseline, claimed }, plan, options), options);
  options.onDebug?.(`judged: ${report.suspects.length} suspects`);
  return report;
}
