/**
 * A sorted run: chunks of accounts, in the order of their names, in a file that has no name any more: it goes with the process,
 * however that ends.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InternalError } from '../../errors.js';
import type { Profiles } from '../../measures/profiles.js';
import { ChunkBuffer } from './chunk.js';

export interface Chunk {
  readonly at: number;
  readonly bytes: number;
  /** Number of accounts, and the names of the first and the last one. */
  readonly accounts: number;
  readonly first: string;
  readonly last: string;
}

export class Run {
  readonly chunks: Chunk[] = [];
  #end = 0;
  readonly #file: number;
  readonly #written = new ChunkBuffer();
  #read = Buffer.alloc(0);

  constructor() {
    this.#file = openUnnamed();
  }

  /** Adds accounts, in the order of their names; all of them come after those that were added before. */
  add(profiles: Profiles, accounts: Uint32Array): void {
    const [first, last] = [accounts[0], accounts[accounts.length - 1]];
    if (first === undefined || last === undefined) return;
    const bytes = this.#written.encode(profiles, accounts);
    attempt('write', () => {
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#file, bytes, done, bytes.length - done, this.#end + done);
      }
    });
    const names = { first: profiles.accounts.text(first), last: profiles.accounts.text(last) };
    this.chunks.push({ at: this.#end, bytes: bytes.length, accounts: accounts.length, ...names });
    this.#end += bytes.length;
  }

  /** Good until the next call. */
  read({ at, bytes }: Chunk): Buffer {
    if (this.#read.length < bytes) this.#read = Buffer.allocUnsafe(2 * bytes);
    const buffer = this.#read;
    attempt('read', () => {
      for (let done = 0; done < bytes;) {
        const read = readSync(this.#file, buffer, done, bytes - done, at + done);
        if (read === 0) throw new Error('it has become shorter');
        done += read;
      }
    });
    return buffer.subarray(0, bytes);
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
      hint: 'What is known of accounts goes there when it exceeds --memory. Set TMPDIR to a folder with room, or raise --memory',
      cause: error,
    });
  }
}
