/** Campaigns by kind. A test compares this list with the folder. */
import { accessProbing } from './access-probing.js';
import { banReplacement } from './ban-replacement.js';
import { bestOfN } from './best-of-n.js';
import { conversationHop } from './conversation-hop.js';
import { evolution } from './evolution.js';
import { generation } from './generation.js';
import { grading } from './grading.js';
import { handOver } from './hand-over.js';
import type { CampaignKind } from './kind.js';
import { logits } from './logits.js';
import { lowAndSlow } from './low-and-slow.js';
import { reasoning } from './reasoning.js';
import { releasePivot } from './release-pivot.js';
import { reseller } from './reseller.js';
import { sweep } from './sweep.js';

const all: readonly CampaignKind[] = [
  generation,
  lowAndSlow,
  grading,
  reasoning,
  reseller,
  evolution,
  logits,
  sweep,
  bestOfN,
  handOver,
  conversationHop,
  banReplacement,
  releasePivot,
  accessProbing,
];

export const campaignKinds: ReadonlyMap<string, CampaignKind> = new Map(all.map(kind => [kind.name, kind]));
