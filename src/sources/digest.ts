import { createHash, type Hash } from 'node:crypto';

/** SHA-256 and length of the bytes as stored, fed while they are read. */
export class StoredDigest {
  bytes = 0;
  readonly #hash: Hash = createHash('sha256');

  update(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    this.#hash.update(chunk);
  }

  /** Lower-case hexadecimal of everything fed so far; may be asked at any time. */
  sha256(): string {
    return this.#hash.copy().digest('hex');
  }
}
