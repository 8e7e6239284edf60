import { defineMeasure, type Encoded } from '../measure.js';
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

export interface Streams {
  /** Distinct prompts with exact counts: every account samples the same hashes. */
  readonly prompts: CountedSample;
  readonly rows: Map<number, StreamRow>;
}

/** What a few prompts of an account are made of, to tell the streams apart that flow through it. */
export const streams = defineMeasure({
  id: 'streams',
  per: 'account',
  columns: ['promptHash', 'promptHead', 'promptTail', 'promptPhrase', 'promptTraits'],
  description: 'template keys and traits of sampled prompts (bottom-48 sample)',
  bound: 120 * 2 * limit,
  create: (): Streams => ({ prompts: new CountedSample(limit), rows: new Map() }),
  observeRun(state, rows, from, to) {
    for (let row = from; row < to; row++) {
      const prompt = rows.promptHash[row] as number;
      if (prompt === 0 || !state.prompts.add(prompt)) continue;
      const request = rows.requestHash[row] as number;
      const present = state.rows.get(prompt);
      if (present !== undefined && present.request <= request) continue;
      state.rows.set(prompt, {
        request,
        head: rows.promptHead[row] as number,
        tail: rows.promptTail[row] as number,
        phrase: rows.promptPhrase[row] as number,
        traits: rows.promptTraits[row] as number,
      });
      if (state.rows.size > 4 * limit) prune(state);
    }
  },
  merge(into, from) {
    into.prompts.merge(from.prompts);
    for (const [prompt, row] of from.rows) {
      const present = into.rows.get(prompt);
      if (present === undefined || row.request < present.request) into.rows.set(prompt, row);
    }
    prune(into);
    return into;
  },
  encode(state): Encoded {
    prune(state);
    const rows = state.prompts.entries().map(([prompt]) => {
      const { request, head, tail, phrase, traits } = state.rows.get(prompt) as StreamRow;
      return [request, head, tail, phrase, traits];
    });
    return [state.prompts.encode(), rows];
  },
  decode(encoded) {
    const [counts, rows] = encoded as [Encoded, [number, number, number, number, number][]];
    const prompts = CountedSample.decode(counts, limit);
    const state: Streams = { prompts, rows: new Map() };
    prompts.entries().forEach(([prompt], i) => {
      const [request, head, tail, phrase, traits] = rows[i] as (typeof rows)[number];
      state.rows.set(prompt, { request, head, tail, phrase, traits });
    });
    return state;
  },
});

/** Rows of prompts that the sample no longer holds go. */
function prune({ prompts, rows }: Streams): void {
  prompts.entries();
  for (const prompt of rows.keys()) if (prompts.count(prompt) === 0) rows.delete(prompt);
}
