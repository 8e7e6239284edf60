import { defineMeasure } from '../measure.js';
import { MomentSample } from '../sketches/moment-sample.js';

const limit = 1024;

/** Times of neighbouring requests with their latency: gaps, requests in flight, think time. */
export const moments = defineMeasure({
  id: 'moments',
  per: 'account',
  columns: ['time', 'latency'],
  description:
    'times and latencies of all requests in sampled 10-minute slots (all slots while at most 1,024 requests)',
  bound: 16 * 2 * limit,
  create: () => new MomentSample(limit),
  observeRun(state, rows, from, to) {
    for (let row = from; row < to; row++) {
      const latency = rows.latency[row] as number;
      state.add(rows.time[row] as number, latency >= 0 ? Math.round(latency) : -1);
    }
  },
  merge: (into, from) => into.merge(from),
  encode: state => state.encode(),
  decode: encoded => MomentSample.decode(encoded, limit),
});
