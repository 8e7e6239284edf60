/** Runs the fast path and the plain path over the same bytes, and says what each made of them. */
import { detectFormat } from '../../src/formats/detect.js';
import type { Decoder, FieldBinding, RecordView } from '../../src/formats/format.js';
import type { ColumnName, RequestBatch } from '../../src/requests/batch.js';
import { BatchBuilder, createDictionaries } from '../../src/requests/builder.js';
import { columnNames } from '../../src/requests/columns.js';
import { learnForms } from '../../src/requests/forms.js';
import { chooseMapping } from '../../src/requests/mapping.js';
import { noProxies, type Proxies } from '../../src/requests/proxies.js';
import type { TimeReading } from '../../src/requests/time.js';
import { RecordSplitter } from '../../src/sources/records.js';

/** One request: its line and every column, ids as texts. */
export type Row = Record<string, unknown>;

export interface Outcome {
  readonly rows: Row[];
  readonly rejects: [line: number, reason: string][];
  readonly filtered: [line: number, reason: string][];
}

export interface Comparison {
  readonly fast: Outcome;
  readonly plain: Outcome;
  /** Records that went through the kernel alone. */
  readonly direct: number;
}

export interface Given {
  /** Bytes that are detected; the others are read as the same log. */
  readonly head: string;
  readonly body: Uint8Array | string;
  readonly format?: string;
  /** Bytes the body is given in at once. */
  readonly chunk?: number;
  readonly map?: Readonly<Record<string, string>>;
  /** How times are read of which the log does not show it. */
  readonly times?: TimeReading;
  readonly proxies?: Proxies;
  /** Whether forms of values are learned from the head, as a scan does. */
  readonly learn?: boolean;
}

const maxRecordBytes = 16 * 1024 * 1024;

export function bothPaths({ head, body, format, chunk = 65_536, map = {}, ...rest }: Given): Comparison {
  const sample = new RecordSplitter({ maxRecordBytes }).push(Buffer.from(head));
  if (sample === undefined) throw new Error('the head has no whole line');
  const detected = detectFormat(sample, format);
  const { bindings: chosen } = chooseMapping(detected.fields, { overrides: map });
  const { times = { zone: 90 }, proxies = noProxies, learn = false } = rest;
  const bindings = learn ? learnForms({ bindings: chosen, fields: detected.fields, times: {} }).bindings : chosen;
  const bytes = Buffer.concat([Buffer.from(head), Buffer.from(body as string)]);
  const { quotedBy } = detected.framing;
  const run = (fast: boolean) => {
    const direct = { count: 0 };
    const outcome = readAll({ bindings, times, proxies }, fast, direct, (kernel, take) => {
      const decoder: Decoder = detected.decoder(bindings, fast ? kernel.lease() : undefined);
      const splitter = new RecordSplitter({ maxRecordBytes, quotedBy });
      for (let at = 0; at < bytes.length; at += chunk) {
        const block = splitter.push(bytes.subarray(at, at + chunk));
        if (block !== undefined) take(decoder, block);
      }
      const last = splitter.end();
      if (last !== undefined) take(decoder, last);
    });
    return { outcome, direct: direct.count };
  };
  const fast = run(true);
  return { fast: fast.outcome, plain: run(false).outcome, direct: fast.direct };
}

type Feed = (
  kernel: ReturnType<typeof createDictionaries>['account']['kernel'],
  take: (decoder: Decoder, block: RecordView) => void,
) => void;

function readAll(
  mapping: { bindings: readonly FieldBinding[]; times: TimeReading; proxies: Proxies },
  fast: boolean,
  direct: { count: number },
  feed: Feed,
): Outcome {
  const outcome: Outcome = { rows: [], rejects: [], filtered: [] };
  const dictionaries = createDictionaries();
  const builder = new BatchBuilder({
    ...mapping,
    wanted: columnNames,
    input: 0,
    inputName: 'log',
    dictionaries,
    onBatch: batch => {
      for (let row = 0; row < batch.length; row++) outcome.rows.push(rowOf(batch, row));
    },
  });
  if (fast) {
    const rows = builder.rows.bind(builder);
    builder.rows = (table, rejects) => {
      direct.count += table.rows;
      rows(table, rejects);
    };
  }
  feed(dictionaries.account.kernel, (decoder, block) => {
    decoder.decode(block, builder, {
      reject: (line, reason) => outcome.rejects.push([line, reason]),
      filter: (line, reason) => outcome.filtered.push([line, reason]),
    });
  });
  builder.flush();
  return outcome;
}

function rowOf(batch: RequestBatch, row: number): Row {
  const values: Row = { line: batch.line[row], requestHash: batch.requestHash[row] };
  for (const name of columnNames) {
    const column = batch[name] as ArrayLike<unknown>;
    values[name] = isId(name, batch) ? batch.dictionaries[name].text(column[row] as number) : column[row];
  }
  return values;
}

function isId(name: ColumnName, { dictionaries }: RequestBatch): name is keyof typeof dictionaries {
  return Object.hasOwn(dictionaries, name);
}
