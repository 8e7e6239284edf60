/** Builds dist/ once before the tests when it is missing or older than src/, so that a fresh clone can be tested. */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

export default function build(): void {
  if (newest('dist', '.js') >= newest('src', '')) return;
  // Types are checked by `npm run typecheck`; here only the code is wanted, and soon.
  run('typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck');
  run('assemblyscript/bin/asc.js', '--config', 'src/kernel/asconfig.json');
  run('rolldown/bin/cli.mjs', '-c');
}

function run(program: string, ...parameters: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'node_modules', ...program.split('/')), ...parameters],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The build failed; run npm run build.\n${stdout}${stderr}`);
}

/** When the last change under a folder was made, in ms; deletions show as a change of their folder. */
function newest(folder: string, ending: string): number {
  const top = path.join(root, folder);
  if (statSync(top, { throwIfNoEntry: false }) === undefined) return 0;
  const entries = readdirSync(top, { recursive: true, withFileTypes: true });
  const times = entries
    .filter(entry => (entry.isDirectory() ? ending === '' : entry.name.endsWith(ending)))
    .map(entry => statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.max(0, ...times);
}
