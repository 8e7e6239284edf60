/** Parts of a log, measured apart and added up in any order, are what one pass over all of it measures. */
import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makePlan } from '../../src/engine/plan.js';
import { readLogs } from '../../src/engine/read.js';
import { Profiles } from '../../src/measures/profiles.js';
import { accounts, crowd } from '../../src/testing/index.js';
import { placed, toBatches } from '../../src/testing/log-builder.js';
import { optionsOf } from './options.js';

const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-profiles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lines = crowd(12)
  .with(
    accounts(['a\tb', '__proto__', '\u{1f600}', 'ring-1', 'ring-2'], {
      requests: 25,
      prompt: i => `Solve exercise ${i} in full, step by step.`,
    }),
  )
  .toNdjson()
  .trimEnd()
  .split('\n');
const plan = await makePlan(optionsOf(), folder);

async function measure(...names: readonly string[]): Promise<Profiles> {
  const profiles = new Profiles(plan.measures);
  await readLogs(optionsOf({ inputs: names, cwd: folder }), plan, profiles);
  return profiles;
}

/** Cuts the log; gives each part to a file. */
function cut(shares: readonly number[]): string[] {
  const cuts = [0, ...shares.map(share => Math.floor(share * lines.length)).sort((a, b) => a - b), lines.length];
  return cuts.slice(1).map((to, i) => {
    writeFileSync(
      path.join(folder, `part-${i}.ndjson`),
      lines
        .slice(cuts[i], to)
        .map(line => `${line}\n`)
        .join(''),
    );
    return `part-${i}.ndjson`;
  });
}

const encoded = (profiles: Profiles) => [...profiles.encode()];
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('profiles', () => {
  it('of parts add up to those of the whole, by merging and by absorbing', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(share, { maxLength: 4 }),
        fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        fc.nat(119),
        async (shares, asText, order) => {
          const names = cut(shares);
          const whole = encoded(await measure(...names));
          const parts = await Promise.all(names.map(name => measure(name)));
          const sum = new Profiles(plan.measures);
          for (const i of permuted(parts.length, order)) {
            const part = parts[i] as Profiles;
            if (asText[i] !== true) sum.merge(part);
            else for (const [key, state] of encoded(part).reverse()) sum.absorb(key, state);
          }
          expect(encoded(sum)).toEqual(whole);
          expect(sum.requests).toBe(lines.length);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('survive being written, whatever the names of the accounts', async () => {
    const once = encoded(await measure(...cut([])));
    expect(once.map(([key]) => key)).toEqual(
      expect.arrayContaining(['account:a%09b', 'account:__proto__', 'account:%F0%9F%98%80', 'log:']),
    );
    const again = new Profiles(plan.measures);
    for (const [key, state] of once) expect(again.absorb(key, state)).toEqual([]);
    expect(encoded(again)).toEqual(once);
    expect(again.names()).toContain('\u{1f600}');
  });

  it('name the measures they do not know', () => {
    const profiles = new Profiles(plan.measures);
    expect(profiles.absorb('account:a', '{"acme/own":[1]}')).toEqual(['acme/own']);
  });

  it.each([
    ['account:a', 'no JSON'],
    ['planet:a', '{}'],
    ['account', '{}'],
  ])('refuse what is no record: %s %s', (key, state) => {
    expect(() => new Profiles(plan.measures).absorb(key, state)).toThrow(SyntaxError);
  });

  it('go on without a measure that throws, and say why', () => {
    const [first] = plan.measures;
    if (first === undefined) throw new Error('no measures');
    const broken = {
      ...first,
      id: 'acme/broken',
      observeRun: fail,
    };
    const profiles = new Profiles([broken, ...plan.measures]);
    const log = accounts(['a'], { requests: 100 });
    toBatches(placed(log), log.columns, { onBatch: batch => profiles.observe(batch) });
    expect(profiles.failures.get('acme/broken')).toBe('overflow');
  });
});

function fail(): never {
  throw new Error('overflow');
}

/** The n-th order of 0 … count - 1 (Lehmer code). */
function permuted(count: number, n: number): number[] {
  const left = Array.from({ length: count }, (_, i) => i);
  const order: number[] = [];
  for (let i = count; i > 0; i--) {
    order.push(...left.splice(n % i, 1));
    n = Math.floor(n / i);
  }
  return order;
}
