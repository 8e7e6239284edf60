/**
 * How many requests of one input have a counterpart in the other. Asked are only those that stand alone: where requests of a
 * key come close to each other, one may have a neighbour in the other input by the way in which they were shared out. One that
 * stands alone has exactly one counterpart where both inputs describe the same; where requests were shared out it has none, or
 * two, before and after it, or one by chance.
 */
import type { Meeting, Seen } from './meeting.js';

/** How requests of the first input are looked for in the second: so much later, give or take `tolerance` (ms). */
export interface Shift {
  readonly by: number;
  readonly tolerance: number;
}

export interface Matching {
  /** Requests that were asked, and those of them that have a counterpart. */
  readonly asked: number;
  readonly matched: number;
  readonly pairs: readonly (readonly [Seen, Seen])[];
  /** Different keys that were asked. */
  readonly keys: number;
}

/** No key is asked more often: one client must not decide. */
const mostOfKey = 8;

/** @param lag further by so much, for comparison: how often there would be a counterpart at another time */
export function match(met: readonly Meeting[], from: 0 | 1, { by, tolerance }: Shift, lag = 0): Matching {
  const reach = Math.abs(by) + tolerance;
  const askedOf = new Map<number, number>();
  const pairs: [Seen, Seen][] = [];
  let asked = 0;
  for (const meeting of met) {
    const [own, others] = [meeting.sides[from], meeting.sides[1 - from] as readonly Seen[]];
    const range = { from: meeting.from + 2 * reach, to: meeting.to - 2 * reach };
    const shift = from === 0 ? by : -by;
    for (let i = 0; i < own.length; i++) {
      const one = own[i] as Seen;
      if (!standsAlone(own, i, 2 * reach) || !isWithin(one, range, lag)) continue;
      const already = askedOf.get(meeting.key) ?? 0;
      if (already === mostOfKey) break;
      askedOf.set(meeting.key, already + 1);
      asked++;
      const near = others.filter(({ time }) => Math.abs(time - one.time - lag) <= reach);
      const [other] = near;
      if (near.length !== 1 || other === undefined) continue;
      if (Math.abs(other.time - one.time - lag - shift) <= tolerance) pairs.push([one, other]);
    }
  }
  return { asked, matched: pairs.length, pairs, keys: askedOf.size };
}

function standsAlone(own: readonly Seen[], i: number, reach: number): boolean {
  const { time } = own[i] as Seen;
  return !(time - (own[i - 1]?.time ?? -Infinity) <= reach || (own[i + 1]?.time ?? Infinity) - time <= reach);
}

/** Whether a cell would hold its counterpart. */
function isWithin({ time }: Seen, { from, to }: { readonly from: number; readonly to: number }, lag: number): boolean {
  return time >= from && time <= to && time + lag >= from && time + lag <= to;
}
