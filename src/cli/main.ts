/** What bin/ runs. */
import { execute } from './execute.js';
import { runBelow } from './first-process.js';
import { guardEnd } from './guard.js';
import { processIo } from './io.js';
import { tuneEngine } from './v8.js';

/** Runs the program, and ends the process. */
export async function main(from: NodeJS.Process): Promise<void> {
  const end = guardEnd(from);
  if (from.pid === 1) return end(await runBelow(from));
  return end(await execute(from.argv.slice(2), processIo(from)));
}

tuneEngine(process.versions.v8);
