/**
 * Profile records, `key<TAB>state` lines, read back. Keys are `about:RUN` (what was counted), `account:NAME`, `log:`, `run:RUN`
 * (the books of one run) and `sum:` (what the others add up to); states of one key may come in any order and in any grouping.
 */
import { InputError } from '../errors.js';
import type { MeasuredLog } from '../measures/account-store.js';
import { Profiles } from '../measures/profiles.js';
import type { InputSummary } from '../reports/report.js';
import type { ColumnName } from '../requests/batch.js';
import { bookProblems, ProfileFile } from './profile-books.js';
import { isAbout } from './duplicates/about.js';
import type { KeptKeys } from './duplicates/kept-keys.js';
import type { ProfileDuplicates } from './duplicates/profile-duplicates.js';
import { countedOnce } from './duplicates/wording.js';
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
  /** The same once more, where they can be read again: to see what is in it beforehand. */
  readonly peek?: () => AsyncIterable<string>;
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
  /** What was counted, by run, where it is kept. */
  kept: ReadonlyMap<string, readonly KeptKeys[]>;
}

export interface AbsorbOptions {
  readonly plan: Plan;
  /** Bytes that may be taken. */
  readonly memory: number;
  /** What is done about requests that several profiles have: by default nothing. */
  readonly duplicates?: ProfileDuplicates;
}

/** What is read into. */
interface Absorbing {
  readonly profiles: Profiles;
  readonly spill: Spill;
  readonly runs: Map<string, RunRecord>;
  readonly strangers: Set<string>;
  /** What earlier merges found. */
  readonly problems: string[];
  readonly duplicates: ProfileDuplicates | undefined;
}

/** @throws InputError for what are no records, or those of another version. */
export async function absorb(sources: ProfileSources, { plan, memory, duplicates }: AbsorbOptions): Promise<Absorbed> {
  const profiles = new Profiles(plan.measures);
  const spill = new Spill(profiles, accountMemory(memory));
  const into: Absorbing = { profiles, spill, runs: new Map(), strangers: new Set(), problems: [], duplicates };
  const files: ProfileFile[] = [];
  for (const { name, lines } of await inOrder(filesOf(sources), duplicates)) {
    const file = new ProfileFile(name);
    files.push(file);
    await absorbFile(lines, file, into);
  }
  if (into.runs.size === 0) throw noRun(files);
  const counted = { ofAccounts: profiles.requestsOfAccounts, ofLog: profiles.requests };
  const problems = [...into.problems, ...bookProblems(files, counted), ...(duplicates?.problems ?? [])];
  const kept = duplicates?.kept ?? new Map<string, KeptKeys[]>();
  return { profiles: spill.result(), runs: into.runs, strangers: into.strangers, problems, kept };
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

/** Those that count more come first: of two that hold the same, the smaller one is left out. */
async function inOrder(
  files: readonly ProfileSource[],
  duplicates: ProfileDuplicates | undefined,
): Promise<readonly ProfileSource[]> {
  if (duplicates === undefined || files.length < 2) return files;
  const sized: { readonly file: ProfileSource; readonly size: number }[] = [];
  for (const file of files) sized.push({ file, size: file.peek === undefined ? 0 : await aboutSize(file.peek()) });
  return sized.sort((a, b) => b.size - a.size).map(({ file }) => file);
}

async function aboutSize(lines: AsyncIterable<string>): Promise<number> {
  let size = 0;
  for await (const line of lines) {
    if (!isAbout(line)) break;
    size += line.length;
  }
  return size;
}

async function absorbFile(lines: AsyncIterable<string>, file: ProfileFile, into: Absorbing): Promise<void> {
  let number = 0;
  const part = { isAbout: false, isCounted: false };
  for await (const line of lines) {
    number++;
    if (line === '') continue;
    if (into.spill.isDue) into.spill.relieve();
    try {
      if (turnsTo(line, part, file, into.duplicates)) into.duplicates?.add(line);
      else absorbLine(line, { file, isCounted: part.isCounted }, into);
      if (part.isAbout) file.seen.add(line);
    } catch (error) {
      if (error instanceof InputError) throw error;
      file.reject(number);
    }
  }
}

/** @throws what is wrong with it, in which case nothing of it was taken, or an InputError for what is of another version */
function absorbLine(line: string, { file, isCounted }: FilePart, into: Absorbing): void {
  const tab = line.indexOf('\t');
  if (tab < 0) throw new SyntaxError('no tab');
  const [key, state] = [line.slice(0, tab), line.slice(tab + 1)];
  if (key === 'sum:') {
    const sum = parseSum(state);
    file.sum(sum);
    into.problems.push(...(sum.problems ?? []));
    return;
  }
  if (key.startsWith('run:')) {
    const run = parseRun(state);
    if (!isCounted) addRun(into.runs, { key, run, file });
    else if (!into.runs.has(key)) addRun(into.runs, { key, run: withoutRequests(run, into.duplicates), file });
  } else if (!isCounted) for (const id of into.profiles.absorb(key, state)) into.strangers.add(id);
  file.seen.add(line);
}

interface FilePart {
  readonly file: ProfileFile;
  /** Whether all that it holds was counted before. */
  readonly isCounted: boolean;
}

/** Whether a line says what was counted; where others follow upon such lines, it is decided whether they are taken in. */
function turnsTo(
  line: string,
  part: { isAbout: boolean; isCounted: boolean },
  file: ProfileFile,
  duplicates: ProfileDuplicates | undefined,
): boolean {
  const was = part.isAbout;
  part.isAbout = isAbout(line);
  if (part.isAbout && !was) duplicates?.open(file.name);
  if (!part.isAbout && was) part.isCounted = duplicates?.isAllCounted() ?? false;
  return part.isAbout;
}

/** The books of a run that others have in whole. */
function withoutRequests(run: RunRecord, duplicates: ProfileDuplicates | undefined): RunRecord {
  const [{ input: other } = { input: '' }] = duplicates?.doublesOf ?? [];
  const inputs = run.inputs.map(input => {
    const { requests, duplicates: own, notes } = input;
    if (requests === 0) return input;
    const all = [...own, { input: other, requests }];
    return { ...input, requests: 0, duplicates: all, notes: [...notes, countedOnce(requests, other)] };
  });
  return { ...run, inputs };
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
  // Profiles of before requests were counted once over several inputs do not speak of it.
  const inputs = run.inputs.map(input => ({ ...input, duplicates: (input as Partial<InputSummary>).duplicates ?? [] }));
  return { ...run, inputs };
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
  if (run.version !== versionWithoutSums) runs.set(key, run);
  else {
    file.old++;
    const notes = [...run.notes, `${file.name}: ${withoutSum}`];
    runs.set(key, { ...run, version: recordVersion, notes });
  }
}

const withoutSum =
  'an earlier version wrote these profiles, without a sum of their records: that none was altered could not be checked';
