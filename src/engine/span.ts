/** From the first request to the last, in ms since the epoch. */
import { traffic } from '../measures/catalogue/traffic.js';
import type { Profile } from '../measures/profile.js';

export interface Span {
  from: number;
  to: number;
}

/** undefined when there is no request. */
export function spanOf(profiles: readonly Profile[]): Span | undefined {
  let from = Infinity;
  let to = -Infinity;
  for (const profile of profiles) {
    const { first, last } = profile.get(traffic);
    from = Math.min(from, first);
    to = Math.max(to, last);
  }
  return from <= to ? { from, to } : undefined;
}
