import { account } from '../../src/testing/index.js';
import { runTable, tellable, town } from './town.js';

runTable('parameters', {
  'logit-extraction': {
    fires: [
      {
        name: 'one prompt, one token, three hundred biases',
        log: town.with(
          account('a', {
            requests: 300,
            prompt: 'The',
            logprobs: true,
            topLogprobs: 5,
            maxTokens: 1,
            outputTokens: 1,
            logitBias: i => ({ [String(i)]: 100 }),
          }),
        ),
        expect: {
          suspects: ['a'],
          bits: { atLeast: 10 },
          statement: /300 requests for token probabilities, 100 % for one/,
        },
      },
    ],
    quiet: [
      {
        name: 'a perplexity study: log-probabilities of three hundred texts',
        log: town.with(account('a', { requests: 300, logprobs: true, topLogprobs: 1 })),
        atMost: 2,
        because: 'many texts, whole answers, no sweep',
      },
    ],
    unevaluable: [
      { name: 'no such parameters', without: ['logprobs', 'topLogprobs', 'logitBias'], reason: /logprobs or/ },
    ],
  },
  'access-probing': {
    fires: [
      {
        name: 'two thirds unauthorised, over many models, saying hi',
        log: town.with(
          account('a', {
            requests: 60,
            status: i => (i % 3 === 0 ? 200 : 401),
            model: i => `m-${i % 9}`,
            prompt: 'hi',
          }),
        ),
        expect: { suspects: ['a'], bits: { atLeast: tellable }, statement: /over 9 models, with 60 empty checks/ },
      },
    ],
    quiet: [
      {
        name: 'a developer whose first requests fail',
        log: town.with(account('a', { requests: 60, status: i => (i < 4 ? 401 : 200) })),
        about: ['a'],
        because: 'then it works',
      },
    ],
    unevaluable: [{ name: 'no status', without: ['status'], reason: /status/ }],
  },
});
