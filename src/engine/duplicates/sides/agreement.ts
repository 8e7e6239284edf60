/** Whether pairs of requests can be the same ones, by what both inputs say of them. */
import type { Seen } from './meeting.js';
import { trace } from './trace.js';

type Value = Exclude<keyof typeof trace, 'key' | 'time' | 'latency'>;

/** Share of the pairs that must agree, where so many can be compared. */
const enough = 0.8;
const leastCompared = 10;
/** Numbers that differ by so much are the same, counted in another way: tokens of a last event, ends of lines. */
const slack = 0.05;

/** Whatever the two programs are, they ask and answer the same. */
const always: readonly Value[] = ['outputTokens', 'pathEnd'];
/** Programs that write the same columns write the same into them. */
const ofLikes: readonly Value[] = ['inputTokens', 'bytesOut', 'promptHash', 'model'];

/** @param alike whether the inputs have the same columns */
export function agrees(pairs: readonly (readonly [Seen, Seen])[], alike: boolean): boolean {
  return [...always, ...(alike ? ofLikes : [])].every(value => agreesIn(pairs, value));
}

function agreesIn(pairs: readonly (readonly [Seen, Seen])[], value: Value): boolean {
  let [compared, same] = [0, 0];
  for (const [one, other] of pairs) {
    const [a, b] = [valueOf(one, value), valueOf(other, value)];
    if (Number.isNaN(a) || Number.isNaN(b) || (isHash(value) && (a === 0 || b === 0))) continue;
    compared++;
    if (isHash(value) ? a === b : Math.abs(a - b) <= 1 + slack * Math.max(a, b)) same++;
  }
  return compared < leastCompared || same >= enough * compared;
}

function valueOf({ traces, at }: Seen, value: Value): number {
  return traces[at + trace[value]] as number;
}

function isHash(value: Value): boolean {
  return value === 'promptHash' || value === 'pathEnd' || value === 'model';
}
