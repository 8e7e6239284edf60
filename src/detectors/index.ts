/** The detectors that come with revenuer. A test compares this list with the folders. */
import templateConcentration from './content/template-concentration.js';
import neverRepeats from './content/never-repeats.js';
import loadLevelling from './coordination/load-levelling.js';
import sharedInfrastructure from './coordination/shared-infrastructure.js';
import sharedTemplate from './content/shared-template.js';
import type { Detector } from './detector.js';
import logitExtraction from './parameters/logit-extraction.js';
import regularGaps from './timing/regular-gaps.js';
import workerPool from './timing/worker-pool.js';
import outputHeavy from './volume/output-heavy.js';
import volumeOutlier from './volume/volume-outlier.js';

export const detectors: readonly Detector[] = [
  volumeOutlier,
  outputHeavy,
  regularGaps,
  workerPool,
  templateConcentration,
  sharedTemplate,
  neverRepeats,
  loadLevelling,
  sharedInfrastructure,
  logitExtraction,
];
