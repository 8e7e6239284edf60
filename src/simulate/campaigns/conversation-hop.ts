import { longAnswer, scriptSettings, type CampaignKind } from './kind.js';
import { answer } from '../text/chat.js';
import { toolOutput } from '../text/code.js';

export const conversationHop: CampaignKind = {
  name: 'conversation-hop',
  title: 'long agent conversations whose turns are sent through a different account each',
  doses: { accounts: 10, perDay: 60, turns: 6, proxies: 2 },
  work({ random, item }) {
    const settings = { ...scriptSettings(random), system: `You are an agent. ${answer(random)}` };
    return (index, _wording, turn) => ({
      prompt: turn === 0 ? item(index) : `<tool_result id="${random.word(6)}">\n${toolOutput(random)}\n</tool_result>`,
      outputTokens: longAnswer(random, 250),
      ...settings,
    });
  },
};
