/**
 * Requests in order of time. Each account comes at least once as long as there are as many requests; the rest go to few
 * accounts in the main (a power law), in visits of several requests about a minute apart.
 */
import { Random } from '../../../dist/simulate/random.js';
import { accountBook } from './accounts.mjs';
import { draw } from './draw.mjs';
import { promptBook } from './prompts.mjs';
import { clock } from './time.mjs';

/** The n-th busiest account asks in proportion to n to the power of minus this. */
const skew = 0.8;
/** Mean number of requests in a visit beyond the first. */
const turns = { human: 3, developer: 6, service: 20, agent: 30, crew: 0 };
/** Share of requests that say again what the one before said. */
const repeated = 0.02;

const fates = draw({ 200: 985, 429: 6, 400: 3, 500: 3, 503: 2, 401: 1 });
const paths = draw({ '/v1/chat/completions': 95, '/v1/embeddings': 3, '/v1/completions': 2 });

/** @param {{ seed: number, days: number, requests: number, accounts: number }} options */
export function* traffic(options) {
  const { seed, requests, accounts, days } = options;
  const random = new Random(seed, 'traffic');
  const accountOf = accountBook(options);
  const timeOf = clock(days);
  const request = requestMaker(random, promptBook(seed));
  const newcomers = newcomerOrder(Math.min(accounts, requests), random);
  const visits = new Array(Math.max(4, Math.min(1 << 16, Math.ceil(requests / (days * 1440)))));
  for (let i = 0, met = 0; i < requests; i++) {
    const time = timeOf((i + random.next()) / requests);
    if (Math.floor(((i + 1) * newcomers.count) / requests) > met) {
      yield request(visit(random, accountOf(newcomers.at(met++))), time, i);
      continue;
    }
    const place = random.between(0, visits.length - 1);
    if (visits[place] === undefined || visits[place].left-- <= 0)
      visits[place] = visit(random, accountOf(busy(random, newcomers.count)));
    yield request(visits[place], time, i);
  }
}

/** Every account once, busy and quiet ones mixed: steps of a length that has no divisor in common with their number. */
function newcomerOrder(count, random) {
  let step = Math.max(1, Math.floor(count * (0.5 + random.next() / 4)));
  while (divisor(step, count) !== 1) step++;
  return { count, at: k => (k * step) % count };
}

function divisor(a, b) {
  return b === 0 ? a : divisor(b, a % b);
}

function busy(random, count) {
  const top = (count + 1) ** (1 - skew) - 1;
  return Math.min(count, Math.floor((random.next() * top + 1) ** (1 / (1 - skew)))) - 1;
}

function visit(random, who) {
  return {
    who,
    place: who.places.length === 1 ? who.places[0] : random.pick(who.places),
    key: who.secondKey !== undefined && random.chance(0.4) ? who.secondKey : who.key,
    session: who.chatty ? `s-${random.word(9)}` : null,
    left: Math.floor(random.exponential(turns[who.kind])),
    turn: 0,
    said: 0,
    prompt: '',
    /** What all lines of the visit have in common, see lines.mjs. */
    before: undefined,
    after: undefined,
  };
}

function requestMaker(random, promptOf) {
  return (talk, time, number) => {
    const { who, turn } = talk;
    if (turn === 0 || !random.chance(repeated)) talk.prompt = promptOf(random, who, turn);
    const status = fates(random.next());
    const outputTokens = status === '200' ? Math.max(1, Math.round(who.answer * random.exponential(1))) : 0;
    const inputTokens = 7 + talk.said + (talk.prompt.length >> 2);
    const cachedTokens = turn === 0 ? 0 : Math.round(talk.said * 0.9);
    const latency = Math.round(40 + random.exponential(260) + outputTokens * (7 + 4 * random.next()));
    talk.turn++;
    if (who.chatty) talk.said = Math.min(100_000, inputTokens + outputTokens);
    const { prompt } = talk;
    const path = paths(random.next());
    return { time, number, visit: talk, prompt, path, status, latency, inputTokens, cachedTokens, outputTokens };
  };
}
