import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Allowances, type AllowanceOptions } from '../../../src/engine/allow/allowances.js';
import { claimedAddresses } from '../../../src/engine/allow/claimed.js';
import type { AllowEntry } from '../../../src/engine/allow/entry.js';
import { allowList } from '../../../src/engine/allow/list.js';
import { templateNameProblem } from '../../../src/engine/allow/template-names.js';
import { templateId, templates } from '../../../src/measures/catalogue/templates.js';
import { keyName } from '../../../src/requests/parts.js';
import { account, crowd, type CaseLog } from '../../../src/testing/index.js';
import { profilesOf } from '../../campaigns/views.js';
import { campaignOf, link, subject } from '../../ranking/subjects.js';

const terms = { owner: 'jane', reason: 'contract', expires: null };
const entry = (given: Partial<AllowEntry>): AllowEntry => ({ line: 1, ...terms, ...given });

/** A list over a log: whom of its accounts it covers, and what it says. */
function over(log: CaseLog, allow: readonly AllowEntry[], given: Partial<AllowanceOptions> = {}) {
  const profiles = profilesOf(log);
  const list = new Allowances({ allow, allowFile: 'a.yaml', asOf: '2026-06-01', claimed: [], ...given });
  const profileOf = (name: string) => profiles.profile(profiles.indexOf(name) as number);
  const accounts = [...profiles.each()].map(({ name }) => name);
  for (const one of profiles.each()) if (list.looksAtAll) list.observe(one);
  list.observeNamed(profiles);
  const grant = (names: readonly string[], of: Parameters<typeof subject>[0] = {}) =>
    list.grant(subject({ accounts: names, members: names.map(profileOf), ...of }));
  const columns = new Set(log.columns.map(column => column as 'account'));
  return {
    profileOf,
    grant,
    covered: accounts.filter(name => grant([name]).allowed !== undefined),
    report: () => allowList(list, new Set([...columns, 'promptHead', 'systemHash'] as const)),
  };
}

const office = (i: number) => `198.51.100.${1 + (i % 200)}`;
const log = crowd(3)
  .with(account('alice', { org: 'acme', apiKey: 'sk-a', ip: i => office(i) }))
  .with(account('bob', { org: 'acme', apiKey: i => (i < 18 ? 'sk-b' : 'sk-c'), ip: '203.0.113.9' }))
  .with(account('carol', { org: i => (i === 0 ? 'other' : 'acme'), ip: i => (i < 15 ? '198.51.100.7' : '192.0.2.1') }))
  .with(account('Alice', { org: 'ACME' }));

describe('an entry', () => {
  it.each<[string, Partial<AllowEntry>, string[]]>([
    ['an account, to the letter', { account: ['alice'] }, ['alice']],
    ['several accounts', { account: ['alice', 'bob', 'nobody'] }, ['alice', 'bob']],
    ['nobody by another spelling', { account: ['ALICE', 'alice ', 'аlice', 'alice\u200b'] }, []],
    ['accounts of an organisation, one request in twenty aside', { organization: ['acme'] }, ['alice', 'bob', 'carol']],
    ['accounts of a key', { key: [keyName('sk-a')] }, ['alice']],
    ['nobody by nine tenths of the requests', { key: [keyName('sk-b')] }, []],
    ['who has two keys, by both', { key: [keyName('sk-b'), keyName('sk-c')] }, ['bob']],
    ['accounts of a network', { cidr: ['198.51.100.0/24'] }, ['alice']],
    ['of two networks', { cidr: ['198.51.100.0/24', '192.0.2.1'] }, ['alice', 'carol']],
    ['whom all that is named fits', { organization: ['acme'], cidr: ['203.0.113.9'] }, ['bob']],
    ['nobody whom a part alone fits', { account: ['alice'], cidr: ['203.0.113.9'] }, []],
    ['nobody when it names nothing', {}, []],
  ])('covers %s', (_what, given, covered) => {
    expect(over(log, [entry(given)]).covered.sort()).toEqual([...covered].sort());
  });

  it('covers by a network wider than the prefixes, however many addresses there are', () => {
    const many = account('many', { requests: 400, ip: i => `198.51.100.${i % 250}` });
    expect(over(many, [entry({ cidr: ['198.51.0.0/16'] })]).covered).toEqual(['many']);
    expect(over(many, [entry({ cidr: ['2001:db8::/32', '198.51.100.0/25'] })]).covered).toEqual([]);
  });

  it('allows nobody of whom it cannot be told, and says so', () => {
    const many = account('many', { requests: 400, apiKey: i => `sk-${i % 40}` });
    const keys = Array.from({ length: 40 }, (_, i) => keyName(`sk-${i}`));
    const { covered, report } = over(many, [entry({ key: keys })]);
    expect(covered).toEqual([]);
    expect(report().notes.join('\n')).toContain('1 account use more addresses, keys or organisations');
  });

  const wording = 'You are a careful annotator of legal texts';
  const wrapped = account('wrapped', { requests: 60, prompt: i => `${wording}, number ${i}: ${'x'.repeat(i % 7)}y` });
  const mixed = account('mixed', {
    requests: 100,
    prompt: (i, usual) => (i % 2 === 0 ? `${wording}: ${i} b` : usual.prompt),
  });

  it('covers by the wording of a template, or its id, who uses nothing else', () => {
    const { covered, profileOf } = over(wrapped.with(mixed), [entry({ template: [wording] })]);
    expect(covered).toEqual(['wrapped']);
    const id = templateId(profileOf('wrapped').get(templates).commonestText()?.key ?? 0);
    expect(over(wrapped.with(mixed), [entry({ template: [id] })]).covered).toEqual(['wrapped']);
    expect(templateNameProblem(id)).toBeUndefined();
    expect(templateNameProblem(wording)).toBeUndefined();
    expect(templateNameProblem('You are a careful')).toContain('five at least');
  });

  it('covers a stream, or a campaign that is judged by it, by its template', () => {
    const list = over(mixed.with(wrapped), [entry({ template: [wording] })]);
    const use = list
      .profileOf('wrapped')
      .get(templates)
      .values()
      .find(({ kind }) => kind === 'head');
    if (use === undefined) throw new Error('no head');
    expect(list.grant(['mixed'], { kind: 'stream', stream: use }).allowed).toHaveLength(1);
    const group = { ...campaignOf(link('software', 8)), stream: use.key };
    expect(list.grant(['mixed', 'wrapped'], { campaign: group }).allowed).toMatchObject([{ accounts: 2 }]);
    expect(list.grant(['mixed', 'wrapped'], { campaign: { ...group, stream: 1 } })).toEqual({ lines: [undefined, 1] });
    expect(list.report().notes.join('\n')).toContain('allows whoever words prompts so');
  });
});

describe('a list', () => {
  it('allows a campaign when each of its accounts is, by whatever entries', () => {
    const both = over(log, [
      entry({ account: ['alice'] }),
      entry({ line: 5, account: ['bob'], expires: '2026-06-01' }),
    ]);
    expect(both.grant(['alice', 'bob'])).toEqual({
      lines: [1, 5],
      allowed: [
        { line: 1, ...terms, accounts: 1 },
        { line: 5, ...terms, expires: '2026-06-01', accounts: 1 },
      ],
    });
    expect(both.grant(['alice', 'carol'])).toEqual({ lines: [1, undefined] });
  });

  it('holds until the last day, and not longer', () => {
    const until = (asOf: string) => over(log, [entry({ account: ['alice'], expires: '2026-06-30' })], { asOf });
    expect(until('2026-06-30').covered).toEqual(['alice']);
    expect(until('2026-07-01').covered).toEqual([]);
    expect(until('2026-06-30').report().notes).toEqual(['a.yaml:1: expires today, on 2026-06-30']);
    expect(until('2026-06-15').report().notes).toEqual([]);
    expect(until('2026-06-16').report().notes).toEqual(['a.yaml:1: expires in 14 days, on 2026-06-30']);
    const late = until('2026-07-01');
    expect(late.report()).toMatchObject({
      asOf: '2026-07-01',
      entries: [{ status: 'expired', accounts: 1 }],
      notes: ['a.yaml:1: expired on 2026-06-30 (jane): no longer allows 1 suspect'],
    });
    expect(() => over(log, [entry({ account: ['a'], expires: '2026-06-30' })], { asOf: undefined })).toThrow(
      'day of the judgement',
    );
  });

  it('names what matches nothing, and why', () => {
    const { report } = over(log.without('org'), [
      entry({ account: ['alice', 'x', 'y'] }),
      entry({ line: 3, organization: ['acme'] }),
      entry({ line: 4, key: [keyName('sk-b')] }),
    ]);
    expect(report()).toMatchObject({
      entries: [{ status: 'used' }, { status: 'unmatched' }, { status: 'unused' }],
      notes: [
        'a.yaml:1: account x, y match nothing',
        'a.yaml:3: organization acme matches nothing, since the log has no column org',
        'a.yaml:4: covers nobody: no account has what it names in 95 % of its requests',
      ],
    });
    expect(over(log, []).report().notes).toEqual(['a.yaml names nobody']);
    expect(over(log, []).report()).not.toHaveProperty('asOf');
  });

  it('names what is said twice, and what is contradicted', () => {
    const { report } = over(log, [
      entry({ account: ['alice', 'bob', 'alice'] }),
      entry({ line: 4, account: ['bob', 'alice'] }),
      entry({ line: 8, account: ['alice', 'bob'], owner: 'joe', expires: '2027-01-01' }),
    ]);
    expect(report().notes).toEqual([
      'a.yaml:1: names account alice more than once',
      'a.yaml:4: names the same as line 1: one of them can go',
      'a.yaml:8: names the same as line 1, with another owner and expires: each holds until its own end',
    ]);
  });

  it('believes no address that a client may have written', () => {
    const claimed = claimedAddresses([{ path: 'edge.log', mapping: { ip: 'ip', forwardedFor: 'xff' } }]);
    expect(claimed).toEqual(['edge.log']);
    const { covered, report } = over(
      log,
      [entry({ cidr: ['198.51.100.0/24'] }), entry({ line: 2, account: ['bob'] })],
      { claimed },
    );
    expect(covered).toEqual(['bob']);
    expect(report().notes.join('\n')).toContain('clients may have written those of edge.log; name your proxies');
    expect(claimedAddresses([{ path: 'a', mapping: { ip: 'x_forwarded_for' } }])).toEqual(['a']);
    expect(claimedAddresses([{ path: 'a', mapping: { ip: 'x_forwarded_for' } }], ['10.0.0.0/8'])).toEqual([]);
    expect(claimedAddresses([{ path: 'a', mapping: { ip: 'client_ip' } }])).toEqual([]);
    const nameless = account('x', { account: null, apiKey: null, ip: '203.0.113.5', userAgent: 'curl/8.0' });
    const [name = ''] = [...profilesOf(nameless).each()].map(one => one.name);
    expect(name).toMatch(/^net:203\.0\.113\.5/);
    expect(over(nameless, [entry({ account: [name] })]).covered).toEqual([name]);
    expect(over(nameless, [entry({ account: [name] })], { claimed }).covered).toEqual([]);
  });

  it('covers no account by a name that merely looks like it', () => {
    const names = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, name => {
        fc.pre(name !== 'alice');
        const forms = [
          name,
          name.toUpperCase(),
          name.normalize('NFD'),
          `alice${name}`,
          encodeURIComponent('alice') + ' ',
        ];
        expect(over(account('alice'), [entry({ account: forms.filter(form => form !== 'alice') })]).covered).toEqual(
          [],
        );
      }),
      { numRuns: 20 },
    );
  });
});
