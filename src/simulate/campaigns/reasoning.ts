import { longAnswer, scriptSettings, type CampaignKind } from './kind.js';
import { wrap } from '../text/wrapper.js';

export const reasoning: CampaignKind = {
  name: 'reasoning',
  title: 'reasoning traces: the model is made to write out how it thinks',
  doses: { accounts: 8, perDay: 40 },
  work({ random, wrappers, item }) {
    const worded = wrappers('reason');
    const settings = scriptSettings(random);
    return (index, wordingOf) => ({
      prompt: wrap(worded[wordingOf % worded.length] ?? { head: '', tail: '' }, item(index)),
      ...settings,
      maxTokens: 8192,
      outputTokens: longAnswer(random, 900),
    });
  },
};
