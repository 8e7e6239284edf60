/** Pieces of records that were begun and not yet ended, by the stream they came on. */
import type { RejectSink } from '../format.js';

/** A record may become so long; what is longer is rejected as it would be in one piece. */
const longest = 16 * 1024 * 1024;
/** Streams kept apart: stdout and stderr, and whatever a log may call others. */
const mostStreams = 16;

export interface Begun {
  /** Line of the first piece. */
  readonly line: number;
  readonly pieces: readonly Uint8Array[];
  readonly tooLong: boolean;
}

export class Carry {
  readonly #begun = new Map<string, { line: number; pieces: Uint8Array[]; length: number }>();

  get empty(): boolean {
    return this.#begun.size === 0;
  }

  /** The bytes are copied: blocks do not last. */
  add(stream: string, { bytes, line }: { bytes: Uint8Array; line: number }): void {
    const begun = this.#of(stream, line);
    begun.length += bytes.length;
    if (begun.length > longest) begun.pieces.length = 0;
    else begun.pieces.push(Uint8Array.from(bytes));
  }

  /** What the piece that ends a record goes on from; `more` are its bytes. */
  take(stream: string, more: number): Begun | undefined {
    const key = this.#keyOf(stream);
    const begun = this.#begun.get(key);
    this.#begun.delete(key);
    return begun === undefined ? undefined : { ...begun, tooLong: begun.length + more > longest };
  }

  end(rejects: RejectSink): void {
    for (const { line } of this.#begun.values()) rejects.reject(line, 'record without its end');
    this.#begun.clear();
  }

  #of(stream: string, line: number) {
    const key = this.#keyOf(stream);
    const known = this.#begun.get(key);
    if (known !== undefined) return known;
    const begun = { line, pieces: [], length: 0 };
    this.#begun.set(key, begun);
    return begun;
  }

  #keyOf(stream: string): string {
    return this.#begun.has(stream) || this.#begun.size < mostStreams ? stream : '';
  }
}
