/** Who has what: for each key, the accounts that have it. The index behind candidates and rarity. */
import { attributes, type AccountView, type Attribute } from './account-view.js';

export type KeyType = 'template' | Attribute;

export interface Key {
  readonly type: KeyType;
  readonly value: number;
  readonly label: string;
  /** Indexes of the accounts, ascending. */
  readonly holders: number[];
}

export class Holders {
  readonly #keys = new Map<KeyType, Map<number, Key>>();

  constructor(views: readonly AccountView[]) {
    for (const view of views) {
      for (const use of view.templates.values()) this.#add('template', use.key, use.excerpt, view.index);
      for (const type of attributes) {
        for (const [value, label] of view.attributes[type]) this.#add(type, value, label, view.index);
      }
    }
  }

  get(type: KeyType, value: number): Key | undefined {
    return this.#keys.get(type)?.get(value);
  }

  /**
   * P(two accounts drawn at random, outside a group, have the same value): the sum of squared shares.
   * @param inside the group's keys of this type, each with the number of members that have it
   */
  collision(type: KeyType, inside: Iterable<{ key: Key; count: number }>): number {
    let { pairs, total } = this.#totals(type);
    for (const { key, count } of inside) {
      const outside = key.holders.length - count;
      pairs -= key.holders.length * (key.holders.length - 1) - outside * (outside - 1);
      total -= count;
    }
    return total < 2 ? 0 : pairs / (total * (total - 1));
  }

  readonly #sums = new Map<KeyType, { pairs: number; total: number }>();

  /** Ordered pairs of accounts with the same value, and values held, over all accounts. */
  #totals(type: KeyType): { pairs: number; total: number } {
    const known = this.#sums.get(type);
    if (known !== undefined) return known;
    const sums = { pairs: 0, total: 0 };
    for (const { holders } of this.#keys.get(type)?.values() ?? []) {
      sums.pairs += holders.length * (holders.length - 1);
      sums.total += holders.length;
    }
    this.#sums.set(type, sums);
    return sums;
  }

  /** Keys that at least two accounts have, in a stable order. */
  shared(): Key[] {
    const shared = [...this.#keys.values()].flatMap(keys => [...keys.values()]).filter(key => key.holders.length > 1);
    return shared.sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : a.value - b.value));
  }

  #add(type: KeyType, value: number, label: string, account: number): void {
    let keys = this.#keys.get(type);
    if (keys === undefined) this.#keys.set(type, (keys = new Map<number, Key>()));
    const key = keys.get(value);
    if (key === undefined) keys.set(value, { type, value, label, holders: [account] });
    else key.holders.push(account);
  }
}
