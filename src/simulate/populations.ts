/**
 * Innocent users of every kind that looks like a harvester somewhere (indicators, sections 3 and 7). Volumes are
 * log-normal, since real clients’ are.
 */
import { agent, campus, developer, human, team } from './people.js';
import { aggregator, app, batch, contentApp, evalHarness, monitor, rag } from './services.js';

export const populations = {
  human,
  developer,
  agent,
  app,
  contentapp: contentApp,
  batch,
  eval: evalHarness,
  rag,
  monitor,
  campus,
  team,
  aggregator,
} as const;

export type PopulationName = keyof typeof populations;
