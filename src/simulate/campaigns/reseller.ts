import { reasoning } from './reasoning.js';
import type { CampaignKind } from './kind.js';

export const reseller: CampaignKind = {
  ...reasoning,
  name: 'reseller',
  title: 'reasoning traces hidden in the ordinary traffic of a reseller’s customers',
  doses: { accounts: 8, perDay: 20, share: 0.35, unevenness: 0.2 },
};
