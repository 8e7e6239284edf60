/** SIGINT and SIGTERM: stop reading, clean up, end with the code a shell expects. */
import { exitCodes } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import type { EndSignal, Io } from './io.js';

export interface End {
  /** Aborted by the first signal; whoever reads or keeps temporary files listens to it. */
  readonly signal: AbortSignal;
  /** The exit code once a signal came. */
  code(): ExitCode | undefined;
  stop(): void;
}

/** ms that threads get to end before the program ends without them. */
const grace = 500;

/** The first signal asks to end, a second one, or a work that does not end, makes an end. */
export function listenForEnd(io: Pick<Io, 'onSignal' | 'kill'>): End {
  const controller = new AbortController();
  let received: EndSignal | undefined;
  let timer: NodeJS.Timeout | undefined;
  const force = (signal: EndSignal): void => {
    ignore();
    io.kill(signal);
  };
  const ignore = io.onSignal(signal => {
    if (received !== undefined) return force(signal);
    received = signal;
    controller.abort(new Error(`ended by ${signal}`));
    timer = setTimeout(force, grace, signal);
    timer.unref();
  });
  return {
    signal: controller.signal,
    code: () => (received === undefined ? undefined : exitCodes[received]),
    stop: () => {
      // After a signal the listener and the timer stay: work that goes on must not keep the program alive.
      if (received === undefined) ignore();
    },
  };
}

/** The work's result, or, as soon as the signal comes, its reason. What the work still does is nobody's concern then. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
