/**
 * The way in three programs: measure, merge, report, joined by `key<TAB>state` lines. Keys are `account:NAME`, `log:` and
 * `run:PATH` (the books of one input); states of one key may be merged in any order and in any grouping.
 */
import { InputError } from '../errors.js';
import type { Report } from '../reports/report.js';
import { claimedAddresses } from './allow/claimed.js';
import { readBaseline } from './baseline.js';
import { judging } from './judge.js';
import type { ScanOptions } from './options.js';
import { makePlan } from './plan.js';
import { readLogs } from './read.js';
import { absorb, recordVersion, type RunRecord } from './records.js';
import { inTurns } from './turns.js';

export interface MeasureOutcome {
  readonly complete: boolean;
  readonly problems: readonly string[];
}

type Write = (line: string) => Promise<void> | void;

/** The map step: logs to records. */
export async function measureLogs(options: ScanOptions, write: Write): Promise<MeasureOutcome> {
  const plan = await makePlan(options, options.cwd);
  const { profiles, inputs, columns, notes, problems } = await readLogs(options, plan);
  for (const [key, state] of profiles.encode()) await write(`${key}\t${state}\n`);
  const { trustedProxies = [] } = options;
  const run: RunRecord = {
    version: recordVersion,
    inputs,
    columns: [...columns].sort(),
    notes,
    problems,
    ...(trustedProxies.length > 0 && { trustedProxies }),
  };
  await write(`run:${inputs.map(input => input.sha256.slice(0, 12)).join('+')}\t${JSON.stringify(run)}\n`);
  return { complete: problems.length === 0, problems };
}

/** The reduce step: records to records, one line a key. @param memory bytes: accounts that do not fit go to disk */
export async function mergeProfiles(lines: AsyncIterable<string>, write: Write, memory = Infinity): Promise<void> {
  const plan = await makePlan(noOptions, '.');
  const merged = await absorb(lines, { plan, memory });
  if (merged.strangers.size > 0) {
    throw new InputError(
      `the profiles hold measures that only a detector package knows: ${[...merged.strangers].join(', ')}`,
      {
        hint: 'Give all the profiles to revenuer report --detector PACKAGE, which merges them itself.',
      },
    );
  }
  for (const [key, state] of merged.profiles.encode()) await write(`${key}\t${state}\n`);
  for (const [key, run] of [...merged.runs].sort(([a], [b]) => (a < b ? -1 : 1)))
    await write(`${key}\t${JSON.stringify(run)}\n`);
}

/** The last step: records to the report that one scan of all the logs would have given. */
export async function reportProfiles(lines: AsyncIterable<string>, options: ScanOptions): Promise<Report> {
  const plan = await makePlan(options, options.cwd);
  const baseline = await readBaseline(options, plan);
  const { profiles, runs } = await absorb(lines, { plan, memory: options.memory });
  const all = [...runs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, run]) => run);
  const reading = {
    profiles,
    inputs: all.flatMap(run => run.inputs),
    columns: new Set(all.flatMap(run => run.columns)),
    notes: all.flatMap(run => run.notes),
    problems: all.flatMap(run => run.problems),
    baseline,
    claimed: all.flatMap(run => claimedAddresses(run.inputs, run.trustedProxies)),
  };
  return inTurns(judging(reading, plan, options), options);
}

const noOptions = {
  threads: 1,
  memory: Infinity,
  detectors: [],
  only: [],
  skip: [],
  detectorOptions: {},
  allow: [],
  canaries: [],
  failOn: 'never' as const,
};
