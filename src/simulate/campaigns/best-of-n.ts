import { generation } from './generation.js';
import type { CampaignKind, Setting } from './kind.js';

export const bestOfN: CampaignKind = {
  ...generation,
  name: 'best-of-n',
  title: 'every prompt several times at temperature 1, the copies spread over accounts',
  doses: { accounts: 8, perDay: 40, copies: 4, proxies: 0 },
  work(setting: Setting) {
    const work = generation.work(setting);
    return (item, wordingOf, turn) => ({ ...work(item, wordingOf, turn), temperature: 1 });
  },
};
