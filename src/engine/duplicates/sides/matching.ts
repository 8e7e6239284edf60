/**
 * How many requests of one input have a counterpart in the other. Asked are only those that stand alone: where requests of a
 * key come close to each other, one may have a neighbour in the other input by the way in which they were shared out. One that
 * stands alone has exactly one counterpart where both inputs describe the same; where requests were shared out it has none, or
 * two, before and after it, or one by chance. Those that do not stand alone must have some counterpart: of twins that are shared
 * out, those that come apart are alone and have their twin there, and those that stay together have nobody.
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
  /** Requests that do not stand alone, and those of them that have counterparts. */
  readonly together: number;
  readonly togetherMatched: number;
}

/** No key is asked more often: one client must not decide. */
const mostOfKey = 8;

/** @param lag further by so much, for comparison: how often there would be a counterpart at another time */
export function match(met: readonly Meeting[], from: 0 | 1, shift: Shift, lag = 0): Matching {
  const { tolerance } = shift;
  const reach = Math.abs(shift.by) + tolerance;
  const by = lag + (from === 0 ? shift.by : -shift.by);
  const askedOf = new Map<number, number>();
  const pairs: [Seen, Seen][] = [];
  let [asked, together, togetherMatched] = [0, 0, 0];
  for (const { key, sides, ...cell } of met) {
    const [own, others] = [sides[from], sides[1 - from] as readonly Seen[]];
    const range = { from: cell.from + 2 * reach, to: cell.to - 2 * reach };
    own.forEach((one, i) => {
      if (!isWithin(one, range, lag)) return;
      const isThere = ({ time }: Seen) => Math.abs(time - one.time - by) <= tolerance;
      if (!standsAlone(own, i, 2 * reach)) {
        together++;
        if (others.some(isThere)) togetherMatched++;
        return;
      }
      const already = askedOf.get(key) ?? 0;
      if (already === mostOfKey) return;
      askedOf.set(key, already + 1);
      asked++;
      const [other, ...more] = others.filter(({ time }) => Math.abs(time - one.time - lag) <= reach);
      if (other !== undefined && more.length === 0 && isThere(other)) pairs.push([one, other]);
    });
  }
  return { asked, matched: pairs.length, pairs, keys: askedOf.size, together, togetherMatched };
}

function standsAlone(own: readonly Seen[], i: number, reach: number): boolean {
  const { time } = own[i] as Seen;
  return !(time - (own[i - 1]?.time ?? -Infinity) <= reach || (own[i + 1]?.time ?? Infinity) - time <= reach);
}

/** Whether a cell would hold its counterpart. */
function isWithin({ time }: Seen, { from, to }: { readonly from: number; readonly to: number }, lag: number): boolean {
  return time >= from && time <= to && time + lag >= from && time + lag <= to;
}
