import { defineMeasure, type Encoded, type MeasureRow } from '../measure.js';
import { blankList } from '../sketches/blank-list.js';
import { CountedSample } from '../sketches/counted-sample.js';

const limit = 48;

/** One sampled prompt, as the request with the smallest hash that sent it shows it. */
export interface StreamRow {
  /** Stable hash of that request. */
  readonly request: number;
  /** Template keys: first words, last words, min-hash phrase; 0 where there is none. */
  readonly head: number;
  readonly tail: number;
  readonly phrase: number;
  /** Bits of the prompt lexicon. */
  readonly traits: number;
}

/** Numbers of a prompt: its hash, then those of its row. */
const width = 6;
const smallest = 16;

/** What the sampled prompts of an account are made of. */
export class Streams {
  /** Distinct prompts with exact counts: every account samples the same hashes. */
  prompts = new CountedSample(limit);
  /** Open addressing; rows of prompts that the sample dropped stay until there are too many. */
  #cells = blankList(width * smallest);
  #size = 0;

  observe(rows: MeasureRow<(typeof columns)[number]>, from: number, to: number): void {
    for (let row = from; row < to; row++) {
      const prompt = rows.promptHash[row] as number;
      if (prompt === 0 || !this.prompts.add(prompt)) continue;
      const request = rows.requestHash[row] as number;
      const at = this.#placeFor(prompt, request);
      if (at < 0) continue;
      const cells = this.#cells;
      cells[at + 1] = request;
      cells[at + 2] = rows.promptHead[row] as number;
      cells[at + 3] = rows.promptTail[row] as number;
      cells[at + 4] = rows.promptPhrase[row] as number;
      cells[at + 5] = rows.promptTraits[row] as number;
    }
  }

  merge(from: Streams): this {
    this.prompts.merge(from.prompts);
    for (const [prompt, row] of from.rows) this.#offer(prompt, row);
    return this;
  }

  /** By prompt. */
  get rows(): ReadonlyMap<number, StreamRow> {
    const rows = new Map<number, StreamRow>();
    const cells = this.#cells;
    for (const [prompt] of this.prompts.entries()) {
      const at = this.#find(prompt);
      rows.set(prompt, {
        request: cells[at + 1] as number,
        head: cells[at + 2] as number,
        tail: cells[at + 3] as number,
        phrase: cells[at + 4] as number,
        traits: cells[at + 5] as number,
      });
    }
    return rows;
  }

  encode(): Encoded {
    const rows = [...this.rows.values()];
    return [
      this.prompts.encode(),
      rows.map(({ request, head, tail, phrase, traits }) => [request, head, tail, phrase, traits]),
    ];
  }

  static decode(encoded: Encoded): Streams {
    const [counts, rows] = encoded as [Encoded, [number, number, number, number, number][]];
    const streams = new Streams();
    streams.prompts = CountedSample.decode(counts, limit);
    streams.prompts.entries().forEach(([prompt], i) => {
      const [request, head, tail, phrase, traits] = rows[i] as (typeof rows)[number];
      streams.#offer(prompt, { request, head, tail, phrase, traits });
    });
    return streams;
  }

  #offer(prompt: number, { request, head, tail, phrase, traits }: StreamRow): void {
    const at = this.#placeFor(prompt, request);
    if (at < 0) return;
    [request, head, tail, phrase, traits].forEach((number, i) => (this.#cells[at + 1 + i] = number));
  }

  /** Where a prompt's row is to be written; -1 when the present one is of a smaller request. */
  #placeFor(prompt: number, request: number): number {
    let at = this.#find(prompt);
    if (this.#cells[at] === prompt) return (this.#cells[at + 1] as number) <= request ? -1 : at;
    if (2 * width * (this.#size + 1) > this.#cells.length) {
      this.#rebuild();
      at = this.#find(prompt);
    }
    this.#size++;
    this.#cells[at] = prompt;
    return at;
  }

  #find(prompt: number): number {
    const cells = this.#cells;
    const mask = cells.length / width - 1;
    let place = prompt & mask;
    for (;;) {
      const held = cells[width * place];
      if (held === 0 || held === prompt) return width * place;
      place = (place + 1) & mask;
    }
  }

  /** Leaves out the rows of prompts that are not sampled any more, and makes room. */
  #rebuild(): void {
    const old = this.#cells;
    const { threshold } = this.prompts;
    let wanted = 0;
    for (let at = 0; at < old.length; at += width) if (old[at] !== 0 && (old[at] as number) <= threshold) wanted++;
    let slots = smallest;
    while (slots < 4 * (wanted + 1)) slots *= 2;
    this.#cells = blankList(width * slots);
    this.#size = wanted;
    for (let at = 0; at < old.length; at += width) {
      const prompt = old[at] as number;
      if (prompt === 0 || prompt > threshold) continue;
      const to = this.#find(prompt);
      for (let i = 0; i < width; i++) this.#cells[to + i] = old[at + i] as number;
    }
  }
}

const columns = ['promptHash', 'promptHead', 'promptTail', 'promptPhrase', 'promptTraits'] as const;

/** What a few prompts of an account are made of, to tell the streams apart that flow through it. */
export const streams = defineMeasure({
  id: 'streams',
  per: 'account',
  columns,
  description: 'template keys and traits of sampled prompts (bottom-48 sample)',
  bound: 8 * width * 8 * limit,
  create: () => new Streams(),
  observeRun: (state, rows, from, to) => state.observe(rows, from, to),
  merge: (into, from) => into.merge(from),
  encode: state => state.encode(),
  decode: encoded => Streams.decode(encoded),
});
