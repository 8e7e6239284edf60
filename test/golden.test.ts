/**
 * The whole program over every fixture, against the reports that were read and agreed to:
 * `fixtures/<name>/expected.json` and `expected.txt`. After a change that is meant: npx vitest run test/golden.test.ts -u
 */
import { describe, expect, it } from 'vitest';
import { fixtures } from '../src/simulate/fixtures.js';
import { version } from '../src/engine/version.js';
import { revenuer, root } from './e2e/program.js';

/** From `low` up: the reports are to be read by people. */
const shown = ['--fail-on', 'never', '--min-severity', 'low', '--quiet', '--no-color'];

async function rendered(name: string, file: string, format: string): Promise<string> {
  const { code, stdout, stderr } = await revenuer(['scan', file, '--format', format, ...shown], {
    cwd: `${root}/fixtures/${name}`,
    env: { COLUMNS: '100' },
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  // A release changes no judgement.
  return stdout.replaceAll(`"version": "${version}"`, '"version": "…"').replaceAll(`revenuer ${version}`, 'revenuer …');
}

describe('the report of', () => {
  it.each(fixtures.map(({ name, file }) => [name, file] as const))('%s', async (name, file) => {
    await expect(await rendered(name, file, 'json')).toMatchFileSnapshot(`../fixtures/${name}/expected.json`);
    await expect(await rendered(name, file, 'terminal')).toMatchFileSnapshot(`../fixtures/${name}/expected.txt`);
  });
});
