/** Inputs to profiles, in this thread: open, recognise, map, decode, measure; and the books of each input. */
import { detectFormat } from '../formats/detect.js';
import type { Detected } from '../formats/format.js';
import { InputError, RevenuerError } from '../errors.js';
import { isTakenAtOnce } from '../measures/log-tables.js';
import { Profiles } from '../measures/profiles.js';
import { BatchBuilder, createDictionaries } from '../requests/builder.js';
import { columnsPresent } from '../requests/columns.js';
import { followingColumns } from '../requests/row-columns.js';
import type { ColumnName, Dictionaries } from '../requests/batch.js';
import { chooseMapping, type Mapping } from '../requests/mapping.js';
import type { InputSummary } from '../reports/report.js';
import { resolveInputs } from '../sources/open.js';
import { openReader, type InputReader } from '../sources/read.js';
import type { Source } from '../sources/source.js';
import { periodOf } from './assemble.js';
import { Ledger } from './ledger.js';
import type { ReadOptions, RunOptions } from './options.js';
import type { Plan } from './plan.js';

/** Records looked at to recognise a format and its fields. */
const sampleRecords = 200;
/** Inputs of which more than this share was rejected were not understood. */
const tolerable = 0.5;

export interface Reading {
  readonly profiles: Profiles;
  readonly inputs: InputSummary[];
  /** What could not be read, in plain words. Not empty = the run is incomplete. */
  readonly problems: string[];
  readonly columns: Set<ColumnName>;
  readonly notes: string[];
}

export async function readLogs(options: ReadOptions & Pick<RunOptions, 'onProgress'>, plan: Plan): Promise<Reading> {
  const { sources, problems: missing } = await resolveInputs(options.inputs, {
    cwd: options.cwd,
    stdin: options.stdin,
  });
  const dictionaries = createDictionaries();
  const reading: Reading = {
    profiles: new Profiles(plan.measures),
    inputs: [],
    problems: missing.map(({ path, message, hint }) => `${path}: ${message} (${hint})`),
    columns: new Set<ColumnName>(),
    notes: [],
  };
  const sizes = sources.map(source => source.bytes);
  const totalBytes = sizes.includes(undefined) ? undefined : sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const progress = { done: 0, requests: 0, totalBytes };
  for (const [index, source] of sources.entries()) {
    await readInput({ source, index, options, plan, reading, dictionaries, progress });
  }
  return reading;
}

interface OneInput {
  source: Source;
  index: number;
  options: ReadOptions & Pick<RunOptions, 'onProgress'>;
  plan: Plan;
  reading: Reading;
  dictionaries: Dictionaries;
  progress: { done: number; requests: number; totalBytes: number | undefined };
}

async function readInput(one: OneInput): Promise<void> {
  const { source, options, reading } = one;
  const reader = await openReader(source, { maxRecordBytes: options.maxRecordBytes });
  const ledger = new Ledger();
  let understood: Understood | undefined;
  try {
    understood = await understand(reader, options);
    if (understood !== undefined) await readRecords(one, reader, understood, ledger);
  } catch (error) {
    if (!(error instanceof RevenuerError)) throw error;
    reading.problems.push(`${source.path}: ${error.message}${error.hint === undefined ? '' : `. ${error.hint}`}`);
  }
  const summary = await summarise(one, reader, understood, ledger);
  reading.inputs.push(summary);
  one.progress.done += summary.bytes;
  one.progress.requests += ledger.requests;
  const { damage } = summary;
  if (damage !== undefined) reading.problems.push(`${source.path}: ${damage.message} (at byte ${damage.position})`);
  if (ledger.rejected > tolerable * (ledger.requests + ledger.rejected) && understood !== undefined) {
    const [reason] = [...ledger.rejectedBy].sort((a, b) => b[1] - a[1])[0] ?? ['unreadable'];
    reading.problems.push(
      `${source.path}: ${ledger.rejected} of ${ledger.records} records rejected, most often "${reason}". Check what was recognised with: revenuer formats --detect ${source.path}`,
    );
  }
}

/** Columns of batches: what follows from who calls is found out later, once for each caller, unless a measure reads it at once. */
function batchColumns({ columns, measures }: Plan): ColumnName[] {
  const atOnce = new Set(measures.filter(isTakenAtOnce).flatMap(measure => measure.columns));
  return columns.filter(column => atOnce.has(column) || !followingColumns.includes(column));
}

interface Understood {
  detected: Detected;
  mapping: Mapping;
}

/** undefined for an empty input. @throws InputError when the format or the time column cannot be found. */
async function understand(reader: InputReader, options: ReadOptions): Promise<Understood | undefined> {
  const sample = await reader.sample(sampleRecords);
  if (sample.count === 0) return undefined;
  const detected = detectFormat(sample, options.logFormat);
  const mapping = chooseMapping(detected.fields, options.map);
  if (!columnsPresent(mapping.bindings).has('time')) {
    const seen = detected.fields.slice(0, 12).map(({ field }) => field);
    throw new InputError(`no field of this ${detected.format} log looks like a time; fields seen: ${seen.join(', ')}`, {
      hint: 'Name it with --map time=FIELD',
    });
  }
  return { detected, mapping };
}

async function readRecords(one: OneInput, reader: InputReader, understood: Understood, ledger: Ledger): Promise<void> {
  const { source, index, options, plan, reading, dictionaries, progress } = one;
  const { detected, mapping } = understood;
  for (const column of columnsPresent(mapping.bindings)) reading.columns.add(column);
  const lease = dictionaries.account.kernel.lease();
  const builder = new BatchBuilder({
    bindings: mapping.bindings,
    wanted: batchColumns(plan),
    input: index,
    inputName: source.path,
    latencyScale: mapping.latencyScale,
    zoneOffset: options.timezoneOffset,
    dictionaries,
    lease,
    onBatch: batch => {
      ledger.observe(batch);
      reading.profiles.observe(batch);
    },
  });
  const decoder = detected.decoder(mapping.bindings, lease);
  for await (const block of reader.records(detected.framing)) {
    options.signal?.throwIfAborted();
    decoder.decode(block, builder, ledger);
    options.onProgress?.({
      input: source.path,
      bytes: progress.done + reader.bytesRead,
      totalBytes: progress.totalBytes,
      requests: progress.requests + ledger.requests,
    });
  }
  builder.flush();
  lease.end();
  const note = builder.identityNote();
  if (note !== undefined) reading.notes.push(`${source.path}: ${note}`);
}

async function summarise(
  { source }: OneInput,
  reader: InputReader,
  understood: Understood | undefined,
  ledger: Ledger,
): Promise<InputSummary> {
  const read = await reader.summary();
  for (const cut of [read.overlong, read.unclosedQuotes]) {
    for (const { line, reason } of cut.sample) ledger.reject(line, reason);
    for (let more = cut.sample.length; more < cut.count; more++) ledger.reject(0, cut.sample[0]?.reason ?? 'not cut');
  }
  return {
    path: source.path,
    format: understood?.detected.format ?? 'unknown',
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
    mapping: { ...understood?.mapping.mapping },
    ...(read.damage === undefined ? {} : { damage: read.damage }),
    period: ledger.requests > 0 ? periodOf(ledger.first, ledger.last) : null,
    notes: [...(understood?.detected.notes ?? []), ...(understood?.mapping.notes ?? []), ...ledger.notes()],
  };
}
