import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountSample } from '../../src/measures/account-sample.js';
import { storeOf, type AccountStore } from '../../src/measures/account-store.js';
import { traffic } from '../../src/measures/catalogue/traffic.js';
import { templates } from '../../src/measures/catalogue/templates.js';
import { account, accounts } from '../../src/testing/index.js';
import { profilesOf } from '../campaigns/views.js';
import { profileOf } from '../ranking/subjects.js';

/** Names in code-unit order, as a store must have them. */
function checkOrder(store: AccountStore, expected: readonly string[]): void {
  expect(store.count).toBe(expected.length);
  expect(Array.from(store.each(), ({ name }) => name)).toEqual(expected);
  expect(Array.from(store.each(), ({ index }) => index)).toEqual(expected.map((_, i) => i));
  expected.forEach((name, i) => {
    expect(store.name(i)).toBe(name);
    expect(store.indexOf(name)).toBe(i);
  });
}

describe('Profiles as a store', () => {
  it('goes through accounts in the order of their names, however they came', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary-ascii' }), { maxLength: 30 }), names => {
        const profiles = profilesOf(accounts(names, { requests: 1 }));
        checkOrder(profiles, [...names].sort());
        profiles.merge(profilesOf(accounts(['\uffffanother'], { requests: 1 })));
        checkOrder(profiles, [...names, '\uffffanother'].sort());
      }),
    );
  });

  it('has no account of which there is a name alone', () => {
    const profiles = profilesOf(accounts(['b', 'd'], { requests: 1 }));
    profiles.accounts.intern('c');
    checkOrder(profiles, ['b', 'd']);
  });

  it('knows who is not in it', () => {
    const profiles = profilesOf(accounts(['b', 'd'], { requests: 3 }));
    expect(['a', 'b', 'c', 'd', 'e'].map(name => profiles.indexOf(name))).toEqual([
      undefined,
      0,
      undefined,
      1,
      undefined,
    ]);
  });

  it('gives the same states by index and in passing', () => {
    const profiles = profilesOf(accounts(['c', 'a', 'b'], position => ({ requests: 3 + position })));
    for (const { index, profile } of profiles.each()) {
      expect(profiles.profile(index).get(traffic)).toEqual(profile.get(traffic));
      expect(profiles.profile(index).get(templates)).toEqual(profile.get(templates));
    }
    expect(Array.from(profiles.each(), ({ profile }) => profile.get(traffic).requests)).toEqual([4, 5, 3]);
  });

  it('builds the states of one account once while it is asked about, and anew when the log has grown', () => {
    const profiles = profilesOf(account('a', { requests: 5 }));
    const handle = profiles.profile(0);
    const before = handle.get(templates);
    const used = [...before.values()].length;
    expect(handle.get(templates)).toBe(before);
    expect(profiles.profile(0).get(templates)).toBe(before);
    profiles.merge(profilesOf(account('a', { requests: 5, prompt: i => `another question, number ${i}` })));
    const after = profiles.profile(0).get(templates);
    expect([...after.values()].length).toBeGreaterThan(used);
    expect(handle.get(templates)).toBe(after);
  });
});

describe('storeOf', () => {
  it('makes a store of profiles at hand', () => {
    const store = storeOf(['a', 'b'], [profileOf(), profileOf({ traffic: { ...traffic.create(), requests: 7 } })]);
    checkOrder(store, ['a', 'b']);
    expect(store.indexOf('c')).toBeUndefined();
    expect(store.profile(1).get(traffic).requests).toBe(7);
    expect(store.ofLog(traffic).requests).toBe(0);
  });
});

const names = Array.from({ length: 300 }, (_, i) => `account-${String(i).padStart(3, '0')}`);

describe('accountSample', () => {
  it('is everybody, of as many as tell something new', () => {
    expect(names.every(name => accountSample(300, 300)({ name }))).toBe(true);
  });

  it('is a share drawn by names beyond that: the same accounts however many more there are', () => {
    const drawn = (accounts: number) => names.filter(name => accountSample(accounts, 100)({ name }));
    expect(drawn(300).length).toBeGreaterThan(70);
    expect(drawn(300).length).toBeLessThan(130);
    expect(drawn(600).length).toBeLessThan(drawn(300).length);
    expect(drawn(600).every(name => drawn(300).includes(name))).toBe(true);
  });
});
