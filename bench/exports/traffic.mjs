/** What the tables hold: some five thousand requests, one campaign in them, and prompts that are hard to set in a cell. */
import { simulate, smallMix } from '../../dist/simulate/index.js';
import { numbered } from '../formats/request.mjs';

const campaigns = [{ name: 'generation', kind: 'generation', accounts: 24, perDay: 40 }];
/** Every so many-th prompt ends with one of these. */
const every = 41;
const awkward = [
  'a\ttab',
  'two\nlines',
  String.raw`C:\new\table and \"quotes\"`,
  `it's | a 'bar', with commas`,
  '"quoted", \u{1F9EA} "twice""',
  '-----+----\n(3 rows)',
  String.raw`\N`,
  '\\.\nafter the end',
];

/** @returns requests in order of time, and the accounts that sent any, with who harvests */
export function traffic(seed) {
  const options = { seed, days: 1, start: Date.UTC(2026, 10, 16), intensity: 0.4, populations: smallMix, campaigns };
  const { requests, active } = simulate(options);
  const sent = [...requests].map(numbered).map(harder);
  return { sent, truth: active() };
}

function harder(request) {
  if (request.number % every !== 0) return request;
  const text = awkward[(request.number / every) % awkward.length];
  return { ...request, prompt: `${request.prompt} ${text}` };
}
