import { defineMeasure, type Encoded } from '../measure.js';
import { promptTraits, type PromptTrait } from '../../requests/prompt-lexicon.js';
import { CountedSample } from '../sketches/counted-sample.js';

const limit = 256;
/** Number of bits of `promptTraits` counted. */
export const traitBits = 8;

/** Which prompts an account sent, and what kind of work they ask for. */
export interface Prompts {
  /** Distinct prompts with the number of times each was sent. */
  distinct: CountedSample;
  /** Requests with prompt text, their bytes, and how many carry each trait (index = bit number). */
  texts: number;
  bytes: number;
  traits: number[];
  /** Requests that say how many messages the conversation has, and of these first turns. */
  conversations: number;
  firstTurns: number;
}

/** Prompts that carry a trait. */
export function withTrait(state: Prompts, trait: PromptTrait): number {
  return state.traits[Math.log2(promptTraits[trait])] ?? 0;
}

export type { PromptTrait };

export const prompts = defineMeasure({
  id: 'prompts',
  per: 'account',
  columns: ['promptHash', 'promptLength', 'promptTraits', 'turns'],
  description: 'distinct prompts with counts (bottom-256 sample), traits of their text, first turns',
  bound: 32 * 2 * limit,
  create: (): Prompts => ({
    distinct: new CountedSample(limit),
    texts: 0,
    bytes: 0,
    traits: new Array<number>(traitBits).fill(0),
    conversations: 0,
    firstTurns: 0,
  }),
  observeRun(state, rows, from, to) {
    state.distinct.addRun(rows.promptHash, from, to);
    for (let row = from; row < to; row++) {
      const length = rows.promptLength[row] as number;
      if (length >= 0) {
        state.texts++;
        state.bytes += length;
        for (let bits = rows.promptTraits[row] as number, i = 0; bits !== 0 && i < traitBits; bits >>>= 1, i++) {
          if ((bits & 1) !== 0) (state.traits[i] as number)++;
        }
      }
      const turns = rows.turns[row] as number;
      if (turns > 0) {
        state.conversations++;
        if (turns <= 1) state.firstTurns++;
      }
    }
  },
  merge(into, from) {
    into.distinct.merge(from.distinct);
    into.texts += from.texts;
    into.bytes += from.bytes;
    into.conversations += from.conversations;
    into.firstTurns += from.firstTurns;
    from.traits.forEach((n, i) => ((into.traits[i] as number) += n));
    return into;
  },
  encode: (s): Encoded => [s.distinct.encode(), s.texts, s.bytes, s.traits, s.conversations, s.firstTurns],
  decode(encoded) {
    const [distinct, texts, bytes, traits, conversations, firstTurns] = encoded as [
      Encoded,
      number,
      number,
      number[],
      number,
      number,
    ];
    const sample = CountedSample.decode(distinct, limit);
    return { distinct: sample, texts, bytes, traits: [...traits], conversations, firstTurns };
  },
});
