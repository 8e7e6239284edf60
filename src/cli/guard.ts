/**
 * No fault may look like an answer: what goes wrong where nobody waits for it (in a detector package's timer, in a promise that it
 * forgot), and whoever ends the program before its work is done, ends it with the code of a fault, and says what it was.
 */
import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { RevenuerError } from '../errors.js';
import { errorText } from './error-text.js';
import { exitCodes } from './exit-code.js';
import type { ExitCode } from './exit-code.js';

type Guarded = Pick<NodeJS.Process, 'argv' | 'exit' | 'exitCode' | 'once' | 'on' | 'stderr'>;

/** Returns how to end the program once its work is done. */
export function guardEnd(from: Guarded): (code: ExitCode) => Promise<void> {
  let decided: ExitCode | undefined;
  const fail = (error: unknown): void => {
    if (decided !== undefined) return;
    decided = exitCodes.internal;
    complain(errorText(stray(error), from.argv.includes('--debug')).text);
    exit(decided);
  };
  // Detector packages run in this process, and may have set it.
  const insist = (): void => void (from.exitCode = decided ?? exitCodes.internal);
  const exit = (code: ExitCode): void => {
    // Once more, behind the listeners of others.
    from.once('exit', insist);
    from.exit(code);
  };
  from.on('uncaughtException', fail).on('unhandledRejection', fail);
  from.once('exit', () => {
    if (decided === undefined) complain(endedEarly);
    insist();
  });
  return async code => {
    decided ??= code;
    await new Promise<void>(resolve => from.stderr.write('', () => resolve()));
    // What a detector package has left running keeps nobody waiting.
    exit(decided);
  };
}

const endedEarly = [
  'revenuer: the program was ended before its work was done; what was written is not to be relied on',
  '  Look for process.exit, or a promise that is never settled, in the packages given to --detector.',
].join('\n');

/** An error that reached nobody. Where a file that is not ours stands in its stack, that file is named. */
function stray(error: unknown): unknown {
  const place = error instanceof Error ? foreignPlace(error.stack ?? '') : undefined;
  if (place === undefined && error instanceof Error) return error;
  const what = error instanceof Error ? error.message : String(error);
  const where = place === undefined ? '' : ` (${place})`;
  return new RevenuerError(`an error that nothing caught: ${what}${where}`, {
    hint: 'A package given to --detector throws in a timer, or forgets to await a promise.',
    cause: error,
  });
}

/** Of the first frame that lies neither in Node nor in this program. */
function foreignPlace(stack: string): string | undefined {
  const own = new URL('.', import.meta.url).href;
  for (const [, place = ''] of stack.matchAll(/^\s+at .*?((?:file:\/\/|\/)[^\s()]+:\d+:\d+)\)?$/gm)) {
    if (!place.startsWith(own)) return place;
  }
  return undefined;
}

/** At once: the program is about to end. A line of progress gives way. */
function complain(text: string): void {
  try {
    writeSync(2, `${isatty(2) ? '\r\x1b[2K' : ''}${text}\n`);
  } catch {
    // Nobody reads standard error; the code says it.
  }
}
