import { countTopics, topicSigns } from '../../requests/prompt-topic.js';
import { defineMeasure, type Encoded } from '../measure.js';

/** What an account's prompts are about, added up. */
export interface Topics {
  /** Requests with prompt text. */
  prompts: number;
  /** Of these, per sign of `promptTopic`, those in which it is positive. */
  positive: number[];
}

export const topics = defineMeasure({
  id: 'topics',
  per: 'account',
  columns: ['promptTopic'],
  description: '48 sums over the signs of hashed words: what the prompts have in common',
  bound: 8 * (topicSigns + 1),
  create: (): Topics => ({ prompts: 0, positive: new Array<number>(topicSigns).fill(0) }),
  observeRun(state, rows, from, to) {
    state.prompts += countTopics(state.positive, rows.promptTopic, from, to);
  },
  merge(into, from) {
    into.prompts += from.prompts;
    from.positive.forEach((n, i) => ((into.positive[i] as number) += n));
    return into;
  },
  encode: ({ prompts, positive }): Encoded => [prompts, positive],
  decode(encoded) {
    const [prompts, positive] = encoded as [number, number[]];
    return { prompts, positive: [...positive] };
  },
});
