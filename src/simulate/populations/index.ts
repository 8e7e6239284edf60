/** Innocent users of every kind that looks like a harvester somewhere. A test compares this list with the folder. */
import { agent } from './agent.js';
import { aggregator } from './aggregator.js';
import { app } from './app.js';
import { batch } from './batch.js';
import { campus } from './campus.js';
import { contentApp } from './content-app.js';
import { developer } from './developer.js';
import { evalHarness } from './eval-harness.js';
import { human } from './human.js';
import { launch } from './launch.js';
import { monitor } from './monitor.js';
import { rag } from './rag.js';
import { retryStorm } from './retry-storm.js';
import { saas } from './saas.js';
import { synthetic } from './synthetic.js';
import { team } from './team.js';
import type { PopulationName } from '../names.js';
import type { Population } from './population.js';

/** By the name of the class in the truth file. */
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
  launch,
  retry: retryStorm,
  saas,
  synthetic,
} as const satisfies Record<PopulationName, Population>;

export type { PopulationName };
