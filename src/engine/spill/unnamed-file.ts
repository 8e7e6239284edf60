/** A temporary file that has no name any more: it goes with the process, however that ends. */
import { closeSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { InternalError } from '../../errors.js';
import { openUnnamed } from '../unnamed-file.js';

export class UnnamedFile {
  /** Bytes written. */
  size = 0;
  readonly #file = attempt('make', () => openUnnamed(tmpdir()));

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
