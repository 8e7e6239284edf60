/** As fast-path.test.ts, for delimited logs and access logs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothPaths, type Given } from './both-paths.js';

const runs = Number(process.env['FAST_PATH_RUNS'] ?? 100);

function agree(given: Given): ReturnType<typeof bothPaths> {
  const found = bothPaths(given);
  expect(found.fast).toEqual(found.plain);
  return found;
}

/** Bytes set, put in or cut out, in turn. */
const damage = fc.array(
  fc.tuple(
    fc.nat(),
    fc.constantFrom('set', 'insert', 'cut'),
    fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('"\\,;\t \r\n#[]\u00ef\u00ff', 'latin1'))),
  ),
  { maxLength: 4 },
);

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(text: string, changes: Damage): Buffer {
  let bytes: Buffer = Buffer.from(text);
  for (const [place, how, byte] of changes) {
    const at = place % Math.max(1, bytes.length);
    const inserted = how === 'cut' ? [] : [byte];
    const removed = how === 'insert' ? 0 : how === 'set' ? 1 : byte % 40;
    bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(inserted), bytes.subarray(at + removed)]);
  }
  return bytes;
}

const text = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('', '-', 'null', '\\N', 'x', '#', '# a', 'sep=;', '0', ' 12 ', '1e3', 'true'),
  },
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 30 }),
  fc.string({ maxLength: 700 }),
  fc.constantFrom('a,b', 'a;b', 'a\tb', '"', '""', 'a"b', 'a\nb', 'a\r\nb', '\ufeff', ' ', '{"a":[1]}'),
);
const usualTime = fc.constantFrom('2026-03-02T00:00:05.370Z', '2026-03-02 00:00:05', '1772409605', '1772409605123');

describe('CSV', () => {
  const names = ['timestamp', 'account_id', 'client_ip', 'status', 'latency_ms', 'output_tokens', 'prompt', 'stream'];
  const usual = ['2026-03-02T00:00:05Z', 'acct_1', '203.0.113.7', '200', '742.5', '62', 'What is rain?', 'true'];
  const written = (cells: readonly string[], delimiter: string) => `${cells.join(delimiter)}\n`;

  /** A cell as one writer or another sets it, correct or not. */
  const cell = fc
    .tuple(text, fc.constantFrom('needed', 'needed', 'needed', 'always', 'never', 'before', 'after'))
    .map(([value, quotes]) => {
      const quoted = `"${value.replaceAll('"', '""')}"`;
      if (quotes === 'needed') return /["\n\r,;\t]/.test(value) ? quoted : value;
      if (quotes === 'before') return `x${quoted}`;
      if (quotes === 'after') return `${quoted}x`;
      return quotes === 'always' ? quoted : value;
    });
  const row = fc
    .record({
      time: fc.oneof({ weight: 9, arbitrary: usualTime }, cell),
      changes: fc.array(fc.tuple(fc.nat({ max: names.length - 1 }), cell), { maxLength: 4 }),
      extra: fc.array(cell, { maxLength: 1 }),
      kind: fc.constantFrom('row', 'row', 'row', 'row', 'row', 'longer', 'header', 'blank'),
    })
    .map(({ time, changes, extra, kind }) => {
      if (kind === 'header') return names;
      if (kind === 'blank') return [''];
      const cells = [time, ...usual.slice(1)];
      for (const [at, value] of changes) cells[at] = value;
      return kind === 'longer' ? [...cells, ...extra] : cells;
    });

  it('goes through the kernel where nothing is out of the ordinary', () => {
    const head = written(names, ',') + written(usual, ',').repeat(3);
    const { direct, fast } = agree({ head, body: written(usual, ',').repeat(1500) });
    expect([direct, fast.rows.length]).toEqual([1503, 1503]);
  });

  it('agrees on rows that were changed in many ways', () => {
    fc.assert(
      fc.property(
        fc.record({
          rows: fc.array(row, { minLength: 1, maxLength: 8 }),
          delimiter: fc.constantFrom(',', ';', '\t'),
          end: fc.constantFrom('\n', '\r\n'),
          chunk: fc.integer({ min: 20, max: 3000 }),
          changes: damage,
        }),
        ({ rows, delimiter, end, chunk, changes }) => {
          const head = written(names, delimiter) + written(usual, delimiter).repeat(4);
          agree({ head, body: damaged(rows.map(cells => cells.join(delimiter) + end).join(''), changes), chunk });
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('Combined', () => {
  const usual =
    '203.0.113.7 - acct_1 [02/Mar/2026:00:00:11 +0000] "POST /v1/chat?key=1 HTTP/1.1" 200 17 "-" "curl/8.9.1"\n';

  const word = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('-', '0.1', 'x', '"-"', '"a b"', '""', '"', '[x', 'a"b', '\\"', '\t', '') },
    fc.string({ maxLength: 12 }),
    fc.string({ maxLength: 12 }).map(value => `"${value}"`),
  );
  const line = fc
    .record({
      host: fc.constantFrom('203.0.113.7', '203.0.113.7', '2001:db8::1', '-', 'api.example.org 203.0.113.7', 'a[b'),
      user: fc.constantFrom('- acct_1', '- -', '- a b', 'x', '- [01/x', '-  acct'),
      time: fc.constantFrom('02/Mar/2026:00:00:11 +0130', '2026-03-02T00:00:05Z', '02/Mrz/2026:00:00:11 +0000', 'now'),
      request: fc.oneof(
        fc.constantFrom('POST /v1/chat?key=1 HTTP/1.1', 'GET /', '-', '', 'get / x', 'A_B / HT/1'),
        text,
      ),
      status: fc.constantFrom('200', '200', '429', '2000', '-', '"200"'),
      rest: fc.array(word, { maxLength: 8 }),
      many: fc.constantFrom(0, 0, 0, 0, 0, 28, 29, 30, 31, 32, 33),
      usual: fc.boolean(),
    })
    .map(({ host, user, time, request, status, rest, many, usual: honest }) => {
      const start = `${host} ${user} [${time}] "${request.replaceAll('\n', ' ')}" ${status}`;
      if (honest) return `${usual.trimEnd()} ${rest.join(' ')}`;
      return [start, ...Array.from({ length: many }, (_, index) => `w${index}`), ...rest].join(' ');
    });

  it('goes through the kernel where nothing is out of the ordinary', () => {
    const { direct, fast } = agree({ head: usual.repeat(3), body: usual.repeat(1500) });
    expect([direct, fast.rows.length]).toEqual([1503, 1503]);
  });

  it('agrees on lines that were changed in many ways', () => {
    const map = { org: 'extra1', endUser: 'extra32', session: 'extra33' };
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 20, max: 3000 }),
        damage,
        (lines, chunk, changes) => {
          agree({ head: usual.repeat(3), body: damaged(`${lines.join('\n')}\n`, changes), chunk, map });
        },
      ),
      { numRuns: runs },
    );
  });
});
