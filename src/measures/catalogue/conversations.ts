import { defineMeasure } from '../measure.js';
import { EventSample } from '../sketches/event-sample.js';

const limit = 131_072;

/** Role of an event in {@link conversations}. */
export const conversationRoles = { state: 0, parent: 1 } as const;

/** Which account left a conversation in which state, and which account went on from it. */
export const conversations = defineMeasure({
  id: 'conversations',
  per: 'log',
  columns: ['conversationState', 'conversationParent', 'account', 'time'],
  description: 'states of sampled conversations: account that left it, account that continued it',
  bound: 32 * 2 * limit,
  create: () => new EventSample(limit),
  observe(state, rows, row) {
    const now = rows.conversationState[row] as number;
    const before = rows.conversationParent[row] as number;
    if (now === 0 && before === 0) return;
    const who = rows.dictionaries.account.hash(rows.account[row] as number);
    const time = rows.time[row] as number;
    if (now !== 0) state.add(now, who, time, conversationRoles.state);
    if (before !== 0) state.add(before, who, time, conversationRoles.parent);
  },
  merge: (into, from) => into.merge(from),
  encode: state => state.encode(),
  decode: encoded => EventSample.decode(encoded, limit),
});
