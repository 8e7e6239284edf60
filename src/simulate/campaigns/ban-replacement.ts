import { generation } from './generation.js';
import type { CampaignKind } from './kind.js';

export const banReplacement: CampaignKind = {
  ...generation,
  name: 'ban-replacement',
  title: 'accounts that are banned after some days and replaced at once by new ones with the same work',
  doses: { accounts: 8, perDay: 60, lifetime: 1.5, proxies: 0, order: 'shards' },
};
