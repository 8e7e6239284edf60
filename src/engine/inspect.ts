/** Back to the logs: the requests of one suspect, with the lines its evidence points at. */
import { UsageError } from '../errors.js';
import { detectFormat } from '../formats/detect.js';
import type { RequestBatch } from '../requests/batch.js';
import { BatchBuilder, createDictionaries } from '../requests/builder.js';
import { columnNames } from '../requests/columns.js';
import { chooseMapping } from '../requests/mapping.js';
import type { Report, Suspect } from '../reports/report.js';
import { redactName } from '../reports/secrets.js';
import { resolveInputs } from '../sources/open.js';
import { openReader } from '../sources/read.js';
import type { Source } from '../sources/source.js';
import type { ReadOptions } from './options.js';

export interface InspectOptions {
  /** Rank, id, start of an id, or an account. */
  readonly suspect: string;
  readonly report: Report;
  readonly read: ReadOptions;
  readonly showContent: boolean;
}

const excerptLength = 80;

/** Writes one JSON line for the suspect, then one for each of its requests in the order of the logs. */
export async function inspect(
  { suspect: wanted, report, read, showContent }: InspectOptions,
  write: (line: string) => Promise<void> | void,
): Promise<void> {
  const suspect = findSuspect(report, wanted);
  const accounts = new Set(suspect.accounts);
  const cited = citedLines(report, suspect);
  const { type, ...head } = { type: 'suspect', ...suspect };
  await write(`${JSON.stringify({ type, ...head })}\n`);
  const { sources } = await resolveInputs(read.inputs, { cwd: read.cwd, stdin: read.stdin });
  for (const source of sources) {
    for await (const batch of batchesOf(source, read)) {
      for (let row = 0; row < batch.length; row++) {
        const account = batch.dictionaries.account.text(batch.account[row] as number);
        // Reports name an account that looks like a key by its fingerprint.
        if (!accounts.has(account) && !accounts.has(redactName(account))) continue;
        const line = batch.line[row] as number;
        const evidence = cited.get(`${source.path}:${line}`);
        await write(`${JSON.stringify(requestLine(batch, row, { path: source.path, evidence, showContent }))}\n`);
      }
    }
  }
}

function findSuspect(report: Report, wanted: string): Suspect {
  const found =
    report.suspects.find(({ rank }) => String(rank) === wanted) ??
    report.suspects.find(({ id }) => id === wanted || id.slice(id.indexOf(':') + 1) === wanted) ??
    report.suspects.find(({ id }) => wanted.length >= 3 && id.slice(id.indexOf(':') + 1).startsWith(wanted)) ??
    report.suspects.find(({ accounts }) => accounts.includes(wanted));
  if (found === undefined) {
    throw new UsageError(`the report has no suspect "${wanted}"`, {
      hint: `Give a rank (1 to ${report.suspects.length}), an id such as ${report.suspects[0]?.id ?? 'campaign:7f3a2c'}, or an account.`,
    });
  }
  return found;
}

/** Detectors that cite a line, by `path:line`. */
function citedLines(report: Report, suspect: Suspect): Map<string, string[]> {
  const cited = new Map<string, string[]>();
  for (const { detector, lines } of suspect.evidence) {
    for (const { input, line } of lines) {
      const place = `${report.run.inputs[input]?.path ?? ''}:${line}`;
      cited.set(place, [...(cited.get(place) ?? []), detector]);
    }
  }
  return cited;
}

async function* batchesOf(source: Source, read: ReadOptions): AsyncGenerator<RequestBatch> {
  const reader = await openReader(source, { maxRecordBytes: read.maxRecordBytes });
  const sample = await reader.sample(200);
  if (sample.count === 0) return;
  const detected = detectFormat(sample, read.logFormat);
  const mapping = chooseMapping(detected.fields, read.map);
  let full: RequestBatch | undefined;
  const builder = new BatchBuilder({
    bindings: mapping.bindings,
    wanted: columnNames,
    input: 0,
    inputName: source.path,
    latencyScale: mapping.latencyScale,
    zoneOffset: read.timezoneOffset,
    dictionaries: createDictionaries(),
    onBatch: batch => (full = batch),
  });
  const decoder = detected.decoder(mapping.bindings);
  for await (const block of reader.records(detected.framing)) {
    for (const part of slices(block.count)) {
      decoder.decode(slice(block, part), builder, { reject: () => undefined, filter: () => undefined });
      builder.flush();
      if (full !== undefined) yield full;
      full = undefined;
    }
  }
}

const sliceLength = 1024;

function* slices(count: number): Generator<[number, number]> {
  for (let from = 0; from < count; from += sliceLength) yield [from, Math.min(count, from + sliceLength)];
}

function slice(
  block: { bytes: Uint8Array; starts: Uint32Array; ends: Uint32Array; lines: Float64Array },
  [from, to]: [number, number],
) {
  const { bytes, starts, ends, lines } = block;
  return {
    bytes,
    count: to - from,
    starts: starts.subarray(from, to),
    ends: ends.subarray(from, to),
    lines: lines.subarray(from, to),
  };
}

interface Place {
  path: string;
  evidence: string[] | undefined;
  showContent: boolean;
}

function requestLine(
  batch: RequestBatch,
  row: number,
  { path, evidence, showContent }: Place,
): Record<string, unknown> {
  const d = batch.dictionaries;
  const number = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? undefined : value);
  const prompt = batch.prompt[row];
  return {
    type: 'request',
    at: `${path}:${batch.line[row] as number}`,
    time: new Date(batch.time[row] as number).toISOString(),
    account: d.account.text(batch.account[row] as number),
    address: d.ip.text(batch.ip[row] as number) || undefined,
    userAgent: d.userAgent.text(batch.userAgent[row] as number) || undefined,
    model: d.model.text(batch.model[row] as number) || undefined,
    path: d.path.text(batch.path[row] as number) || undefined,
    status: number(batch.status[row]),
    inputTokens: number(batch.inputTokens[row]),
    outputTokens: number(batch.outputTokens[row]),
    prompt:
      prompt === undefined
        ? undefined
        : showContent || prompt.length <= excerptLength
          ? prompt
          : `${prompt.slice(0, excerptLength)}…`,
    evidence,
  };
}
