/**
 * The values of all accounts as `prepare` gets them: to all appearances an array, of which nothing is held. Each value is
 * made when it is come to. `for … of` is one pass over the accounts; every other way asks for them one by one.
 */
import type { AccountStore } from '../measures/account-store.js';
import type { Profile } from '../measures/profile.js';

export function everybodyIn<V>(accounts: AccountStore, valuesOf: (profile: Profile) => V): readonly V[] {
  const indexOf = (name: string | symbol): number | undefined => {
    if (typeof name !== 'string' || !/^(0|[1-9]\d*)$/.test(name)) return undefined;
    return Number(name) < accounts.count ? Number(name) : undefined;
  };
  return new Proxy<V[]>([], {
    get(target, name, receiver): unknown {
      if (name === Symbol.iterator) return () => passOver(accounts, valuesOf);
      if (name === 'length') return accounts.count;
      const index = indexOf(name);
      return index === undefined ? Reflect.get(target, name, receiver) : valuesOf(accounts.profile(index));
    },
    has: (target, name) => indexOf(name) !== undefined || Reflect.has(target, name),
    set() {
      throw new TypeError('everybody is read-only: copy it first, [...everybody]');
    },
  });
}

function* passOver<V>(accounts: AccountStore, valuesOf: (profile: Profile) => V): Generator<V> {
  for (const { profile } of accounts.each()) yield valuesOf(profile);
}
