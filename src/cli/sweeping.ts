/** What has to be done when the program is ended: nothing, but for the moment in which a file gets its name. */
import { rmSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type EndSignal = (typeof signals)[number];

/**
 * Runs work during which there may be a file of this name, and removes what is left of it, whatever ends the work: its end, a
 * signal, or whoever ends the program. The work has to give the signals their turn now and then. Before and after, the system
 * ends the program by itself, wherever that is.
 */
export async function sweeping<T>(file: string, work: () => Promise<T>): Promise<T> {
  const sweep = (): void => rmSync(file, { force: true });
  const end = (signal: EndSignal): void => {
    sweep();
    ignore();
    process.kill(process.pid, signal);
  };
  const ignore = (): void => {
    process.off('exit', sweep);
    for (const signal of signals) process.off(signal, end);
  };
  process.on('exit', sweep);
  for (const signal of signals) process.on(signal, end);
  try {
    return await work();
  } finally {
    sweep();
    // A signal that has arrived by now is told to its listener, and lost once there is none: two turns for it.
    await turn();
    await turn();
    ignore();
  }
}
