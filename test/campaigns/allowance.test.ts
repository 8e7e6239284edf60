import { describe, expect, it } from 'vitest';
import { linkAccounts } from '../../src/campaigns/link.js';
import { accounts, crowd, type AccountGiven, type CaseLog } from '../../src/testing/index.js';
import { profilesOf } from './views.js';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const ring = names('ring', 5);
const found = (log: CaseLog) => linkAccounts(profilesOf(log)).map(({ accounts: members }) => members);

/** Five equal loads: a kind of link that holds, and decides nothing alone. */
const equal = (given: AccountGiven) =>
  accounts(ring, i => ({ ...given, requests: 24, ip: `203.0.${i}.7`, asn: String(64500 + i) }));
const tool = { ja4: 't13d0909h1_000000000001_000000000002', userAgent: 'harvest/1.0' };

/** Ordinary customers share clients, parameters and networks in thousands of combinations. */
const searched = crowd(300);
/** As many, who share nothing: hardly a group is tried. */
const apart = accounts(names('apart', 300), i => ({
  requests: 5 + (i % 9) ** 2,
  userAgent: `own-${i}/1.0`,
  ja4: null,
  maxTokens: 100 + i,
  asn: String(3000 + i),
}));

describe('the allowance for the groups tried', () => {
  it('leaves a group that few others were tried beside', () => {
    expect(found(apart.with(equal(tool)))).toEqual([ring]);
  });

  it('takes the same group when it is one of thousands searched', () => {
    expect(found(searched.with(equal(tool)))).toEqual([]);
  });

  it('leaves the users of one wrapper, few of which are shared, among thousands searched', () => {
    const wrapper = {
      prompt: (_: number, usual: { prompt?: unknown }) => `Reply in the persona of: ${String(usual.prompt)}`,
    };
    expect(found(searched.with(equal(wrapper)))).toEqual([ring]);
  });
});
