/**
 * The first process of a container. The system ends it by no signal that it does not listen to, and listening takes a main loop
 * that is free: so the program runs in a process below, which signals do end, and this one only passes them on.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { ExitCode } from './exit-code.js';

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** What a shell adds to the number of the signal that ended a program. */
const bySignal = 128;

/** Runs this program again as a child with the same streams, and ends with its code. */
export function runBelow(from: NodeJS.Process): Promise<ExitCode> {
  const child = spawn(from.execPath, [...from.execArgv, ...from.argv.slice(1)], { stdio: 'inherit' });
  for (const signal of passedOn) from.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      resolve(code ?? bySignal + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
