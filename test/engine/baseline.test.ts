/** Logs that cannot say what is usual: all attack, tiny; with a baseline and without. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureLogs, reportProfiles } from '../../src/engine/profile-records.js';
import { scan } from '../../src/engine/scan.js';
import { UsageError } from '../../src/errors.js';
import type { Report } from '../../src/reports/report.js';
import { simulate, writeLog, type SimulateOptions } from '../../src/simulate/index.js';
import { optionsOf } from './options.js';

const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-baseline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeSimulated(name: string, options: Partial<SimulateOptions>): void {
  const { requests } = simulate({
    start: Date.UTC(2026, 2, 2),
    days: 3,
    seed: 9,
    populations: {},
    campaigns: [],
    ...options,
  });
  const lines = [...writeLog(requests, 'ndjson', { drop: [], hashPrompts: false })];
  writeFileSync(path.join(folder, name), lines.join(''));
}

async function profilesOf(name: string): Promise<string[]> {
  const lines: string[] = [];
  await measureLogs(optionsOf({ inputs: [name], cwd: folder }), line => void lines.push(line.trimEnd()));
  return lines;
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

const reportOf = (input: string, baseline?: readonly string[]): Promise<Report> =>
  scan(
    optionsOf({
      inputs: [input],
      cwd: folder,
      ...(baseline !== undefined && { baseline: { name: 'usual.profiles', lines: each(baseline) } }),
    }),
  );

const notesOf = ({ run }: Report): string => run.population.notes.join('\n');
const saidBy = (detector: string, { suspects }: Report): number =>
  suspects.filter(({ evidence }) => evidence.some(e => e.detector === detector && e.bits > 0)).length;

let usual: string[];

beforeAll(async () => {
  const work = { kind: 'generation', proxies: 3 } as const;
  writeSimulated('all-attack.ndjson', { campaigns: [{ ...work, name: 'a', accounts: 60, perDay: 100 }] });
  writeSimulated('two-pools.ndjson', {
    populations: { human: 4 },
    campaigns: [
      { ...work, name: 'a', accounts: 20, perDay: 100 },
      { ...work, name: 'b', accounts: 16, perDay: 80 },
    ],
  });
  writeSimulated('tiny.ndjson', { populations: { human: 2, batch: 2, synthetic: 1 } });
  writeSimulated('people.ndjson', { populations: { human: 60 } });
  writeSimulated('usual.ndjson', { seed: 3, populations: { human: 60, developer: 40, app: 20, rag: 10 } });
  usual = await profilesOf('usual.ndjson');
}, 60_000);

describe('a log that is all attack', () => {
  it('says that its baseline is unreliable, and what it is beside public clients', async () => {
    const report = await reportOf('all-attack.ndjson');
    expect(report.run.population.reliable).toBe(false);
    expect(notesOf(report)).toMatch(/baseline unreliable: half the accounts are beyond 95 % of public API clients in /);
    expect(notesOf(report)).toMatch(/public API clients \(ServeGen, Azure\) had a say in .*output-heavy/);
    for (const id of ['output-heavy', 'regular-gaps', 'circadian-flat'])
      expect(saidBy(id, report), id).toBeGreaterThan(30);
    // Public clients alone accuse nobody.
    expect(report.suspects.filter(({ severity }) => severity !== 'low' && severity !== 'info')).toEqual([]);
  });

  it('is compared with a baseline instead, where one is given', async () => {
    const [bare, report] = [await reportOf('all-attack.ndjson'), await reportOf('all-attack.ndjson', usual)];
    expect(notesOf(report)).toMatch(/^baseline unreliable: /);
    expect(notesOf(report)).toMatch(/^compared with the \d+ accounts of usual.profiles instead$/m);
    expect(report.run.population).toMatchObject({ reliable: true, baseline: { name: 'usual.profiles', alone: true } });
    const heaviest = ({ suspects }: Report) => Math.max(...suspects.map(({ score }) => score));
    expect(heaviest(report)).toBeGreaterThan(heaviest(bare));
  });

  it('lets public clients keep linked groups company', async () => {
    const report = await reportOf('two-pools.ndjson');
    expect(notesOf(report)).toMatch(/baseline unreliable: \d+ of 40 accounts belong to linked groups/);
    const heavy = report.suspects.filter(({ kind }) => kind === 'campaign').flatMap(({ evidence }) => evidence);
    expect(heavy.some(({ detector, expected }) => detector === 'output-heavy' && Number(expected['tail']) < 0.1)).toBe(
      true,
    );
  });
});

describe('a log with few or other customers', () => {
  it('of five accuses nobody', async () => {
    const report = await reportOf('tiny.ndjson');
    expect(report.run.population).toMatchObject({ reliable: false });
    expect(notesOf(report)).toMatch(/baseline unreliable: only 5 accounts to compare with/);
    expect(report.suspects.filter(({ score }) => score >= 4)).toEqual([]);
  });

  it('of people at a keyboard is not taken for one of machines', async () => {
    expect(notesOf(await reportOf('people.ndjson'))).not.toMatch(/beyond 95 %/);
  });
});

describe('a baseline', () => {
  it('gives the same report whatever its order, and from profiles as from the log', async () => {
    const report = await reportOf('all-attack.ndjson', usual);
    expect(await reportOf('all-attack.ndjson', [...usual].reverse())).toEqual(report);
    const options = optionsOf({ cwd: folder, baseline: { name: 'usual.profiles', lines: each(usual) } });
    expect(await reportProfiles(each(await profilesOf('all-attack.ndjson')), options)).toEqual(report);
  });

  it('joins a log that can speak for itself, and says so', async () => {
    const report = await reportOf('usual.ndjson', await profilesOf('people.ndjson'));
    expect(notesOf(report)).toMatch(/^compared with the log’s own accounts and the \d+ accounts of usual.profiles$/m);
    expect(report.run.population.baseline?.alone).toBe(false);
  });

  it('is not used for what only one of the logs can tell, nor silently for another length', async () => {
    const cut = { name: 'short.ndjson', populations: { human: 40 } };
    const { requests } = simulate({
      start: Date.UTC(2026, 2, 3),
      days: 1,
      seed: 4,
      populations: cut.populations,
      campaigns: [],
    });
    const lines = [...writeLog(requests, 'ndjson', { drop: ['output_tokens'], hashPrompts: false })];
    writeFileSync(path.join(folder, cut.name), lines.join(''));
    const report = await reportOf('usual.ndjson', await profilesOf(cut.name));
    expect(notesOf(report)).toMatch(/has not the same columns, so it was not used for .*volume-outlier/);
    expect(notesOf(report)).toMatch(/the baseline spans [01]\.\d days and the log [23]\.\d/);
  });

  it.each([
    ['is a report', ['{', '  "schema": "revenuer.report/1",'], /line 1 is not a key<TAB>state record/],
    ['is cut short', ['account:a\t{}'], /no run record/],
    ['is empty', [], /no run record/],
    ['is of another version', ['run:x\t{"version":99}'], /version 99/],
    ['holds nobody', ['run:x\t{"version":2,"inputs":[],"columns":[],"notes":[],"problems":[]}'], /no account/],
  ])('that %s is refused before anything is read', async (_, lines, message) => {
    const refused = reportOf('gone.ndjson', lines);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(reportOf('gone.ndjson', lines)).rejects.toThrow(message);
    await expect(reportOf('gone.ndjson', lines)).rejects.toMatchObject({
      hint: expect.stringContaining('revenuer measure') as string,
    });
  });
});
