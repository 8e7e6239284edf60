/** Accounts that went to disk are what they would have been in memory: in every state, and in the report. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { judge } from '../../src/engine/judge.js';
import { makePlan } from '../../src/engine/plan.js';
import { measureLogs, mergeProfiles, reportProfiles } from '../../src/engine/profile-records.js';
import { readLogs, type Reading } from '../../src/engine/read.js';
import { SpilledAccounts } from '../../src/engine/spill/spilled-accounts.js';
import type { Profile } from '../../src/measures/profile.js';
import { traffic } from '../../src/measures/catalogue/traffic.js';
import { accounts, crowd } from '../../src/testing/index.js';
import { optionsOf } from './options.js';

const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-spill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

const ring = Array.from({ length: 12 }, (_, i) => `ring-${i}`);
const odd = ['a\tb', '__proto__', '\u{1f600}', '\uffee', 'é'.repeat(300)];
const log = crowd(300)
  .with(accounts(ring, { requests: 150, prompt: i => `Solve exercise ${i} in full, step by step.` }))
  .with(accounts(odd, { requests: 3 }));
const lines = log.toNdjson().trimEnd().split('\n');
/** Two inputs, one of which lacks a column, with requests of the same accounts. */
const names = ['even.ndjson', 'odd.ndjson'];
const plan = await makePlan(optionsOf(), folder);
const ample = 2 ** 30;
const scarce = 1;

beforeAll(() => {
  const half = (odd: number) => lines.filter((_, i) => i % 2 === odd);
  writeFileSync(path.join(folder, 'even.ndjson'), half(0).join('\n'));
  const poorer = half(1).map(line => JSON.stringify({ ...(JSON.parse(line) as object), user_agent: undefined }));
  writeFileSync(path.join(folder, 'odd.ndjson'), poorer.join('\n'));
});

function read(memory: number, threads = 1): Promise<Reading> {
  return readLogs(optionsOf({ inputs: names, cwd: folder, memory, threads }), plan);
}

async function report(memory: number, threads: number): Promise<string> {
  const options = optionsOf({ inputs: names, cwd: folder, memory, threads });
  return JSON.stringify(judge(await read(memory, threads), plan, options), null, 1);
}

describe('accounts on disk', () => {
  it('have the states that they would have in memory', async () => {
    const [here, there] = [await read(ample), await read(scarce)];
    expect(here.profiles).not.toBeInstanceOf(SpilledAccounts);
    expect(there.profiles).toBeInstanceOf(SpilledAccounts);
    expect(there.profiles.count).toBe(here.profiles.count);
    const expected = [...here.profiles.encode()];
    expect(expected.length).toBeGreaterThan(300);
    expect([...there.profiles.encode()]).toEqual(expected);
  });

  it.each([1, 2, 3])('are reported alike (%i threads)', async threads => {
    const expected = await report(ample, 1);
    expect(expected).toContain('ring-11');
    expect(await report(scarce, threads)).toBe(expected);
  });

  it('are found by index and by name, in any order', async () => {
    const { profiles } = await read(scarce);
    const seen: { index: number; name: string; own: number }[] = [];
    for (const { index, name, profile } of profiles.each()) seen.push({ index, name, own: requests(profile) });
    expect(seen.map(({ name }) => name)).toEqual([...seen.map(({ name }) => name)].sort());
    expect(seen.reduce((sum, { own }) => sum + own, 0)).toBe(lines.length);
    for (const { index, name, own } of [...seen].reverse()) {
      expect(profiles.name(index)).toBe(name);
      expect(profiles.indexOf(name)).toBe(index);
      expect(requests(profiles.profile(index))).toBe(own);
    }
    for (const name of ['', 'nobody', '\u{10ffff}']) expect(profiles.indexOf(name)).toBeUndefined();
  });

  it('can be kept while others are visited, and visited by several at a time', async () => {
    const { profiles } = await read(scarce);
    const sum = (all: Iterable<{ profile: Profile }>) =>
      [...all].reduce((sum, { profile }) => sum + requests(profile), 0);
    expect(sum(profiles.each())).toBe(lines.length);
    let visited = 0;
    for (const { name, profile } of profiles.each()) {
      if (visited++ % 100 === 0) expect(sum(profiles.each())).toBe(lines.length);
      expect(requests(profile)).toBe(requests(profiles.profile(profiles.indexOf(name) as number)));
    }
  });

  it('leave no file, not even while they are read', async () => {
    const temporary = mkdtempSync(path.join(folder, 'tmp-'));
    vi.stubEnv('TMPDIR', temporary);
    const { profiles } = await read(scarce);
    for (const { index } of profiles.each()) if (index === 100) expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('say where they could not go', async () => {
    vi.stubEnv('TMPDIR', path.join(folder, 'nowhere'));
    await expect(read(scarce)).rejects.toThrow(/cannot make a temporary file in .*nowhere: ENOENT/);
  });
});

describe('profiles on disk', () => {
  const measured: string[] = [];

  beforeAll(async () => {
    await measureLogs(optionsOf({ inputs: names, cwd: folder, memory: ample }), line => void measured.push(line));
  });

  async function* records(): AsyncGenerator<string> {
    for (const line of measured) yield await Promise.resolve(line.trimEnd());
  }

  it('are measured alike', async () => {
    const scarcely: string[] = [];
    await measureLogs(optionsOf({ inputs: names, cwd: folder, memory: scarce }), line => void scarcely.push(line));
    expect(scarcely).toEqual(measured);
  });

  it('are merged and reported alike', async () => {
    const merged: string[] = [];
    await mergeProfiles(records(), line => void merged.push(line), scarce);
    expect(merged).toEqual(measured);
    const options = (memory: number) => optionsOf({ cwd: folder, memory });
    expect(await reportProfiles(records(), options(scarce))).toEqual(await reportProfiles(records(), options(ample)));
  });
});

function requests(profile: Profile): number {
  return profile.get(traffic).requests;
}

it('does not forget what lines before say of lines after', async () => {
  const fields = (...names: string[]) =>
    `#Fields: date time cs-username c-ip cs-method cs-uri-stem sc-status ${names.join(' ')}`;
  const row = (i: number, ...more: string[]) =>
    [
      '2026-03-01',
      `00:${String(Math.floor(i / 600) % 60).padStart(2, '0')}:00`,
      `user-${i}`,
      `198.51.100.${i % 250}`,
      'GET',
      '/v1',
      '200',
      ...more,
    ].join(' ');
  const rows = Array.from({ length: 30_000 }, (_, i) => (i < 300 ? row(i, 'a') : row(i, 'b', 'c')));
  const text = ['#Version: 1.0', fields('x-a'), ...rows.slice(0, 300), fields('x-b', 'x-c'), ...rows.slice(300)];
  writeFileSync(path.join(folder, 'turned.log'), text.join('\n'));
  const count = async (memory: number) => {
    const { profiles, inputs } = await readLogs(optionsOf({ inputs: ['turned.log'], cwd: folder, memory }), plan);
    return [profiles.count, inputs[0]?.rejected];
  };
  expect(await count(ample)).toEqual([30_000, 0]);
  expect(await count(scarce)).toEqual([30_000, 0]);
});
