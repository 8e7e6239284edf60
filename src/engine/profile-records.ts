/**
 * The way in three programs: measure, merge, report, joined by `key<TAB>state` lines. Keys are `account:NAME`, `log:` and
 * `run:PATH` (the books of one input); states of one key may be merged in any order and in any grouping.
 */
import { InputError } from '../errors.js';
import { Profiles } from '../measures/profiles.js';
import type { InputSummary, Report } from '../reports/report.js';
import type { ColumnName } from '../requests/batch.js';
import { judge } from './judge.js';
import type { ScanOptions } from './options.js';
import { makePlan, type Plan } from './plan.js';
import { readLogs } from './read.js';

/** Version of the records: states of another version are refused, not misread. */
const recordVersion = 1;

export interface MeasureOutcome {
  readonly complete: boolean;
  readonly problems: readonly string[];
}

interface RunRecord {
  version: number;
  inputs: InputSummary[];
  columns: ColumnName[];
  notes: string[];
  problems: string[];
}

type Write = (line: string) => Promise<void> | void;

/** The map step: logs to records. */
export async function measureLogs(options: ScanOptions, write: Write): Promise<MeasureOutcome> {
  const plan = await makePlan(options, options.cwd);
  const { profiles, inputs, columns, notes, problems } = await readLogs(options, plan);
  for (const [key, state] of profiles.encode()) await write(`${key}\t${state}\n`);
  const run: RunRecord = { version: recordVersion, inputs, columns: [...columns].sort(), notes, problems };
  await write(`run:${inputs.map(input => input.sha256.slice(0, 12)).join('+')}\t${JSON.stringify(run)}\n`);
  return { complete: problems.length === 0, problems };
}

/** The reduce step: records to records, one line a key. */
export async function mergeProfiles(lines: AsyncIterable<string>, write: Write): Promise<void> {
  const plan = await makePlan(noOptions, '.');
  const merged = await absorb(lines, plan);
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
  const { profiles, runs } = await absorb(lines, plan);
  const all = [...runs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, run]) => run);
  const reading = {
    profiles,
    inputs: all.flatMap(run => run.inputs),
    columns: new Set(all.flatMap(run => run.columns)),
    notes: all.flatMap(run => run.notes),
    problems: all.flatMap(run => run.problems),
  };
  return judge(reading, plan, options);
}

async function absorb(
  lines: AsyncIterable<string>,
  plan: Plan,
): Promise<{ profiles: Profiles; runs: Map<string, RunRecord>; strangers: ReadonlySet<string> }> {
  const profiles = new Profiles(plan.measures);
  const runs = new Map<string, RunRecord>();
  const strangers = new Set<string>();
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line === '') continue;
    const tab = line.indexOf('\t');
    try {
      if (tab < 0) throw new SyntaxError('no tab');
      const key = line.slice(0, tab);
      if (key.startsWith('run:')) addRun(runs, key, JSON.parse(line.slice(tab + 1)) as RunRecord);
      else for (const id of profiles.absorb(key, line.slice(tab + 1))) strangers.add(id);
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      throw new InputError(`line ${number} of the profiles is not a key<TAB>state record`, {
        hint: 'Give what revenuer measure or revenuer merge wrote, sorted or not.',
        cause,
      });
    }
  }
  if (runs.size === 0) {
    throw new InputError('the profiles hold no run record', {
      hint: 'Give everything revenuer measure wrote, its last line too.',
    });
  }
  return { profiles, runs, strangers };
}

function addRun(runs: Map<string, RunRecord>, key: string, run: RunRecord): void {
  if (run.version !== recordVersion) {
    throw new InputError(`the profiles are of version ${run.version}, this program reads version ${recordVersion}`, {
      hint: 'Measure the logs again with this version.',
    });
  }
  // Content, not name, says whether a log was counted before: a second copy would double its accounts.
  if (runs.has(key)) {
    throw new InputError(`the same logs were measured twice (${run.inputs.map(input => input.path).join(', ')})`, {
      hint: 'Leave one of the copies out.',
    });
  }
  runs.set(key, run);
}

const noOptions = {
  threads: 1,
  memory: 0,
  detectors: [],
  only: [],
  skip: [],
  detectorOptions: {},
  allow: [],
  canaries: [],
  failOn: 'never' as const,
};
