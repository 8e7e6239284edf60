/** Mixtures of innocent users. */
import type { PopulationName } from './populations/index.js';

export type Mix = Readonly<Partial<Record<PopulationName, number>>>;

/** Everybody, about 260 accounts: enough for tails to mean something. */
export const smallMix: Mix = {
  human: 140,
  developer: 32,
  agent: 10,
  app: 5,
  contentapp: 4,
  batch: 2,
  eval: 3,
  rag: 2,
  monitor: 2,
  campus: 16,
  team: 6,
  aggregator: 1,
  launch: 8,
  retry: 2,
  saas: 14,
  synthetic: 1,
};

/** Everybody, in the shares and numbers of a middling provider: about 2,000 accounts. */
export const largeMix: Mix = {
  human: 1300,
  developer: 240,
  agent: 110,
  app: 50,
  contentapp: 24,
  batch: 12,
  eval: 10,
  rag: 15,
  monitor: 10,
  campus: 80,
  team: 16,
  aggregator: 3,
  launch: 60,
  retry: 8,
  saas: 60,
  synthetic: 2,
};
