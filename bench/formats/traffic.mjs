/** The traffic that is written in every format: two campaigns among a few hundred accounts of all kinds, for three days. */
import { simulate, smallMix } from '../../dist/simulate/index.js';
import { numbered } from './request.mjs';

const campaigns = [
  { name: 'generation', kind: 'generation', accounts: 30, perDay: 40 },
  { name: 'grading', kind: 'grading', accounts: 10, perDay: 40 },
];

/** @returns requests in order of time, and the accounts that sent any, with who harvests */
export function traffic(seed) {
  const options = { seed, days: 3, start: Date.UTC(2026, 10, 16), intensity: 0.5, populations: smallMix, campaigns };
  const { requests, active } = simulate(options);
  const sent = [...requests].map(numbered);
  return { sent, truth: active() };
}
