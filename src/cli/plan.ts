/** Settings of a command made into what the engine runs on. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { BaselineOption, ReadOptions, RunOptions, ScanOptions } from '../engine/options.js';
import { UsageError } from '../errors.js';
import { catalogue } from '../formats/catalogue.js';
import type { FormatDescription } from '../formats/description.js';
import { formatNamed } from '../formats/detect.js';
import { isSourceColumn, sourceColumnNames } from '../requests/columns.js';
import { placeOf } from '../requests/mapping/told.js';
import { readAllowFile } from './allow-file.js';
import type { Call, Session } from './command.js';
import { detectorsOf, requireDetectors } from './detectors.js';
import { readFormatFiles } from './format-file.js';
import { judgingText, progressLine, showsProgress } from './progress.js';
import { linesOf } from './records.js';
import { suggest } from './suggest.js';

/** Where the logs are and how to read them. */
export async function planReading({ settings, session }: Call, inputs: readonly string[]): Promise<ReadOptions> {
  const { io } = session;
  const { map, logFormat, formatFile } = settings;
  const formats = await readFormatFiles(formatFile, io.cwd);
  if (logFormat !== undefined) requireFormat(logFormat, formats);
  for (const key of Object.keys(map)) requireColumn(placeOf(key).column);
  if (settings.timeZone !== undefined && settings.timezone !== 0) {
    throw new UsageError('--timezone and --time-zone say the same', { hint: 'Give --time-zone alone.' });
  }
  return {
    inputs,
    cwd: io.cwd,
    stdin: io.stdin,
    map,
    logFormat,
    formats,
    timezoneOffset: settings.timezone,
    timeZone: settings.timeZone,
    timeFormat: settings.timeFormat,
    trustedProxies: settings.trustedProxies,
    maxRecordBytes: settings.maxRecordBytes,
  };
}

/** Formats by their syntax, those of the catalogue, and the user's own. @throws UsageError naming the nearest */
function requireFormat(name: string, own: readonly FormatDescription[]): void {
  if (![...own, ...catalogue()].some(description => description.name === name)) formatNamed(name);
}

function requireColumn(column: string): void {
  if (isSourceColumn(column)) return;
  throw new UsageError(`--map ${column}: there is no such column`, {
    hint: `${suggest(column, sourceColumnNames)} revenuer formats lists them all.`.trim(),
  });
}

/** What to look for and what to spend on it. Detectors are checked to exist here, before anything is read. */
export async function planRun(call: Call): Promise<RunOptions> {
  const { settings, session, config } = call;
  const { only, skip, detector, threads, memory, failOn } = settings;
  const detectorOptions = config?.detectorOptions ?? {};
  requireDetectors([...only, ...skip, ...Object.keys(detectorOptions)], await detectorsOf(call));
  return {
    threads: threads ?? Math.min(8, availableParallelism()),
    memory,
    detectors: detector,
    only,
    skip,
    detectorOptions,
    ...(await planAllow(call)),
    canaries: settings.canaries === undefined ? [] : await lines('--canaries', settings.canaries, session.io.cwd),
    ...(settings.baseline !== undefined && { baseline: baselineOf(settings.baseline, session) }),
    failOn,
    ...listeners(call),
  };
}

/** Read by the engine, which knows what records are. Standard input is the log's. */
function baselineOf(file: string, session: Session): BaselineOption {
  if (file === '-') throw new UsageError('--baseline - is not a file', { hint: 'Standard input is for the log.' });
  return { name: file, lines: linesOf(file, session) };
}

function listeners({ settings, session }: Call): Pick<RunOptions, 'onProgress' | 'onJudging' | 'onDebug'> {
  const { io, say } = session;
  const shown = showsProgress(io, settings.progress, settings.quiet) ? progressLine(io) : undefined;
  if (shown !== undefined) session.clearing(() => shown.clear());
  return {
    ...(shown !== undefined && {
      onProgress: progress => shown.update(progress),
      onJudging: progress => shown.show(judgingText(progress)),
    }),
    ...(settings.debug && { onDebug: line => say(`debug: ${line}`) }),
  };
}

/** The lines of a file of the user's, blank ones left out. */
async function lines(option: string, file: string, cwd: string): Promise<string[]> {
  const content = await readFile(path.resolve(cwd, file), 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${option} ${file} cannot be read`, {
      hint: 'Give a text file with one entry a line.',
      cause,
    });
  });
  return content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '');
}

/** Entries expire by the day of the report, whenever the log was written or measured. */
async function planAllow({ settings, session }: Call): Promise<Pick<RunOptions, 'allow' | 'allowFile' | 'asOf'>> {
  const { allow: file, asOf } = settings;
  const { io } = session;
  if (file !== undefined)
    return { allow: await readAllowFile(file, io.cwd), allowFile: file, asOf: asOf ?? io.today() };
  if (asOf === undefined) return { allow: [] };
  throw new UsageError('--as-of needs --allow', { hint: 'It says by which day entries of the list have expired.' });
}

/** The whole way: reading and running. */
export async function planScan(call: Call, inputs: readonly string[]): Promise<ScanOptions> {
  return { ...(await planReading(call, inputs)), ...(await planRun(call)) };
}
