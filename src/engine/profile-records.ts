/**
 * The way in three programs: measure, merge, report, joined by `key<TAB>state` lines. Keys are `about:RUN` (what was counted),
 * `account:NAME`, `log:`, `run:RUN` (the books of one input) and `sum:` (what the others add up to); states of one key may be merged in any order and
 * in any grouping.
 */
import { InputError, RevenuerError } from '../errors.js';
import type { Report } from '../reports/report.js';
import { claimedAddresses } from './allow/claimed.js';
import { readBaseline } from './baseline.js';
import { judging } from './judge.js';
import type { ScanOptions } from './options.js';
import { makePlan } from './plan.js';
import { readLogs } from './read.js';
import { aboutLines } from './duplicates/about.js';
import { ProfileDuplicates } from './duplicates/profile-duplicates.js';
import { SumOfRecords } from './profile-sum.js';
import {
  absorb,
  recordVersion,
  type Absorbed,
  type ProfileSource,
  type ProfileSources,
  type RunRecord,
} from './records.js';
import { inTurns } from './turns.js';

export interface MeasureOutcome {
  readonly complete: boolean;
  readonly problems: readonly string[];
}

export interface MeasureOptions extends ScanOptions {
  /** Profiles that were measured before: what they counted is not counted again. */
  readonly after?: readonly ProfileSource[];
}

type Write = (line: string) => Promise<void> | void;

/** The map step: logs to records. */
export async function measureLogs(options: MeasureOptions, write: Write): Promise<MeasureOutcome> {
  const plan = await makePlan(options, options.cwd);
  const reading = await readLogs({ ...options, keeps: true }, plan);
  const { profiles, inputs, columns, notes, problems } = reading;
  const { trustedProxies = [] } = options;
  const run: RunRecord = {
    version: recordVersion,
    inputs,
    columns: [...columns].sort(),
    notes,
    problems,
    ...(trustedProxies.length > 0 && { trustedProxies }),
  };
  const key = inputs.map(input => input.sha256.slice(0, 12)).join('+');
  const kept = new Map([[key, reading.kept]]);
  try {
    await writeRecords({ profiles, runs: new Map([[`run:${key}`, run]]), problems: [], kept }, write);
  } finally {
    for (const one of reading.kept) one.end();
  }
  return { complete: problems.length === 0, problems };
}

/** Records in order of their keys, and what they add up to. */
async function writeRecords({ profiles, runs, problems, kept }: Written, write: Write): Promise<void> {
  const sum = new SumOfRecords();
  const put = async (key: string, state: string): Promise<void> => {
    sum.add(`${key}\t${state}`);
    await write(`${key}\t${state}\n`);
  };
  for (const [run, keys] of [...kept].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [key, text] of aboutLines(run, keys)) await put(key, text);
  }
  for (const [key, state] of profiles.encode()) await put(key, state);
  for (const [key, run] of inOrder(runs)) await put(key, JSON.stringify(run));
  await write(`sum:\t${JSON.stringify({ ...sum.result(), ...(problems.length > 0 && { problems }) })}\n`);
}

type Written = Pick<Absorbed, 'profiles' | 'runs' | 'problems' | 'kept'>;

/**
 * The reduce step: records to records, one line a key. What is missing or damaged is said in what is written, too.
 * @param memory bytes: accounts that do not fit go to disk
 */
export async function mergeProfiles(from: ProfileSources, write: Write, memory = Infinity): Promise<MeasureOutcome> {
  const plan = await makePlan(noOptions, '.');
  const duplicates = new ProfileDuplicates({ memory, keeps: true });
  const merged = await absorb(from, { plan, memory, duplicates });
  if (merged.strangers.size > 0) {
    throw new InputError(
      `the profiles hold measures that only a detector package knows: ${[...merged.strangers].join(', ')}`,
      {
        hint: 'Give all the profiles to revenuer report --detector PACKAGE, which merges them itself.',
      },
    );
  }
  const { problems } = merged;
  await writeRecords(merged, write).catch((cause: unknown) => blame(problems, cause));
  duplicates.end();
  return { complete: problems.length === 0, problems };
}

/** The last step: records to the report that one scan of all the logs would have given. */
export async function reportProfiles(from: ProfileSources, options: ScanOptions): Promise<Report> {
  const plan = await makePlan(options, options.cwd);
  const baseline = await readBaseline(options, plan);
  const { memory } = options;
  const duplicates = new ProfileDuplicates({ memory, keeps: false });
  const { profiles, runs, problems } = await absorb(from, { plan, memory, duplicates });
  duplicates.end();
  const all = inOrder(runs).map(([, run]) => run);
  const reading = {
    profiles,
    inputs: all.flatMap(run => run.inputs),
    columns: new Set(all.flatMap(run => run.columns)),
    notes: all.flatMap(run => run.notes),
    problems: [...all.flatMap(run => run.problems), ...problems],
    baseline,
    claimed: all.flatMap(run => claimedAddresses(run.inputs, run.trustedProxies)),
  };
  return inTurns(judging(reading, plan, options), options).catch((cause: unknown) => blame(problems, cause));
}

function inOrder(runs: ReadonlyMap<string, RunRecord>): [string, RunRecord][] {
  return [...runs].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Records that were altered may hold what no measure writes: then they are to blame for what goes wrong. */
function blame([problem]: readonly string[], cause: unknown): never {
  if (problem === undefined || cause instanceof RevenuerError) throw cause;
  throw new InputError(problem, { hint: 'The records are too damaged to be worked with.', cause });
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
