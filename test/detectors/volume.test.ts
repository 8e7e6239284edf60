import { account, accounts } from '../../src/testing/index.js';
import { names, runTable, tellable, town } from './town.js';

runTable('volume', {
  'volume-outlier': {
    fires: [
      {
        name: 'three hundred long answers',
        log: town.with(account('a', { requests: 300, outputTokens: 3000 })),
        expect: { suspects: ['a'], bits: { atLeast: 1.5 }, statement: /output tokens a day/ },
      },
    ],
    quiet: [
      {
        name: 'a coding agent: as many requests, short answers',
        log: town.with(account('a', { requests: 300, inputTokens: 9000, outputTokens: 20 })),
        about: ['a'],
        because: 'volume is what is collected, not what is asked',
      },
    ],
  },
  'quota-hugging': {
    fires: [
      {
        name: 'one request a minute for eight hours',
        log: town.with(account('a', { requests: 480, every: 60_000 })),
        expect: { suspects: ['a'], bits: { atLeast: 1.5 } },
      },
    ],
    quiet: [
      {
        name: 'as many requests in sittings of different lengths',
        log: town.with(account('a', { requests: 480 })),
        about: ['a'],
        because: 'its busiest ten minutes are an exception',
      },
    ],
  },
  'output-heavy': {
    fires: [
      {
        name: 'fifty tokens out for each one in',
        log: town.with(account('a', { requests: 60, inputTokens: 60, outputTokens: 3000 })),
        expect: { suspects: ['a'], bits: { atLeast: tellable }, statement: /tokens out for each one in/ },
      },
      {
        name: 'bytes stand in where the log has no tokens',
        log: town
          .with(account('a', { requests: 60, bytesIn: 300, bytesOut: 90_000 }))
          .with(accounts(names('sized', 20), { requests: 40, bytesIn: 5000, bytesOut: 9000 }))
          .without('inputTokens', 'outputTokens'),
        expect: { suspects: ['a'], statement: /bytes out/ },
      },
    ],
    quiet: [
      {
        name: 'a retrieval back end: long in, short out',
        log: town.with(account('a', { requests: 60, inputTokens: 6000, outputTokens: 200 })),
        about: ['a'],
      },
    ],
    unevaluable: [{ name: 'neither tokens nor bytes', without: ['outputTokens', 'bytesOut'], reason: /outputTokens/ }],
  },
  'single-shot': {
    fires: [
      {
        name: 'a session for every request',
        log: town.with(account('a', { requests: 80, session: i => `a-${i}` })),
        expect: { suspects: ['a'], bits: { atLeast: 1.4 } },
      },
      {
        name: 'first turns only, where the log carries messages',
        log: town
          .with(account('a', { requests: 80, prompt: i => [{ role: 'user', content: `a question about ${i}` }] }))
          .with(
            accounts(names('chat', 12), {
              requests: 60,
              prompt: (i, usual) => [
                { role: 'user', content: usual.prompt },
                ...(i % 3 === 0
                  ? []
                  : [
                      { role: 'assistant', content: 'yes' },
                      { role: 'user', content: `and more on ${String(usual.prompt)}` },
                    ]),
              ],
            }),
          )
          .without('session'),
        expect: { suspects: ['a'] },
      },
    ],
    quiet: [
      {
        name: 'a person who asks again',
        log: town.with(account('a', { requests: 80, session: i => `a-${Math.floor(i / 3)}` })),
        about: ['a'],
      },
    ],
    unevaluable: [{ name: 'no sessions and no messages', without: ['session', 'prompt'], reason: /turns or session/ }],
  },
});
