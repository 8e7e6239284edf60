import { account, type AccountGiven } from '../../src/testing/index.js';
import { runTable, tellable, town } from './town.js';

/** One token at a time, to five prompts over and over. */
const prober: AccountGiven = {
  requests: 300,
  prompt: i => `The capital of ${i % 5} is`,
  maxTokens: 1,
  outputTokens: 1,
};
/** A log that does not know log-probabilities. */
const unsaid = (given: AccountGiven) => town.with(account('a', given)).without('logprobs');

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
      {
        name: 'one token at a time to five prompts, where the log does not say what was asked for',
        log: unsaid(prober),
        expect: {
          suspects: ['a'],
          bits: { atLeast: 5, atMost: 8 },
          statement: /300 answers of one token to 5 prompts, each sent 60 times; the log does not say/,
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
      {
        name: 'a monitor that wants one token every ten minutes',
        log: unsaid({ ...prober, prompt: 'ping', every: 600_000 }),
        about: ['a'],
        because: 'one prompt on a clock',
      },
      {
        name: 'a classifier that answers in one token',
        log: unsaid({ ...prober, prompt: null, promptHash: i => `text-${i}` }),
        about: ['a'],
        because: 'many texts, none again',
      },
      {
        name: 'a classifier that is given some texts twice',
        log: unsaid({ ...prober, prompt: i => `Is this a complaint, yes or no? Letter ${Math.floor(i / 2)}.` }),
        about: ['a'],
        because: 'a hundred and fifty texts',
      },
      {
        name: 'a benchmark of five questions, one of four answered in a word',
        log: unsaid({ ...prober, outputTokens: i => (i % 4 === 0 ? 1 : 100 + i), maxTokens: 1024 }),
        about: ['a'],
        because: 'most answers are whole',
      },
      {
        name: 'the customer of a log that says nobody asked for probabilities',
        log: town.with(account('a', prober)),
        about: ['a'],
        because: 'it would say so',
      },
    ],
    unevaluable: [
      {
        name: 'no parameters, and no answers',
        without: ['logprobs', 'topLogprobs', 'logitBias', 'maxTokens', 'outputTokens'],
        reason: /logprobs or/,
      },
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
