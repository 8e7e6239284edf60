/** Every campaign and every account outside one, judged, scored and put in order. */
import type { Campaign } from '../campaigns/campaign.js';
import type { Assessed, Panel } from '../detectors/panel.js';
import { mergedProfile, type Profile } from '../measures/profile.js';
import { streamProfile } from '../measures/stream-profile.js';
import { templateId } from '../measures/catalogue/templates.js';
import { countEvidence, roundBits } from './evidence-sum.js';
import { falseDiscoveryRates } from './false-discovery.js';
import { mitigate } from './mitigation.js';
import { streamsOf } from './streams.js';
import type { RankedSuspect } from './suspect.js';
import { severityOf, verdictOf } from './verdict.js';

export interface RankingInput {
  readonly names: readonly string[];
  readonly profiles: readonly Profile[];
  readonly campaigns: readonly Campaign[];
  readonly panel: Panel;
  readonly allow: readonly string[];
}

/** Suspects by falling score; equal scores by name. Subjects about which nothing speaks are left out. */
export function rankSuspects({ names, profiles, campaigns, panel, allow }: RankingInput): RankedSuspect[] {
  const index = new Map(names.map((name, i) => [name, i]));
  const weights = new Float64Array(names.length).fill(1);
  const linked = new Set<number>();
  for (const campaign of campaigns) {
    for (const account of campaign.accounts) {
      const i = index.get(account) as number;
      weights[i] = 1 / campaign.accounts.length;
      linked.add(i);
    }
  }
  panel.survey(profiles, weights);
  const allowed = new Set(allow);
  const verdicts = (subject: Assessed) => judge(subject, panel, allowed);
  const suspects = campaigns.map(campaign => verdicts(campaignSubject(campaign, index, profiles)));
  let passedOver = 0;
  names.forEach((name, i) => {
    if (linked.has(i)) return;
    const profile = profiles[i] as Profile;
    const kind = name.startsWith('net:') ? 'network' : 'account';
    const whole = { accounts: [name], indexes: [i], whole: profile, members: [profile], campaign: undefined };
    const account = verdicts({ ...whole, kind, profile });
    suspects.push(account);
    for (const stream of streamsOf(profile)) {
      const part = verdicts({ ...whole, kind: 'stream', profile: streamProfile(profile, stream.key), stream });
      if (part.score >= Math.max(leastStreamScore, account.score + streamGain)) suspects.push(part);
      else passedOver++;
    }
  });
  return graded(suspects, passedOver)
    .filter(suspect => suspect.evidence.length > 0)
    .sort((a, b) => b.score - a.score || (nameOf(a) < nameOf(b) ? -1 : 1));
}

type Judged = Omit<RankedSuspect, 'severity' | 'falseDiscovery'>;

/**
 * Severities need the false discovery rate, and that needs everybody's score; streams that were judged and passed over
 * count among those tried.
 */
function graded(suspects: readonly Judged[], passedOver: number): RankedSuspect[] {
  const counts = new Map<string, number>([['stream', passedOver]]);
  for (const { subject } of suspects) counts.set(subject.kind, (counts.get(subject.kind) ?? 0) + 1);
  const scored = suspects.map(({ subject, score }) => ({ level: subject.kind, score }));
  const rates = falseDiscoveryRates(scored, counts);
  return suspects.map((suspect, i) => {
    const falseDiscovery = rates[i] as number;
    const { score, verdict, ...grounds } = suspect;
    return { ...suspect, falseDiscovery, severity: severityOf(score, verdict, { ...grounds, falseDiscovery }) };
  });
}

/** A stream is a suspect of its own when it is one at all, and clearly more so than the account around it. */
const leastStreamScore = 4;
const streamGain = 2;

function campaignSubject(
  campaign: Campaign,
  index: ReadonlyMap<string, number>,
  profiles: readonly Profile[],
): Assessed {
  const indexes = campaign.accounts.map(account => index.get(account) as number);
  const members = indexes.map(i => profiles[i] as Profile);
  const { stream, accounts } = campaign;
  const whole = mergedProfile(members);
  const profile = stream === undefined ? whole : mergedProfile(members.map(member => streamProfile(member, stream)));
  return { kind: 'campaign', accounts, indexes, profile, whole, members, campaign };
}

function judge(subject: Assessed, panel: Panel, allowed: ReadonlySet<string>): Judged {
  const evidence = countEvidence(panel.assess(subject));
  const mitigating = evidence.length === 0 ? [] : mitigate(subject, allowed);
  const verdict = verdictOf(subject, evidence, mitigating);
  // What speaks against the charge of generation does not weaken a sweep over token probabilities.
  const applied = verdict === 'logit-extraction' ? mitigating.filter(({ id }) => id === 'known-contract') : mitigating;
  const sum = evidence.reduce((total, e) => total + e.counted, 0) + applied.reduce((total, m) => total + m.bits, 0);
  const score = roundBits(sum);
  return { subject, campaign: subject.campaign, score, verdict, evidence, mitigating: applied };
}

function nameOf(suspect: RankedSuspect): string {
  const { accounts, stream } = suspect.subject;
  return suspect.campaign?.id ?? `${accounts[0] ?? ''}${stream === undefined ? '' : ` ${templateId(stream.key)}`}`;
}
