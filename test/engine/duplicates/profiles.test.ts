/** Nights that overlap, as profiles. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { keysOf, KeptKeys } from '../../../src/engine/duplicates/kept-keys.js';
import { measureLogs, mergeProfiles, reportProfiles } from '../../../src/engine/profile-records.js';
import type { ProfileSource } from '../../../src/engine/records.js';
import { scan } from '../../../src/engine/scan.js';
import type { Report } from '../../../src/reports/report.js';
import { linesOf, sent } from '../../e2e/night.js';
import { optionsOf } from '../options.js';

const cwd = mkdtempSync(path.join(tmpdir(), 'revenuer-nights-'));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

interface Profiles {
  readonly name: string;
  readonly lines: readonly string[];
}

async function measured(name: string, content: string | Buffer, after: readonly Profiles[] = []): Promise<Profiles> {
  writeFileSync(path.join(cwd, name), content);
  const lines: string[] = [];
  await measureLogs({ ...optionsOf({ inputs: [name], cwd }), after: after.map(sourceOf) }, line => {
    lines.push(line.trimEnd());
  });
  return { name: `${name}.profiles`, lines };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

const sourceOf = ({ name, lines }: Profiles): ProfileSource => ({
  name,
  lines: each(lines),
  peek: () => each(lines),
});
const reported = (...profiles: readonly Profiles[]): Promise<Report> => reportedWith(1e9, profiles);
const reportedWith = (memory: number, profiles: readonly Profiles[]): Promise<Report> =>
  reportProfiles(profiles.map(sourceOf), optionsOf({ inputs: [], cwd, memory }));
const suspectsOf = ({ suspects }: Report) =>
  suspects.map(({ id, score, severity, requests }) => [id, score, severity, requests]);

describe.each(['flat', 'combined'] as const)('nights of %s logs', shape => {
  const all = linesOf(shape, sent);
  const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
  const third = Math.floor(all.length / 3);
  const thirds = [all.slice(0, third + 60), all.slice(third, 2 * third + 40), all.slice(2 * third)].map(text) as [
    string,
    string,
    string,
  ];

  it('that overlap count once when they are measured one after the other', async () => {
    const first = await measured('1', thirds[0]);
    const second = await measured('2', thirds[1], [first]);
    const third = await measured('3', thirds[2], [first, second]);
    const report = await reported(first, second, third);
    expect(report.run).toMatchObject({ requests: all.length, complete: true, problems: [] });
    expect(report.run.records).toMatchObject({ read: all.length + 100, duplicates: 100 });
    expect(report.run.inputs.map(({ duplicates }) => duplicates)).toContainEqual([
      { input: '1.profiles', requests: 60 },
    ]);
    writeFileSync(path.join(cwd, 'whole'), text(all));
    expect(suspectsOf(report)).toEqual(suspectsOf(await scan(optionsOf({ inputs: ['whole'], cwd }))));
  });

  it('that overlap in part are a problem that says how to measure them', async () => {
    const [first, second] = [await measured('1', thirds[0]), await measured('2', thirds[1])];
    const { run } = await reported(first, second);
    expect(run.complete).toBe(false);
    expect(run.problems.join()).toMatch(
      /60 of its [\d,]+ requests stand in .*revenuer measure LOG --after \d.profiles/,
    );
  });

  it('that are copies or parts of another are left out, in whatever order', async () => {
    const part = await measured('part', thirds[0]);
    const whole = await measured('whole', text(all));
    const copy = await measured('copy.gz', gzipSync(text(all)));
    for (const order of [
      [part, whole, copy],
      [copy, whole, part],
    ]) {
      const { run } = await reported(...order);
      expect(run).toMatchObject({ requests: all.length, complete: true, problems: [] });
      expect(run.records.duplicates).toBe(all.length + third + 60);
    }
    const lines: string[] = [];
    const outcome = await mergeProfiles([part, whole].map(sourceOf), line => void lines.push(line.trimEnd()));
    expect(outcome.complete).toBe(true);
    const merged = { name: 'merged', lines };
    expect((await reported(merged, copy)).run).toMatchObject({ requests: all.length, complete: true });
  });
});

it('profiles that there is no memory to compare are a problem', async () => {
  const all = linesOf('flat', sent);
  const [first, second] = [
    await measured('1', all.slice(0, 500).join('\n')),
    await measured('2', all.slice(500).join('\n')),
  ];
  expect((await reported(first, second)).run.problems).toEqual([]);
  const { run } = await reportedWith(1, [first, second]);
  expect(run.problems.join()).toMatch(/requests could not be remembered/);
});

describe('keys of what was counted', () => {
  it('come back from their text', () => {
    const kept = new KeptKeys('requests', 1e6);
    const keys = [1, 2 ** 52 - 1, 2 ** 32, 2 ** 32 - 1, 123_456_789_012_345];
    for (const key of keys) kept.push(key);
    expect([...kept.texts()].flatMap(one => [...keysOf(one)])).toEqual(keys);
    kept.end();
  });

  it('are refused when they are none', () => {
    expect(() => [...keysOf('AAAAAAA=')]).toThrow(SyntaxError);
    expect(() => [...keysOf('AAAAAAAAAA==')]).toThrow(SyntaxError);
  });
});
