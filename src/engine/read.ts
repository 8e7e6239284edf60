/** Inputs to profiles: open, recognise, map, and give the records to the crew; and the books of each input. */
import { inGroups } from '../digits.js';
import type { FormatDescription } from '../formats/description.js';
import { InternalError, RevenuerError } from '../errors.js';
import type { MeasuredLog } from '../measures/account-store.js';
import { Profiles } from '../measures/profiles.js';
import { readsText } from '../measures/text-tables.js';
import { columnsPresent } from '../requests/columns.js';
import type { ColumnName } from '../requests/batch.js';
import type { UnfoundField } from '../requests/mapping.js';
import type { InputSummary } from '../reports/report.js';
import { resolveInputs } from '../sources/open.js';
import type { InputReading } from '../sources/read.js';
import type { Source } from '../sources/source.js';
import { periodOf } from './assemble.js';
import { Crew } from './crew.js';
import { Duplicates } from './duplicates/duplicates.js';
import { rememberProfiles } from './duplicates/earlier.js';
import type { KeptKeys } from './duplicates/kept-keys.js';
import { TwoSides } from './duplicates/sides/two-sides.js';
import { countedOnce, notRemembered } from './duplicates/wording.js';
import type { Feed } from './feed.js';
import type { StandIns } from './lane.js';
import { Ledger } from './ledger.js';
import type { ReadOptions, RunOptions } from './options.js';
import type { Plan } from './plan.js';
import type { ProfileSource } from './records.js';
import { boundBy } from './reading.js';
import { ReadingProgress } from './reading-progress.js';
import { rejectedProblem } from './rejected.js';
import { proxiesOf, usualTimesOf } from './value-options.js';
import { understand, type Understood, type UnderstandOptions } from './understand.js';
import { nothingFound } from './unsampled.js';
import { requireMappedInputs, unfoundProblems } from './unfound.js';
import { wantedFields } from './wanted-fields.js';

/** Records looked at to recognise a format and its fields. */
const sampleRecords = 200;

export interface Reading {
  readonly profiles: MeasuredLog;
  readonly inputs: InputSummary[];
  /** What could not be read, in plain words. Not empty = the run is incomplete. */
  readonly problems: string[];
  readonly columns: Set<ColumnName>;
  readonly notes: string[];
  /** What was counted, where that is kept; to be ended. */
  readonly kept: readonly KeptKeys[];
}

type Options = ReadOptions &
  Pick<RunOptions, 'onProgress' | 'threads' | 'memory' | 'detectors' | 'canaries'> & {
    /** Whether it is kept what was counted, to be known again. */
    readonly keeps?: boolean;
    /** Profiles that were measured before: what they counted is not counted again. */
    readonly after?: readonly ProfileSource[];
  };

/** @param profiles where all of it is found afterwards, if memory has no bound */
export async function readLogs(options: Options, plan: Plan, profiles = new Profiles(plan.measures)): Promise<Reading> {
  const { sources, problems } = await resolveInputs(options.inputs, { cwd: options.cwd, stdin: options.stdin });
  requireMappedInputs(
    options.map,
    sources.map(({ path }) => path),
  );
  const { threads } = options;
  const crew = new Crew(profiles, options);
  const { memory, keeps = false, after = [] } = options;
  const duplicates = new Duplicates({ inputs: sources.length, memory, slots: crew.slots, keeps });
  const sides = new TwoSides(sources.length);
  const progress = new ReadingProgress(sources, options.onProgress);
  try {
    for (const earlier of after) await rememberProfiles(earlier, duplicates);
    const read = await inTurn(sources, threads, (source, index) =>
      crew.feed(source, feed => readInput({ source, index, options, crew, progress, feed, duplicates, sides })),
    );
    return {
      profiles: await crew.finish(),
      inputs: withDuplicates(read, duplicates),
      kept: duplicates.kept,
      problems: [
        ...problems.map(({ path, message, hint }) => `${path}: ${message} (${hint})`),
        ...read.flatMap(input => input.problems),
        ...[notRemembered(duplicates.unchecked) ?? []].flat(),
        ...sides.problems(),
        ...unfoundProblems(read.flatMap(({ unfound }) => (unfound === undefined ? [] : [unfound]))),
      ],
      columns: new Set(read.flatMap(({ columns }) => columns)),
      notes: [...read.flatMap(({ notes }) => notes), ...sides.notes(), ...textNotes(plan, read)],
    };
  } finally {
    duplicates.end();
    await crew.dismiss();
  }
}

/** Works on several at a time, and gives the results in order. */
async function inTurn<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      results[index] = await work(items[index] as T, index);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, items.length)) }, worker));
  return results;
}

interface OneInput {
  readonly source: Source;
  readonly index: number;
  readonly options: Options;
  readonly crew: Crew;
  readonly progress: ReadingProgress;
  readonly feed: Feed;
  readonly duplicates: Duplicates;
  readonly sides: TwoSides;
}

interface ReadInput {
  readonly summary: Omit<InputSummary, 'duplicates'>;
  readonly duplicates: ReadonlyMap<number, number>;
  /** Of them, those that were decoded as any other, and left out by their hashes. */
  readonly knownByHash: number;
  readonly columns: readonly ColumnName[];
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  /** Fields that the user named and this input lacks; undefined where it was not understood. */
  readonly unfound: readonly UnfoundField[] | undefined;
}

async function readInput(one: OneInput): Promise<ReadInput> {
  const { source, options, feed, duplicates, index } = one;
  const ledger = new Ledger();
  const problems: string[] = [];
  let understood: Understood | undefined;
  let got: RecordsRead = { standIns: { apiKey: 0, network: 0 }, knownByHash: 0 };
  try {
    understood = await understandFeed(feed, { ...options, path: source.path });
    problems.push(...(understood?.problems ?? []).map(problem => `${source.path}: ${problem}`));
    if (understood === undefined) await passOver(feed);
    else got = await readRecords(one, { understood, ledger });
  } catch (error) {
    if (!(error instanceof RevenuerError) || error instanceof InternalError) throw error;
    problems.push(`${source.path}: ${error.message}${error.hint === undefined ? '' : `. ${error.hint}`}`);
  } finally {
    duplicates.done(index);
  }
  const read = await feed.summary();
  const summary = summarise(source, { read, understood, ledger });
  const nothing =
    understood === undefined && problems.length === 0 ? nothingFound(read, options.maxRecordBytes) : undefined;
  if (nothing !== undefined) problems.push(`${source.path}: ${nothing}`);
  one.progress.end(one.index, summary.bytes);
  const { damage } = summary;
  if (damage !== undefined) problems.push(`${source.path}: ${damage.message} (at byte ${damage.position})`);
  const passed = understood === undefined ? undefined : nothingButOthers(understood, ledger);
  if (passed !== undefined) problems.push(`${source.path}: ${passed}`);
  const rejected = understood === undefined ? undefined : rejectedProblem(source.path, ledger, summary.rejects);
  if (rejected !== undefined) problems.push(`${source.path}: ${rejected}`);
  const torn = understood?.parts.find(({ detected }) => detected.torn !== undefined)?.detected.torn;
  if (torn !== undefined && ledger.rejected > 0)
    problems.push(`${source.path}: ${ledger.rejected} lines cannot be read: ${torn}`);
  const note = identityNote(got.standIns, ledger.duplicated > 0);
  return {
    summary,
    duplicates: ledger.duplicates,
    knownByHash: got.knownByHash,
    columns: understood === undefined ? [] : [...columnsPresent(boundBy(understood.parts))],
    problems,
    notes: note === undefined ? [] : [`${source.path}: ${note}`],
    unfound: understood?.parts[0].mapping.unfound,
  };
}

/** undefined when there is nothing to look at. @throws InputError when it cannot be understood. */
async function understandFeed(feed: Feed, options: UnderstandOptions): Promise<Understood | undefined> {
  const sample = await feed.sample(sampleRecords);
  return sample.count === 0 ? undefined : understand(sample, options);
}

interface RecordsRead {
  readonly standIns: StandIns;
  readonly knownByHash: number;
}

async function readRecords(
  { source, index, options, crew, progress, feed, duplicates, sides }: OneInput,
  { ledger, understood }: { readonly ledger: Ledger; readonly understood: Understood },
): Promise<RecordsRead> {
  const { parts } = understood;
  const { path } = source;
  const [times, proxies] = [usualTimesOf(options), proxiesOf(options)];
  await duplicates.turn(index);
  const { isDuplicate, found, sift } = duplicates.of(index, parts);
  const side = sides.begin();
  const cells = side === undefined ? 0 : sides.cells;
  const task = crew.begin({ index, path, parts, times, proxies, cells }, ledger, { isDuplicate, side });
  const blocks = feed.records({ ...parts[0].detected.framing, fields: wantedFields(parts) });
  for await (const block of sift(blocks)) {
    options.signal?.throwIfAborted();
    await task.give(block);
    progress.advance(index, { bytes: feed.bytesRead, requests: ledger.requests });
  }
  const standIns = await task.end();
  ledger.recount(found);
  const span = { first: ledger.first, last: ledger.last };
  sides.end(side, { path, columns: columnsPresent(boundBy(parts)), span, requests: ledger.requests });
  return { standIns, knownByHash: [...found.values()].reduce((sum, number) => sum + number, 0) };
}

/** The books of all inputs, with the names of those that hold the same. */
function withDuplicates(read: readonly ReadInput[], duplicates: Duplicates): InputSummary[] {
  const nameOf = (index: number): string => read[index]?.summary.path ?? duplicates.earlierName(index) ?? '';
  return read.map(({ summary, duplicates: own }) => {
    const found = [...own].sort(([a], [b]) => a - b).map(([of, requests]) => ({ input: nameOf(of), requests }));
    const notes = found.map(({ input, requests }) => countedOnce(requests, input));
    return { ...summary, duplicates: found, notes: [...summary.notes, ...notes] };
  });
}

/** Texts are read before it is known of a request that it was counted. */
function textNotes(plan: Plan, read: readonly ReadInput[]): string[] {
  const doubles = read.reduce((sum, { knownByHash }) => sum + knownByHash, 0);
  const measures = plan.measures.filter(readsText).map(({ id }) => id);
  if (doubles === 0 || measures.length === 0) return [];
  return [
    `${measures.join(', ')} of the ${inGroups(doubles)} requests that stand in two inputs are counted in both: give one input at a time where their number matters`,
  ];
}

/** What to say where a description of the format says of all records that they are no requests; undefined elsewhere. */
function nothingButOthers({ parts }: Understood, { requests, filteredBy }: Ledger): string | undefined {
  if (requests > 0) return undefined;
  const reasons = new Set(parts.flatMap(({ rules }) => rules.skip.map(({ because }) => because)));
  const [most] = [...filteredBy].filter(([reason]) => reasons.has(reason)).sort((a, b) => b[1] - a[1]);
  return most === undefined ? undefined : `none of its records is a request: ${inGroups(most[1])} are ${most[0]}`;
}

/** What stood in for accounts that the log does not name; undefined when nothing had to. */
function identityNote({ apiKey, network }: StandIns, hasDuplicates: boolean): string | undefined {
  const notes: string[] = [];
  const which = hasDuplicates ? 'requests, duplicates among them,' : 'requests';
  const requests = (count: number) => `${inGroups(count)} ${which} without an account are grouped by`;
  if (apiKey > 0) notes.push(`${requests(apiKey)} API key`);
  if (network > 0) notes.push(`${requests(network)} address and user agent`);
  return notes.length === 0 ? undefined : notes.join('; ');
}

/** Counts and locates what is in an input, all of which is unreadable. */
async function passOver(feed: Feed): Promise<void> {
  for await (const block of feed.records({})) block.shared?.giveBack();
}

function dialectOf(description: FormatDescription | undefined): { dialect?: string } {
  return description === undefined ? {} : { dialect: description.name };
}

function summarise(
  source: Source,
  {
    read,
    ledger,
    understood,
  }: { readonly read: InputReading; readonly ledger: Ledger; readonly understood: Understood | undefined },
): Omit<InputSummary, 'duplicates'> {
  for (const cut of [read.overlong, read.unclosedQuotes, ...read.broken]) {
    for (const { line, reason } of cut.sample) ledger.reject(line, reason);
    for (let more = cut.sample.length; more < cut.count; more++) ledger.reject(0, cut.sample[0]?.reason ?? 'not cut');
  }
  return {
    path: source.path,
    format: understood?.parts[0].detected.format ?? 'unknown',
    ...dialectOf(understood?.parts[0].description),
    compression: read.compression,
    bytes: read.bytes,
    decodedBytes: read.decodedBytes,
    sha256: read.sha256,
    lines: read.lines,
    records: ledger.records,
    requests: ledger.requests,
    rejected: ledger.rejected,
    rejectedBy: Object.fromEntries([...ledger.rejectedBy].sort()),
    filtered: ledger.filtered,
    filteredBy: Object.fromEntries([...ledger.filteredBy].sort()),
    rejects: [...ledger.rejects].sort((a, b) => a.line - b.line),
    mapping: { ...understood?.parts[0].mapping.mapping },
    ...(read.damage === undefined ? {} : { damage: read.damage }),
    period: ledger.requests > 0 ? periodOf(ledger.first, ledger.last) : null,
    notes: [...read.notes, ...(understood?.notes ?? []), ...ledger.notes()],
  };
}
