/** A town of people who share what strangers share: none of it makes a campaign, in whatever combination. */
import { describe, expect, it } from 'vitest';
import { linkAccounts } from '../../src/campaigns/link.js';
import { accounts, caseStart, crowd, drawFrom, type AccountGiven, type CaseRequest } from '../../src/testing/index.js';
import { profilesOf } from './views.js';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const python = { ja4: 't13d1516h2_8daaf6152771_02713d6af862', userAgent: 'OpenAI/Python 1.68.2' };
const browser = {
  ja4: 't13d1516h2_acb858a92679_e5627efa2ab1',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/136.0',
};
const script = { ja4: 't12d1409h1_5b57614c22b0_3d5424432f57', userAgent: 'python-httpx/0.28.1' };
const node = { ja4: 't13d1312h1_f57a46bbacb6_ab7e3b40a677', userAgent: 'OpenAI/JS 5.12.2' };
const sdks = [python, python, script, node] as const;
const app = { ja4: 't13d1714h2_5b57614c22b0_7121afd63204', userAgent: 'TranslateDesk/4.2' };

/** The wording that a public tool puts around what its users give it. */
const translated = (_: number, { prompt }: CaseRequest) =>
  `Translate the following text into English, keeping names and numbers as they are. ${String(prompt)}`;

/** Everybody of a seed: volumes as different as those of customers are. */
function townOf(seed: string) {
  const draw = drawFrom(seed);
  const volume = () => Math.max(5, Math.min(300, Math.round(draw.logNormal(18, 1))));
  const octet = () => 1 + draw.integer(254);
  // Some of each group use the tool, wherever they are.
  const maybeTool = (): AccountGiven => (draw.uniform() < 0.2 ? { ...app, prompt: translated } : {});
  const dayAndNight = (requests: number) => {
    const times = Array.from({ length: requests }, () => caseStart + Math.floor(draw.uniform() * 3 * 86_400_000));
    times.sort((a, b) => a - b);
    return (i: number) => times[i];
  };
  const campus = accounts(names('campus', 30), () => ({
    ...(draw.uniform() < 0.4 ? browser : {}),
    ip: '198.51.100.9',
    asn: '64501',
    requests: volume(),
    ...maybeTool(),
  }));
  const tunnel = accounts(names('vpn', 20), () => ({
    ip: i => (i % 3 === 0 ? `203.0.113.${1 + (i % 4)}` : '203.0.113.1'),
    asn: '64502',
    requests: volume(),
    ...maybeTool(),
  }));
  const servers = accounts(names('cloud', 25), () => {
    const requests = volume();
    // Servers run some SDK or other, and some of them never sleep.
    const clock = draw.uniform() < 0.4 ? { time: dayAndNight(requests) } : {};
    return { ...draw.pick(sdks), ip: `192.0.2.${octet()}`, asn: '64503', requests, ...clock, ...maybeTool() };
  });
  const users = accounts(names('tool', 40), () => ({ ...app, prompt: translated, requests: volume() }));
  return crowd(150, seed).with(campus, tunnel, servers, users);
}

/** Campaigns in short: what is glued, by what. */
function glued(seed: string, ...without: Parameters<ReturnType<typeof crowd>['without']>): string[] {
  return linkAccounts(profilesOf(townOf(seed).without(...without))).map(({ accounts: members, links }) => {
    const by = links.map(({ attribute, unadjusted, label }) => `${attribute} ${unadjusted.toFixed(1)} ${label}`);
    return `${members.join(' ')} by ${by.join('; ')}`;
  });
}

describe('a town of strangers with tools and networks in common', () => {
  it.each('monday tuesday wednesday thursday friday saturday sunday'.split(' '))('glues nobody on %s', seed => {
    expect(glued(seed)).toEqual([]);
  });

  it('glues nobody where the log knows less', () => {
    expect(glued('monday', 'prompt')).toEqual([]);
    expect(glued('tuesday', 'ip')).toEqual([]);
    expect(glued('wednesday', 'ja4', 'userAgent')).toEqual([]);
  });
});

describe('the same town with a campaign in it', () => {
  it('shows the campaign, and nobody of the town', () => {
    const ring = names('ring', 12);
    const heads = accounts(ring, i => ({
      ...python,
      ip: `192.0.2.${20 + Math.floor(i / 2)}`,
      asn: '64503',
      requests: 60 + (i % 3),
      prompt: (_, { prompt }) => `Work out the problem below and show each step of the working. ${String(prompt)}`,
    }));
    const found = linkAccounts(profilesOf(townOf('monday').with(heads)));
    expect(found.map(({ accounts: members }) => members)).toEqual([[...ring].sort()]);
  });
});
