import type { Ask } from '../caller.js';
import type { Random } from '../random.js';
import type { Wrapper } from '../text/wrapper.js';
import type { World } from '../world.js';
import type { Doses } from './spec.js';

/** A kind of campaign: what it asks, and the doses it comes with. */
export interface CampaignKind {
  readonly name: string;
  /** What it is after, and what gives it away. */
  readonly title: string;
  readonly doses: Partial<Doses>;
  /** Sets up the work once; the result makes the fields of a request. */
  work(setting: Setting): Work;
}

export interface Setting {
  readonly world: World;
  readonly random: Random;
  /** Wordings of a wrapper for a duty, one for each that the accounts use. */
  wrappers(duty: 'answer' | 'recipe' | 'evolve' | 'reason' | 'grade'): readonly Wrapper[];
  /** Prompt number so and so of the data set. */
  item(index: number): string;
}

/** Fields of a request on the item of that number, worded in one of the wordings, in that turn of its conversation. */
export type Work = (item: number, wordingOf: number, turn: number) => Omit<Ask, 'time'>;

/** Length of an answer worth learning from. */
export function longAnswer(random: Random, median = 480): number {
  return Math.round(Math.min(4000, random.logNormal(median, 0.5)));
}

/** Settings of a script: chosen once, then the same in every request. */
export function scriptSettings(random: Random): Pick<Ask, 'temperature' | 'maxTokens' | 'stream' | 'model'> {
  return {
    model: random.pick(['atlas-4', 'atlas-4', 'atlas-3.5']),
    temperature: random.pick([null, 0, 0.7, 1]),
    maxTokens: random.pick([null, 1024, 2048, 4096]),
    stream: false,
  };
}
