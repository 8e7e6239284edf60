/** The logs in fixtures/, as data: `npm run fixtures` writes them, a test checks that they are what this says. */
import type { CampaignSpec } from './campaigns/spec.js';
import type { Mix } from './presets.js';
import type { SimulateOptions } from './simulate.js';
import type { LogShape, WriterOptions } from './writers/index.js';

export interface Fixture extends WriterOptions {
  readonly name: string;
  readonly shape: LogShape;
  /** Name of the log’s file. */
  readonly file: string;
  readonly compression: 'none' | 'gzip' | 'zstd';
  readonly why: string;
  readonly simulation: SimulateOptions;
}

/** A Monday. */
const start = Date.UTC(2026, 2, 2);

/** Everybody, in a log of a few hundred kilobytes. */
const town: Mix = {
  human: 190,
  developer: 30,
  agent: 4,
  app: 3,
  contentapp: 3,
  batch: 1,
  eval: 2,
  rag: 1,
  monitor: 1,
  campus: 14,
  team: 5,
  aggregator: 1,
  launch: 6,
  retry: 1,
  saas: 12,
  synthetic: 1,
};

/** The same in small, where one campaign is the point. */
const village: Mix = {
  human: 44,
  developer: 10,
  agent: 1,
  app: 1,
  contentapp: 1,
  batch: 1,
  eval: 1,
  monitor: 1,
  campus: 6,
  saas: 5,
};

interface Case extends Partial<Omit<Fixture, 'simulation'>> {
  readonly name: string;
  readonly seed: number;
  readonly why: string;
  readonly campaigns: readonly CampaignSpec[];
  readonly days?: number;
  readonly people?: Mix;
  readonly intensity?: number;
}

const cases: readonly Case[] = [
  {
    name: 'gateway-night',
    seed: 20260302,
    why: 'What a newcomer scans first: everybody who looks suspicious and is not, one hydra of 12 accounts, one account after token probabilities.',
    people: town,
    intensity: 0.2,
    campaigns: [
      { name: 'hydra', kind: 'generation', accounts: 12, perDay: 45 },
      { name: 'logits', kind: 'logits', perDay: 240 },
    ],
  },
  {
    name: 'benign-only',
    seed: 20,
    why: 'Nobody harvests here. Whoever is accused is accused wrongly.',
    people: { ...town, human: 70, developer: 18 },
    intensity: 0.15,
    campaigns: [],
  },
  {
    name: 'graders',
    seed: 11,
    why: 'A reward model in the making: ten accounts have answers compared by one rubric.',
    campaigns: [{ name: 'graders', kind: 'grading', accounts: 10, perDay: 30 }],
  },
  {
    name: 'mixed-reseller',
    seed: 12,
    why: 'Eight accounts of a reseller: a third of their requests ask for reasoning traces, the rest are customers.',
    campaigns: [{ name: 'reseller', kind: 'reseller', perDay: 15 }],
  },
  {
    name: 'refused-and-handed-over',
    seed: 13,
    why: 'Prompts refused with 429 come back on the next account within seconds; every account has its own address and wording.',
    campaigns: [{ name: 'pool', kind: 'hand-over', perDay: 50 }],
  },
  {
    name: 'best-of-four',
    seed: 14,
    why: 'Every prompt four times, spread over eight accounts that pretend to be browsers.',
    campaigns: [{ name: 'sampler', kind: 'best-of-n', perDay: 40, disguise: true }],
  },
  {
    name: 'low-and-slow',
    seed: 21,
    why: 'Twenty-five requests an account and day: each account alone looks like a person, each has its own address and wording.',
    campaigns: [{ name: 'quiet', kind: 'low-and-slow', accounts: 16, wordings: 16 }],
  },
  {
    name: 'banned-and-replaced',
    people: { ...village, human: 30 },
    seed: 22,
    days: 2,
    intensity: 0.12,
    why: 'Accounts are banned after some hours and replaced; the new ones go on with the same part of the data set.',
    campaigns: [{ name: 'phoenix', kind: 'ban-replacement', accounts: 6, perDay: 40, lifetime: 0.6 }],
  },
  {
    name: 'release-pivot',
    seed: 23,
    days: 2,
    intensity: 0.12,
    people: { ...village, human: 20, launch: 8 },
    why: 'A new model comes out on the second morning: people try it, one campaign moves its whole queue to it.',
    campaigns: [{ name: 'pivot', kind: 'release-pivot', accounts: 6, perDay: 25 }],
  },
  {
    name: 'knocking-first',
    seed: 24,
    why: 'New accounts try models and limits, then ask in bulk.',
    campaigns: [{ name: 'knockers', kind: 'access-probing', accounts: 4, perDay: 90 }],
  },
  {
    name: 'token-probabilities',
    seed: 26,
    file: 'log.ndjson',
    compression: 'none',
    why: 'Small and uncompressed, to be read by eye: people, a monitor, and one account after a model’s last layer.',
    people: { human: 16, developer: 3, contentapp: 1, monitor: 1 },
    intensity: 0.1,
    campaigns: [{ name: 'logits', kind: 'logits', perDay: 60 }],
  },
  {
    name: 'spread-logits',
    seed: 25,
    shape: 'otlp',
    file: 'spans.jsonl.gz',
    why: 'The sweep over token probabilities spread over six accounts, in OpenTelemetry spans.',
    people: { human: 44, developer: 8, app: 1, contentapp: 1, monitor: 1 },
    campaigns: [{ name: 'logits', kind: 'logits', accounts: 6, perDay: 50, proxies: 0 }],
  },
  {
    name: 'loud-single',
    seed: 15,
    shape: 'csv',
    file: 'log.csv.gz',
    why: 'One account asks 600 bare questions in a row: nothing to link, everything in the open.',
    drop: ['request_id', 'api_key_id', 'country'],
    campaigns: [{ name: 'loud', kind: 'sweep', perDay: 600 }],
  },
  {
    name: 'hashes-only',
    seed: 16,
    shape: 'tsv',
    file: 'log.tsv.gz',
    why: 'A privacy-minded export: prompt hashes instead of prompts, no TLS fingerprints. Some detectors cannot judge and must say so.',
    hashPrompts: true,
    drop: ['ja4', 'request_id'],
    campaigns: [{ name: 'hydra', kind: 'generation', accounts: 10, perDay: 40 }],
  },
  {
    name: 'combined-only',
    seed: 17,
    shape: 'combined',
    file: 'access.log.gz',
    why: 'Nothing but an access log in Combined format.',
    campaigns: [{ name: 'hydra', kind: 'generation', accounts: 12, perDay: 45 }],
  },
  {
    name: 'common-only',
    seed: 18,
    shape: 'common',
    file: 'access.log.zst',
    compression: 'zstd',
    why: 'The least a log can say: Common format, innocent users only.',
    people: { human: 60, developer: 10, monitor: 1 },
    campaigns: [],
  },
  {
    name: 'litellm-payloads',
    seed: 19,
    shape: 'litellm',
    why: 'Nested records as LiteLLM writes them, times in fractional seconds; conversations hop from account to account.',
    people: { human: 30, developer: 4, contentapp: 1, monitor: 1 },
    intensity: 0.12,
    campaigns: [{ name: 'hoppers', kind: 'conversation-hop', accounts: 5, perDay: 18, turns: 4 }],
  },
];

export const fixtures: readonly Fixture[] = cases.map(
  ({ name, seed, why, campaigns, days = 1, people = village, intensity = 0.2, ...rest }) => ({
    shape: 'ndjson',
    file: 'log.ndjson.gz',
    compression: 'gzip',
    drop: [],
    hashPrompts: false,
    ...rest,
    name,
    why,
    simulation: { seed, days, start, populations: people, campaigns, intensity },
  }),
);
