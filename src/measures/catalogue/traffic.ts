import { defineMeasure, type Encoded, type MeasureRow } from '../measure.js';

/** Totals of one account: requests by outcome, tokens, and the shape of its answers. All integers. */
export interface Traffic {
  requests: number;
  /** Requests with a status, and of these by outcome. */
  statuses: number;
  ok: number;
  /** 429, 529 and 403: the answers that make a pool move on. */
  throttled: number;
  unauthorized: number;
  invalid: number;
  failed: number;
  /** Requests that carry token counts, and their sums. */
  counted: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  /** Answers that used up max_tokens. */
  maxedOut: number;
  bytesIn: number;
  bytesOut: number;
  /** Requests with both byte counts. */
  sized: number;
  /** ms; Infinity and -Infinity while empty. */
  first: number;
  last: number;
  /** Answers by floor(2 log2(output tokens + 1)): half-octaves, 40 bins. */
  answerLengths: number[];
}

const sums = [
  'requests',
  'statuses',
  'ok',
  'throttled',
  'unauthorized',
  'invalid',
  'failed',
  'counted',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'reasoningTokens',
  'maxedOut',
  'bytesIn',
  'bytesOut',
  'sized',
] as const;

export const answerLengthBins = 40;

const columns = [
  'time',
  'status',
  'inputTokens',
  'cachedTokens',
  'outputTokens',
  'reasoningTokens',
  'maxTokens',
  'bytesIn',
  'bytesOut',
] as const;

export const traffic = defineMeasure({
  id: 'traffic',
  per: 'account',
  columns,
  description: 'requests by outcome, tokens, bytes and answer lengths',
  bound: 600,
  create: newTraffic,
  observeRun(state, rows, from, to) {
    for (let row = from; row < to; row++) observe(state, rows, row);
  },
  merge(into, from) {
    for (const name of sums) into[name] += from[name];
    into.first = Math.min(into.first, from.first);
    into.last = Math.max(into.last, from.last);
    from.answerLengths.forEach((n, bin) => {
      while (into.answerLengths.length <= bin) into.answerLengths.push(0);
      (into.answerLengths[bin] as number) += n;
    });
    return into;
  },
  encode: (state): Encoded => [
    sums.map(name => state[name]),
    Number.isFinite(state.first) ? state.first : null,
    Number.isFinite(state.last) ? state.last : null,
    state.answerLengths,
  ],
  decode(encoded) {
    const [values, first, last, answerLengths] = encoded as [number[], number | null, number | null, number[]];
    const state = newTraffic();
    sums.forEach((name, i) => (state[name] = values[i] as number));
    state.first = first ?? Infinity;
    state.last = last ?? -Infinity;
    state.answerLengths = [...answerLengths];
    return state;
  },
});

function observe(state: Traffic, rows: MeasureRow<(typeof columns)[number]>, row: number): void {
  state.requests++;
  const time = rows.time[row] as number;
  if (time < state.first) state.first = time;
  if (time > state.last) state.last = time;
  countStatus(state, rows.status[row] as number);
  const output = rows.outputTokens[row] as number;
  if (output >= 0) {
    state.counted++;
    state.outputTokens += Math.round(output);
    const bin = binOf(output);
    while (state.answerLengths.length <= bin) state.answerLengths.push(0);
    (state.answerLengths[bin] as number)++;
    if (output > 1 && output >= (rows.maxTokens[row] as number)) state.maxedOut++;
  }
  state.inputTokens += count(rows.inputTokens[row]);
  state.cachedTokens += count(rows.cachedTokens[row]);
  state.reasoningTokens += count(rows.reasoningTokens[row]);
  const sent = rows.bytesOut[row] as number;
  const received = rows.bytesIn[row] as number;
  if (sent >= 0) state.bytesOut += Math.round(sent);
  if (received >= 0) state.bytesIn += Math.round(received);
  if (sent >= 0 && received >= 0) state.sized++;
}

/** Bins of answers of few tokens, which most are. */
const bins = Uint8Array.from({ length: 4096 }, (_, output) => Math.floor(2 * Math.log2(output + 1)));

function binOf(output: number): number {
  const known = bins[output];
  return known ?? Math.min(answerLengthBins - 1, Math.floor(2 * Math.log2(output + 1)));
}

function count(tokens: number | undefined): number {
  return tokens !== undefined && tokens >= 0 ? Math.round(tokens) : 0;
}

function countStatus(state: Traffic, status: number): void {
  if (!(status >= 100)) return;
  state.statuses++;
  if (status < 400) state.ok++;
  else if (status === 429 || status === 529 || status === 403) state.throttled++;
  else if (status === 401) state.unauthorized++;
  else if (status < 500) state.invalid++;
  else state.failed++;
}

function newTraffic(): Traffic {
  return {
    requests: 0,
    statuses: 0,
    ok: 0,
    throttled: 0,
    unauthorized: 0,
    invalid: 0,
    failed: 0,
    counted: 0,
    inputTokens: 0,
    cachedTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    maxedOut: 0,
    bytesIn: 0,
    bytesOut: 0,
    sized: 0,
    first: Infinity,
    last: -Infinity,
    answerLengths: [],
  };
}
