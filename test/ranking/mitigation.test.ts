import { describe, expect, it } from 'vitest';
import { mitigate } from '../../src/ranking/mitigation.js';
import { accounts, account, caseStart, type CaseLog } from '../../src/testing/index.js';
import { accountProfile, mergedProfile } from '../../src/measures/profile.js';
import { profilesOf } from '../campaigns/views.js';
import { subject } from './subjects.js';

/** What speaks for the accounts of a log, taken as one subject. */
function signsOf(log: CaseLog) {
  const profiles = profilesOf(log);
  const names = profiles.names();
  const members = names.map(name => accountProfile(profiles, profiles.accounts.intern(name)));
  return mitigate(subject({ accounts: names, members, profile: mergedProfile(members) }));
}

const ids = (log: CaseLog) => signsOf(log).map(({ id }) => id);
/** An account to which nothing innocent can be said: long answers to ever new wordings of one task, all day. */
const harvester = (given: Parameters<typeof account>[1] = {}) =>
  account('h', {
    requests: 120,
    every: 600_000,
    prompt: i => `Give a complete worked solution for exercise number ${i} in full.`,
    inputTokens: 60,
    outputTokens: 900,
    session: i => `s${i}`,
    ...given,
  });

describe('mitigate', () => {
  it('finds nothing to say for a harvester', () => {
    expect(ids(harvester()).filter(id => id !== 'own-clock' && id !== 'one-payer')).toEqual([]);
  });

  it.each<[string, CaseLog]>([
    ['finite-prompt-set', harvester({ prompt: i => `Question ${i % 20} of the benchmark, please.` })],
    ['tiny-answers', harvester({ outputTokens: 2 })],
    ['input-heavy', harvester({ inputTokens: 9000 })],
    ['cached-prefixes', harvester({ cachedTokens: 50 })],
    ['long-sessions', harvester({ session: i => `s${i % 10}` })],
    ['many-tasks', account('m', { requests: 120, inputTokens: 700, outputTokens: 200 })],
    [
      'human-hours',
      harvester({ requests: 60, time: i => caseStart + Math.floor(i / 20) * 86_400_000 + (i % 20) * 1_500_000 }),
    ],
  ])('%s speaks for whom it describes', (id, log) => {
    expect(ids(log)).toContain(id);
    expect(ids(harvester())).not.toContain(id);
  });

  it('speaks in negative bits, most first', () => {
    const signs = signsOf(harvester({ outputTokens: 2, inputTokens: 9000, cachedTokens: 8000 }));
    expect(signs.length).toBeGreaterThanOrEqual(3);
    const bits = signs.map(sign => sign.bits);
    expect(Math.max(...bits)).toBeLessThan(0);
    expect(bits).toEqual([...bits].sort((a, b) => a - b));
  });

  it('looks for repeats inside each account: one list worked through by many is no benchmark', () => {
    const list = (_position: number) => ({ requests: 60, prompt: (i: number) => `Exercise number ${i} of the list.` });
    expect(ids(accounts(['a', 'b', 'c'], list))).not.toContain('finite-prompt-set');
  });

  it('believes in one payer only when all accounts have the same one', () => {
    const team = (org: (position: number) => string) => accounts(['a', 'b', 'c'], i => ({ org: org(i), requests: 30 }));
    expect(ids(team(() => 'acme'))).toContain('one-payer');
    expect(ids(team(i => `org-${i}`))).not.toContain('one-payer');
    expect(ids(team(() => 'acme').without('org'))).not.toContain('one-payer');
    expect(ids(account('alone', { org: 'acme', requests: 30 }))).not.toContain('one-payer');
  });

  it('does not take colleagues for strangers because one account among them is', () => {
    const bits = (colleagues: number) => {
      const team = accounts(
        Array.from({ length: 8 }, (_, i) => `m-${i}`),
        i => ({ org: i < colleagues ? 'acme' : `org-${i}`, requests: 30 }),
      );
      return signsOf(team).find(({ id }) => id === 'one-payer')?.bits ?? 0;
    };
    expect(bits(8)).toBe(-8);
    expect(bits(7)).toBeLessThan(-5);
    expect(bits(7)).toBeGreaterThan(bits(8));
    expect(bits(6)).toBeLessThan(0);
    expect(bits(5)).toBe(0);
  });

  it('counts nobody among the colleagues who has several payers', () => {
    const team = accounts(['a', 'b', 'c'], i => ({
      org: n => (i === 0 && n % 2 === 0 ? 'other' : 'acme'),
      requests: 30,
    }));
    expect(ids(team)).not.toContain('one-payer');
  });
});
