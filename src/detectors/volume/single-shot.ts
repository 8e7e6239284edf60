import { clients, type Clients } from '../../measures/catalogue/clients.js';
import { prompts, type Prompts } from '../../measures/catalogue/prompts.js';
import { bitsOf, defineDetector } from '../detector.js';
import { extraction } from '../techniques.js';

export default defineDetector({
  meta: {
    id: 'single-shot',
    code: 'V4',
    title: 'Never a second question',
    family: 'volume',
    question: 'Is nearly every request the first and last of its conversation?',
    method:
      'Share of requests that start a conversation (first turns where the log carries messages, else distinct sessions per request with a session), as an upper-tail probability.',
    lookalikes: ['batch jobs, evaluation and retrieval are single-shot too: on its own it says little'],
    evasion: 'Add a fake second turn: follow-ups are then identical, which templates show.',
    references: ['indicators: V4'],
    techniques: [...extraction],
    capBits: 1.5,
  },
  needs: { clients, prompts },
  requires: [['turns', 'session']],
  options: { leastRequests: { default: 50, unit: 'requests', why: 'short visits are single questions anyway' } },
  leastRequests: ({ leastRequests }) => leastRequests,
  features: { single: ({ clients, prompts }, { leastRequests }) => single(clients, prompts, leastRequests) },
  assess(_values, { population, feature }) {
    const share = feature('single');
    if (share === undefined || share < 0.9) return undefined;
    const p = population.tail('single', share);
    const bits = bitsOf(p);
    if (bits <= 0) return undefined;
    return {
      bits,
      statement: `${(100 * share).toFixed(0)} % of its requests are single questions without a follow-up`,
      measured: { share: Math.round(1000 * share) / 1000 },
      expected: { median: Math.round(1000 * population.quantile('single', 0.5)) / 1000, tail: p },
    };
  },
});

function single({ sessions }: Clients, { conversations, firstTurns }: Prompts, least: number): number | undefined {
  if (conversations >= least) return firstTurns / conversations;
  return sessions.total >= least ? Math.min(1, sessions.distinct() / sessions.total) : undefined;
}
