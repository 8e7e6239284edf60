/** Pages that are made from the code, or quote the program, say what the code says. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectorsPage } from '../src/engine/explain.js';

describe('docs', () => {
  it('detectors.md is what the detectors say of themselves', async () => {
    await expect(detectorsPage()).toMatchFileSnapshot('../docs/detectors.md');
  });

  it('the screen in the README is what the program prints', () => {
    const readme = readFileSync('README.md', 'utf8');
    const shown = /```text\n(revenuer [\s\S]*?)\n```/.exec(readme)?.[1];
    const { stdout } = spawnSync(
      process.execPath,
      [
        'bin/revenuer.js',
        'scan',
        'fixtures/gateway-night/log.ndjson.gz',
        '--fail-on',
        'never',
        '--format',
        'terminal',
        '--top',
        '2',
        '--no-color',
      ],
      { env: { ...process.env, COLUMNS: '110' }, encoding: 'utf8' },
    );
    expect(shown).toBe(stdout.trimEnd());
  });

  it('the README links to pages that exist', () => {
    const readme = readFileSync('README.md', 'utf8');
    const links = [...readme.matchAll(/\]\(([^)]+\.md)\)/g)].map(match => match[1] as string);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(() => readFileSync(link)).not.toThrow();
  });
});
