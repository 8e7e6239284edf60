/** What a report says of all accounts together, gathered one account after another. */
import type { Account } from '../measures/account-store.js';
import { places } from '../measures/catalogue/places.js';
import { mayDivide } from '../ranking/streams.js';
import { SpanSum, type Span } from './span.js';

export class Overview {
  readonly #span = new SpanSum();
  readonly #networks = new Set<number>();
  /** By account: whether it may have streams of its own. */
  readonly #divided: Uint8Array;

  constructor(accounts: number) {
    this.#divided = new Uint8Array(accounts);
  }

  add({ index, profile }: Account): void {
    this.#span.add(profile);
    for (const [hash] of profile.get(places).network.counts.entries()) this.#networks.add(hash);
    if (mayDivide(profile)) this.#divided[index] = 1;
  }

  get span(): Span | undefined {
    return this.#span.whole;
  }

  /** Different networks that the accounts called from, as far as their samples tell. */
  get networks(): number {
    return this.#networks.size;
  }

  mayDivide(index: number): boolean {
    return this.#divided[index] === 1;
  }
}
