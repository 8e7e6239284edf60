import { longAnswer, scriptSettings, type CampaignKind } from './kind.js';

export const sweep: CampaignKind = {
  name: 'sweep',
  title: 'one loud account that asks bare questions in a row: nothing to link, everything in the open',
  doses: { accounts: 1, perDay: 600, jitter: 0.5, proxies: 1, order: 'sorted' },
  work({ random, item }) {
    const settings = scriptSettings(random);
    return index => ({ prompt: item(index), outputTokens: longAnswer(random), ...settings });
  },
};
