import { reasoning } from './reasoning.js';
import type { CampaignKind } from './kind.js';

export const releasePivot: CampaignKind = {
  ...reasoning,
  name: 'release-pivot',
  title: 'a harvest that turns to a new model within a day of its release, with the template unchanged',
  doses: { accounts: 10, perDay: 50, pivot: true, unevenness: 0.2 },
};
