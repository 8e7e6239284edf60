import { defineMeasure } from '../measure.js';
import { EventSample } from '../sketches/event-sample.js';

const limit = 131_072;

/** What became of a request in {@link copies}. */
export const outcomes = { answered: 0, throttled: 1, failed: 2, unknown: 3 } as const;

/** Who sent which prompt when, and whether it was answered: hand-overs after a rejection, copies over accounts. */
export const copies = defineMeasure({
  id: 'copies',
  per: 'log',
  columns: ['promptHash', 'account', 'time', 'status'],
  description: 'all requests of sampled prompts: account, time, outcome (131,072 requests)',
  bound: 32 * 2 * limit,
  create: () => new EventSample(limit),
  observeRun(state, rows, from, to) {
    const { account } = rows.dictionaries;
    for (let row = from; row < to; row++) {
      const key = rows.promptHash[row] as number;
      if (key === 0 || key >= state.threshold) continue;
      const who = account.hash(rows.account[row] as number);
      state.add(key, who, rows.time[row] as number, outcome(rows.status[row] as number));
    }
  },
  merge: (into, from) => into.merge(from),
  encode: state => state.encode(),
  decode: encoded => EventSample.decode(encoded, limit),
});

function outcome(status: number): number {
  if (!(status >= 100)) return outcomes.unknown;
  if (status === 429 || status === 529 || status === 403) return outcomes.throttled;
  return status < 400 ? outcomes.answered : outcomes.failed;
}
