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

  /** P(two accounts drawn at random, outside a group, have the same value): the sum of squared shares. */
  collision(type: KeyType, members: readonly number[]): number {
    const inGroup = new Set(members);
    let squares = 0;
    let total = 0;
    for (const { holders } of this.#keys.get(type)?.values() ?? []) {
      const outside = holders.length > 1 ? holders.filter(account => !inGroup.has(account)).length : 1;
      squares += outside * (outside - 1);
      total += outside;
    }
    return total < 2 ? 0 : squares / (total * (total - 1));
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
