// Compares the kernel's way of reading logs with the plain one over logs that nobody wrote: npm run fuzz -- --help
import { execSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { optionsFrom, usage } from './options.mjs';

const root = path.join(import.meta.dirname, '../..');
const options = readOptions(process.argv.slice(2));
if (options.help) console.log(usage);
else process.exitCode = await fuzz();

/** @returns the exit code */
async function fuzz() {
  if (!existsSync(path.join(root, 'dist/bundle'))) execSync('npm run build', { cwd: root, stdio: ['ignore', 2, 2] });
  // Compiled modules are loaded once they are there.
  const { Run } = await import('./run.mjs');
  const run = new Run(options, line => console.error(line));
  await run.all();
  console.log(run.summary());
  return run.disagreements > 0 ? 1 : 0;
}

function readOptions(args) {
  try {
    return optionsFrom(args);
  } catch (error) {
    console.error(error.message);
    return process.exit(2);
  }
}
