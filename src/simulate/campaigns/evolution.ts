import { longAnswer, scriptSettings, type CampaignKind } from './kind.js';
import { wrap } from '../text/wrapper.js';

export const evolution: CampaignKind = {
  name: 'evolution',
  title: 'prompts made harder by a public recipe, then answered: two requests of one chain',
  doses: { accounts: 6, perDay: 60, turns: 2, stickiness: 2 },
  work({ random, wrappers, item }) {
    const [evolve, answered] = [wrappers('evolve'), wrappers('recipe')];
    const settings = scriptSettings(random);
    return (index, wordingOf, turn) => {
      const worded = turn === 0 ? evolve : answered;
      const text = turn === 0 ? item(index) : `${item(index)} ${item(index + 500_000)}`;
      const prompt = wrap(worded[wordingOf % worded.length] ?? { head: '', tail: '' }, text);
      return { prompt, ...settings, outputTokens: longAnswer(random, turn === 0 ? 120 : 550) };
    };
  },
};
