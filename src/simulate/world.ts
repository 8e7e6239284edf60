/** What everybody in a simulation has in common: the period, the models on offer, where prompts come from. */
import type { Random } from './random.js';
import { day } from './request.js';
import type { PromptSource } from './text/prompts.js';

export interface World {
  readonly seed: number;
  /** ms since the epoch, a midnight UTC. */
  readonly start: number;
  readonly days: number;
  /** Start of the first moment that is not simulated any more. */
  readonly end: number;
  /** When the newest model comes out; Infinity when it does not. */
  readonly release: number;
  /** Factor on the volume of innocent programs; people at a keyboard stay as they are. */
  readonly intensity: number;
  readonly prompts: PromptSource;
}

export const newestModel = 'atlas-5';
const models = [
  [5, 'atlas-4'],
  [4, 'atlas-4-mini'],
  [2, 'atlas-3.5'],
] as const;

/** The model somebody without a reason of their own uses; after a release ever more of them the new one. */
export function usualModel(random: Random, { release }: World, time: number): string {
  const since = (time - release) / day;
  if (since > 0 && random.chance(0.35 * (1 - Math.exp(-since / 3)))) return newestModel;
  return random.weighted(models);
}
