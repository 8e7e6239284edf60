/** A sorted run: chunks of accounts, in the order of their names, in a temporary file. */
import type { Profiles } from '../../measures/profiles.js';
import { ChunkBuffer } from './chunk.js';
import { UnnamedFile } from './unnamed-file.js';

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
  readonly #file = new UnnamedFile();
  readonly #written = new ChunkBuffer();
  #read = Buffer.alloc(0);

  /** Adds accounts, in the order of their names; all of them come after those that were added before. */
  add(profiles: Profiles, accounts: Uint32Array): void {
    const [first, last] = [accounts[0], accounts[accounts.length - 1]];
    if (first === undefined || last === undefined) return;
    const bytes = this.#written.encode(profiles, accounts);
    const at = this.#file.size;
    this.#file.append(bytes);
    const names = { first: profiles.accounts.text(first), last: profiles.accounts.text(last) };
    this.chunks.push({ at, bytes: bytes.length, accounts: accounts.length, ...names });
  }

  /** Good until the next call. */
  read({ at, bytes }: Chunk): Buffer {
    if (this.#read.length < bytes) this.#read = Buffer.allocUnsafe(2 * bytes);
    const buffer = this.#read.subarray(0, bytes);
    this.#file.read(buffer, at);
    return buffer;
  }

  end(): void {
    this.#file.end();
  }
}
