/** The same traffic in several files: whole, in parts that overlap, packed, mutated. What is counted is what was sent. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { ScanOptions } from '../../../src/engine/options.js';
import { scan } from '../../../src/engine/scan.js';
import { booksOf } from '../../../src/reports/books.js';
import type { Report } from '../../../src/reports/report.js';
import { header, linesOf, sent } from '../../e2e/night.js';
import { optionsOf } from '../options.js';

const home = mkdtempSync(path.join(tmpdir(), 'revenuer-duplicates-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let folders = 0;

type Content = string | Buffer;

async function scanned(contents: readonly Content[], options: Partial<ScanOptions> = {}): Promise<Report> {
  const cwd = path.join(home, String(folders++));
  const inputs = contents.map((_, i) => `${i}.log`);
  mkdirSync(cwd);
  contents.forEach((content, i) => writeFileSync(path.join(cwd, `${i}.log`), content));
  return scan(optionsOf({ inputs, cwd, ...options }));
}

const shapes = { flat: '', combined: '', csv: `${header}\n` } as const;
type Shape = keyof typeof shapes;
const lines = { flat: linesOf('flat', sent), combined: linesOf('combined', sent), csv: linesOf('csv', sent) };
const textOf = (shape: Shape, own: readonly string[]): string => `${shapes[shape]}${own.join('\n')}\n`;
const suspectsOf = ({ suspects }: Report) =>
  suspects.map(({ id, score, severity, requests, members }) => ({ id, score, severity, requests, members }));
const duplicatesOf = ({ run }: Report): number[] => run.inputs.map(input => booksOf([input]).duplicates);

function expectConserved({ run }: Report): void {
  for (const { records, requests, rejected, filtered, ...input } of run.inputs) {
    const doubles = input.duplicates.reduce((sum, one) => sum + one.requests, 0);
    expect(records).toBe(requests + doubles + rejected + filtered);
  }
  const { read, requests, duplicates, rejected, filtered } = run.records;
  expect(read).toBe(requests + duplicates + rejected + filtered);
  expect(run.requests).toBe(requests);
}

describe.each(['flat', 'combined', 'csv'] as const)('the same %s log', shape => {
  const all = lines[shape];
  const [third, half] = [Math.floor(all.length / 3), Math.floor(all.length / 2)];
  const whole = textOf(shape, all);

  it('given twice, packed or not, counts once', async () => {
    const once = await scanned([whole]);
    const twice = await scanned([whole, gzipSync(whole)]);
    expect(twice.run.requests).toBe(all.length);
    expect(duplicatesOf(twice)).toEqual([0, all.length]);
    expect(twice.run.inputs[1]?.duplicates).toEqual([{ input: '0.log', requests: all.length }]);
    expect(twice.run.inputs[1]?.notes.join()).toContain('stand in 0.log, too');
    expect(suspectsOf(twice)).toEqual(suspectsOf(once));
    expectConserved(twice);
  });

  it('in two exports, the second one grown, counts once', async () => {
    const grown = await scanned([textOf(shape, all.slice(0, half)), whole]);
    expect(grown.run.requests).toBe(all.length);
    expect(duplicatesOf(grown)).toEqual([0, half]);
  });

  it('in three thirds that overlap counts once, whatever the threads and the order of the files', async () => {
    const thirds = [all.slice(0, third + 40), all.slice(third - 30, 2 * third + 25), all.slice(2 * third)];
    const [a, b, c] = thirds.map(part => textOf(shape, part)) as [string, string, string];
    const overlapping = await scanned([a, b, c]);
    expect(overlapping.run.requests).toBe(all.length);
    expect(duplicatesOf(overlapping)).toEqual([0, 70, 25]);
    expectConserved(overlapping);
    expect((await scanned([c, a, b], { threads: 3 })).run.requests).toBe(all.length);
  });
});

describe('requests that are no doubles', () => {
  it('are told where the same export was sorted otherwise', async () => {
    const report = await scanned([textOf('combined', lines.combined), textOf('combined', [...lines.combined].sort())]);
    expect(report.run.problems.join()).toMatch(/Give one of the two.*give both in order of time/);
  });

  it('are grouped by address, duplicates among them', async () => {
    const nameless = lines.combined.map(line => line.replace(/ - \S+ \[/, ' - - ['));
    const report = await scanned([textOf('combined', nameless), textOf('combined', nameless)]);
    expect(report.run.timeline.notes.join()).toContain('requests, duplicates among them, without an account');
  });

  it('are equal lines of one input', async () => {
    const [line = ''] = lines.combined;
    const report = await scanned([textOf('combined', new Array<string>(50).fill(line)), textOf('combined', [line])]);
    expect(report.run.requests).toBe(51);
  });

  it('are single equal lines of two servers that write no ids', async () => {
    const equal = lines.combined.slice(100, 200);
    const between = (from: number) => equal.flatMap((line, i) => [line, lines.combined[from + i] ?? '']);
    const report = await scanned([textOf('combined', between(300)), textOf('combined', between(400))]);
    expect(report.run.requests).toBe(400);
  });

  it('are those with an id that came before, at another time', async () => {
    const replayed = lines.flat.map(line => line.replace('2026-03-02T', '2026-03-03T'));
    const report = await scanned([textOf('flat', lines.flat), textOf('flat', replayed)]);
    expect(report.run.requests).toBe(2 * lines.flat.length);
  });
});

describe('requests that tell which they are', () => {
  it('are known again in another order, and in another format', async () => {
    const report = await scanned([textOf('flat', lines.flat), textOf('csv', [...lines.csv].reverse())]);
    expect(duplicatesOf(report)).toEqual([0, lines.csv.length]);
  });

  it('are said to be in both where texts were read before that was known', async () => {
    const report = await scanned([textOf('flat', lines.flat), textOf('flat', lines.flat)], { canaries: ['decoy'] });
    expect(report.run.timeline.notes.join()).toMatch(/canaries of the [\d,]+ requests that stand in two inputs/);
    const once = await scanned([textOf('flat', lines.flat)], { canaries: ['decoy'] });
    expect(once.run.timeline.notes.join()).not.toContain('canaries');
  });

  it('are a problem where there is no memory to remember them', async () => {
    const report = await scanned([textOf('flat', lines.flat), textOf('flat', lines.flat)], { memory: 1 });
    expect(report.run.problems.join()).toMatch(/requests could not be remembered.*--memory/);
    expect(report.run.complete).toBe(false);
  });

  it('are counted once with what else is wrong in their files', async () => {
    const part = fc.record({
      from: fc.nat(200),
      length: fc.nat(200),
      broken: fc.array(fc.nat(199), { maxLength: 4 }),
      blank: fc.nat(3),
      packed: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async parts => {
        const seen = new Set<number>();
        const contents = parts.map(({ from, length, broken, blank, packed }) => {
          const own = lines.flat.slice(from, from + length).map((line, i) => {
            if (broken.includes(i)) return line.slice(0, 50);
            seen.add(from + i);
            return line;
          });
          const text = `${own.join('\n')}\n${'\n'.repeat(blank)}`;
          return packed ? gzipSync(text) : text;
        });
        const report = await scanned(contents);
        expectConserved(report);
        // What could not be understood at all is a problem that is named.
        const understood = report.run.inputs.every(({ format }) => format !== 'unknown');
        if (understood) expect(report.run.requests).toBe(seen.size);
        else expect(report.run.complete).toBe(false);
      }),
      { numRuns: 25 },
    );
  });
});
