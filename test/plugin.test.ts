/** The page about writing detectors, followed to the letter: its own code, against the package as it is published. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../src/index.js';
import { account, accounts, crowd } from '../src/testing/index.js';

const root = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-plugin-'));
const page = readFileSync(path.join(root, 'docs/writing-a-detector.md'), 'utf8');
const revenuer = path.join('node_modules', 'revenuer', 'bin', 'revenuer.js');

/** Runs a command in the folder and returns what it prints. Test runners must not see that they run inside another. */
function run(command: string, ...args: string[]): string {
  const env = { ...process.env };
  for (const name of Object.keys(env))
    if (/^(NODE_TEST|VITEST|NODE_OPTIONS)/.test(name)) Reflect.deleteProperty(env, name);
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** Code blocks of the page that begin with the name of their file. */
const files = [...page.matchAll(/```js\n\/\/ (\S+\.mjs)\n([\s\S]*?)```/g)].map(
  ([, name, code]) => [name, code] as const,
);

describe('docs/writing-a-detector.md', () => {
  beforeAll(() => {
    const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    writeFileSync(path.join(folder, 'package.json'), '{ "name": "mine", "private": true }\n');
    run('npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', path.join(folder, filename));
    for (const [name, code] of files) writeFileSync(path.join(folder, name as string), code as string);
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows the files it speaks of', () => {
    expect(files.map(([name]) => name)).toEqual(['mine.mjs', 'mine.test.mjs', 'measure.mjs', 'measure.test.mjs']);
  });

  it('shows tests that pass', { timeout: 120_000 }, () => {
    const output = run('node', '--test', '--test-reporter=tap');
    expect(output).toMatch(/# pass [5-9]/);
    expect(output).toMatch(/# fail 0/);
  });

  it('shows a detector that runs and fires on a log', () => {
    const peers = accounts(
      Array.from({ length: 40 }, (_, i) => `peer-${i}`),
      { requests: 50 },
    );
    const log = crowd(60).with(peers, account('harvester', { requests: 60, maxTokens: 1024, outputTokens: 1024 }));
    writeFileSync(path.join(folder, 'access.ndjson'), log.toNdjson());
    const scan = ['scan', 'access.ndjson', '--detector', './mine.mjs', '--format', 'json', '--fail-on', 'never'];
    const report = JSON.parse(run('node', revenuer, ...scan)) as Report;
    expect(report.run.detectors.find(({ id }) => id === 'acme/cut-off-answers')?.status).toBe('ran');
    const suspect = report.suspects.find(({ accounts }) => accounts.includes('harvester'));
    const evidence = suspect?.evidence.find(({ detector }) => detector === 'acme/cut-off-answers');
    expect(evidence?.statement).toBe('100 % of its answers were cut off at max_tokens');
  });

  it('shows how to have it explained', () => {
    const text = run('node', revenuer, 'explain', 'acme/cut-off-answers', '--detector', './mine.mjs');
    expect(text).toContain('Answers cut off at the limit');
  });
});
