/** Writing to standard output and to files. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { UsageError } from '../errors.js';
import { unlessAborted } from './interrupt.js';

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
const chunkLength = 64 * 1024;

/** An outlet on a stream that stays open; once the program is asked to end nothing more goes out. */
export function outlet(stream: Writable, signal: AbortSignal): Outlet {
  let failure: Error | undefined;
  let pending = '';
  // Installed before the first write: an error event without a listener would end the process with a stack.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    failure = isClosed(error) ? new OutputClosed('standard output was closed', { cause: error }) : error;
  });
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    signal.throwIfAborted();
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

export interface FileOutlet extends Outlet {
  /** Gives the file its name. Until then nobody sees it. */
  commit(): Promise<void>;
  /** Takes the unfinished file away at once: an interrupt may leave no time to wait. */
  drop(): void;
  /** Leaves no trace. */
  discard(): Promise<void>;
}

/**
 * A file written as a whole: under another name first, then renamed, so that a reader sees the old one or the new one and
 * never half of it. Pipes and devices are written to directly. Throws a UsageError when it cannot be written.
 */
export async function fileOutlet(file: string): Promise<FileOutlet> {
  const target = await realpath(file).catch(() => file);
  const present = await stat(target).catch(() => undefined);
  const direct = present !== undefined && !present.isFile();
  const written = direct ? target : besides(target);
  const explain = explainer(file);
  const handle = await open(written, 'w').catch(explain);
  let pending = '';
  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    if (text !== '') await handle.writeFile(text, 'utf8').catch(explain);
  };
  return {
    flush,
    async write(text) {
      pending += text;
      if (pending.length >= chunkLength) await flush();
    },
    async commit() {
      await flush();
      await handle.close().catch(explain);
      if (!direct) await rename(written, target).catch(explain);
    },
    drop() {
      try {
        if (!direct) rmSync(written, { force: true });
      } catch {
        // Windows keeps a file that is open; discard comes after closing it.
      }
    },
    async discard() {
      await handle.close().catch(() => undefined);
      if (!direct) await rm(written, { force: true });
    },
  };
}

/** Runs what writes to an outlet, and keeps the file only when it came to its end. */
export async function keepWhole<T>(outlet: FileOutlet, signal: AbortSignal, write: () => Promise<T>): Promise<T> {
  const drop = (): void => outlet.drop();
  signal.addEventListener('abort', drop);
  try {
    signal.throwIfAborted();
    const result = await unlessAborted(signal, write());
    await outlet.commit();
    return result;
  } catch (error) {
    await outlet.discard();
    throw error;
  } finally {
    signal.removeEventListener('abort', drop);
  }
}

function besides(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
}

function explainer(file: string): (cause: unknown) => never {
  return cause => {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'failed';
    throw new UsageError(`cannot write ${file} (${code})`, {
      hint: 'Check the folder given to -o, its permissions and the space left.',
      cause,
    });
  };
}
