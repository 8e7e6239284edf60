/** Reads a log as a run does, and keeps of every request what is compared. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureLogs } from '../../../src/engine/profile-records.js';
import { boundBy, inputDecoder } from '../../../src/engine/reading.js';
import { understand } from '../../../src/engine/understand.js';
import { proxiesOf, usualTimesOf } from '../../../src/engine/value-options.js';
import type { RunRecord } from '../../../src/engine/records.js';
import type { RequestBatch } from '../../../src/requests/batch.js';
import { BatchBuilder, createDictionaries } from '../../../src/requests/builder.js';
import { columnNames } from '../../../src/requests/columns.js';
import { resolveInputs } from '../../../src/sources/open.js';
import { openReader } from '../../../src/sources/read.js';
import { optionsOf } from '../../engine/options.js';
import type { Shown } from './kind.js';

export type Row = { readonly time: string } & Readonly<Partial<Record<Shown, string | number>>>;

export interface Found {
  readonly input: RunRecord['inputs'][number];
  readonly problems: readonly string[];
  readonly rows: readonly Row[];
}

/** @param text the whole log */
export async function readingOf(text: string): Promise<Found> {
  const folder = mkdtempSync(path.join(tmpdir(), 'peers-'));
  const file = path.join(folder, 'a.log');
  try {
    writeFileSync(file, text);
    const options = optionsOf({ inputs: [file] });
    let run: RunRecord | undefined;
    await measureLogs(options, line => {
      if (line.startsWith('run:')) run = JSON.parse(line.slice(line.indexOf('\t') + 1)) as RunRecord;
    });
    const { inputs, problems } = run as RunRecord;
    const input = inputs[0] as Found['input'];
    return { input, problems, rows: input.requests === 0 ? [] : await rowsOf(file) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function rowsOf(file: string): Promise<Row[]> {
  const rows: Row[] = [];
  await eachBatch(file, batch => rows.push(...rowsIn(batch)));
  return rows;
}

/** All requests of a file, in batches that are good until `take` returns. */
export async function eachBatch(file: string, take: (batch: RequestBatch) => void): Promise<void> {
  const options = optionsOf();
  const { sources } = await resolveInputs([file], { cwd: '.', stdin: process.stdin });
  const reader = await openReader(sources[0]!, { maxRecordBytes: 2 ** 20 });
  try {
    const { parts } = understand(await reader.sample(200), { ...options, path: file });
    const dictionaries = createDictionaries();
    const lease = dictionaries.account.kernel.lease();
    const builder = new BatchBuilder({
      bindings: boundBy(parts),
      wanted: columnNames,
      input: 0,
      inputName: file,
      times: usualTimesOf(options),
      proxies: proxiesOf(options),
      dictionaries,
      lease,
      onBatch: take,
    });
    const decoder = inputDecoder(parts, lease);
    for await (const block of reader.records(parts[0].detected.framing)) {
      decoder.decode(block, builder, { reject: () => undefined, filter: () => undefined });
    }
    builder.flush();
  } finally {
    await reader.close();
  }
}

function rowsIn(batch: RequestBatch): Row[] {
  const { dictionaries } = batch;
  return Array.from({ length: batch.length }, (_, row) => {
    const account = dictionaries.account.text(batch.account[row] as number);
    return {
      time: new Date(batch.time[row] as number).toISOString(),
      ...present('account', account.startsWith('net:') ? '' : account),
      ...present('ip', dictionaries.ip.text(batch.ip[row] as number)),
      ...present('method', dictionaries.method.text(batch.method[row] as number)),
      ...present('path', dictionaries.path.text(batch.path[row] as number)),
      ...present('agent', dictionaries.userAgent.text(batch.userAgent[row] as number)),
      ...present('status', batch.status[row] as number),
      ...present('ms', Math.round(batch.latency[row] as number)),
    };
  });
}

function present(name: Shown, value: string | number): Partial<Record<Shown, string | number>> {
  return value === '' || Number.isNaN(value) ? {} : { [name]: value };
}
