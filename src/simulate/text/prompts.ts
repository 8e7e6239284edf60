/** Where prompts come from: the grammar, or lists that the caller brings. */
import { chat } from './chat.js';
import { payload, type PayloadChoice } from './payload.js';
import { Random } from '../random.js';
import { subjects } from './subjects.js';

/** Prompts to use instead of the built-in ones, such as real questions. */
export interface GivenPrompts {
  readonly benign?: readonly string[];
  readonly harvest?: readonly string[];
}

export interface PromptSource {
  /** A task of an innocent user. */
  task(random: Random, choice?: PayloadChoice): string;
  /** One turn of a chat, counted from 0. */
  turn(random: Random, turn: number, choice?: PayloadChoice): string;
  /** A collection of prompts to be worked off: the same item for the same index. */
  dataset(seed: number, name: string, sorted: boolean): (index: number) => string;
}

export function promptSource({ benign = [], harvest = [] }: GivenPrompts = {}): PromptSource {
  const task = (random: Random, choice: PayloadChoice = {}) =>
    benign.length > 0 ? random.pick(benign) : payload(random, choice);
  return {
    task,
    turn: (random, turn, choice = {}) =>
      benign.length > 0 && (turn === 0 || random.chance(0.5)) ? task(random) : chat(random, turn, choice),
    dataset(seed, name, sorted) {
      if (harvest.length > 0) return index => harvest[index % harvest.length] as string;
      return index => {
        const random = new Random(seed, `${name}/${index}`);
        if (!sorted) return payload(random);
        return payload(random, { subject: subjects[Math.floor(index / 40) % subjects.length] as (typeof subjects)[0] });
      };
    },
  };
}
