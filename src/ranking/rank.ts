/** Every campaign and every account outside one, judged, scored and put in order. */
import type { Campaign } from '../campaigns/campaign.js';
import type { Assessed, Panel, RawEvidence } from '../detectors/panel.js';
import type { Account, AccountStore } from '../measures/account-store.js';
import { traffic } from '../measures/catalogue/traffic.js';
import type { TemplateUse } from '../measures/catalogue/templates.js';
import { mergedProfile, type Profile } from '../measures/profile.js';
import { streamProfile } from '../measures/stream-profile.js';
import { templateId } from '../measures/catalogue/templates.js';
import { countEvidence, roundBits } from './evidence-sum.js';
import { falseDiscoveryRates, type Scored } from './false-discovery.js';
import { mitigate } from './mitigation.js';
import { streamsOf } from './streams.js';
import type { RankedSuspect } from './suspect.js';
import { severityOf, verdictOf } from './verdict.js';

export interface RankingInput {
  readonly accounts: AccountStore;
  readonly campaigns: readonly Campaign[];
  /** Has observed the accounts. */
  readonly panel: Panel;
  /** What is known of accounts without asking for their states. */
  readonly overview?: {
    requests(index: number): number;
    /** Whether an account may have streams of its own. */
    mayDivide(index: number): boolean;
  };
  /** Suspects that are kept: a log of millions of accounts may have hundreds of thousands of feeble ones. */
  readonly most?: number;
}

export interface Ranking {
  /** By falling score; equal scores by name. Subjects about which nothing speaks are left out. */
  readonly suspects: RankedSuspect[];
  /** Suspects with lower scores, beyond the most that are kept. */
  readonly omitted: number;
}

/** More than anybody reads; of each there are some kilobytes. */
export const mostSuspects = 20_000;

/** In steps: each says how far it is. */
export function* rankSuspects(
  input: RankingInput,
): Generator<{ readonly stage: 'judging'; readonly done: number; readonly accounts: number }, Ranking, void> {
  const { accounts, campaigns, panel, overview, most = mostSuspects } = input;
  const linked = new Map<number, number>();
  for (const { accounts: members } of campaigns) {
    for (const name of members) linked.set(accounts.indexOf(name) as number, 1 / members.length);
  }
  panel.compare(accounts.count, linked);
  const tally = new Tally({ panel, most });
  for (const campaign of campaigns) tally.judge(campaignSubject(campaign, accounts));
  const least = panel.leastRequests;
  for (const account of accounts.each()) {
    yield { stage: 'judging', done: account.index, accounts: accounts.count };
    if (linked.has(account.index)) continue;
    const requests = overview?.requests(account.index) ?? account.profile.get(traffic).requests;
    if (requests < least) tally.pass(kindOf(account.name));
    else judgeAccount(account, tally, input);
  }
  return graded(tally);
}

function byScore(a: Judged, b: Judged): number {
  return b.score - a.score || (nameOf(a) < nameOf(b) ? -1 : 1);
}

function judgeAccount(account: Account, tally: Tally, { accounts, overview }: RankingInput): void {
  const { index, profile } = account;
  const score = tally.judge(accountSubject(account, profile), {
    kept: () => accountSubject(account, accounts.profile(index)),
  });
  if (overview?.mayDivide(index) === false) return;
  for (const stream of streamsOf(profile)) {
    tally.judge(streamSubject(account, profile, stream), {
      least: Math.max(leastStreamScore, score + streamGain),
      kept: () => streamSubject(account, accounts.profile(index), stream),
    });
  }
}

function accountSubject({ index, name }: Account, profile: Profile): Assessed {
  const members = [profile];
  return {
    kind: kindOf(name),
    accounts: [name],
    indexes: [index],
    profile,
    whole: profile,
    members,
    campaign: undefined,
  };
}

function streamSubject(account: Account, whole: Profile, stream: TemplateUse): Assessed {
  return { ...accountSubject(account, whole), kind: 'stream', profile: streamProfile(whole, stream.key), stream };
}

function kindOf(name: string): 'network' | 'account' {
  return name.startsWith('net:') ? 'network' : 'account';
}

/** Who is suspected, and how many were judged of each kind: about most of them nothing is said, and nothing is kept. */
class Tally {
  /** Scores of all suspects, and those of them that are kept. */
  readonly scores: Scored[] = [];
  #suspects: Placed[] = [];
  readonly judged = new Map<string, number>();
  readonly #panel: Panel;
  readonly #most: number;

  constructor({ panel, most }: { panel: Panel; most: number }) {
    this.#panel = panel;
    this.#most = most;
  }

  /** In order, at most as many as are kept. */
  get suspects(): readonly Placed[] {
    return (this.#suspects = this.#suspects.sort((a, b) => byScore(a.suspect, b.suspect)).slice(0, this.#most));
  }

  /** Counts a subject about whom nothing can be said. */
  pass(kind: Assessed['kind']): void {
    this.judged.set(kind, (this.judged.get(kind) ?? 0) + 1);
  }

  /**
   * Returns the score.
   * @param least a subject that scores less is counted and passed over
   * @param kept the subject with profiles that may be kept
   */
  judge(subject: Assessed, { least = -Infinity, kept }: { least?: number; kept?: () => Assessed } = {}): number {
    this.pass(subject.kind);
    const said = this.#panel.assess(subject);
    if (said.length === 0) return 0;
    const judged = judge(subject, said);
    if (judged.score < least) return judged.score;
    this.#suspects.push({
      place: this.scores.length,
      suspect: kept === undefined ? judged : { ...judged, subject: kept() },
    });
    this.scores.push({ level: subject.kind, score: judged.score });
    if (this.#suspects.length >= 2 * this.#most) void this.suspects;
    return judged.score;
  }
}

type Judged = Omit<RankedSuspect, 'severity' | 'falseDiscovery'>;

interface Placed {
  readonly suspect: Judged;
  /** Of its score among all. */
  readonly place: number;
}

/** Severities need the false discovery rate, and that needs everybody's score; nothing against somebody is a score of 0. */
function graded({ suspects, scores, judged }: Tally): Ranking {
  const rates = falseDiscoveryRates(scores, judged);
  const ranked = suspects.map(({ suspect, place }) => {
    const falseDiscovery = rates[place] as number;
    const { score, verdict, ...grounds } = suspect;
    return { ...suspect, falseDiscovery, severity: severityOf(score, verdict, { ...grounds, falseDiscovery }) };
  });
  return { suspects: ranked, omitted: scores.length - ranked.length };
}

/** A stream is a suspect of its own when it is one at all, and clearly more so than the account around it. */
const leastStreamScore = 4;
const streamGain = 2;

function campaignSubject(campaign: Campaign, store: AccountStore): Assessed {
  const indexes = campaign.accounts.map(account => store.indexOf(account) as number);
  const members = indexes.map(i => store.profile(i));
  const { stream, accounts } = campaign;
  const whole = mergedProfile(members);
  const profile = stream === undefined ? whole : mergedProfile(members.map(member => streamProfile(member, stream)));
  return { kind: 'campaign', accounts, indexes, profile, whole, members, campaign };
}

function judge(subject: Assessed, said: readonly RawEvidence[]): Judged {
  const evidence = countEvidence(said);
  const mitigating = mitigate(subject);
  const verdict = verdictOf(subject, evidence, mitigating);
  // What speaks against the charge of generation does not weaken a sweep over token probabilities.
  const applied = verdict === 'logit-extraction' ? [] : mitigating;
  const sum = evidence.reduce((total, e) => total + e.counted, 0) + applied.reduce((total, m) => total + m.bits, 0);
  const score = roundBits(sum);
  return { subject, campaign: subject.campaign, score, verdict, evidence, mitigating: applied };
}

function nameOf(suspect: Judged): string {
  const { accounts, stream } = suspect.subject;
  return suspect.campaign?.id ?? `${accounts[0] ?? ''}${stream === undefined ? '' : ` ${templateId(stream.key)}`}`;
}
