import fc from 'fast-check';
import { expect, it } from 'vitest';
import { excerptText, RequestSample, type SampledRows } from '../../src/measures/sketches/request-sample.js';

interface Row {
  readonly hash: number;
  readonly head: number;
  readonly text: string;
}

const row = fc.record({
  hash: fc.integer({ min: 1, max: 2 ** 52 - 1 }),
  head: fc.constantFrom(0, 7, 8),
  text: fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom('a', 'b', 'c') }),
});

function rowsOf(rows: readonly Row[]): SampledRows {
  const column = (of: (row: Row, i: number) => number) => Float64Array.from(rows, of);
  const excerpt = new Uint8Array(64 * rows.length);
  rows.forEach(({ text, head }, i) => {
    // What has no text has an excerpt of zeros in a batch; that it is not even looked at shows here.
    excerpt.set(Buffer.from(head === 0 ? 'stale' : text), 64 * i);
  });
  return {
    line: column((_, i) => i + 1),
    requestHash: column(({ hash }) => hash),
    inputName: 'log',
    excerpt,
    promptHead: column(({ head }) => head),
    promptTail: column(() => 0),
    promptPhrase: column(() => 0),
    systemHash: column(() => 5),
    inputTokens: column((_, i) => i),
    outputTokens: column(() => NaN),
  };
}

function sampled(rows: readonly Row[], limit: number): RequestSample {
  const sample = new RequestSample(limit);
  const columns = rowsOf(rows);
  rows.forEach(({ hash }, i) => {
    if (sample.wants(hash)) sample.addRow(columns, i);
  });
  return sample;
}

it('is the requests with the smallest hashes, each with its own text or none', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(row, { maxLength: 120, selector: ({ hash }) => hash }),
      fc.constantFrom(1, 3, 16),
      // From some request on none has a text.
      fc.constantFrom(0, 8, 17, 120),
      (drawn, limit, texts) => {
        const rows = drawn.map((each, i) => (i < texts ? each : { ...each, head: 0 }));
        const wanted = rows
          .map(({ hash, head, text }, i) => ({ hash, head, text: head === 0 ? '' : text, line: i + 1 }))
          .sort((a, b) => a.hash - b.hash)
          .slice(0, limit);
        const read = (sample: RequestSample) =>
          sample.entries().map(({ hash, keys, excerpt, line }) => ({
            hash,
            head: keys[0],
            text: excerptText(excerpt),
            line,
          }));
        expect(read(sampled(rows, limit))).toEqual(wanted);
        expect(read(RequestSample.decode(sampled(rows, limit).encode(), limit))).toEqual(wanted);
      },
    ),
    { numRuns: 300 },
  );
});
