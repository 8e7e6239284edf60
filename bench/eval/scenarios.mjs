/** The logs that are evaluated, as data: who is innocent, which campaigns run, in how many seeds. */
import { largeMix } from '../../dist/simulate/index.js';

const day = 86_400_000;
const monday = Date.UTC(2026, 4, 4);
const thursday = Date.UTC(2026, 8, 17);

const times = (mix, factor) =>
  Object.fromEntries(Object.entries(mix).map(([name, count]) => [name, Math.max(1, Math.round(factor * count))]));

/** Three providers: everybody, mostly people at a keyboard, mostly programs; about 850 accounts, and a quarter of it. */
const everybody = times(largeMix, 0.45);
const chatPage = { ...everybody, human: 740, developer: 45, agent: 13, app: 6, batch: 1, rag: 2, saas: 12, launch: 60 };
const programs = { ...everybody, human: 240, developer: 260, agent: 90, app: 45, contentapp: 30, eval: 12, rag: 12 };
const providers = [everybody, chatPage, programs];
const small = providers.map(mix => times(mix, 0.25));

/** Campaigns run together in one log, so that each also has the others for a background. */
const development = {
  nobody: [],
  hydras: [
    { name: 'generation', kind: 'generation', accounts: 12, perDay: 40 },
    { name: 'low-and-slow', kind: 'low-and-slow', accounts: 60, perDay: 10, wordings: 60 },
  ],
  mixed: [
    { name: 'reseller', kind: 'reseller', accounts: 8, perDay: 20, share: 0.35 },
    { name: 'logits', kind: 'logits', accounts: 1, perDay: 240 },
    { name: 'sweep', kind: 'sweep', perDay: 500 },
  ],
  teachers: [
    { name: 'grading', kind: 'grading', accounts: 10, perDay: 30 },
    { name: 'reasoning', kind: 'reasoning', accounts: 6, perDay: 40, rotating: true },
    { name: 'best-of-n', kind: 'best-of-n', accounts: 8, perDay: 40, disguise: true },
  ],
  pools: [
    { name: 'hand-over', kind: 'hand-over', accounts: 6, perDay: 50 },
    { name: 'conversation-hop', kind: 'conversation-hop', accounts: 6, perDay: 30 },
    { name: 'ban-replacement', kind: 'ban-replacement', accounts: 6, perDay: 40, lifetime: 0.7 },
  ],
  movers: [
    { name: 'release-pivot', kind: 'release-pivot', accounts: 6, perDay: 30 },
    { name: 'access-probing', kind: 'access-probing', accounts: 4, perDay: 80 },
    { name: 'evolution', kind: 'evolution', accounts: 6, perDay: 50 },
    { name: 'spread-logits', kind: 'logits', accounts: 8, perDay: 40, proxies: 0 },
  ],
};

/** Campaigns that take care: loads uneven, hours like people's, no exit in common, several wordings, other customers. */
const careful = {
  nobody: [],
  hydras: [
    { name: 'uneven', kind: 'generation', accounts: 20, perDay: 30, unevenness: 0.7, proxies: 0, sleep: 8 },
    { name: 'hundreds', kind: 'low-and-slow', accounts: 200, perDay: 5, wordings: 20, unevenness: 0.5, sleep: 7 },
    { name: 'five', kind: 'generation', accounts: 5, perDay: 60, proxies: 0, unevenness: 0.4 },
  ],
  mixed: [
    { name: 'thin-reseller', kind: 'reseller', accounts: 12, perDay: 12, share: 0.25, wordings: 3, proxies: 0 },
    { name: 'two-logits', kind: 'logits', accounts: 3, perDay: 90, jitter: 1, proxies: 0 },
    { name: 'slow-sweep', kind: 'sweep', perDay: 120, jitter: 1.5, sleep: 8, order: 'random' },
  ],
  teachers: [
    { name: 'graders', kind: 'grading', accounts: 8, perDay: 25, proxies: 0, wordings: 4, unevenness: 0.5 },
    { name: 'reasoners', kind: 'reasoning', accounts: 12, perDay: 20, proxies: 5, stickiness: 8, disguise: true },
    { name: 'copies', kind: 'best-of-n', accounts: 12, perDay: 25, copies: 3, wordings: 12, unevenness: 0.4 },
  ],
  pools: [
    { name: 'pool', kind: 'hand-over', accounts: 8, perDay: 30, refusals: 0.05, unevenness: 0.6 },
    { name: 'hoppers', kind: 'conversation-hop', accounts: 10, perDay: 20, turns: 4, proxies: 0 },
    { name: 'successors', kind: 'ban-replacement', accounts: 5, perDay: 45, lifetime: 0.8, proxies: 0, wordings: 2 },
  ],
  movers: [
    { name: 'pivot', kind: 'release-pivot', accounts: 12, perDay: 20, share: 0.5, proxies: 0, wordings: 2 },
    { name: 'probers', kind: 'access-probing', accounts: 6, perDay: 50, proxies: 0, unevenness: 0.3 },
    { name: 'evolvers', kind: 'evolution', accounts: 8, perDay: 40, stickiness: 10, wordings: 4, proxies: 0 },
    { name: 'many-logits', kind: 'logits', accounts: 15, perDay: 16, proxies: 0, unevenness: 0.5 },
  ],
};

/** Other doses throughout: campaigns that keep fewer habits. */
const unseen = {
  nobody: [],
  hydras: [
    { name: 'generation', kind: 'generation', accounts: 25, perDay: 18, stickiness: 12, proxies: 0, unevenness: 0.3 },
    { name: 'low-and-slow', kind: 'low-and-slow', accounts: 120, perDay: 6, wordings: 40, order: 'shards' },
  ],
  mixed: [
    { name: 'reseller', kind: 'reseller', accounts: 16, perDay: 9, share: 0.2, wordings: 4, rotating: true },
    { name: 'logits', kind: 'logits', accounts: 2, perDay: 90, jitter: 1.5 },
    { name: 'sweep', kind: 'sweep', perDay: 300, jitter: 2, sleep: 9, order: 'random' },
  ],
  teachers: [
    { name: 'grading', kind: 'grading', accounts: 5, perDay: 55, proxies: 0, wordings: 5, unevenness: 0.6 },
    { name: 'reasoning', kind: 'reasoning', accounts: 14, perDay: 15, proxies: 7, stickiness: 5 },
    { name: 'best-of-n', kind: 'best-of-n', accounts: 5, perDay: 60, copies: 8, wordings: 5 },
  ],
  pools: [
    { name: 'hand-over', kind: 'hand-over', accounts: 12, perDay: 25, refusals: 0.04, unevenness: 0.8 },
    { name: 'conversation-hop', kind: 'conversation-hop', accounts: 9, perDay: 24, turns: 3, proxies: 0, wordings: 9 },
    { name: 'ban-replacement', kind: 'ban-replacement', accounts: 3, perDay: 90, lifetime: 0.35, proxies: 0 },
  ],
  movers: [
    { name: 'release-pivot', kind: 'release-pivot', accounts: 10, perDay: 16, share: 0.6, wordings: 3 },
    { name: 'access-probing', kind: 'access-probing', accounts: 8, perDay: 35, proxies: 0, unevenness: 0.5 },
    { name: 'evolution', kind: 'evolution', accounts: 3, perDay: 110, stickiness: 20, jitter: 3 },
    { name: 'spread-logits', kind: 'logits', accounts: 20, perDay: 12, proxies: 0, share: 0.5 },
  ],
};

const plans = {
  quick: { campaigns: development, seeds: [1, 2], days: 3, start: monday, intensity: 0.4 },
  careful: { campaigns: careful, seeds: [31, 32], days: 3, start: monday + 9 * day, intensity: 0.4 },
  full: {
    campaigns: development,
    seeds: [1, 2, 3, 4, 5, 6, 7, 8],
    days: 3,
    start: monday,
    intensity: 0.5,
    otherSizes: true,
  },
  holdout: { campaigns: unseen, seeds: [1001, 1002, 1003], days: 2, start: thursday, intensity: 0.6 },
};

/** Where a folder of real prompts is given, every other log is made of them. */
const takesReal = (round, index) => (round + index) % 2 === 1;

/**
 * Every set of campaigns in every seed; the provider changes from log to log and no two logs share an account.
 * @param {'quick' | 'careful' | 'full' | 'holdout'} plan
 */
export function scenarios(plan, prompts) {
  const { campaigns, seeds, days, start, intensity, otherSizes } = plans[plan];
  return seeds.flatMap((seed, round) =>
    Object.entries(campaigns).map(([name, specs], index) => ({
      name,
      seed,
      simulation: {
        seed: seed * 1000 + index,
        days,
        start,
        intensity,
        populations:
          otherSizes && round % 4 === 3
            ? largeMix
            : (otherSizes && round % 4 === 1 ? small : providers)[(round + index) % providers.length],
        campaigns: specs,
        ...(prompts !== undefined && takesReal(round, index) ? { prompts } : {}),
      },
    })),
  );
}
