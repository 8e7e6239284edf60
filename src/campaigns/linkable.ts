/** The accounts that can be linked, column by column: linking knows nothing else of most of them. */
import { GrowingFloats, GrowingInts } from '../measures/growing.js';
import type { TemplateUse } from '../measures/catalogue/templates.js';
import type { AccountView, KeyType } from './account-view.js';
import { hoursOf } from './clock.js';
import { Holders } from './holders.js';
import { KeyLists } from './key-lists.js';
import { SlotLists } from './slot-lists.js';

/** An account is its position among those that can be linked, which are in order of their names. */
export interface Linkable {
  readonly count: number;
  readonly requests: Float64Array;
  /** First and last request, ms. */
  readonly first: Float64Array;
  readonly last: Float64Array;
  /** Active hours of the day, a bit each; 0 for accounts with too few requests to tell. */
  readonly hours: Int32Array;
  /** Positions in {@link countries}. */
  readonly country: Int32Array;
  readonly countries: readonly string[];
  readonly slots: SlotLists;
  readonly holders: Holders;
  readonly details: Details;
}

/** What is asked about few accounts, of the store that has it. */
export interface Details {
  name(account: number): string;
  label(account: number, type: KeyType, value: number): string;
  use(account: number, template: number): TemplateUse | undefined;
  /** Its distinct prompts with a hash below, about. */
  promptsBelow(account: number, threshold: number): number;
}

export class LinkableBuilder {
  readonly #requests = new GrowingFloats();
  readonly #first = new GrowingFloats();
  readonly #last = new GrowingFloats();
  readonly #hours = new GrowingInts();
  readonly #country = new GrowingInts();
  readonly #countries = new Map<string, number>();
  readonly #slots = new SlotLists();
  readonly #keys = new KeyLists();

  /** Accounts taken up so far. */
  get count(): number {
    return this.#requests.length;
  }

  add(view: AccountView): void {
    const { requests, first, last, country } = view;
    const slots = Float64Array.from(view.slots);
    this.#requests.push(requests);
    this.#first.push(first);
    this.#last.push(last);
    this.#hours.push(hoursOf(slots, requests));
    let position = this.#countries.get(country);
    if (position === undefined) this.#countries.set(country, (position = this.#countries.size));
    this.#country.push(position);
    this.#slots.add(slots);
    this.#keys.add(view);
  }

  build(details: Details): Linkable {
    return {
      count: this.count,
      requests: this.#requests.all(),
      first: this.#first.all(),
      last: this.#last.all(),
      hours: this.#hours.all(),
      country: this.#country.all(),
      countries: [...this.#countries.keys()],
      slots: this.#slots,
      holders: new Holders(this.#keys.shared()),
      details,
    };
  }
}
