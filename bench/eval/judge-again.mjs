// One log, read once and judged again without each detector: node judge-again.mjs LOG TRUTH.json OUTPUT.json
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { linkAccounts } from '../../dist/campaigns/link.js';
import { judge } from '../../dist/engine/judge.js';
import { makePlan } from '../../dist/engine/plan.js';
import { readLogs } from '../../dist/engine/read.js';
import { evaluate } from '../../dist/evaluate/index.js';
import { atLeast } from './summary.mjs';

const [log, truthFile, output] = process.argv.slice(2);
const options = {
  inputs: [log],
  cwd: path.dirname(log),
  stdin: process.stdin,
  map: {},
  logFormat: undefined,
  timezoneOffset: 0,
  maxRecordBytes: 2 ** 24,
  threads: 1,
  memory: 2 ** 30,
  detectors: [],
  only: [],
  skip: [],
  detectorOptions: {},
  allow: [],
  canaries: [],
  failOn: 'never',
};
const truth = JSON.parse(await readFile(truthFile, 'utf8'));
const plan = await makePlan(options, options.cwd);
const reading = await readLogs(options, plan);
if (reading.problems.length > 0) throw new Error(`${log}: ${reading.problems.join('; ')}`);
const campaigns = linkAccounts(reading.profiles);

const whole = judge({ ...reading, campaigns }, plan, options);
const ran = whole.run.detectors.filter(({ status }) => status === 'ran').map(({ id }) => id);
const without = ran.map(id => [id, judge({ ...reading, campaigns }, plan, { ...options, skip: [id] })]);
const unlinked = judge({ ...reading, campaigns: [] }, plan, options);
const outcomes = [['', whole], ...without, ['linking', unlinked]].map(([id, report]) => [
  id,
  outcomeOf(report, evaluate(report, truth)),
]);
await writeFile(output, JSON.stringify({ detectors: whole.run.detectors.map(({ id }) => id), outcomes }));

/** What is compared: how accounts are ranked, what campaigns weigh, how many are found, how many innocents accused. */
function outcomeOf({ suspects }, { averagePrecision, campaigns: results, severities }) {
  const scores = new Map(suspects.map(({ id, score }) => [id, score]));
  const innocentAt = least => severities.find(({ severity }) => severity === least).innocent;
  const foundAt = least => results.filter(({ found, severity }) => found && atLeast(severity, least)).length;
  return {
    averagePrecision,
    bits: results.reduce((sum, { suspect }) => sum + (scores.get(suspect) ?? 0), 0) / results.length,
    campaignsMedium: foundAt('medium') / results.length,
    campaignsHigh: foundAt('high') / results.length,
    wrongMedium: innocentAt('medium'),
    wrongHigh: innocentAt('high'),
  };
}
