/**
 * A sample of an entity's requests: those with the smallest hashes (bottom-k), each with its template keys, its place in the
 * log, and the beginning of its text. The same requests however the log was cut or ordered.
 */
import { excerptBytes, type RequestBatch } from '../../requests/batch.js';
import type { Encoded } from '../measure.js';
import { nthSmallest } from './nth-smallest.js';

/** Keys of a request: first words, last words, phrase, system prompt; 0 where there is none. */
export const keysOfRequest = 4;

/** A request's place in the order of the sample: by hash; equal hashes are one request twice, its first place first. */
export interface Place {
  readonly hash: number;
  readonly input: string;
  readonly line: number;
}

export interface SampledRequest extends Place {
  readonly keys: readonly number[];
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** At most {@link excerptBytes} of text in UTF-8, whole characters, zeros behind. */
  readonly excerpt: Uint8Array;
}

/** Columns that a request is sampled from. */
export type SampledRows = Pick<
  RequestBatch,
  | 'line'
  | 'requestHash'
  | 'inputName'
  | 'excerpt'
  | 'promptHead'
  | 'promptTail'
  | 'promptPhrase'
  | 'systemHash'
  | 'inputTokens'
  | 'outputTokens'
>;

/** Numbers of a request: hash, line, keys, tokens. */
const width = 2 + keysOfRequest + 2;
/** Requests whose excerpts are made room for at first. */
const smallest = 8;
const noExcerpt = new Uint8Array(excerptBytes);

export class RequestSample {
  readonly limit: number;
  #size = 0;
  readonly #numbers: number[] = [];
  #inputs: string[] = [];
  /** Of those held up to the last that has any. */
  #excerpts: Uint8Array | undefined;
  /** As last asked for. */
  #order: readonly number[] | undefined;
  /** Requests with larger hashes are not kept. */
  #threshold = Infinity;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Requests with larger hashes are not kept. */
  get threshold(): number {
    return this.#threshold;
  }

  /** Whether a request of this hash would be kept: ask before adding one. */
  wants(hash: number): boolean {
    return hash <= this.#threshold;
  }

  /**
   * Adds a request that is wanted.
   * @param coming requests from this one on that may be added next: room for their texts is made at once
   */
  addRow(rows: SampledRows, row: number, coming = 1): void {
    const at = this.#place(rows.inputName);
    const numbers = this.#numbers;
    numbers[at] = rows.requestHash[row] as number;
    numbers[at + 1] = rows.line[row] as number;
    numbers[at + 2] = rows.promptHead[row] as number;
    numbers[at + 3] = rows.promptTail[row] as number;
    numbers[at + 4] = rows.promptPhrase[row] as number;
    numbers[at + 5] = rows.systemHash[row] as number;
    numbers[at + 6] = tokens(rows.inputTokens[row]);
    numbers[at + 7] = tokens(rows.outputTokens[row]);
    if (numbers[at + 2] !== 0) this.#putExcerpt(rows.excerpt, { place: excerptBytes * row, coming });
    this.#added();
  }

  merge(from: RequestSample): this {
    for (const request of from.entries()) this.#add(request);
    return this;
  }

  /** Requests held: some more than are sampled. */
  get size(): number {
    return this.#size;
  }

  /** Where the sampled requests are held, in order of hash, then of place. */
  order(): readonly number[] {
    if (this.#order !== undefined) return this.#order;
    const numbers = this.#numbers;
    const places = Array.from({ length: this.#size }, (_, i) => i);
    places.sort((a, b) => {
      const byHash = (numbers[width * a] as number) - (numbers[width * b] as number);
      return byHash === 0 ? inOrder(this.#at(a), this.#at(b)) : byHash;
    });
    this.#order = places.slice(0, this.limit);
    return this.#order;
  }

  /** A key of the request held at a place. */
  keyAt(place: number, kind: number): number {
    return this.#numbers[width * place + 2 + kind] as number;
  }

  /** The sampled requests that have a key, in order. */
  having(key: number): SampledRequest[] {
    const found: SampledRequest[] = [];
    for (const place of this.order()) {
      for (let kind = 0; kind < keysOfRequest; kind++) {
        if (this.keyAt(place, kind) !== key) continue;
        found.push(this.#at(place));
        break;
      }
    }
    return found;
  }

  /** The requests that have a key, which alone is kept of theirs. */
  only(key: number): RequestSample {
    const part = new RequestSample(this.limit);
    for (const request of this.having(key)) {
      part.#add({ ...request, keys: request.keys.map(other => (other === key ? key : 0)) });
    }
    return part;
  }

  /** In order of hash, then of place. */
  entries(): SampledRequest[] {
    return this.order().map(place => this.#at(place));
  }

  encode(): Encoded {
    return this.entries().map(({ hash, input, line, keys, inputTokens, outputTokens, excerpt }) => [
      hash,
      input,
      line,
      [...keys],
      inputTokens,
      outputTokens,
      excerptText(excerpt),
    ]);
  }

  static decode(encoded: Encoded, limit: number): RequestSample {
    type Row = [number, string, number, number[], number, number, string];
    const sample = new RequestSample(limit);
    for (const [hash, input, line, keys, inputTokens, outputTokens, text] of encoded as Row[]) {
      sample.#add({ hash, input, line, keys, inputTokens, outputTokens, excerpt: Buffer.from(text, 'utf8') });
    }
    return sample;
  }

  #add({ hash, input, line, keys, inputTokens, outputTokens, excerpt }: SampledRequest): void {
    if (!this.wants(hash)) return;
    const at = this.#place(input);
    [hash, line, ...keys, inputTokens, outputTokens].forEach((number, i) => (this.#numbers[at + i] = number));
    this.#putExcerpt(excerpt, { place: 0, coming: 1 });
    this.#added();
  }

  /** Where the numbers of one more request go. */
  #place(input: string): number {
    this.#inputs[this.#size] = input;
    return width * this.#size;
  }

  #putExcerpt(from: Uint8Array, { place, coming }: { place: number; coming: number }): void {
    const to = excerptBytes * this.#size;
    const excerpts = this.#roomFor(this.#size + coming);
    for (let i = 0; i < excerptBytes; i++) excerpts[to + i] = from[place + i] ?? 0;
  }

  /** Room for the texts of so many requests, or of as many as are ever held. */
  #roomFor(requests: number): Uint8Array {
    const held = this.#excerpts;
    // One more than twice the limit are held for a moment, see #added.
    const most = 2 * this.limit + 1;
    const wanted = excerptBytes * Math.min(requests, most);
    if (held !== undefined && held.length >= wanted) return held;
    const grown = Math.min(2 * (held?.length ?? 0) + excerptBytes, excerptBytes * most);
    const larger = new Uint8Array(Math.max(wanted, grown, excerptBytes * Math.min(smallest, most)));
    if (held !== undefined) larger.set(held);
    return (this.#excerpts = larger);
  }

  #excerpt(i: number): Uint8Array {
    const held = this.#excerpts?.subarray(excerptBytes * i, excerptBytes * (i + 1));
    return held?.length === excerptBytes ? held : noExcerpt;
  }

  #added(): void {
    this.#order = undefined;
    if (++this.#size > 2 * this.limit) this.#shrink();
  }

  #at(i: number): SampledRequest {
    const numbers = this.#numbers;
    const at = width * i;
    return {
      hash: numbers[at] as number,
      input: this.#inputs[i] as string,
      line: numbers[at + 1] as number,
      keys: Array.from({ length: keysOfRequest }, (_, kind) => this.keyAt(i, kind)),
      inputTokens: numbers[at + width - 2] as number,
      outputTokens: numbers[at + width - 1] as number,
      excerpt: this.#excerpt(i),
    };
  }

  /** What is kept is the same whether the threshold was known when a request came or not. */
  #shrink(): void {
    const hashes = new Float64Array(this.#size);
    for (let i = 0; i < hashes.length; i++) hashes[i] = this.#numbers[width * i] as number;
    const threshold = nthSmallest(hashes, this.limit - 1);
    this.#keep(i => (this.#numbers[width * i] as number) <= threshold);
    // One request at several places, and not all of them fit.
    if (this.#size > this.limit) {
      const kept = new Set(this.order());
      this.#keep(i => kept.has(i));
    }
    this.#threshold = threshold;
  }

  #keep(wanted: (i: number) => boolean): void {
    this.#order = undefined;
    const numbers = this.#numbers;
    const excerpts = this.#excerpts === undefined ? undefined : this.#roomFor(this.#size);
    let kept = 0;
    for (let i = 0; i < this.#size; i++) {
      if (!wanted(i)) continue;
      if (kept < i) {
        for (let j = 0; j < width; j++) numbers[width * kept + j] = numbers[width * i + j] as number;
        excerpts?.copyWithin(excerptBytes * kept, excerptBytes * i, excerptBytes * (i + 1));
        this.#inputs[kept] = this.#inputs[i] as string;
      }
      kept++;
    }
    excerpts?.fill(0, excerptBytes * kept);
    this.#size = kept;
  }
}

function tokens(count: number | undefined): number {
  return count !== undefined && count >= 0 ? Math.round(count) : 0;
}

export function excerptText(excerpt: Uint8Array): string {
  const end = excerpt.indexOf(0);
  return Buffer.from(excerpt.buffer, excerpt.byteOffset, end < 0 ? excerpt.length : end).toString('utf8');
}

/** Order in which requests are preferred, so that every split of a log picks the same. */
export function inOrder(a: Place, b: Place): number {
  if (a.hash !== b.hash) return a.hash - b.hash;
  if (a.input !== b.input) return a.input < b.input ? -1 : 1;
  return a.line - b.line;
}
