/**
 * Profile records, `key<TAB>state` lines, read back. Keys are `account:NAME`, `log:`, `run:PATH` (the books of one input) and
 * `sum:` (what the others add up to); states of one key may come in any order and in any grouping.
 */
import { InputError } from '../errors.js';
import type { MeasuredLog } from '../measures/account-store.js';
import { Profiles } from '../measures/profiles.js';
import type { InputSummary } from '../reports/report.js';
import type { ColumnName } from '../requests/batch.js';
import { bookProblems, ProfileFile } from './profile-books.js';
import { parseSum } from './profile-sum.js';
import type { Plan } from './plan.js';
import { accountMemory, Spill } from './spill/spill.js';

/** Version of the records: states of another version are refused, not misread. */
export const recordVersion = 3;
/** The same states, without sums. */
const versionWithoutSums = 2;

export interface RunRecord {
  version: number;
  inputs: InputSummary[];
  columns: ColumnName[];
  notes: string[];
  problems: string[];
  /** Whose entries were believed when addresses were read; absent where nobody's were. */
  trustedProxies?: readonly string[];
}

/** Profiles of one file, by which name problems call it. */
export interface ProfileSource {
  readonly name: string;
  /** What `measureLogs` or `mergeProfiles` wrote, in any order, or a part of it. */
  readonly lines: AsyncIterable<string>;
}

/** Files of profiles, or records that come from anywhere. */
export type ProfileSources = readonly ProfileSource[] | AsyncIterable<string>;

export interface Absorbed {
  profiles: MeasuredLog;
  runs: Map<string, RunRecord>;
  /** Measures that this run does not know. */
  strangers: ReadonlySet<string>;
  /** What is missing, doubled or damaged: what was read is not all that was measured. */
  problems: string[];
}

export interface AbsorbOptions {
  readonly plan: Plan;
  /** Bytes that may be taken. */
  readonly memory: number;
}

/** What is read into. */
interface Absorbing {
  readonly profiles: Profiles;
  readonly spill: Spill;
  readonly runs: Map<string, RunRecord>;
  readonly strangers: Set<string>;
  /** What earlier merges found. */
  readonly problems: string[];
}

/** @throws InputError for what are no records, or those of another version. */
export async function absorb(sources: ProfileSources, { plan, memory }: AbsorbOptions): Promise<Absorbed> {
  const profiles = new Profiles(plan.measures);
  const spill = new Spill(profiles, accountMemory(memory));
  const into: Absorbing = { profiles, spill, runs: new Map(), strangers: new Set(), problems: [] };
  const files: ProfileFile[] = [];
  for (const { name, lines } of filesOf(sources)) {
    const file = new ProfileFile(name);
    files.push(file);
    await absorbFile(lines, file, into);
  }
  if (into.runs.size === 0) throw noRun(files);
  const counted = { ofAccounts: profiles.requestsOfAccounts, ofLog: profiles.requests };
  const problems = [...into.problems, ...bookProblems(files, counted)];
  return { profiles: spill.result(), runs: into.runs, strangers: into.strangers, problems };
}

function filesOf(sources: ProfileSources): readonly ProfileSource[] {
  return Symbol.asyncIterator in sources ? [{ name: 'the profiles', lines: sources }] : sources;
}

function noRun(files: readonly ProfileFile[]): InputError {
  const broken = files.find(file => file.broken > 0);
  if (broken !== undefined) {
    return new InputError(`${broken.name}: ${broken.brokenWords}`, {
      hint: 'Give what revenuer measure or revenuer merge wrote, sorted or not.',
    });
  }
  return new InputError(`${files.map(({ name }) => name).join(', ')}: there is no run record`, {
    hint: 'Give everything revenuer measure wrote, its last lines too.',
  });
}

async function absorbFile(lines: AsyncIterable<string>, file: ProfileFile, into: Absorbing): Promise<void> {
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line === '') continue;
    if (into.spill.isDue) into.spill.relieve();
    try {
      absorbLine(line, file, into);
    } catch (error) {
      if (error instanceof InputError) throw error;
      file.reject(number);
    }
  }
}

/** @throws what is wrong with it, in which case nothing of it was taken, or an InputError for what is of another version */
function absorbLine(line: string, file: ProfileFile, into: Absorbing): void {
  const tab = line.indexOf('\t');
  if (tab < 0) throw new SyntaxError('no tab');
  const [key, state] = [line.slice(0, tab), line.slice(tab + 1)];
  if (key === 'sum:') {
    const sum = parseSum(state);
    file.sum(sum);
    into.problems.push(...(sum.problems ?? []));
    return;
  }
  if (key.startsWith('run:')) addRun(into.runs, { key, run: parseRun(state), file });
  else for (const id of into.profiles.absorb(key, state)) into.strangers.add(id);
  file.seen.add(line);
}

function parseRun(text: string): RunRecord {
  const run = JSON.parse(text) as RunRecord;
  if (typeof run.version !== 'number') throw new SyntaxError('no version');
  if (run.version !== recordVersion && run.version !== versionWithoutSums) {
    throw new InputError(`the profiles are of version ${run.version}, this program reads version ${recordVersion}`, {
      hint: 'Measure the logs again with this version.',
    });
  }
  for (const list of [run.inputs, run.columns, run.notes, run.problems] as unknown[]) {
    if (!Array.isArray(list)) throw new SyntaxError('no run record');
  }
  return run;
}

interface FoundRun {
  readonly key: string;
  readonly run: RunRecord;
  readonly file: ProfileFile;
}

function addRun(runs: Map<string, RunRecord>, { key, run, file }: FoundRun): void {
  // Content, not name, says whether a log was counted before: a second copy would double its accounts.
  if (runs.has(key)) {
    throw new InputError(`the same logs were measured twice (${run.inputs.map(input => input.path).join(', ')})`, {
      hint: 'Leave one of the copies out.',
    });
  }
  // Profiles of before requests were counted once over several inputs do not speak of it.
  const inputs = run.inputs.map(input => ({ ...input, duplicates: (input as Partial<InputSummary>).duplicates ?? [] }));
  if (run.version !== versionWithoutSums) runs.set(key, { ...run, inputs });
  else {
    file.old++;
    const notes = [...run.notes, `${file.name}: ${withoutSum}`];
    runs.set(key, { ...run, inputs, version: recordVersion, notes });
  }
}

const withoutSum =
  'an earlier version wrote these profiles, without a sum of their records: that none was altered could not be checked';
