/** One suspect in words. */
import type { Evidence, Member, NetworkSummary, Run, Severity, Suspect } from './report.js';
import { allowedMembers } from './story-allowed.js';
import { amount, count, duration, length, number, percent, period, signed, who, words } from './wording.js';

export interface SuspectStory {
  readonly rank: number;
  readonly severity: Severity;
  readonly verdict: string;
  readonly who: string;
  readonly requests: string;
  /** `–` when the log carries none. */
  readonly outputTokens: string;
  /** `61.4` */
  readonly score: string;
  /** `campaign 7f3a2c · 300 accounts in 15 networks` */
  readonly heading: string;
  /** Verdict, requests, tokens, period. */
  readonly facts: readonly string[];
  readonly summary: string;
  readonly activity: readonly number[];
  /** The log's period, which the bars divide. */
  readonly activityOver: string;
  readonly activityCaption: string;
  readonly evidence: readonly LedgerEntry[];
  readonly mitigating: readonly LedgerEntry[];
  readonly notSeen: readonly string[];
  readonly couldAlsoBe: readonly string[];
  /** MITRE ATLAS and OWASP ids. */
  readonly techniques: readonly string[];
  /** Links that every member has. */
  readonly sharedLinks: readonly string[];
  readonly members: readonly MemberLine[];
  /** What an operator allows of it, where that is not all. */
  readonly allowedMembers: readonly string[];
  readonly networks: readonly NetworkLine[];
  readonly networksOmitted: number;
  /** `path:line`, the strongest evidence first. */
  readonly lines: readonly string[];
  readonly inspect: string;
}

export interface LedgerEntry {
  /** `+18.2`, `–1.5` */
  readonly bits: string;
  readonly mitigates: boolean;
  readonly family: string;
  readonly detector: string;
  readonly statement: string;
  /** Empty when nothing was expected. */
  readonly expected: string;
}

export interface MemberLine {
  readonly account: string;
  readonly requests: string;
  /** Links beside those that all share. */
  readonly links: string;
}

export interface NetworkLine {
  /** Prefix, AS number, TLS fingerprint, user agent, as far as they are known. */
  readonly parts: readonly string[];
  readonly requests: string;
}

/** Log lines named for one suspect; the JSON report has all. */
const mostLines = 6;

export function suspectStory(suspect: Suspect, run: Run): SuspectStory {
  const { requests, outputTokens, evidence, mitigating } = suspect;
  const shared = sharedLinks(suspect.members);
  return {
    rank: suspect.rank,
    severity: suspect.severity,
    verdict: words(suspect.verdict),
    who: who(suspect),
    requests: number(requests),
    outputTokens: outputTokens === null ? '–' : amount(outputTokens),
    score: suspect.score.toFixed(1),
    heading: heading(suspect),
    facts: [
      words(suspect.verdict),
      count(requests, 'request'),
      outputTokens === null ? 'output tokens not in the log' : `${amount(outputTokens)} output tokens`,
      period(suspect.period),
      ...chance(suspect),
    ],
    summary: suspect.summary,
    activity: suspect.activity,
    activityOver: run.period === null ? '' : period(run.period),
    activityCaption: activityCaption(suspect.activity, run),
    evidence: evidence.map(ledgerEntry),
    mitigating: mitigating.map(({ id, bits, statement }) => {
      return { bits: signed(bits, '–'), mitigates: true, family: 'mitigating', detector: id, statement, expected: '' };
    }),
    notSeen: suspect.unknown,
    couldAlsoBe: suspect.couldAlsoBe,
    techniques: [...new Set(evidence.flatMap(({ techniques }) => techniques))],
    sharedLinks: shared,
    members: suspect.members.map(member => memberLine(member, shared)),
    allowedMembers: allowedMembers(suspect, run.allow),
    networks: suspect.networks.map(networkLine),
    networksOmitted: suspect.networksOmitted,
    lines: lineNames(evidence, run),
    inspect: `revenuer inspect ${argument(suspect)} --report report.json`,
  };
}

/** How surprising it is, in words that need no statistics. */
function chance({ falseDiscovery: rate }: Suspect): string[] {
  if (rate === undefined) return [];
  if (rate >= 0.5) return ['as strong as chance makes some of so many'];
  if (rate < 0.0001) return ['fewer than 1 in 10,000 such findings are chance'];
  return [`1 in ${number(Math.round(1 / rate))} such findings is chance`];
}

function heading(suspect: Suspect): string {
  const networks = suspect.networks.length + suspect.networksOmitted;
  return networks === 0 || suspect.kind === 'network'
    ? who(suspect)
    : `${who(suspect)} in ${count(networks, 'network')}`;
}

function activityCaption(activity: readonly number[], { period: whole }: Run): string {
  const ms = whole === null ? undefined : length(whole);
  if (whole === null || ms === undefined || activity.length === 0) return '';
  const quiet = activity.filter(requests => requests === 0).length;
  return `${duration(ms / activity.length)} a bar, peak ${number(Math.max(...activity))}${quiet > 0 ? `, ${quiet} idle` : ''}`;
}

function ledgerEntry({ bits, family, detector, statement, expected }: Evidence): LedgerEntry {
  const parts = Object.entries(expected).map(([key, value]) => expectation(key, value));
  return { bits: signed(bits, '+'), mitigates: false, family, detector, statement, expected: parts.join(', ') };
}

/** `tail` is the share of accounts that show at least as much; strings are phrases that follow their key. */
function expectation(key: string, value: number | string): string {
  if (key === 'tail' && typeof value === 'number') return `as much in ${percent(value)} of accounts`;
  return `${words(key)} ${typeof value === 'number' ? number(value) : value}`;
}

function sharedLinks(members: readonly Member[]): string[] {
  const [first, ...others] = members.map(({ links }) => links);
  if (first === undefined || others.length === 0) return [];
  const seen = others.map(links => new Set(links));
  return first.filter(link => seen.every(links => links.has(link)));
}

function memberLine({ account, requests, links, allowed }: Member, shared: readonly string[]): MemberLine {
  const own = links.filter(link => !shared.includes(link)).join('; ');
  const told = own || (shared.length > 0 ? 'as all' : 'no link named');
  return { account, requests: number(requests), links: allowed === undefined ? told : `${told}; allowed` };
}

function networkLine({ prefix, asn, tls, userAgent, requests }: NetworkSummary): NetworkLine {
  const known = [prefix, asn === null ? null : `AS${asn}`, tls, userAgent];
  const parts = known.filter(part => part !== null && part !== '') as string[];
  return { parts: parts.length > 0 ? parts : ['unknown'], requests: number(requests) };
}

/** Each line once; a file is named before each of its lines, so that `path:line` can be clicked or copied. */
function lineNames(evidence: readonly Evidence[], { inputs }: Run): string[] {
  const all = evidence.flatMap(({ lines }) =>
    lines.map(({ input, line }) => `${inputs[input]?.path ?? `input ${input}`}:${line}`),
  );
  return [...new Set(all)].slice(0, mostLines);
}

/** What `inspect` finds the suspect by: never a name from the log, which a shell might obey. */
function argument({ id, rank }: Suspect): string {
  const campaign = /^campaign:([0-9a-z]{4,40})$/.exec(id)?.[1];
  return campaign ?? String(rank);
}
