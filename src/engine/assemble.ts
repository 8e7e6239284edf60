/** From ranked suspects to the published report. */
import { activity, activitySlot } from '../measures/catalogue/activity.js';
import { examples, type Example } from '../measures/catalogue/examples.js';
import { places } from '../measures/catalogue/places.js';
import { traffic } from '../measures/catalogue/traffic.js';
import type { Profile } from '../measures/profile.js';
import { templateId } from '../measures/catalogue/templates.js';
import { parseNetwork } from '../requests/network.js';
import type { ColumnName } from '../requests/batch.js';
import type { Link } from '../campaigns/campaign.js';
import type { RankedSuspect } from '../ranking/suspect.js';
import type { Allowances } from './allow/allowances.js';
import type { InputSummary, LineReference, Member, NetworkSummary, Period, Suspect } from '../reports/report.js';
import { alternativesOf, summaryOf, unknownOf } from './wording.js';

const slices = 24;
const mostNetworks = 12;
const mostLines = 6;

export interface Frame {
  readonly inputs: readonly InputSummary[];
  readonly columns: ReadonlySet<ColumnName>;
  /** ms */
  readonly from: number;
  readonly to: number;
  readonly allowances: Allowances;
}

export function assembleSuspect(suspect: RankedSuspect, rank: number, frame: Frame): Suspect {
  const { subject, campaign } = suspect;
  const { profile, whole, stream } = subject;
  const totals = profile.get(traffic);
  const networks = networksOf(whole);
  const inputIndex = new Map(frame.inputs.map((input, i) => [input.path, i]));
  const own = profile.get(examples);
  const { allowed, lines: allowedBy } = frame.allowances.grant(subject);
  return {
    rank,
    id: `${subject.kind}:${campaign?.id ?? subject.accounts[0] ?? ''}${stream === undefined ? '' : `:${templateId(stream.key)}`}`,
    kind: subject.kind,
    score: suspect.score,
    falseDiscovery: Number(suspect.falseDiscovery.toPrecision(2)),
    severity: suspect.severity,
    verdict: suspect.verdict,
    accounts: [...subject.accounts],
    networks: networks.slice(0, mostNetworks),
    networksOmitted: Math.max(0, networks.length - mostNetworks),
    period: periodOf(totals.first, totals.last),
    requests: totals.requests,
    outputTokens: totals.counted > 0 ? totals.outputTokens : null,
    summary: summaryOf(suspect),
    activity: activityOf(whole, frame),
    evidence: suspect.evidence.map(e => ({
      detector: e.detector,
      family: e.family,
      bits: e.counted,
      statement: e.statement,
      measured: { ...e.measured },
      expected: { ...e.expected },
      techniques: [...e.techniques],
      lines: linesOf(e.examples ?? own, inputIndex),
    })),
    mitigating: suspect.mitigating.map(m => ({ ...m })),
    unknown: unknownOf(frame.columns),
    couldAlsoBe: alternativesOf(suspect.verdict),
    members: membersOf(suspect, allowedBy),
    ...(allowed !== undefined && { allowed: [...allowed] }),
  };
}

export function periodOf(from: number, to: number): Period {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function linesOf(chosen: readonly Example[], inputIndex: ReadonlyMap<string, number>): LineReference[] {
  const lines: LineReference[] = [];
  for (const { input, line } of chosen.slice(0, mostLines)) {
    const index = inputIndex.get(input);
    if (index !== undefined) lines.push({ input: index, line });
  }
  return lines;
}

function networksOf(profile: Profile): NetworkSummary[] {
  return profile
    .get(places)
    .network.entries()
    .map(({ label, count }) => {
      const { prefix, asn, tls, userAgentFamily } = parseNetwork(label);
      const number = asn === undefined ? NaN : Number(asn);
      return {
        prefix: prefix ?? null,
        asn: Number.isInteger(number) ? number : null,
        tls: tls ?? null,
        userAgent: userAgentFamily ?? null,
        requests: count,
      };
    });
}

/** Requests in each of 24 equal slices of the log's period. */
function activityOf(profile: Profile, { from, to }: Frame): number[] {
  const counts = new Array<number>(slices).fill(0);
  const length = Math.max(1, to - from + 1);
  for (const [slot, count] of profile.get(activity).entries()) {
    const middle = Math.min(to, Math.max(from, (slot + 0.5) * activitySlot));
    const slice = Math.min(slices - 1, Math.floor(((middle - from) / length) * slices));
    (counts[slice] as number) += count;
  }
  return counts;
}

/** @param allowedBy line of the entry that covers each */
function membersOf({ subject, campaign }: RankedSuspect, allowedBy: readonly (number | undefined)[]): Member[] {
  if (campaign === undefined) return [];
  const links = subject.accounts.map((): string[] => []);
  for (const link of campaign.links) {
    const words = describeLink(link);
    for (const holder of new Set(link.holders)) links[holder]?.push(words);
  }
  return subject.accounts.map((account, i) => {
    const line = allowedBy[i];
    return {
      account,
      requests: subject.members[i]?.get(traffic).requests ?? 0,
      links: links[i] ?? [],
      ...(line !== undefined && { allowed: line }),
    };
  });
}

/** What a reporter hides without --show-content stands between « ». */
function describeLink({ kind, attribute, label }: Link): string {
  if (label === '') return `${kind}: ${attribute}`;
  return attribute === 'template' ? `${kind}: template («${label}»)` : `${kind}: ${attribute} ${label}`;
}
