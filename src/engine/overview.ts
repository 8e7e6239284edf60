/** What a report says of all accounts together, gathered one account after another. */
import type { Account } from '../measures/account-store.js';
import { traffic } from '../measures/catalogue/traffic.js';
import { places } from '../measures/catalogue/places.js';
import { CountedSample } from '../measures/sketches/counted-sample.js';
import { mayDivide } from '../ranking/streams.js';
import { SpanSum, type Span } from './span.js';

/** Different networks that are counted exactly; of more the number is estimated, to about 0.3 %. */
const exactNetworks = 2 ** 17;

export class Overview {
  readonly #span = new SpanSum();
  readonly #networks = new CountedSample(exactNetworks);
  /** By account: its requests, as far as they can be told here, and whether it may have streams of its own. */
  readonly #requests: Uint32Array;
  readonly #divided: Uint8Array;

  constructor(accounts: number) {
    this.#requests = new Uint32Array(accounts);
    this.#divided = new Uint8Array(accounts);
  }

  add({ index, profile }: Account): void {
    this.#span.add(profile);
    this.#requests[index] = Math.min(profile.get(traffic).requests, 2 ** 32 - 1);
    for (const [hash] of profile.get(places).network.counts.entries()) this.#networks.add(hash);
    if (mayDivide(profile)) this.#divided[index] = 1;
  }

  get span(): Span | undefined {
    return this.#span.whole;
  }

  /** Different networks that the accounts called from, as far as their samples tell; of many, an estimate. */
  get networks(): number {
    return this.#networks.distinct();
  }

  /** Of an account: to pass over those that have few, without asking for their states again. */
  requests(index: number): number {
    return this.#requests[index] ?? 0;
  }

  mayDivide(index: number): boolean {
    return this.#divided[index] === 1;
  }
}
