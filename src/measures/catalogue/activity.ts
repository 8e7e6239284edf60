import { defineMeasure } from '../measure.js';
import { SlotCounts } from '../sketches/slot-counts.js';

/** Length of an activity slot in ms: 10 minutes. */
export const activitySlot = 600_000;

/** Requests per 10-minute slot: active hours, day profile, synchrony. */
export const activity = defineMeasure({
  id: 'activity',
  per: 'account',
  columns: ['time'],
  description: 'requests per 10-minute slot',
  bound: 16 * 4320,
  create: () => new SlotCounts(),
  observeRun(state, rows, from, to) {
    state.addRun(rows.time, activitySlot, from, to);
  },
  merge: (into, from) => into.merge(from),
  encode: state => state.encode(),
  decode: encoded => SlotCounts.decode(encoded),
});
