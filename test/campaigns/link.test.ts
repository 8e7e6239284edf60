import { describe, expect, it } from 'vitest';
import { linkOf } from '../../src/campaigns/campaign.js';
import { linkAccounts } from '../../src/campaigns/link.js';
import { accounts, crowd, drawFrom, type CaseLog, type CaseRequest } from '../../src/testing/index.js';
import { profilesOf } from './views.js';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const town = crowd(120).with(accounts(names('busy', 30), i => ({ requests: 50 + 3 * i })));
const found = (log: CaseLog) => linkAccounts(profilesOf(log));

const wrapped = (_: number, usual: CaseRequest) =>
  `Solve the exercise below step by step and justify each step. ${String(usual.prompt)}`;
const tool = { ja4: 't13d0909h1_000000000001_000000000002', userAgent: 'harvest/1.0' };
const hydra = names('hydra', 12);

describe('linkAccounts', () => {
  it('links nobody in a town of strangers', () => {
    expect(found(town)).toEqual([]);
    expect(found(crowd(3))).toEqual([]);
  });

  it('finds a hydra whole, and nobody else', () => {
    const heads = accounts(hydra, i => ({ ...tool, prompt: wrapped, asn: '64500', requests: 40 + (i % 2) }));
    const campaigns = found(town.with(heads));
    expect(campaigns.map(({ accounts: members }) => members)).toEqual([[...hydra].sort()]);
    const [campaign] = campaigns;
    expect(new Set(campaign?.links.map(({ kind }) => kind))).toEqual(
      new Set(['software', 'infrastructure', 'schedule']),
    );
    expect(linkOf(campaign, 'template')?.outside).toBe(0);
    expect(campaign?.population).toBe(linkable(town.with(heads)));
    expect(campaign?.streamRequests.reduce((a, b) => a + b)).toBe(12 * 40 + 6);
  });

  it('names a campaign by its members alone', () => {
    const heads = (requests: number) => accounts(hydra, { ...tool, prompt: wrapped, asn: '64500', requests });
    const [one] = found(town.with(heads(40)));
    const [other] = found(crowd(150, 'elsewhere').with(heads(55)));
    expect(one?.id).toMatch(/^[0-9a-f]{6}$/);
    expect(other?.id).toBe(one?.id);
  });

  it('demands two kinds: one shared address links nobody', () => {
    expect(found(town.with(accounts(names('nat', 12), i => ({ ip: '203.0.113.7', requests: spread(i) }))))).toEqual([]);
  });

  it('demands two kinds: several views of one tool link nobody', () => {
    // One wrapper, one client, one set of parameters: the users of an application, each as busy as he likes.
    const users = accounts(names('user', 16), i => ({
      ...tool,
      prompt: wrapped,
      temperature: 0.31,
      requests: spread(i),
    }));
    expect(found(town.with(users))).toEqual([]);
  });

  it('demands two kinds: equal loads alone link nobody', () => {
    expect(found(town.with(accounts(names('even', 12), { requests: 45 })))).toEqual([]);
  });

  it('finds the pool behind refused prompts, with nothing else in common but the client', () => {
    const draw = drawFrom('pool');
    const start = town.requests[0]?.time ?? 0;
    const pool = names('pool', 4);
    const jobs = Array.from({ length: 80 }, (_, i) => ({
      text: `Item ${i} of the list: ${draw.integer(1e9)}`,
      at: start + i * 2_000_000,
    }));
    const log = accounts(pool, position => ({
      requests: 40,
      userAgent: 'pool/9.9',
      prompt: i => jobs[(i * 2 + (position >> 1)) % 80]?.text,
      time: i => (jobs[(i * 2 + (position >> 1)) % 80]?.at ?? 0) + (position % 2) * 9000,
      status: position % 2 === 0 ? 429 : 200,
    }));
    const members = found(town.with(log)).flatMap(({ accounts: all }) => all);
    expect(members.length).toBeGreaterThanOrEqual(2);
    expect(members.filter(name => !pool.includes(name))).toEqual([]);
  });

  it('does not depend on who comes first in the log', () => {
    const heads = accounts(hydra, { ...tool, prompt: wrapped, asn: '64500', requests: 40 });
    const log = town.with(heads);
    const backwards: CaseLog = { ...log, requests: [...log.requests].reverse() };
    const bare = (all: ReturnType<typeof found>) =>
      all.map(campaign => ({ ...campaign, links: campaign.links.map(link => ({ ...link, examples: [] })) }));
    expect(bare(found(backwards))).toEqual(bare(found(log)));
  });
});

/** Volumes as different as those of customers are. */
function spread(i: number): number {
  return Math.round(8 * 1.35 ** (i % 12));
}

/** Accounts with at least five requests. */
function linkable(log: CaseLog): number {
  const counts = new Map<unknown, number>();
  for (const { account } of log.requests) counts.set(account, (counts.get(account) ?? 0) + 1);
  return [...counts.values()].filter(count => count >= 5).length;
}
