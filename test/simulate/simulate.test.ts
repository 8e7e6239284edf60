import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/errors.js';
import { populations, type PopulationName } from '../../src/simulate/populations/index.js';
import { smallMix } from '../../src/simulate/presets.js';
import type { SimulatedRequest } from '../../src/simulate/request.js';
import { truthCsv } from '../../src/simulate/simulate.js';
import { countBy, monday, traffic } from './traffic.js';

const day = 86_400_000;
const few = { human: 12, developer: 4, agent: 1, app: 1, eval: 2, campus: 4, team: 3 };

describe('a simulation', () => {
  const first = traffic({ populations: few, campaigns: [{ name: 'hydra', kind: 'generation', accounts: 4 }] });

  it('is the same for the same seed, and shares nothing with another seed', () => {
    const options = { populations: few, campaigns: [{ name: 'hydra', kind: 'generation', accounts: 4 }] };
    expect(traffic(options).requests).toEqual(first.requests);
    const accounts = new Set(first.labels.map(label => label.account));
    expect(traffic({ ...options, seed: 8 }).labels.filter(({ account }) => accounts.has(account))).toEqual([]);
  });

  it('is in order of time and stays within its period', () => {
    const times = first.requests.map(request => request.time);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(monday);
    expect(times.at(-1)).toBeLessThan(monday + day);
    expect(times.every(Number.isInteger)).toBe(true);
  });

  it('labels every account, and knows which have sent something', () => {
    const senders = new Set(first.requests.map(request => request.account));
    expect(new Set(first.active.map(label => label.account))).toEqual(senders);
    expect(new Set(first.labels.map(label => label.account)).size).toBe(first.labels.length);
    expect(first.labels.filter(label => label.harvester).map(label => label.campaign)).toEqual(Array(4).fill('hydra'));
  });

  it('gives names without a trace of the class', () => {
    for (const { account, apiKey, org } of first.requests) {
      expect(account).toMatch(/^acct_[0-9a-f]{12}$/);
      expect(apiKey).toMatch(/^sk-[a-z0-9]{10}$/);
      expect(org).toMatch(/^org_[0-9a-f]{8}$/);
    }
  });

  it('leaves everybody else alone when a class or a campaign is added', () => {
    const more = traffic({
      populations: { ...few, monitor: 1, human: 13 },
      campaigns: [
        { name: 'other', kind: 'grading' },
        { name: 'hydra', kind: 'generation', accounts: 4 },
      ],
    });
    const before = new Set(first.labels.map(label => label.account));
    expect(more.requests.filter(({ account }) => before.has(account))).toEqual(first.requests);
  });

  it('moves with its start', () => {
    const later = traffic({ populations: { human: 12 }, start: monday + 7 * day + 5 });
    const now = traffic({ populations: { human: 12 } });
    expect(later.requests.map(request => request.time - 7 * day)).toEqual(now.requests.map(request => request.time));
  });

  it('uses the prompts it is given', () => {
    const { requests } = traffic({
      populations: { developer: 4, app: 1 },
      campaigns: [{ name: 's', kind: 'sweep', perDay: 20 }],
      prompts: { benign: ['an innocent question'], harvest: ['first item', 'second item'] },
    });
    const swept = requests.filter(({ prompt }) => /item$/.test(prompt)).map(({ prompt }) => prompt);
    expect(swept.slice(0, 3)).toEqual(['first item', 'second item', 'first item']);
    expect(requests.filter(({ prompt }) => prompt.includes('an innocent question')).length).toBeGreaterThan(10);
  });

  it('refuses periods and kinds that do not exist', () => {
    expect(() => traffic({ days: 0 })).toThrow(UsageError);
    expect(() => traffic({ campaigns: [{ name: 'x', kind: 'nonsense' }] })).toThrow('kind "nonsense"');
  });
});

describe('populations', () => {
  const all = traffic({ populations: smallMix, days: 2 });
  const classOf = new Map(all.labels.map(label => [label.account, label.class]));
  const of = (name: PopulationName) => all.requests.filter(({ account }) => classOf.get(account) === name);
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

  it.each(Object.keys(populations) as PopulationName[])('%s sends requests that a gateway could log', name => {
    expect(of(name).length).toBeGreaterThan(20);
    expect(of(name).filter(request => !isPlausible(request))).toEqual([]);
  });

  it('name themselves as the list does', () => {
    expect(Object.entries(populations).map(([name, population]) => [name, population.name])).toEqual(
      Object.keys(populations).map(name => [name, name]),
    );
  });

  it('look like what they stand for', () => {
    const ratio = (name: PopulationName) => median(of(name).map(r => r.inputTokens / Math.max(1, r.outputTokens)));
    expect(ratio('rag')).toBeGreaterThan(10);
    expect(ratio('batch')).toBeGreaterThan(10);
    expect(ratio('contentapp')).toBeLessThan(1);
    expect(median(of('agent').map(r => r.cachedTokens / r.inputTokens))).toBeGreaterThan(0.5);
    expect(countBy(of('monitor'), r => `${r.account} ${r.prompt}`).size).toBe(smallMix.monitor);
    // A benchmark saturates; a shop's customers do not.
    const distinct = (name: PopulationName) => new Set(of(name).map(r => r.prompt)).size / of(name).length;
    expect(distinct('eval')).toBeLessThan(0.6);
    expect(distinct('contentapp')).toBeGreaterThan(0.99);
    expect(new Set(of('saas').map(r => r.prompt.slice(0, 40))).size).toBe(1);
    expect(new Set(of('campus').map(r => r.ip)).size).toBeLessThanOrEqual(3);
    // A team's conversations move between seats; nobody else's session has two accounts.
    const seats = new Map<string, Set<string>>();
    for (const r of of('team')) seats.set(r.session ?? '', (seats.get(r.session ?? '') ?? new Set()).add(r.account));
    expect([...seats.values()].some(accounts => accounts.size > 1)).toBe(true);
    expect(of('retry').some(r => r.status === 503)).toBe(true);
    expect(of('launch').filter(r => r.model === 'atlas-5').length).toBeGreaterThan(20);
  });
});

describe('the truth file', () => {
  it('has a line for each label', () => {
    expect(truthCsv([])).toBe('account,harvester,campaign,class\n');
    expect(truthCsv([{ account: 'a', harvester: true, campaign: 'h', class: 'attack' }])).toBe(
      'account,harvester,campaign,class\na,1,h,attack\n',
    );
  });
});

function isPlausible({ ip, ja4, status, prompt, latency, inputTokens, outputTokens, cachedTokens }: SimulatedRequest) {
  return (
    /^\d{1,3}(\.\d{1,3}){3}$/.test(ip) &&
    /^t1[23][di]\w+_\w{12}_\w{12}$/.test(ja4) &&
    [200, 400, 401, 403, 404, 429, 500, 503].includes(status) &&
    prompt !== '' &&
    !/undefined|NaN|\{[abn]\}/.test(prompt) &&
    [latency, inputTokens, outputTokens, cachedTokens].every(value => Number.isInteger(value) && value >= 0) &&
    (status === 200) === outputTokens > 0 &&
    cachedTokens <= inputTokens
  );
}
