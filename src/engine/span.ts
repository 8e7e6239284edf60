/** From the first request to the last, in ms since the epoch. */
import { traffic } from '../measures/catalogue/traffic.js';
import type { Profile } from '../measures/profile.js';

export interface Span {
  from: number;
  to: number;
}

/** ms; 0 when there is no request. */
export function lengthOf(span: Span | undefined): number {
  return span === undefined ? 0 : span.to - span.from;
}

/** The span of a log, account by account. */
export class SpanSum {
  #from = Infinity;
  #to = -Infinity;

  add(profile: Profile): void {
    const { first, last } = profile.get(traffic);
    this.#from = Math.min(this.#from, first);
    this.#to = Math.max(this.#to, last);
  }

  /** undefined when there is no request. */
  get whole(): Span | undefined {
    return this.#from <= this.#to ? { from: this.#from, to: this.#to } : undefined;
  }
}
