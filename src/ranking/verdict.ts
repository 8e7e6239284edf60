/** From evidence to a class, and from class and score to a severity. */
import type { Campaign } from '../campaigns/campaign.js';
import type { Assessed } from '../detectors/panel.js';
import type { CountedEvidence, Mitigation, Severity, Verdict } from './suspect.js';

/** Score in bits from which a severity is given. */
const thresholds: readonly [Severity, number][] = [
  ['critical', 30],
  ['high', 18],
  ['medium', 9],
  ['low', 4],
];

/** The most severe a verdict may be: only coordination and extraction are harvesting, the rest needs a contract check. */
const ceilings: Readonly<Record<Verdict, Severity>> = {
  'coordinated-generation': 'critical',
  'logit-extraction': 'critical',
  'systematic-generation': 'medium',
  'pooled-access': 'medium',
  automated: 'low',
  'insufficient-data': 'info',
};

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

export function verdictOf(
  subject: Assessed,
  evidence: readonly CountedEvidence[],
  mitigating: readonly Mitigation[],
): Verdict {
  const bits = (family: string) => evidence.filter(e => e.family === family).reduce((sum, e) => sum + e.counted, 0);
  const found = (id: string) => evidence.some(e => e.detector === id && e.counted >= 1);
  if (bits('parameters') >= 6 && found('logit-extraction')) return 'logit-extraction';
  const excused = (id: string) => mitigating.some(sign => sign.id === id);
  const innocent = excused('one-payer') || excused('finite-prompt-set');
  // Content says what the accounts do, volume how much of it they take home.
  const generating =
    bits('content') >= 2 && (found('output-heavy') || found('never-repeats') || found('template-concentration'));
  // Addresses stand in for accounts: one crawler over several addresses is a program, not a pool of accounts.
  const anonymous = subject.accounts.every(account => account.startsWith('net:'));
  if (subject.campaign !== undefined && !(anonymous && bits('content') < 2)) {
    // A wrapper around long documents that are answered in a word is a job, unless its contents say more.
    const job = excused('input-heavy') && !telling.some(found);
    const together = subject.campaign.links.some(
      ({ kind, unadjusted }) => kind !== 'software' && unadjusted >= leastLink,
    );
    if (!innocent && !job && together && bits('content') >= 2) return 'coordinated-generation';
    return 'pooled-access';
  }
  if (generating && !innocent) return 'systematic-generation';
  const all = evidence.reduce((sum, e) => sum + e.counted, 0);
  return all >= 2 ? 'automated' : 'insufficient-data';
}

/** Bits of a link that counts as one of the kinds that hold a group. */
const leastLink = 3;

/** What is worth having whatever the length of the answers, and what nobody does by accident. */
const telling = [
  'preference-grading',
  'trace-elicitation',
  'known-recipe',
  'best-of-n',
  'planted-canary',
  'copied-prompts',
  'conversation-hop',
  'refusal-hand-over',
];

/** Without one of these a group merely shares a place and a tool. */
const workingTogether = new Set([
  'load-levelling',
  'refusal-hand-over',
  'conversation-hop',
  'copied-prompts',
  'account-succession',
  'session-reuse',
]);

/** What a severity rests on. */
export interface Grounds {
  readonly evidence: readonly CountedEvidence[];
  readonly mitigating?: readonly Mitigation[];
  readonly campaign?: Campaign | undefined;
  readonly falseDiscovery?: number;
}

/** `high` and `critical` may not be wrong more often than this. */
const mostFalse = 0.05;

/** `high` and `critical` also need a low rate of false discoveries and two families, one of them content, coordination or parameters. */
export function severityOf(
  score: number,
  verdict: Verdict,
  { evidence, mitigating = [], campaign, falseDiscovery = 0 }: Grounds,
): Severity {
  const reached = thresholds.find(([, least]) => score >= least)?.[0] ?? 'info';
  const families = new Set(evidence.filter(e => e.counted >= 1).map(e => e.family));
  const weighty = families.has('content') || families.has('coordination') || families.has('parameters');
  const sure = falseDiscovery <= mostFalse && families.size >= 2 && weighty;
  let ceiling = sure ? ceilings[verdict] : lower(ceilings[verdict], 'medium');
  const together = evidence.filter(e => workingTogether.has(e.detector)).reduce((sum, e) => sum + e.counted, 0);
  // Or in three ways at once: the same software behind the same exits, say, at the same pace (colleagues keep the
  // same hours). Unless they talk at length, or have one payer.
  const links = campaign?.links.filter(link => link.unadjusted >= leastLink && link.attribute !== 'synchrony') ?? [];
  const kinds = new Set(links.map(({ kind }) => kind));
  const talking = mitigating.some(({ id }) => ['long-sessions', 'conversations', 'one-payer'].includes(id));
  if (verdict === 'pooled-access' && together < 4 && (kinds.size < 3 || talking)) ceiling = lower(ceiling, 'low');
  return lower(reached, ceiling);
}

/** Whether a severity is at least as severe as another. */
export function atLeast(severity: Severity, least: Severity): boolean {
  return order.indexOf(severity) <= order.indexOf(least);
}

function lower(a: Severity, b: Severity): Severity {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
