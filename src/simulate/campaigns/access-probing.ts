import { sweep } from './sweep.js';
import type { CampaignKind } from './kind.js';

export const accessProbing: CampaignKind = {
  ...sweep,
  name: 'access-probing',
  title: 'new accounts that try models and limits first, then ask in bulk',
  doses: { accounts: 5, perDay: 90, probing: true, proxies: 2, order: 'shards', jitter: 1.5 },
};
