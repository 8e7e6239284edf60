import { generation } from './generation.js';
import type { CampaignKind } from './kind.js';

export const handOver: CampaignKind = {
  ...generation,
  name: 'hand-over',
  title: 'what one account is refused the next one asks within seconds; nothing else in common',
  doses: { accounts: 6, perDay: 50, refusals: 0.1, proxies: 0, wordings: 6, unevenness: 0.5 },
};
