/** A temporary file that has no name any more: it goes with the process, however that ends. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InternalError } from '../../errors.js';

export class UnnamedFile {
  /** Bytes written. */
  size = 0;
  readonly #file = openUnnamed();

  /** @throws InternalError where there is no room */
  append(bytes: Uint8Array): void {
    attempt('write', () => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#file, bytes, done, bytes.length - done, this.size + done);
      }
    });
    this.size += bytes.length;
  }

  /** Fills `into` with what stands from byte `at` on. @throws InternalError */
  read(into: Uint8Array, at: number): void {
    attempt('read', () => {
      for (let done = 0; done < into.length;) {
        const read = readSync(this.#file, into, done, into.length - done, at + done);
        if (read === 0) throw new Error('it has become shorter');
        done += read;
      }
    });
  }

  end(): void {
    closeSync(this.#file);
  }
}

function openUnnamed(): number {
  return attempt('make', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'revenuer-'));
    try {
      return openSync(path.join(folder, 'run'), 'wx+', 0o600);
    } finally {
      // An open file does without its name; libuv sees to that on Windows, too.
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function attempt<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InternalError(`cannot ${what} a temporary file in ${tmpdir()}: ${reason}`, {
      hint: 'What exceeds --memory goes there. Set TMPDIR to a folder with room, or raise --memory',
      cause: error,
    });
  }
}
