/** No mutation of one record changes how another is read. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { RequestBatch } from '../../src/requests/batch.js';
import { header, linesOf, sent } from '../e2e/night.js';
import { eachBatch } from './peers/reading.js';

const folder = mkdtempSync(path.join(tmpdir(), 'neighbours-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shapes = ['flat', 'logged', 'litellm', 'csv', 'combined'] as const;
const count = 120;

/** What was read of each line. */
async function readOf(bytes: Buffer): Promise<Map<number, string>> {
  const file = path.join(folder, 'log');
  writeFileSync(file, bytes);
  const rows = new Map<number, string>();
  await eachBatch(file, batch => {
    for (let row = 0; row < batch.length; row++) rows.set(batch.line[row] as number, rowOf(batch, row));
  });
  return rows;
}

function rowOf(batch: RequestBatch, row: number): string {
  const { dictionaries: d } = batch;
  const texts = (['account', 'org', 'apiKey', 'ip', 'userAgent', 'model', 'path', 'method'] as const).map(name =>
    d[name].text(batch[name][row] as number),
  );
  const numbers = (
    [
      'time',
      'status',
      'latency',
      'inputTokens',
      'outputTokens',
      'maxTokens',
      'temperature',
      'promptHash',
      'requestId',
    ] as const
  ).map(name => batch[name][row]);
  return JSON.stringify([texts, numbers.map(String)]);
}

interface Mutation {
  readonly line: number;
  readonly at: number;
  readonly length: number;
  readonly by: Uint8Array;
}

/** Bytes of one line replaced. A line end would make two of it, a quote in CSV may take in what follows: that is told elsewhere. */
function mutated(lines: readonly string[], { line, at, length, by }: Mutation): Buffer {
  const parts = lines.map((text, i) => {
    const bytes = Buffer.from(text);
    if (i !== line) return bytes;
    const from = at % bytes.length;
    return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(from + length)]);
  });
  return Buffer.concat(parts.flatMap(part => [part, Buffer.from('\n')]));
}

describe.each(shapes)('a %s log', shape => {
  // Records on one line each, so that places stay what they are.
  const own = linesOf(shape, sent)
    .filter(line => !line.includes('\n'))
    .slice(0, count);
  const lines = shape === 'csv' ? [header, ...own] : own;
  const first = lines.length - own.length;

  it('is read alike but for the record that was changed', async () => {
    const whole = await readOf(Buffer.from(`${lines.join('\n')}\n`));
    expect(whole.size).toBeGreaterThanOrEqual(count - 1);
    const mutation = fc.record({
      line: fc.integer({ min: first, max: lines.length - 1 }),
      at: fc.nat(2000),
      length: fc.nat(300),
      by: fc.uint8Array({ maxLength: 400 }).map(bytes => bytes.filter(one => one !== 10 && one !== 13 && one !== 34)),
    });
    await fc.assert(
      fc.asyncProperty(mutation, async made => {
        const rows = await readOf(mutated(lines, made));
        for (const [line, row] of whole)
          if (line !== made.line + 1) expect([line, rows.get(line)]).toEqual([line, row]);
      }),
      { numRuns: 60 },
    );
  });
});
