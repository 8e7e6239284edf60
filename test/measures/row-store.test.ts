/** Rows of accounts, kept and read back, against plain lists of what was put in. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RowStore } from '../../src/measures/row-store.js';
import type { RowReader } from '../../src/measures/row-reader.js';
import { BatchBuilder } from '../../src/requests/builder.js';
import { columnNames, type SourceColumnName } from '../../src/requests/columns.js';
import type { RequestBatch } from '../../src/requests/batch.js';
import { Packer } from '../../src/requests/parcel.js';
import { createDictionaries } from '../../src/requests/parts.js';

/** One input has more columns than the other, so rows of two lengths lie among each other. */
const inputs = [
  { name: 'long.ndjson', columns: ['time', 'account', 'ip', 'model', 'latency', 'prompt'] },
  { name: 'short.ndjson', columns: ['time', 'account', 'userAgent'] },
] as const satisfies readonly { name: string; columns: readonly SourceColumnName[] }[];

interface Request {
  readonly account: string;
  readonly time: number;
  readonly ip: string;
  readonly model: string;
  readonly latency: number;
  readonly prompt: string;
  readonly userAgent: string;
}

/** What is read back of a request. */
interface Row {
  readonly input: string;
  readonly line: number;
  readonly time: number;
  readonly latency: number;
  readonly ip: string;
  readonly model: string;
  readonly userAgent: string;
  readonly excerpt: string;
}

class Bench {
  readonly wanted = new Set(columnNames);
  readonly own = createDictionaries();
  readonly store = new RowStore(this.wanted, this.own);
  readonly #lane = createDictionaries();
  readonly #packer = new Packer(this.#lane, { wanted: this.wanted });
  readonly #reader: RowReader = this.store.reader();
  readonly #region = this.#lane.account.kernel.lease().region(1024);
  #line = 0;

  /** Puts requests in; returns what rows they are, by account, and the accounts that have enough of them now. */
  add(requests: readonly Request[], input: number): { rows: Map<string, Row[]>; full: string[] } {
    const { name, columns } = inputs[input] as (typeof inputs)[number];
    const full: string[] = [];
    const rows = new Map<string, Row[]>();
    const builder = new BatchBuilder({
      bindings: columns.map(column => ({ column, field: column })),
      wanted: columnNames,
      input,
      inputName: name,
      dictionaries: this.#lane,
      onBatch: batch => {
        const parcel = this.#packer.pack(batch, this.#region);
        const enough = this.store.add(parcel, this.#reader, this.#lane.account.kernel.bytes);
        full.push(...Array.from(enough, id => this.own.account.text(id)));
      },
    });
    for (const request of requests) {
      columns.forEach((column, slot) => builder.field(slot, request[column]));
      builder.commit(++this.#line);
      const has = (column: keyof Request) => (columns as readonly string[]).includes(column);
      const row = {
        input: name,
        line: this.#line,
        time: request.time,
        latency: has('latency') ? request.latency : NaN,
        ip: has('ip') ? request.ip : '',
        model: has('model') ? request.model : '',
        userAgent: has('userAgent') ? request.userAgent : '',
        excerpt: has('prompt') ? request.prompt.slice(0, 64) : '',
      };
      put(rows, request.account, row);
    }
    builder.flush();
    return { rows, full };
  }

  read(account: string): Row[] {
    const rows: Row[] = [];
    this.store.read(this.id(account), (batch, count) => rows.push(...this.#rowsOf(batch, count)));
    return rows;
  }

  /** By account. */
  gather(accounts: readonly string[]): Map<string, Row[]> {
    const found = new Map<string, Row[]>();
    for (const { rows } of this.store.gather(Uint32Array.from(accounts, account => this.id(account)))) {
      this.#rowsOf(rows, rows.length).forEach((row, i) => {
        put(found, this.own.account.text(rows.account[i] as number), row);
      });
    }
    return found;
  }

  id(account: string): number {
    return this.own.account.intern(account);
  }

  #rowsOf(batch: RequestBatch, count: number): Row[] {
    const { dictionaries, excerpt } = batch;
    return Array.from({ length: count }, (_, i) => ({
      input: batch.inputName,
      line: batch.line[i] as number,
      time: batch.time[i] as number,
      latency: batch.latency[i] as number,
      ip: dictionaries.ip.text(batch.ip[i] as number),
      model: dictionaries.model.text(batch.model[i] as number),
      userAgent: dictionaries.userAgent.text(batch.userAgent[i] as number),
      excerpt: Buffer.from(excerpt.subarray(64 * i, 64 * (i + 1)))
        .toString('utf8')
        .replaceAll('\0', ''),
    }));
  }
}

function put(rows: Map<string, Row[]>, account: string, row: Row): void {
  const held = rows.get(account);
  if (held === undefined) rows.set(account, [row]);
  else held.push(row);
}

function requestAt(i: number): Request {
  return {
    account: names[i % 3] as string,
    time: 1_700_000_000_000 + i,
    ip: `203.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`,
    model: 'm1',
    latency: i % 1000,
    prompt: `p${i}`,
    userAgent: 'curl/8.5.0',
  };
}

const names = ['a', 'b', 'c', 'd'];
const request = fc.record({
  account: fc.constantFrom(...names),
  time: fc.integer({ min: 1_700_000_000_000, max: 1_700_009_999_999 }),
  ip: fc.constantFrom('203.0.113.7', '198.51.100.9', '192.0.2.1'),
  model: fc.constantFrom('m1', 'm2'),
  latency: fc.integer({ min: 0, max: 99_999 }),
  prompt: fc.string({ minLength: 1, maxLength: 90, unit: fc.constantFrom('a', 'b', 'c', 'd') }),
  userAgent: fc.constantFrom('curl/8.5.0', 'python-requests/2.32'),
});
const step = fc.oneof(
  fc.record({ input: fc.constantFrom(0, 1), requests: fc.array(request, { minLength: 1, maxLength: 150 }) }),
  fc.record({ drop: fc.constantFrom(...names) }),
);

it('gives back each account’s rows in the order in which they came, whatever lies between them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), steps => {
      const bench = new Bench();
      const model = new Map<string, Row[]>(names.map(name => [name, []]));
      for (const step of steps) {
        if ('drop' in step) {
          bench.store.drop(bench.id(step.drop));
          model.set(step.drop, []);
          continue;
        }
        const before = new Map([...model].map(([name, rows]) => [name, rows.length]));
        const { rows, full } = bench.add(step.requests, step.input);
        for (const [name, added] of rows) model.set(name, [...(model.get(name) ?? []), ...added]);
        const enough = names.filter(name => (before.get(name) ?? 0) < 64 && (model.get(name)?.length ?? 0) >= 64);
        expect(full.sort()).toEqual(enough);
      }
      for (const [name, rows] of model) {
        expect(bench.store.count(bench.id(name))).toBe(rows.length);
        expect(bench.read(name)).toEqual(rows);
      }
      const gathered = bench.gather(names);
      for (const [name, rows] of model) {
        const byInput = inputs.flatMap(({ name: input }) => rows.filter(row => row.input === input));
        const found = gathered.get(name) ?? [];
        expect(inputs.flatMap(({ name: input }) => found.filter(row => row.input === input))).toEqual(byInput);
      }
    }),
    // Shrinking some hundred requests by a comparison of all of them takes longer than it is worth.
    { numRuns: 60, endOnFailure: true },
  );
});

it('keeps rows of more callers than it remembers', () => {
  const bench = new Bench();
  const requests = Array.from({ length: 66_000 }, (_, i) => requestAt(i));
  const { rows } = bench.add(requests.slice(0, 300), 0);
  bench.add(requests.slice(300, 65_700), 0);
  for (const name of names) bench.store.drop(bench.id(name));
  expect(bench.read('a')).toEqual([]);
  // The first three hundred callers are known, the last ones are not: rows of two lengths.
  const again = bench.add([...requests.slice(0, 300), ...requests.slice(65_700)], 0);
  const expected = again.rows.get('a') as Row[];
  expect(bench.read('a')).toEqual(expected);
  expect(expected.length).toBe((rows.get('a') as Row[]).length + 100);
});

it('leaves blank what an input does not have, however much was read of another before', () => {
  const bench = new Bench();
  const requests = Array.from({ length: 900 }, (_, i) => requestAt(i));
  bench.add(requests, 0);
  const { rows } = bench.add(requests, 1);
  const gathered = bench.gather(['a', 'b', 'c']);
  for (const name of ['a', 'b', 'c']) {
    expect(gathered.get(name)?.filter(({ input }) => input === 'short.ndjson')).toEqual(rows.get(name));
  }
});
