/**
 * A sample of an entity's requests: those with the smallest hashes (bottom-k), each with its template keys, its place in the
 * log, and the beginning of its text. The same requests however the log was cut or ordered.
 */
import type { Encoded } from '../measure.js';

/** Bytes of text kept of a request. */
export const excerptBytes = 64;

/** Keys of a request: first words, last words, phrase, system prompt; 0 where there is none. */
export const keysOfRequest = 4;

export interface SampledRequest {
  readonly hash: number;
  readonly input: string;
  readonly line: number;
  readonly keys: readonly number[];
  /** At most {@link excerptBytes} of text in UTF-8, whole characters, zeros behind. */
  readonly excerpt: Uint8Array;
}

export class RequestSample {
  readonly limit: number;
  #requests: SampledRequest[] = [];
  /** Requests with larger hashes are not kept. */
  #threshold = Infinity;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Whether a request of this hash would be kept: ask before making one. */
  wants(hash: number): boolean {
    return hash <= this.#threshold;
  }

  add(request: SampledRequest): void {
    if (!this.wants(request.hash)) return;
    this.#requests.push(request);
    if (this.#requests.length > 2 * this.limit) this.#shrink();
  }

  merge(from: RequestSample): this {
    for (const request of from.#requests) this.add(request);
    return this;
  }

  /** In order of hash, then of place. */
  entries(): readonly SampledRequest[] {
    this.#shrink();
    return this.#requests;
  }

  encode(): Encoded {
    return this.entries().map(({ hash, input, line, keys, excerpt }) => [
      hash,
      input,
      line,
      [...keys],
      excerptText(excerpt),
    ]);
  }

  static decode(encoded: Encoded, limit: number): RequestSample {
    const sample = new RequestSample(limit);
    for (const [hash, input, line, keys, text] of encoded as [number, string, number, number[], string][]) {
      const excerpt = new Uint8Array(excerptBytes);
      Buffer.from(text, 'utf8').copy(excerpt);
      sample.add({ hash, input, line, keys, excerpt });
    }
    return sample;
  }

  /** What is kept is the same whether the threshold was known when a request came or not. */
  #shrink(): void {
    this.#requests.sort(inOrder);
    if (this.#requests.length <= this.limit) return;
    this.#requests.length = this.limit;
    this.#threshold = (this.#requests[this.limit - 1] as SampledRequest).hash;
  }
}

export function excerptText(excerpt: Uint8Array): string {
  const end = excerpt.indexOf(0);
  return Buffer.from(excerpt.buffer, excerpt.byteOffset, end < 0 ? excerpt.length : end).toString('utf8');
}

/** Equal hashes are one request twice: its first place comes first. */
export function inOrder(a: Place, b: Place): number {
  if (a.hash !== b.hash) return a.hash - b.hash;
  if (a.input !== b.input) return a.input < b.input ? -1 : 1;
  return a.line - b.line;
}

interface Place {
  readonly hash: number;
  readonly input: string;
  readonly line: number;
}
