import { longAnswer, scriptSettings, type CampaignKind } from './kind.js';
import { wrap } from '../text/wrapper.js';

export const generation: CampaignKind = {
  name: 'generation',
  title: 'answers to a data set, in one wrapper, evenly spread over accounts: the hydra',
  doses: { accounts: 12, perDay: 40 },
  work({ random, wrappers, item }) {
    const worded = wrappers('answer');
    const settings = scriptSettings(random);
    return (index, wordingOf) => ({
      prompt: wrap(worded[wordingOf % worded.length] ?? { head: '', tail: '' }, item(index)),
      outputTokens: longAnswer(random),
      ...settings,
    });
  },
};
