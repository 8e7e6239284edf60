import { defineMeasure, type Encoded, type MeasureRow } from '../measure.js';
import { CountedSample } from '../sketches/counted-sample.js';
import { LabelledSample } from '../sketches/labelled-sample.js';

const limit = 32;

/** How an account asks: models, sampling parameters, log-probabilities. All counts of requests. */
export interface Parameters {
  requests: number;
  /** Combinations of model, temperature, max_tokens, n, stream, path. */
  combination: CountedSample;
  model: LabelledSample;
  path: LabelledSample;
  /** Requests that say whether they want log-probabilities, and that do. */
  logprobsKnown: number;
  logprobs: number;
  /** Requests for one token only. */
  oneToken: number;
  biased: number;
  /** Distinct sets of biased tokens. */
  biasSets: CountedSample;
  /** Requests for more than one completion. */
  multiple: number;
  /** Requests with a temperature, and with one above zero. */
  temperatures: number;
  warm: number;
}

const sums = [
  'requests',
  'logprobsKnown',
  'logprobs',
  'oneToken',
  'biased',
  'multiple',
  'temperatures',
  'warm',
] as const;

const columns = [
  'parameters',
  'model',
  'path',
  'logprobs',
  'topLogprobs',
  'maxTokens',
  'outputTokens',
  'logitBias',
  'logitBiasHash',
  'n',
  'temperature',
] as const;

export const parameters = defineMeasure({
  id: 'parameters',
  per: 'account',
  columns,
  description: 'models and sampling parameters, log-probabilities, logit biases (bottom-32 samples)',
  bound: 4 * 64 * limit,
  create: newParameters,
  observeRun,
  merge(into, from) {
    for (const name of sums) into[name] += from[name];
    into.combination.merge(from.combination);
    into.model.merge(from.model);
    into.path.merge(from.path);
    into.biasSets.merge(from.biasSets);
    return into;
  },
  encode: (state): Encoded => [
    sums.map(name => state[name]),
    state.combination.encode(),
    state.model.encode(),
    state.path.encode(),
    state.biasSets.encode(),
  ],
  decode(encoded) {
    const [values, combination, model, path, biasSets] = encoded as [number[], Encoded, Encoded, Encoded, Encoded];
    const state = newParameters();
    sums.forEach((name, i) => (state[name] = values[i] as number));
    state.combination = CountedSample.decode(combination, limit);
    state.model = LabelledSample.decode(model, limit);
    state.path = LabelledSample.decode(path, limit);
    state.biasSets = CountedSample.decode(biasSets, 2 * limit);
    return state;
  },
});

function observeRun(state: Parameters, rows: MeasureRow<(typeof columns)[number]>, from: number, to: number): void {
  state.requests += to - from;
  state.combination.addRun(rows.parameters, from, to);
  state.model.addRun(rows.dictionaries.model, rows.model, from, to);
  state.path.addRun(rows.dictionaries.path, rows.path, from, to);
  for (let row = from; row < to; row++) {
    const wanted = rows.logprobs[row] as number;
    const top = rows.topLogprobs[row] as number;
    if (wanted !== 0 || top >= 0) state.logprobsKnown++;
    if (wanted === 2 || top > 0) state.logprobs++;
    if (rows.maxTokens[row] === 1) state.oneToken++;
    if ((rows.n[row] as number) > 1) state.multiple++;
    const temperature = rows.temperature[row] as number;
    if (temperature >= 0) state.temperatures++;
    if (temperature > 0) state.warm++;
    if ((rows.logitBias[row] as number) > 0) {
      state.biased++;
      const set = rows.logitBiasHash[row] as number;
      if (set !== 0) state.biasSets.add(set);
    }
  }
}

function newParameters(): Parameters {
  return {
    requests: 0,
    combination: new CountedSample(limit),
    model: new LabelledSample(limit),
    path: new LabelledSample(limit),
    logprobsKnown: 0,
    logprobs: 0,
    oneToken: 0,
    biased: 0,
    biasSets: new CountedSample(2 * limit),
    multiple: 0,
    temperatures: 0,
    warm: 0,
  };
}
