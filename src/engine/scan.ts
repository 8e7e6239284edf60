/** The whole way at once: logs to report. */
import type { Report } from '../reports/report.js';
import { judge } from './judge.js';
import type { ScanOptions } from './options.js';
import { makePlan } from './plan.js';
import { readLogs } from './read.js';

export async function scan(options: ScanOptions): Promise<Report> {
  const plan = await makePlan(options, options.cwd);
  const reading = await readLogs(options, plan);
  return judge(reading, plan, options);
}
