import { generation } from './generation.js';
import type { CampaignKind } from './kind.js';

export const lowAndSlow: CampaignKind = {
  ...generation,
  name: 'low-and-slow',
  title: 'the hydra at 25 requests an account and day, each at home, each worded in its own way',
  doses: { accounts: 40, perDay: 25, proxies: 0, wordings: 40, unevenness: 0.3, sleep: 6 },
};
