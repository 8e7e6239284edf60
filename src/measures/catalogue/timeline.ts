import { defineMeasure } from '../measure.js';
import { SlotCounts } from '../sketches/slot-counts.js';

/** Length of a slot in ms: 5 minutes. */
export const timelineSlot = 300_000;

/** Requests of the whole log per 5 minutes: holes, cut-off days. */
export const timeline = defineMeasure({
  id: 'timeline',
  per: 'log',
  columns: ['time'],
  description: 'requests of the whole log per 5 minutes',
  bound: 16 * 8640,
  create: () => new SlotCounts(),
  observeRun(state, rows, from, to) {
    state.addRun(rows.time, timelineSlot, from, to);
  },
  merge: (into, from) => into.merge(from),
  encode: state => state.encode(),
  decode: encoded => SlotCounts.decode(encoded),
});
