import { describe, expect, it } from 'vitest';
import { detectors } from '../../src/detectors/index.js';
import { Panel } from '../../src/detectors/panel.js';
import { accountProfile, type Profile } from '../../src/measures/profile.js';
import type { Profiles } from '../../src/measures/profiles.js';
import { atOnce } from '../../src/engine/turns.js';
import { rankSuspects } from '../../src/ranking/rank.js';
import { streamsOf } from '../../src/ranking/streams.js';
import type { RankedSuspect } from '../../src/ranking/suspect.js';
import { columnsPresent } from '../../src/requests/columns.js';
import { account, accounts, crowd, type AccountGiven, type CaseLog } from '../../src/testing/index.js';
import { profilesOf } from '../campaigns/views.js';

const town = crowd(300).with(
  accounts(
    Array.from({ length: 60 }, (_, i) => `busy-${i}`),
    i => ({ requests: 70 + 3 * i }),
  ),
);

/** What the reseller's other customers send, documents, some of them twice. */
const others = account('others', { requests: 250 }).requests.map(({ prompt }) => prompt);
const other = (i: number): unknown => others[i % others.length];

/** One request in so many is the harvester's: a wrapper, a prompt of its own, a long answer. */
const reseller = (every: number, given: AccountGiven = {}): AccountGiven => ({
  requests: 600,
  prompt: (i, { prompt }) =>
    i % every === 0
      ? `Reason step by step in full about this problem before the final answer. ${String(prompt)}`
      : other(i),
  outputTokens: (i, usual) => (i % every === 0 ? 3000 + (i % 71) : usual.outputTokens),
  inputTokens: i => (i % every === 0 ? 120 : 4000 + (i % 97)),
  maxTokens: 4096,
  ...given,
});

const profileOf = (profiles: Profiles, name: string): Profile =>
  accountProfile(profiles, profiles.accounts.intern(name));
const streamsIn = (log: CaseLog) => streamsOf(profileOf(profilesOf(log), 'a'));

function ranked(log: CaseLog, profiles = profilesOf(log)): RankedSuspect[] {
  const panel = new Panel({
    detectors,
    only: [],
    skip: [],
    columns: columnsPresent(log.columns.map(column => ({ column, field: column }))),
    failures: new Map(),
    detectorOptions: {},
    canaries: [],
    duration: () => 3 * 86_400_000,
  });
  for (const account of profiles.each()) panel.gather(account);
  panel.prepare(profiles);
  for (const one of profiles.each()) panel.observe(one);
  return atOnce(rankSuspects({ accounts: profiles, campaigns: [], panel })).suspects;
}

const streamSuspects = (log: CaseLog, profiles = profilesOf(log)) =>
  ranked(log, profiles).filter(({ subject }) => subject.kind === 'stream');

/** Requests in a template are estimated where an account has many. */
const about = (requests: number) => (estimate: number | undefined) => Math.abs((estimate ?? 0) - requests) <= 10;

describe('streamsOf', () => {
  it('finds the one wrapper among many wordings', () => {
    const streams = streamsIn(account('a', reseller(3)));
    expect(streams).toHaveLength(1);
    expect(about(200)(streams[0]?.requests)).toBe(true);
    expect(streams[0]?.outputTokens).toBeGreaterThan(190 * 3000);
  });

  it('takes the first and the last words of one stream for one', () => {
    const bothEnds = account('a', {
      requests: 600,
      prompt: (i, { prompt }) =>
        i % 3 === 0
          ? `Solve the exercise that follows here. ${String(prompt)} Close with one boxed result only.`
          : prompt,
    });
    expect(streamsIn(bothEnds)).toHaveLength(1);
  });

  it('tells two streams apart, the larger first, and keeps three at most', () => {
    const wrappers = ['Solve the exercise below in full:', 'Translate this letter into Czech, please:'];
    const two = account('a', {
      requests: 600,
      prompt: (i, { prompt }) => (i % 6 === 5 ? prompt : `${wrappers[i % 3 === 0 ? 1 : 0] ?? ''} ${String(prompt)}`),
    });
    const [first, second] = streamsIn(two).map(({ requests }) => requests);
    expect([about(300)(first), about(200)(second)]).toEqual([true, true]);
    const many = account('a', {
      requests: 600,
      prompt: (i, { prompt }) =>
        `Department number ${'abcde'[i % 5] ?? ''} ${'vwxyz'[i % 5] ?? ''} wants: ${String(prompt)}`,
    });
    expect(streamsIn(many)).toHaveLength(3);
  });

  it('passes over the whole account, small parts of it, and few requests', () => {
    expect(streamsIn(account('a', reseller(1)))).toEqual([]);
    expect(streamsIn(account('a', reseller(12)))).toEqual([]);
    expect(streamsIn(account('a', reseller(3, { requests: 120 })))).toEqual([]);
    expect(streamsIn(account('a', reseller(3, { requests: 180 })))).toHaveLength(1);
  });

  it('does not take a system prompt for a stream', () => {
    const system = account('a', {
      requests: 600,
      prompt: (i, { prompt }) => [
        { role: 'system', content: i % 3 === 0 ? 'You are a careful tutor of physics.' : `You are helper ${i}.` },
        { role: 'user', content: prompt },
      ],
    });
    expect(streamsIn(system)).toEqual([]);
  });
});

describe('a stream as a suspect', () => {
  const log = town.with(account('a', reseller(3)));
  const streams = streamSuspects(log);

  it('is found in an account a third of whose requests harvest', () => {
    expect(streams.map(({ subject }) => subject.accounts)).toEqual([['a']]);
    const [stream] = streams;
    expect(about(200)(stream?.subject.stream?.requests)).toBe(true);
    expect(stream?.verdict).toBe('systematic-generation');
    expect(stream?.evidence.some(({ family }) => family === 'content')).toBe(true);
  });

  it('is clearly stronger than the account around it, which stays in the list', () => {
    const around = ranked(log).find(({ subject }) => subject.kind === 'account' && subject.accounts[0] === 'a');
    expect(streams[0]?.score).toBeGreaterThanOrEqual(4);
    expect(streams[0]?.score).toBeGreaterThanOrEqual((around?.score ?? 0) + 2);
  });

  it('is none where the account around it is as suspect by itself', () => {
    // Three quarters harvest: hardly anything of the account is left out of its stream.
    const sweep = reseller(1, {
      prompt: (i, { prompt }) =>
        i % 4 === 0 ? prompt : `Reason step by step in full about this problem. ${String(prompt)}`,
    });
    expect(streamsIn(account('a', sweep)).map(({ requests }) => about(450)(requests))).toEqual([true]);
    const suspects = ranked(town.with(account('a', sweep)));
    expect(suspects.filter(({ subject }) => subject.kind === 'stream')).toEqual([]);
    expect(suspects[0]?.subject).toMatchObject({ kind: 'account', accounts: ['a'] });
    expect(suspects[0]?.score).toBeGreaterThanOrEqual(4);
  });

  it('is none where the whole work is in one template: the account is the suspect', () => {
    const whole = ranked(town.with(account('a', reseller(1))));
    expect(whole.filter(({ subject }) => subject.kind === 'stream')).toEqual([]);
    expect(whole[0]?.subject).toMatchObject({ kind: 'account', accounts: ['a'] });
  });

  it('is none where a third repeats one prompt, or is answered in a word', () => {
    const monitor = reseller(3, {
      prompt: i => (i % 3 === 0 ? 'Say the word pong, nothing else.' : other(i)),
    });
    expect(streamSuspects(town.with(account('a', { ...monitor, outputTokens: 90 })))).toEqual([]);
    const classifier = reseller(3, {
      prompt: (i, { prompt }) =>
        i % 3 === 0 ? `Name the category of this message, one word: ${String(prompt)}` : other(i),
      outputTokens: (i, usual) => (i % 3 === 0 ? 3 : usual.outputTokens),
    });
    expect(streamSuspects(town.with(account('a', classifier)))).toEqual([]);
  });

  it('is none where a third is a benchmark that is run again and again', () => {
    const items = Array.from({ length: 20 }, (_, n) => `item ${n} of the public set, ${String(other(7 * n))}`);
    const benchmark = reseller(3, {
      prompt: i => (i % 3 === 0 ? `Reason step by step in full about ${items[(i / 3) % 20] ?? ''}` : other(i)),
    });
    expect(streamSuspects(town.with(account('a', benchmark)))).toEqual([]);
  });

  it('is corrected for all streams that were judged, not for those alone that are listed', () => {
    const resellers = accounts(
      Array.from({ length: 20 }, (_, i) => `reseller-${i}`),
      position => reseller(3, { requests: 300 + position, outputTokens: 40, inputTokens: 4000 }),
    );
    const crowded = town.with(account('a', reseller(3)), resellers);
    const [stream, ...rest] = streamSuspects(crowded);
    expect(stream?.subject.accounts).toEqual(['a']);
    expect(rest).toEqual([]);
    const profiles = profilesOf(crowded);
    const judged = profiles.names().reduce((sum, name) => sum + streamsOf(profileOf(profiles, name)).length, 0);
    expect(judged).toBeGreaterThan(20);
    expect(stream?.falseDiscovery).toBeCloseTo(Math.min(1, judged / 2 ** (stream?.score ?? 0)), 9);
  });

  it('is none in a town without one', () => {
    expect(streamSuspects(town)).toEqual([]);
  });

  it('is the same in any order and cut', () => {
    const bare = (suspects: readonly RankedSuspect[]) =>
      suspects.map(({ score, evidence, falseDiscovery, subject }) => [
        score,
        falseDiscovery,
        evidence.map(({ statement }) => statement),
        subject.stream?.key,
      ]);
    const backwards: CaseLog = { ...log, requests: [...log.requests].reverse() };
    expect(bare(streamSuspects(backwards))).toEqual(bare(streams));
    const [whole, ...parts] = [0, 1, 2].map(part =>
      profilesOf({ ...log, requests: log.requests.filter((_, i) => Math.floor(i / 5) % 3 === part) }),
    ) as [Profiles, Profiles, Profiles];
    for (const part of parts) whole.merge(part);
    expect(bare(streamSuspects(log, whole))).toEqual(bare(streams));
  });
});
