/** One suspect in words. */
import type { Evidence, NetworkSummary, Run, Severity, Suspect } from './report.js';
import { amount, count, duration, length, number, percent, period, who, words } from './wording.js';

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
  readonly members: readonly MemberLine[];
  readonly networks: readonly NetworkLine[];
  readonly networksOmitted: number;
  /** `path:line`, the strongest evidence first. */
  readonly lines: readonly string[];
  readonly inspect: string;
}

export interface LedgerEntry {
  readonly bits: number;
  readonly family: string;
  readonly detector: string;
  readonly statement: string;
  /** Empty when nothing was expected. */
  readonly expected: string;
}

export interface MemberLine {
  readonly account: string;
  readonly requests: string;
  readonly links: readonly string[];
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
    ],
    summary: suspect.summary,
    activity: suspect.activity,
    activityOver: run.period === null ? '' : period(run.period),
    activityCaption: activityCaption(suspect.activity, run),
    evidence: evidence.map(ledgerEntry),
    mitigating: mitigating.map(({ id, bits, statement }) => {
      return { bits, family: 'mitigating', detector: id, statement, expected: '' };
    }),
    notSeen: suspect.unknown,
    couldAlsoBe: suspect.couldAlsoBe,
    techniques: [...new Set(evidence.flatMap(({ techniques }) => techniques))],
    members: suspect.members.map(({ account, requests: own, links }) => ({ account, requests: number(own), links })),
    networks: suspect.networks.map(networkLine),
    networksOmitted: suspect.networksOmitted,
    lines: lineNames(evidence, run),
    inspect: `revenuer inspect ${argument(suspect)} --report report.json`,
  };
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
  return { bits, family, detector, statement, expected: parts.join(', ') };
}

/** `tail` is the share of accounts that show at least as much; strings are phrases that follow their key. */
function expectation(key: string, value: number | string): string {
  if (key === 'tail' && typeof value === 'number') return `as much in ${percent(value)} of accounts`;
  return `${words(key)} ${typeof value === 'number' ? number(value) : value}`;
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
