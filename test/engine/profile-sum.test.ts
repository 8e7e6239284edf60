/** Profiles of which a record is missing, doubled or altered are never taken for whole ones; in any order and files, whole ones are. */
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makePlan } from '../../src/engine/plan.js';
import { measureLogs, mergeProfiles, reportProfiles } from '../../src/engine/profile-records.js';
import { absorb, type ProfileSource } from '../../src/engine/records.js';
import { InputError } from '../../src/errors.js';
import { crowd } from '../../src/testing/index.js';
import { optionsOf } from './options.js';

const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-sums-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const plan = await makePlan(optionsOf(), folder);

/** With accounts before all other records. */
async function measured(name: string, accounts: number): Promise<string[]> {
  writeFileSync(path.join(folder, name), crowd(accounts, name).toNdjson());
  const lines: string[] = [];
  await measureLogs(optionsOf({ inputs: [name], cwd: folder }), line => void lines.push(line.trimEnd()));
  const isAccount = (line: string): boolean => line.startsWith('account:');
  return [...lines.filter(isAccount), ...lines.filter(line => !isAccount(line))];
}

const monday = await measured('monday.ndjson', 8);
const tuesday = await measured('tuesday.ndjson', 5);

function source(name: string, lines: readonly string[]): ProfileSource {
  return {
    name,
    lines: (async function* () {
      for (const line of lines) yield await Promise.resolve(line);
    })(),
  };
}

async function problemsOf(files: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
  const sources = Object.entries(files).map(([name, lines]) => source(name, lines));
  return (await absorb(sources, { plan, memory: Infinity })).problems;
}

/** Problems, or the error that nothing at all could be made of them. */
async function toldOf(files: Readonly<Record<string, readonly string[]>>): Promise<string> {
  try {
    return (await problemsOf(files)).join('\n');
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const merged = async (...files: readonly (readonly string[])[]) => {
  const lines: string[] = [];
  const from = files.map((file, i) => source(`${i}.profiles`, file));
  const outcome = await mergeProfiles(from, line => void lines.push(line.trimEnd()));
  return { lines, ...outcome };
};

/** As an earlier version wrote it. */
const old = (lines: readonly string[]) =>
  lines.filter(line => !/^(?:sum|about):/.test(line)).map(line => line.replace('{"version":3,', '{"version":2,'));

describe('profiles that are whole', () => {
  it('add up, in any order and in any files', async () => {
    const lines = [...monday, ...tuesday];
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length }),
        fc.array(fc.nat(lines.length), { maxLength: 4 }),
        async (shuffled, cuts) => {
          const at = [0, ...cuts.sort((a, b) => a - b), lines.length];
          const parts = at.slice(1).map((to, i) => [`${i}.profiles`, shuffled.slice(at[i], to)] as const);
          expect(await problemsOf(Object.fromEntries(parts))).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('add up when they were merged, once and again', async () => {
    const once = await merged(monday, tuesday);
    expect(once).toMatchObject({ complete: true, problems: [] });
    const again = await merged(once.lines);
    expect(again.lines.join('\n')).toBe(once.lines.join('\n'));
    expect(await problemsOf({ a: again.lines })).toEqual([]);
  });
});

describe('a record', () => {
  const files = fc.constantFrom(
    { a: monday, b: tuesday },
    { b: tuesday, a: monday },
    { a: monday },
    { both: [...monday, ...tuesday] },
  );

  it('is not removed, doubled or altered without being told', async () => {
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.nat(),
        fc.nat(),
        fc.constantFrom('remove', 'double', 'alter', 'cut'),
        async (all, line, at, how) => {
          const entries = Object.entries(all);
          const [name, lines] = entries[line % entries.length] as [string, string[]];
          const index = Math.floor(line / entries.length) % lines.length;
          const before = lines[index] as string;
          const place = at % before.length;
          const changed = {
            remove: [],
            double: [before, before],
            alter: [before.slice(0, place) + (before[place] === '1' ? '2' : '1') + before.slice(place + 1)],
            cut: [before.slice(0, place)],
          }[how];
          const told = await toldOf({ ...all, [name]: lines.toSpliced(index, 1, ...changed) });
          expect(told).not.toBe('');
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each([
    [
      'missing',
      { a: monday.slice(1), b: tuesday },
      /^a: 1 record of the 11 that were written is missing\. Give every file/,
    ],
    [
      'missing with its requests',
      { a: monday.slice(1), b: tuesday },
      /a, b: the accounts have \d+ requests, the logs had \d+/,
    ],
    [
      'doubled',
      { a: monday, b: [...tuesday, ...tuesday.slice(0, 2)] },
      /^b: there are 2 records more than were written/,
    ],
    [
      'altered',
      { a: monday.with(0, (monday[0] ?? '').replace('account:', 'account:x')), b: tuesday },
      /^a: .* altered/,
    ],
    [
      'no record',
      { a: ['half', ...monday.slice(1), 'a'], b: tuesday },
      /^a: line 1 is not a key<TAB>state record, nor are 1 others/,
    ],
    ['of a file that ends early', { a: monday, b: tuesday.slice(0, 3) }, /^b: the sum of its 3 records is missing/],
    ['of a part that is missing', { a: monday.slice(4), b: tuesday }, /^a: 4 records of the 11/],
    ['of two parts', { a1: monday.slice(0, 3), a2: monday.slice(4), b: tuesday }, /^a1, a2: 1 record of the 11/],
  ])('is named that is %s', async (_, files, message) => {
    expect((await problemsOf(files)).join('\n')).toMatch(new RegExp(message.source, 'm'));
  });
});

describe('what is told', () => {
  it('makes the report incomplete, and is carried through merges', async () => {
    const first = await merged(monday.slice(1), tuesday);
    expect(first.complete).toBe(false);
    const second = await merged(first.lines);
    expect(second.problems).toEqual(expect.arrayContaining([...first.problems]));
    const report = await reportProfiles([source('week', second.lines)], optionsOf({ cwd: folder }));
    expect(report.run.complete).toBe(false);
    expect(report.run.problems.join('\n')).toContain('0.profiles: 1 record of the 11 that were written is missing');
  });

  it('takes the blame for what goes wrong with records that were altered', async () => {
    const odd = monday.map(line =>
      line.startsWith('log:') ? line.replace(/"timeline":.*/, '"timeline":[["x"]]}') : line,
    );
    const judged = reportProfiles([source('odd', odd)], optionsOf({ cwd: folder }));
    const told = await judged.then(
      ({ run }) => run.problems.join('\n'),
      (error: unknown) => (error as InputError).message,
    );
    expect(told).toMatch(/^odd: /);
    const huge = monday.map(line => line.replace(/"traffic":\[\[\d+/, '"traffic":[["x"'));
    expect((await problemsOf({ huge })).join('\n')).toMatch(/^huge: line 1 is not a key<TAB>state record/);
  });
});

describe('profiles of an earlier version', () => {
  it('are read, with a note that they have no sum', async () => {
    const report = await reportProfiles([source('old', old(monday))], optionsOf({ cwd: folder }));
    expect(report.run.complete).toBe(true);
    expect(report.run.timeline.notes.join('\n')).toContain('old: an earlier version wrote these profiles');
    expect((await reportProfiles([source('new', monday)], optionsOf({ cwd: folder }))).suspects).toEqual(
      report.suspects,
    );
  });

  it('are told to lack accounts, or to have them twice, by their requests', async () => {
    const lines = old(monday);
    expect((await problemsOf({ a: lines.slice(1), b: tuesday })).join()).toMatch(
      /the accounts have \d+ requests, the logs had \d+/,
    );
    expect(await problemsOf({ a: [...lines, lines[0] ?? ''] })).toHaveLength(1);
    const none = await problemsOf({ a: lines.filter(line => !line.startsWith('account:')) });
    expect(none.join('\n')).toMatch(/^a: the accounts have 0 requests, the logs had \d+/);
  });

  it('may stand beside new ones, and are summed by the next merge', async () => {
    expect(await problemsOf({ a: old(monday), b: tuesday })).toEqual([]);
    expect(await problemsOf({ both: [...old(monday), ...tuesday] })).toEqual([]);
    expect(await problemsOf({ a: old(monday), b: tuesday.slice(1) })).not.toEqual([]);
    const { lines, problems } = await merged(old(monday), tuesday);
    expect(problems).toEqual([]);
    expect((await problemsOf({ a: lines.slice(1) })).join()).toContain('1 record');
  });
});
