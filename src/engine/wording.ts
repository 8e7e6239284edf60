/** The sentences of a suspect that follow from its verdict and from what the log lacks. */
import { inGroups } from '../digits.js';
import type { ColumnName } from '../requests/batch.js';
import type { RankedSuspect, SuspectKind, Verdict } from '../ranking/suspect.js';

const subjects: Readonly<Record<Verdict, string>> = {
  'coordinated-generation': 'worked as one to collect answers',
  'systematic-generation': 'collects answers systematically',
  'logit-extraction': 'reads out the model’s token probabilities',
  'pooled-access': 'are used as one pool',
  automated: 'is driven by a program',
  'insufficient-data': 'stands out, but the log does not say why',
};

const singles: Readonly<Record<SuspectKind, string>> = {
  campaign: 'One account',
  account: 'One account',
  network: 'One network',
  stream: 'One stream of requests inside an account',
};

/** One sentence: who, what was seen, on what it rests. */
export function summaryOf({ subject, verdict, evidence }: RankedSuspect): string {
  const size = subject.accounts.length;
  const who = size > 1 ? `${inGroups(size)} accounts` : singles[subject.kind];
  const what = size > 1 ? plural(subjects[verdict]) : singular(subjects[verdict]);
  const grounds = evidence.slice(0, 2).map(e => e.statement);
  return `${who} ${what}${grounds.length > 0 ? `: ${grounds.join('; ')}` : ''}.`;
}

function singular(text: string): string {
  return text.replace(/^are /, 'is ');
}

function plural(text: string): string {
  return text
    .replace(/^(collects|reads|stands) /, (_, verb: string) => `${verb.slice(0, -1)} `)
    .replace(/^is /, 'are ');
}

const gaps: readonly { columns: readonly ColumnName[]; statement: string }[] = [
  { columns: ['promptHash'], statement: 'prompts or their hashes: whether contents repeat or follow one list' },
  { columns: ['promptHead', 'systemHash'], statement: 'prompt text: whether accounts share a template' },
  { columns: ['tls'], statement: 'TLS fingerprints: whether clients are what they claim' },
  { columns: ['ip', 'prefix', 'asn'], statement: 'addresses: whether accounts share networks' },
  { columns: ['outputTokens', 'bytesOut'], statement: 'output sizes: how much was taken' },
  { columns: ['latency'], statement: 'latencies: whether a fixed number of workers runs' },
  { columns: ['status'], statement: 'status codes: whether refused work moves to another account' },
  { columns: ['org'], statement: 'organisations: whether one payer stands behind the accounts' },
];

/** What the log does not carry and would change the verdict; contract and payment are never in an access log. */
export function unknownOf(columns: ReadonlySet<ColumnName>): string[] {
  const missing = gaps.filter(gap => !gap.columns.some(column => columns.has(column))).map(gap => gap.statement);
  return [
    ...missing,
    'payment and sign-up records: either would confirm or break the link',
    'contracts: whether generation was agreed',
  ];
}

const alternatives: Readonly<Record<Verdict, readonly string[]>> = {
  'coordinated-generation': [
    'contracted synthetic-data generation spread over accounts (content alone cannot tell)',
    'one company’s sharded batch job',
  ],
  'systematic-generation': ['permitted synthetic-data generation', 'a writing or content application'],
  'logit-extraction': ['a calibration or perplexity study'],
  'pooled-access': ['a team with shared seats', 'resale without harvesting', 'users of one tool behind one network'],
  automated: ['a batch job', 'an uptime monitor or crawler', 'an evaluation harness'],
  'insufficient-data': ['ordinary heavy use'],
};

export function alternativesOf(verdict: Verdict): string[] {
  return [...alternatives[verdict]];
}
