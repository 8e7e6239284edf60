import type { CampaignKind } from './kind.js';

export const logits: CampaignKind = {
  name: 'logits',
  title: 'a model’s last layer: one prompt, one token, log-probabilities under changing biases',
  doses: { accounts: 1, perDay: 300, jitter: 0.4, proxies: 1 },
  work({ random, item }) {
    const stem = item(0).slice(0, 60);
    let token = random.between(0, 1000);
    return () => ({
      prompt: stem,
      outputTokens: 1,
      maxTokens: 1,
      logprobs: 20,
      logitBias: Array.from({ length: 8 }, () => (token += random.between(1, 3))),
      temperature: 0,
      path: '/v1/completions',
      stream: false,
      model: 'atlas-3.5',
    });
  },
};
