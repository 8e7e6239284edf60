import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { campaignKinds } from '../../src/simulate/campaigns/index.js';
import { doses, usualDoses } from '../../src/simulate/campaigns/spec.js';
import { countBy, harvest, traffic } from './traffic.js';

const minute = 60_000;
const hour = 60 * minute;

describe('the kinds', () => {
  it('are those in the folder', () => {
    const folder = path.resolve(import.meta.dirname, '../../src/simulate/campaigns');
    const named = readdirSync(folder)
      .map(file => /^ {2}name: '([\w-]+)',$/m.exec(readFileSync(path.join(folder, file), 'utf8'))?.[1])
      .filter(name => name !== undefined);
    expect([...campaignKinds.keys()].sort()).toEqual(named.sort());
  });

  it.each([...campaignKinds.keys()])('%s sends with all its accounts', kind => {
    const requests = harvest({ kind });
    const wanted = campaignKinds.get(kind)?.doses.accounts ?? usualDoses.accounts;
    expect(new Set(requests.map(request => request.account)).size).toBeGreaterThanOrEqual(wanted);
    expect(requests.every(({ prompt }) => prompt !== '' && !/undefined|NaN/.test(prompt))).toBe(true);
  });

  it('have doses within what doses may be', () => {
    for (const { doses: own } of campaignKinds.values()) {
      for (const [name, value] of Object.entries(own)) {
        const range = doses[name as keyof typeof doses];
        if (typeof range === 'object' && 'least' in range) {
          expect(value).toBeGreaterThanOrEqual(range.least);
          expect(value).toBeLessThanOrEqual(range.most);
        } else if (range === 'flag') expect(typeof value).toBe('boolean');
        else expect(range).toContain(value);
      }
    }
  });
});

describe('doses', () => {
  it('accounts and perDay: as many requests as asked for, the same for each account', () => {
    const loads = countBy(harvest({ kind: 'generation', accounts: 6, perDay: 50, jitter: 0.2 }, 2), r => r.account);
    expect(loads.size).toBe(6);
    const counts = [...loads.values()];
    // A failed request or two is sent again.
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(5);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(580);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBeLessThan(630);
  });

  it('unevenness: loads differ', () => {
    const even = [...countBy(harvest({ kind: 'generation', perDay: 100 }), r => r.account).values()];
    const uneven = [...countBy(harvest({ kind: 'generation', perDay: 100, unevenness: 1 }), r => r.account).values()];
    const spread = (counts: number[]) => Math.max(...counts) / Math.min(...counts);
    expect(spread(even)).toBeLessThan(1.1);
    expect(spread(uneven)).toBeGreaterThan(2);
  });

  it('share: the rest is chat of customers', () => {
    const requests = harvest({ kind: 'reasoning', accounts: 8, perDay: 30, share: 0.3 }, 2);
    const harvested = requests.filter(r => r.maxTokens === 8192).length / requests.length;
    expect(harvested).toBeGreaterThan(0.2);
    expect(harvested).toBeLessThan(0.42);
  });

  it('jitter: 0 is a clock', () => {
    const variation = (jitter: number) => {
      const times = harvest({ kind: 'sweep', perDay: 300, jitter }).map(r => r.time);
      const gaps = times.slice(1).map((time, i) => time - (times[i] as number));
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      return Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length) / mean;
    };
    expect(variation(0)).toBeLessThan(0.2);
    expect(variation(1)).toBeGreaterThan(0.7);
    expect(variation(3)).toBeGreaterThan(1.4);
  });

  it('proxies: so many addresses, or each its own, or another each time', () => {
    const addresses = (spec: object) =>
      new Set(harvest({ kind: 'generation', accounts: 8, ...spec }).map(r => r.ip)).size;
    expect(addresses({ proxies: 3 })).toBe(3);
    expect(addresses({ proxies: 0 })).toBe(8);
    expect(addresses({ rotating: true })).toBeGreaterThan(100);
  });

  it('wordings: the wrapper in so many versions', () => {
    const heads = (wordings: number) =>
      new Set(harvest({ kind: 'reasoning', accounts: 8, wordings }).map(r => r.prompt.split('\n')[0])).size;
    expect(heads(1)).toBe(1);
    expect(heads(8)).toBeGreaterThan(3);
  });

  it('stickiness: requests in a row on one account', () => {
    const changes = (stickiness: number) => {
      const accounts = harvest({ kind: 'generation', stickiness, perDay: 100 }).map(r => r.account);
      return accounts.filter((account, i) => i > 0 && account !== accounts[i - 1]).length / accounts.length;
    };
    expect(changes(1)).toBeGreaterThan(0.9);
    expect(changes(20)).toBeLessThan(0.1);
  });

  it('order: shards are disjoint, and nobody asks twice', () => {
    const requests = harvest({ kind: 'sweep', accounts: 4, perDay: 60, order: 'shards' });
    const answered = requests.filter(r => r.status === 200);
    expect(new Set(answered.map(r => r.prompt)).size).toBeGreaterThan(0.98 * answered.length);
    const owners = countBy(
      [...new Set(answered.map(r => `${r.prompt}\t${r.account}`))],
      key => key.split('\t')[0] ?? '',
    );
    expect([...owners.values()].filter(n => n > 1).length).toBeLessThan(0.02 * answered.length);
  });

  it('copies: each prompt so often, over different accounts', () => {
    const asked = new Map<string, string[]>();
    for (const { prompt, account, status } of harvest({ kind: 'best-of-n', copies: 4 }))
      if (status === 200) asked.set(prompt, [...(asked.get(prompt) ?? []), account]);
    const whole = [...asked.values()].filter(accounts => accounts.length === 4);
    expect(whole.length).toBeGreaterThan(0.9 * asked.size);
    expect(whole.filter(accounts => new Set(accounts).size === 4).length).toBeGreaterThan(0.9 * whole.length);
  });

  it('turns: a conversation goes on where another account left it', () => {
    const requests = harvest({ kind: 'conversation-hop', turns: 5 });
    const sessions = new Map<string, typeof requests>();
    for (const r of requests) sessions.set(r.session ?? '', [...(sessions.get(r.session ?? '') ?? []), r]);
    const hops = [...sessions.values()].filter(turns => new Set(turns.map(t => t.account)).size > 1);
    expect(hops.length).toBeGreaterThan(0.8 * sessions.size);
    const [, second] = hops[0] ?? [];
    expect(second?.history[0]).toEqual({ role: 'user', content: hops[0]?.[0]?.prompt });
  });

  it('disguise: a browser’s name on a script’s stack', () => {
    const requests = harvest({ kind: 'generation', disguise: true });
    expect(requests.every(r => r.userAgent.startsWith('Mozilla/5.0'))).toBe(true);
    expect(new Set(requests.map(r => r.ja4)).size).toBe(1);
    const honest = traffic({ populations: { human: 60 } }).requests;
    expect(honest.some(r => r.ja4 === requests[0]?.ja4)).toBe(false);
  });

  it('sleep: nothing happens in those hours', () => {
    const hours = harvest({ kind: 'generation', sleep: 7, perDay: 100 }).map(r => new Date(r.time).getUTCHours());
    expect(Math.min(...hours)).toBe(7);
    expect(hours.length).toBeGreaterThan(1000);
  });

  it('refusals: the same prompt on another account within seconds', () => {
    const requests = harvest({ kind: 'hand-over', perDay: 100, refusals: 0.2 });
    const refused = requests.filter(r => r.status === 429);
    const taken = refused.filter(r =>
      requests.some(
        s => s.prompt === r.prompt && s.account !== r.account && s.time > r.time && s.time < r.time + 10_000,
      ),
    );
    expect(refused.length).toBeGreaterThan(60);
    expect(taken.length).toBeGreaterThan(0.9 * refused.length);
  });

  it('lifetime: accounts end and others begin', () => {
    const requests = harvest({ kind: 'ban-replacement', accounts: 4, lifetime: 1, perDay: 40 }, 4);
    const spans = new Map<string, { from: number; to: number }>();
    for (const { account, time } of requests) spans.set(account, { from: spans.get(account)?.from ?? time, to: time });
    expect(spans.size).toBeGreaterThan(9);
    expect([...spans.values()].every(({ from, to }) => to - from < 3 * 24 * hour)).toBe(true);
  });

  it('lifetime: a ban shows as one 403, its prompt comes back on another account, and nothing follows', () => {
    const requests = harvest({ kind: 'ban-replacement', accounts: 4, lifetime: 1, perDay: 40 }, 4);
    const bans = requests.filter(r => r.status === 403);
    expect(bans.length).toBeGreaterThan(4);
    for (const ban of bans) {
      const later = requests.filter(r => r.time > ban.time);
      expect(later.some(r => r.account === ban.account)).toBe(false);
      const again = later.find(r => r.prompt === ban.prompt);
      expect(again?.time ?? Infinity).toBeLessThan(ban.time + 60_000);
    }
  });

  it('probing: errors first, then work', () => {
    const requests = harvest({ kind: 'access-probing', accounts: 2 });
    for (const account of new Set(requests.map(r => r.account))) {
      const early = requests.filter(r => r.account === account && r.time < (requests[0]?.time ?? 0) + hour);
      expect(new Set(early.map(r => r.status))).toEqual(new Set([200, 400, 401, 404]));
    }
  });

  it('pivot: the newest model within a day of its release, the template as before', () => {
    const { requests } = traffic({
      days: 4,
      releaseDay: 1,
      campaigns: [{ name: 'p', kind: 'release-pivot', accounts: 4 }],
    });
    const release = (requests[0]?.time ?? 0) - ((requests[0]?.time ?? 0) % (24 * hour)) + 33 * hour;
    const newest = (from: number, to: number) => {
      const within = requests.filter(r => r.time >= release + from * hour && r.time < release + to * hour);
      return within.filter(r => r.model === 'atlas-5').length / within.length;
    };
    expect(newest(-24, 0)).toBe(0);
    expect(newest(26, 60)).toBe(1);
  });
});
