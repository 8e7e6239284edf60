import { StoredDigest } from './digest.js';

/**
 * The stored bytes of one input with look-ahead, for readers of archive structure. A read error ends the bytes and is
 * kept in `failure`: what came before it is still good.
 */
export class StoredBytes {
  /** Offset of the first byte not yet consumed. */
  position = 0;
  failure: Error | undefined;
  readonly digest = new StoredDigest();
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array(0);
  #done = false;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Bytes read ahead and not consumed. */
  get held(): Uint8Array {
    return this.#held;
  }

  /** Where the stored bytes stop, as far as they were read. */
  get end(): number {
    return this.position + this.#held.length;
  }

  /** Reads until at least `length` bytes are held; false when the input ends before. */
  async fill(length: number): Promise<boolean> {
    while (this.#held.length < length) {
      const chunk = await this.#read();
      if (chunk === undefined) return false;
      this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    }
    return true;
  }

  /** Consumes `length` of the held bytes. */
  skip(length: number): void {
    this.position += length;
    this.#held = this.#held.subarray(length);
  }

  /** Consumes and returns what is held, or else the next chunk; undefined at the end. */
  async take(): Promise<Uint8Array | undefined> {
    if (!(await this.fill(1))) return undefined;
    const taken = this.#held;
    this.skip(taken.length);
    return taken;
  }

  /** Reads to the end for the digest's sake: a damaged file is still identified by all its bytes. */
  async drain(): Promise<void> {
    while ((await this.take()) !== undefined);
  }

  /** Lets go of the file without reading on. */
  async close(): Promise<void> {
    this.#done = true;
    await this.#chunks.return?.();
  }

  async #read(): Promise<Uint8Array | undefined> {
    while (!this.#done) {
      try {
        const next = await this.#chunks.next();
        if (next.done === true) break;
        this.digest.update(next.value);
        if (next.value.length > 0) return next.value;
      } catch (error) {
        this.failure = error instanceof Error ? error : new Error(String(error));
        break;
      }
    }
    this.#done = true;
    return undefined;
  }
}
