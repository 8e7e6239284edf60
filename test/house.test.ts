/** The rules of the house that hold over all files: who imports whom, how long a file is, what a list must list. */
import { Linter } from 'eslint';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { bannedFolders, house, importProblem, rooms } from '../house.config.js';

const root = path.resolve(import.meta.dirname, '..');

/** Source files relative to the project, with slashes. */
const files = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  .map(entry => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  .sort();

/** Tables of words: long as the world is wide, with nothing to follow. */
const tables = ['src/requests/columns.ts'];

const contentOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** What the lint rule says of a line of code in a file. */
function lint(file: string, code: string): string[] {
  const config = { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, plugins: { house } };
  const linter = new Linter({ cwd: root });
  const messages = linter.verify(code, [{ ...config, rules: { 'house/imports': 'error' } }] as Linter.Config[], {
    filename: path.join(root, file),
  });
  return messages.map(({ message }) => message);
}

describe('the import rule', () => {
  it.each([
    [
      'src/detectors/timing/no-night.ts',
      `import { csv } from '../../formats/csv.js';`,
      'detectors may not import formats',
    ],
    [
      'src/detectors/timing/no-night.ts',
      `import { rank } from '../../ranking/rank.js';`,
      'detectors may not import ranking',
    ],
    ['src/detectors/timing/no-night.ts', `import { pool } from './worker-pool.js';`, 'may not import another one'],
    ['src/detectors/detector.ts', `import { hashText } from '../requests/hash.js';`, 'for types alone'],
    ['src/reports/html.ts', `import type { Io } from '../cli/io.js';`, 'reports may not import cli'],
    ['src/reports/json.ts', `import { readFileSync } from 'node:fs';`, 'node:fs is imported in'],
    ['src/reports/html.ts', `import chalk from 'chalk';`, 'chalk is imported in reports/terminal only'],
    ['src/engine/scan.ts', `import { Command } from 'commander';`, 'commander is imported in cli only'],
    [
      'src/simulate/crowd.ts',
      `import { detectors } from '../detectors/index.js';`,
      'simulate may not import detectors',
    ],
    ['src/evaluate/match.ts', `export { rank } from '../ranking/rank.js';`, 'evaluate may not import ranking'],
    ['src/sources/open.ts', `export * from '../formats/format.js';`, 'sources may not import formats'],
    ['src/measures/measure.ts', `const late = import('../engine/index.js');`, 'measures may not import engine'],
    ['src/measures/measure.ts', `type Late = import('../engine/index.js').Engine;`, 'measures may not import engine'],
    ['src/requests/batch.ts', `import { scan } from '../index.js';`, 'rooms do not import the library face'],
    ['src/index.ts', `export { execute } from './cli/execute.js';`, 'the library knows nothing of the command line'],
    ['src/attic/box.ts', `import { csv } from '../formats/csv.js';`, 'src/attic is not a room'],
    ['src/engine/scan.ts', `import { crowd } from '../../test/crowd.js';`, 'reaches out of src/'],
  ])('refuses in %s: %s', (file, code, message) => {
    expect(lint(file, code)).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    ['src/detectors/detector.ts', `import type { Campaign } from '../campaigns/campaign.js';`],
    ['src/detectors/timing/no-night.ts', `import { defineDetector } from '../detector.js';`],
    ['src/formats/csv.ts', `import { parse } from 'csv-parse/sync';`],
    ['src/reports/terminal/index.ts', `import { Chalk } from 'chalk';`],
    ['src/measures/measure.ts', `import { UsageError } from '../errors.js';`],
    ['src/cli/execute.ts', `import { scan } from '../engine/index.js';`],
    ['test/detectors/x.test.ts', `import { csv } from '../../src/formats/csv.js';`],
  ])('allows in %s: %s', (file, code) => {
    expect(lint(file, code)).toEqual([]);
  });
});

describe('src/', () => {
  it('imports only what the house allows', () => {
    const problems = files.flatMap(file =>
      [...contentOf(file).matchAll(/^(?:import|export) (type )?[^;]*?from '([^']+)'/gm)].map(
        ([, type, specifier = '']) => ({ file, why: importProblem({ file, specifier, typeOnly: type !== undefined }) }),
      ),
    );
    expect(problems.filter(({ why }) => why !== undefined)).toEqual([]);
  });

  it('has folders that are rooms, and none that says nothing', () => {
    const folders = new Set(files.flatMap(file => file.split('/').slice(1, -1)));
    expect(bannedFolders.filter(name => folders.has(name))).toEqual([]);
    const top = new Set(
      files
        .map(file => file.split('/'))
        .filter(parts => parts.length > 2)
        .map(parts => parts[1]),
    );
    expect([...top].filter(room => room === undefined || !Object.hasOwn(rooms, room))).toEqual([]);
  });

  it('has short files: at most 350 lines, half of them under 120', () => {
    const lengths = files.map(file => ({ file, lines: contentOf(file).split('\n').length - 1 }));
    expect(lengths.filter(({ file, lines }) => lines > 350 && !tables.includes(file))).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(120);
  });

  it.each([
    [/^src\/cli\/commands\//, /: Command = \{/, 'src/cli/commands/index.ts'],
    [/^src\/formats\//, /: Format = /, 'src/formats/index.ts'],
    [/^src\/measures\//, /= defineMeasure\(/, 'src/measures/index.ts'],
    [/^src\/detectors\/\w+\//, /\bdefineDetector\(\{/, 'src/detectors/index.ts'],
    [/^src\/reports\//, /: Reporter = /, 'src/reports/index.ts'],
  ])('lists in the index what is defined in %s', (folder, definition, index) => {
    const listed = existsSync(path.join(root, index)) ? contentOf(index) : '';
    const missing = files
      .filter(file => folder.test(file) && definition.test(contentOf(file)))
      .filter(
        file => !listed.includes(`/${path.posix.relative(path.posix.dirname(index), file).replace(/\.ts$/, '.js')}'`),
      );
    expect(missing).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  it('shows the import table that the rule enforces', () => {
    const rows = [...contentOf('docs/architecture.md').matchAll(/^\| `(\w+)` \| ([^|]*) \|$/gm)];
    const shown = rows.map(([, room, allowed = '']) => [room, allowed.trim()]);
    const enforced = Object.entries(rooms).map(([room, allowed]) => [room, inWords(allowed)]);
    expect(shown).toEqual(enforced);
  });
});

function inWords(allowed: Record<string, string>): string {
  if (Object.keys(allowed).length === Object.keys(rooms).length - 1) return 'all';
  const names = Object.entries(allowed).map(([name, what]) => (what === 'types' ? `${name} (types)` : name));
  return names.length === 0 ? '–' : names.join(', ');
}
