import { describe, expect, it } from 'vitest';
import { defineDetector, type Detector } from '../../src/detectors/detector.js';
import { Panel } from '../../src/detectors/panel.js';
import { storeOf } from '../../src/measures/account-store.js';
import { traffic } from '../../src/measures/catalogue/traffic.js';
import { atOnce } from '../../src/engine/turns.js';
import { rankSuspects } from '../../src/ranking/rank.js';
import type { Campaign } from '../../src/campaigns/campaign.js';
import { campaign, profileOf } from './subjects.js';

/** Says as many bits as a subject has requests. */
const counting = defineDetector({
  meta: {
    id: 'counting',
    title: 'T',
    family: 'volume',
    question: 'Q?',
    method: 'M',
    lookalikes: ['somebody'],
    evasion: 'E',
    references: [],
    techniques: [],
    capBits: 20,
  },
  needs: { traffic },
  requires: [],
  features: { requests: ({ traffic: { requests } }) => requests },
  assess: ({ traffic: { requests } }, { population }) => ({
    bits: requests,
    statement: '',
    measured: { tail: population.tail('requests', requests) },
    expected: {},
  }),
});

function rank(requests: Readonly<Record<string, number>>, campaigns = [campaign], detectors: Detector[] = [counting]) {
  return ranking(requests, { campaigns, detectors }).suspects;
}

function ranking(
  requests: Readonly<Record<string, number>>,
  { campaigns, detectors, most }: { campaigns: Campaign[]; detectors: Detector[]; most?: number },
) {
  const names = Object.keys(requests).sort();
  const panel = new Panel({
    detectors,
    only: [],
    skip: [],
    columns: new Set(),
    failures: new Map(),
    detectorOptions: {},
    canaries: [],
    duration: () => 0,
  });
  const profiles = names.map(name => profileOf({ traffic: { ...traffic.create(), requests: requests[name] ?? 0 } }));
  const store = storeOf(names, profiles);
  for (const account of store.each()) panel.gather(account);
  panel.prepare(store);
  for (const account of store.each()) panel.observe(account);
  return atOnce(rankSuspects({ accounts: store, campaigns, panel, ...(most !== undefined && { most }) }));
}

describe('rankSuspects', () => {
  const ranked = rank({ a: 2, b: 3, c: 4, d: 4, e: 0, friend: 9, 'net:203.0.113.9|curl': 1 });

  it('ranks campaigns as one, and everybody else alone', () => {
    expect(ranked.map(({ subject, score }) => [subject.kind, subject.accounts.join('+'), score])).toEqual([
      ['account', 'friend', 9],
      ['campaign', 'a+b', 5],
      ['account', 'c', 4],
      ['account', 'd', 4],
      ['network', 'net:203.0.113.9|curl', 1],
    ]);
  });

  it('keeps the strongest of many, graded as among all', () => {
    const requests = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`account-${i}`, 1 + ((7 * i) % 50)]));
    const all = ranking(requests, { campaigns: [], detectors: [counting] });
    expect([all.suspects.length, all.omitted]).toEqual([50, 0]);
    for (const most of [1, 8, 49, 50]) {
      const some = ranking(requests, { campaigns: [], detectors: [counting], most });
      expect(some.omitted).toBe(50 - most);
      const told = (suspects: typeof all.suspects) =>
        suspects.map(({ subject, score, falseDiscovery, severity }) => [
          subject.accounts,
          score,
          falseDiscovery,
          severity,
        ]);
      expect(told(some.suspects)).toEqual(told(all.suspects.slice(0, most)));
    }
  });

  it('leaves out whom nothing speaks against', () => {
    expect(ranked.some(({ subject }) => subject.accounts.includes('e'))).toBe(false);
  });

  it('compares with the others, a campaign being one of them', () => {
    const tails = ranked.map(({ evidence }) => evidence[0]?.measured['tail']);
    // c is compared with a and b (half an account each), d, e, friend and the network: d and friend have as much.
    expect(tails[2]).toBe((1 + 2) / (1 + 5));
    // The campaign is compared with the five others: friend alone has five requests.
    expect(tails[1]).toBe((1 + 1) / (1 + 5));
  });

  it('corrects for all that were judged of a kind, also for whom it does not list', () => {
    const rates = ranked.map(({ subject, falseDiscovery }) => [subject.accounts.join('+'), falseDiscovery]);
    // Of four accounts (c, d, e, friend) three have four bits or more: 4 / (3 * 2^4).
    expect(rates).toEqual([
      ['friend', 1 / 2 ** 7],
      ['a+b', 1 / 2 ** 5],
      ['c', 1 / 12],
      ['d', 1 / 12],
      ['net:203.0.113.9|curl', 1 / 2],
    ]);
    const more = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`quiet-${i}`, 0]));
    const [, , among] = rank({ a: 2, b: 3, c: 4, d: 4, e: 0, friend: 9, ...more });
    expect(among?.subject.accounts).toEqual(['c']);
    expect(among?.falseDiscovery).toBe(1);
  });

  it('prints scores that are the sums of their terms', () => {
    for (const { score, evidence, mitigating } of ranked) {
      const sum = [...evidence.map(e => e.counted), ...mitigating.map(m => m.bits)].reduce((a, b) => a + b, 0);
      expect(score).toBeCloseTo(sum, 9);
    }
  });
});
