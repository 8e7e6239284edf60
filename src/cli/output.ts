/** Writing to standard output. */
import type { Writable } from 'node:stream';
import { cannotWrite } from './cannot-write.js';

/** The reader of standard output has gone, as `| head` does: no failure, there is just nobody left to write for. */
export class OutputClosed extends Error {
  override name = 'OutputClosed';
}

export interface Outlet {
  /** Waits for the reader where it is slower than we are. Throws OutputClosed when it has gone. */
  write(text: string): Promise<void>;
  /** Ends when all that was written has left the program. */
  flush(): Promise<void>;
}

/** Text is collected to chunks of this many characters: a write call for every line would cost more than the line. */
export const chunkLength = 64 * 1024;

/** An outlet on a stream that stays open. What it cannot take is thrown as an OutputError. */
export function outlet(stream: Writable): Outlet {
  let failure: Error | undefined;
  let pending = '';
  // Installed before the first write: an error event without a listener would end the process with a stack.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure = isClosed(error)
      ? new OutputClosed('standard output was closed', { cause: error })
      : cannotWrite('standard output', error);
  });
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    if (text !== '' && failure === undefined) await written(stream, text);
    if (failure !== undefined) throw failure;
  };
  return {
    flush,
    async write(text) {
      pending += text;
      if (pending.length >= chunkLength) await flush();
    },
  };
}

/** Resolves when the chunk was taken, or failed: the stream's error event says which. */
function written(stream: Writable, text: string): Promise<void> {
  return new Promise(resolve => {
    stream.write(text, () => resolve());
  });
}

function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || code === 'EOF';
}
