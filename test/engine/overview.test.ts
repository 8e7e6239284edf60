import { describe, expect, it } from 'vitest';
import { Overview } from '../../src/engine/overview.js';
import { places } from '../../src/measures/catalogue/places.js';
import { traffic } from '../../src/measures/catalogue/traffic.js';
import type { Measure } from '../../src/measures/measure.js';
import type { Profile } from '../../src/measures/profile.js';
import { hashPair } from '../../src/requests/hash.js';

/** An account with so many requests, from these networks. */
function profileOf(requests: number, networks: readonly number[]): Profile {
  const states = new Map<string, unknown>();
  const [place, load] = [places.create(), traffic.create()];
  for (const network of networks) place.network.counts.add(hashPair(network, 7));
  load.requests = requests;
  states.set(places.id, place).set(traffic.id, load);
  return { get: <S>(measure: Measure<S>) => (states.get(measure.id) ?? measure.create()) as S };
}

function overviewOf(accounts: number, perAccount: number): Overview {
  const overview = new Overview(accounts);
  for (let index = 0; index < accounts; index++) {
    const networks = Array.from({ length: perAccount }, (_, i) => index * (perAccount - 1) + i);
    overview.add({ index, name: `a${index}`, profile: profileOf(index, networks) });
  }
  return overview;
}

describe('the overview', () => {
  it('counts networks exactly while they are not too many: each account shares one with the next', () => {
    expect(overviewOf(1000, 5).networks).toBe(4001);
  });

  it('estimates how many they are when they are more', () => {
    const different = 8000 * 29 + 1;
    expect(Math.abs(overviewOf(8000, 30).networks / different - 1)).toBeLessThan(0.015);
  });

  it('remembers how many requests an account has, up to the largest number of 32 bits', () => {
    const overview = new Overview(2);
    overview.add({ index: 1, name: 'b', profile: profileOf(2 ** 40, []) });
    expect([overview.requests(0), overview.requests(1)]).toEqual([0, 2 ** 32 - 1]);
  });
});
