/**
 * Logs for cases, in a line or two: `crowd(200).with(account('a', { requests: 400, outputTokens: 4000 }))`. What is not
 * said is ordinary, so a case and its innocent twin differ in what the case says and in nothing else.
 */
import type { RequestBatch } from '../requests/batch.js';
import { BatchBuilder, createDictionaries } from '../requests/builder.js';
import { columnNames, sourceColumnNames, sourceColumns, type SourceColumnName } from '../requests/columns.js';
import { caseStart, ordinaryRequests, type CaseRequest } from './ordinary.js';

export { caseStart, type CaseRequest };

/** A fixed value, or one for each request: its index from 0, and what an ordinary customer would have sent. */
export type Given =
  string | number | boolean | null | readonly unknown[] | ((index: number, usual: CaseRequest) => unknown);

/** Columns to set; null leaves a column out. `every` spaces the requests evenly, in ms. */
export type AccountGiven = Readonly<Partial<Record<SourceColumnName, Given>>> & {
  readonly requests?: number;
  readonly every?: number;
  /** When it begins with `every`, in ms after the log's start. */
  readonly after?: number;
};

export interface CaseLog {
  /** In order of time; the line of a request is its position from 1. */
  readonly requests: readonly CaseRequest[];
  /** Columns that the log has. */
  readonly columns: readonly SourceColumnName[];
  with(...others: CaseLog[]): CaseLog;
  /** The log as a system would write it that does not know these columns. */
  without(...columns: SourceColumnName[]): CaseLog;
  shiftedBy(milliseconds: number): CaseLog;
  /** As a file that `revenuer scan` reads. */
  toNdjson(): string;
}

/** Name under which the requests of a case are cited. */
export const caseInput = 'case.ndjson';

/** Ordinary customers `crowd-0`, `crowd-1` …, each with its own habits, about a dozen requests each over three days. */
export function crowd(accounts: number, seed = 'crowd'): CaseLog {
  return log(Array.from({ length: accounts }, (_, i) => ordinaryRequests(`crowd-${i}`, seed)).flat());
}

/** One customer: ordinary but for what is given. */
export function account(name: string, given: AccountGiven = {}): CaseLog {
  const { requests = 20, every, after = 0, ...columns } = given;
  const usual = ordinaryRequests(name, 'account', requests);
  return log(
    usual.map((request, i) => {
      const time = every === undefined ? request.time : caseStart + after + i * every;
      const own: Record<string, unknown> = { ...request, time };
      for (const [column, value] of Object.entries(columns)) {
        const chosen: unknown = typeof value === 'function' ? value(i, request) : value;
        if (chosen === null || chosen === undefined) Reflect.deleteProperty(own, column);
        else own[column] = chosen;
      }
      return own as CaseRequest;
    }),
  );
}

/** Several customers that are given the same; `given` may depend on the position of each. */
export function accounts(
  names: readonly string[],
  given: AccountGiven | ((position: number) => AccountGiven),
): CaseLog {
  const each = names.map((name, i) => account(name, typeof given === 'function' ? given(i) : given));
  return log(each.flatMap(({ requests }) => requests));
}

/** A log of exactly these requests. */
export function log(requests: readonly CaseRequest[]): CaseLog {
  const ordered = [...requests].sort((a, b) => a.time - b.time);
  const used = new Set(ordered.flatMap(request => Object.keys(request)));
  return {
    requests: ordered,
    columns: sourceColumnNames.filter(name => used.has(name)),
    with: (...others) => log([...ordered, ...others.flatMap(other => other.requests)]),
    without: (...columns) => log(ordered.map(request => omit(request, columns))),
    shiftedBy: milliseconds => log(ordered.map(request => ({ ...request, time: request.time + milliseconds }))),
    toNdjson: () => ordered.map(toLine).join(''),
  };
}

/** A request with the line it stands at. */
export interface PlacedRequest {
  readonly line: number;
  readonly request: CaseRequest;
}

export function placed({ requests }: CaseLog): PlacedRequest[] {
  return requests.map((request, i) => ({ line: i + 1, request }));
}

/** Sends requests through the builder that real logs go through. Returns the dictionaries of the batches. */
export function toBatches(
  requests: readonly PlacedRequest[],
  columns: readonly SourceColumnName[],
  take: { dictionaries?: ReturnType<typeof createDictionaries>; onBatch: (batch: RequestBatch) => void },
): void {
  const { dictionaries = createDictionaries(), onBatch } = take;
  const builder = new BatchBuilder({
    bindings: columns.map(column => ({ column, field: column })),
    wanted: columnNames,
    input: 0,
    inputName: caseInput,
    dictionaries,
    onBatch,
  });
  for (const { request, line } of requests) {
    columns.forEach((column, slot) => builder.field(slot, request[column]));
    builder.commit(line);
  }
  builder.flush();
}

function omit(request: CaseRequest, columns: readonly SourceColumnName[]): CaseRequest {
  const dropped = new Set<string>(columns);
  return Object.fromEntries(Object.entries(request).filter(([name]) => !dropped.has(name))) as unknown as CaseRequest;
}

function toLine(request: CaseRequest): string {
  const fields = sourceColumnNames
    .filter(name => Object.hasOwn(request, name))
    .map(name => [
      sourceColumns[name].synonyms[0],
      name === 'time' ? new Date(request.time).toISOString() : request[name],
    ]);
  return `${JSON.stringify(Object.fromEntries(fields))}\n`;
}
