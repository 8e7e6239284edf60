/** The detectors that come with revenuer, by family. A test compares this list with the folders. */
import bestOfN from './content/best-of-n.js';
import knownRecipe from './content/known-recipe.js';
import neverRepeats from './content/never-repeats.js';
import plantedCanary from './content/planted-canary.js';
import preferenceGrading from './content/preference-grading.js';
import shardComplementarity from './content/shard-complementarity.js';
import safeRewrite from './content/safe-rewrite.js';
import sharedTemplate from './content/shared-template.js';
import templateConcentration from './content/template-concentration.js';
import topicShift from './content/topic-shift.js';
import traceElicitation from './content/trace-elicitation.js';
import conversationHop from './coordination/conversation-hop.js';
import commonHours from './timing/common-hours.js';
import copiedPrompts from './coordination/copied-prompts.js';
import loadLevelling from './coordination/load-levelling.js';
import refusalHandOver from './coordination/refusal-hand-over.js';
import sharedInfrastructure from './coordination/shared-infrastructure.js';
import synchrony from './coordination/synchrony.js';
import sharedClient from './identity/shared-client.js';
import type { Detector } from './detector.js';
import accountSuccession from './identity/account-succession.js';
import addressFanOut from './identity/address-fan-out.js';
import clientIncoherence from './identity/client-incoherence.js';
import sessionReuse from './identity/session-reuse.js';
import accessProbing from './parameters/access-probing.js';
import logitExtraction from './parameters/logit-extraction.js';
import circadianFlat from './timing/circadian-flat.js';
import periodic from './timing/periodic.js';
import regularGaps from './timing/regular-gaps.js';
import releasePivot from './timing/release-pivot.js';
import workerPool from './timing/worker-pool.js';
import outputHeavy from './volume/output-heavy.js';
import quotaHugging from './volume/quota-hugging.js';
import singleShot from './volume/single-shot.js';
import volumeOutlier from './volume/volume-outlier.js';

export const detectors: readonly Detector[] = [
  volumeOutlier,
  quotaHugging,
  outputHeavy,
  singleShot,
  circadianFlat,
  regularGaps,
  periodic,
  workerPool,
  releasePivot,
  templateConcentration,
  sharedTemplate,
  neverRepeats,
  knownRecipe,
  traceElicitation,
  preferenceGrading,
  bestOfN,
  shardComplementarity,
  topicShift,
  safeRewrite,
  plantedCanary,
  synchrony,
  loadLevelling,
  refusalHandOver,
  conversationHop,
  copiedPrompts,
  commonHours,
  sharedInfrastructure,
  addressFanOut,
  clientIncoherence,
  sessionReuse,
  accountSuccession,
  sharedClient,
  logitExtraction,
  accessProbing,
];
