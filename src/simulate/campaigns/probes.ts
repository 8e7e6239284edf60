import { ask } from '../caller.js';
import type { Random } from '../random.js';
import { minute, type SimulatedRequest } from '../request.js';
import type { Member } from './crew.js';

/** Trying the door before the work begins: a greeting, a wrong key, models that may exist, limits. */
export function* probes(random: Random, { caller, from }: Member, end: number): Generator<SimulatedRequest> {
  const ladder = [
    { prompt: 'hi', status: 401 },
    { prompt: 'hi', maxTokens: 5 },
    { prompt: 'test', model: 'atlas-4-ultra', status: 404 },
    { prompt: 'test', model: 'atlas-4', maxTokens: 5 },
    { prompt: 'test', model: 'atlas-3.5', maxTokens: 5 },
    { prompt: 'hello', maxTokens: 1_000_000, status: 400 },
    { prompt: 'hello', n: 128, status: 400 },
    { prompt: 'what model are you', maxTokens: 64 },
  ];
  let time = from + random.next() * 20 * minute;
  for (const step of ladder) {
    if (time >= end) return;
    yield ask(random, caller, { time: Math.round(time), stream: false, outputTokens: 5, ...step });
    time += random.logNormal(20_000, 0.7);
  }
}
