/** Back to the logs: the requests of one suspect, with the lines its evidence points at. */
import { UsageError } from '../errors.js';
import type { RequestBatch } from '../requests/batch.js';
import { BatchBuilder, createDictionaries } from '../requests/builder.js';
import { columnNames } from '../requests/columns.js';
import type { Report, Suspect } from '../reports/report.js';
import { redactName, redactSecrets } from '../reports/secrets.js';
import { resolveInputs } from '../sources/open.js';
import { openReader } from '../sources/read.js';
import type { Source } from '../sources/source.js';
import { Duplicates } from './duplicates/duplicates.js';
import { stretchesOf } from './duplicates/stretches.js';
import type { ReadOptions } from './options.js';
import { Slots } from './slot.js';
import { proxiesOf, usualTimesOf } from './value-options.js';
import { boundBy, inputDecoder } from './reading.js';
import { understand } from './understand.js';

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
  const duplicates = new Duplicates({ inputs: sources.length, memory: Infinity, slots: new Slots() });
  try {
    for (const [index, source] of sources.entries()) {
      const pick: Pick = { path: source.path, accounts, cited, showContent };
      const requests = requestLines(source, { read, duplicates, index }, pick);
      for await (const lines of requests) for (const line of lines) await write(`${line}\n`);
    }
  } finally {
    duplicates.end();
  }
}

interface Pick {
  path: string;
  accounts: ReadonlySet<string>;
  /** Detectors that cite a line, by `path:line`. */
  cited: ReadonlyMap<string, string[]>;
  showContent: boolean;
}

interface Picking extends Pick {
  /** What an earlier log had is listed there. */
  isDuplicate: (request: number) => boolean;
}

interface Place {
  readonly read: ReadOptions;
  readonly duplicates: Duplicates;
  /** Of the source among all. */
  readonly index: number;
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

/** JSON lines of the suspect's requests, block by block. */
async function* requestLines(source: Source, { read, duplicates, index }: Place, pick: Pick): AsyncGenerator<string[]> {
  const reader = await openReader(source, { maxRecordBytes: read.maxRecordBytes });
  const sample = await reader.sample(200);
  if (sample.count === 0) return;
  const { parts } = understand(sample, { ...read, path: source.path });
  const { isDuplicate = () => false, sift } = duplicates.of(index, parts);
  let found: string[] = [];
  const dictionaries = createDictionaries();
  const lease = dictionaries.account.kernel.lease();
  const builder = new BatchBuilder({
    bindings: boundBy(parts),
    wanted: columnNames,
    input: 0,
    inputName: source.path,
    times: usualTimesOf(read),
    proxies: proxiesOf(read),
    dictionaries,
    lease,
    onBatch: batch => found.push(...pickRows(batch, { ...pick, isDuplicate })),
  });
  const decoder = inputDecoder(parts, lease);
  const unnoted = { reject: () => undefined, filter: () => undefined };
  for await (const block of sift(reader.records(parts[0].detected.framing))) {
    for (const { records, double } of stretchesOf(block)) {
      decoder.decode(records, builder, unnoted);
      builder.flush();
      if (double === undefined) yield found;
      found = [];
    }
    block.shared?.giveBack();
  }
}

function pickRows(batch: RequestBatch, { path, accounts, cited, showContent, isDuplicate }: Picking): string[] {
  const lines: string[] = [];
  for (let row = 0; row < batch.length; row++) {
    if (isDuplicate(batch.requestHash[row] as number)) continue;
    const account = batch.dictionaries.account.text(batch.account[row] as number);
    // Reports name an account that looks like a key by its fingerprint.
    if (!accounts.has(account) && !accounts.has(redactName(account))) continue;
    const evidence = cited.get(`${path}:${batch.line[row] as number}`);
    lines.push(JSON.stringify(requestLine(batch, row, { path, evidence, showContent })));
  }
  return lines;
}

interface Shown {
  path: string;
  evidence: string[] | undefined;
  showContent: boolean;
}

function requestLine(
  batch: RequestBatch,
  row: number,
  { path, evidence, showContent }: Shown,
): Record<string, unknown> {
  const d = batch.dictionaries;
  const number = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? undefined : value);
  const prompt = batch.prompt[row];
  return {
    type: 'request',
    at: `${path}:${batch.line[row] as number}`,
    time: new Date(batch.time[row] as number).toISOString(),
    account: redactName(d.account.text(batch.account[row] as number)),
    address: d.ip.text(batch.ip[row] as number) || undefined,
    userAgent: d.userAgent.text(batch.userAgent[row] as number) || undefined,
    model: d.model.text(batch.model[row] as number) || undefined,
    path: d.path.text(batch.path[row] as number) || undefined,
    status: number(batch.status[row]),
    inputTokens: number(batch.inputTokens[row]),
    outputTokens: number(batch.outputTokens[row]),
    prompt: prompt === undefined ? undefined : excerpt(redactSecrets(prompt), showContent),
    evidence,
  };
}

function excerpt(text: string, whole: boolean): string {
  return whole || text.length <= excerptLength ? text : `${text.slice(0, excerptLength)}…`;
}
