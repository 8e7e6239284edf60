import { scriptSettings, type CampaignKind } from './kind.js';
import { answer } from '../text/chat.js';

export const grading: CampaignKind = {
  name: 'grading',
  title: 'preferences for a reward model: a question and two answers, a rubric, a short verdict',
  doses: { accounts: 10, perDay: 40 },
  work({ random, wrappers, item }) {
    const worded = wrappers('grade');
    const settings = { ...scriptSettings(random), temperature: 0 };
    return (index, wordingOf) => {
      const { head, tail } = worded[wordingOf % worded.length] ?? { head: '', tail: '' };
      const pair = `[Question] ${item(index)} [Answer A] ${answer(random)} ${answer(random)} [Answer B] ${answer(random)}`;
      return { prompt: `${head}${pair}${tail}`, outputTokens: random.between(8, 80), ...settings };
    };
  },
};
