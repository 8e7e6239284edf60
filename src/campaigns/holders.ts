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
  readonly #keys = new Map<string, Key>();

  constructor(views: readonly AccountView[]) {
    for (const view of views) {
      for (const use of view.templates.values()) this.#add('template', use.key, use.excerpt, view.index);
      for (const type of attributes) {
        for (const [value, label] of view.attributes[type]) this.#add(type, value, label, view.index);
      }
    }
  }

  get(type: KeyType, value: number): Key | undefined {
    return this.#keys.get(`${type} ${value}`);
  }

  /** Keys that at least two accounts have, in a stable order. */
  shared(): Key[] {
    const shared = [...this.#keys.values()].filter(key => key.holders.length > 1);
    return shared.sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : a.value - b.value));
  }

  #add(type: KeyType, value: number, label: string, account: number): void {
    const name = `${type} ${value}`;
    const key = this.#keys.get(name);
    if (key === undefined) this.#keys.set(name, { type, value, label, holders: [account] });
    else key.holders.push(account);
  }
}
