/** The logs in fixtures/, as data: `npm run fixtures` writes them, a test checks that they are what this says. */
import type { CampaignSpec } from './campaigns.js';
import type { SimulateOptions } from './simulate.js';
import type { LogShape, WriterOptions } from './writers.js';

export interface Fixture extends WriterOptions {
  readonly name: string;
  readonly shape: LogShape;
  readonly file: string;
  readonly compression: 'none' | 'gzip' | 'zstd';
  readonly why: string;
  readonly simulation: SimulateOptions;
}

const start = Date.UTC(2026, 2, 2);
/** A small town: enough of everybody for tails to mean something. */
const town = {
  human: 140,
  developer: 24,
  agent: 3,
  app: 2,
  contentapp: 2,
  batch: 1,
  eval: 2,
  rag: 1,
  monitor: 1,
  campus: 8,
  team: 4,
  aggregator: 1,
};

interface Case {
  name: string;
  seed: number;
  why: string;
  campaigns: readonly CampaignSpec[];
  shape?: LogShape;
  file?: string;
  compression?: Fixture['compression'];
  drop?: readonly string[];
  hashPrompts?: boolean;
  days?: number;
  populations?: SimulateOptions['populations'];
}

const cases: readonly Case[] = [
  {
    name: 'gateway-night',
    days: 2,
    seed: 20260302,
    why: 'What a newcomer scans first: everybody who looks suspicious and is not, one hydra of 12 accounts, one sweep over token probabilities.',
    campaigns: [
      { name: 'hydra', kind: 'generation', accounts: 12, perDay: 40 },
      { name: 'logits', kind: 'logits', accounts: 1, perDay: 250 },
    ],
    compression: 'gzip',
  },
  {
    name: 'graders',
    seed: 11,
    why: 'A reward model in the making: ten accounts have answers compared by one rubric; the wrapper stands after the contents.',
    campaigns: [{ name: 'graders', kind: 'grading', accounts: 10, perDay: 50 }],
    compression: 'gzip',
  },
  {
    name: 'mixed-reseller',
    seed: 12,
    why: 'Eight accounts of a reseller: a third of their requests ask for reasoning traces, the rest are customers.',
    campaigns: [{ name: 'reseller', kind: 'reasoning', accounts: 8, perDay: 35, share: 0.35, unevenness: 0.1 }],
    compression: 'gzip',
  },
  {
    name: 'refused-and-handed-over',
    seed: 13,
    why: 'Prompts refused with 429 come back on the next account within seconds; every account has its own address and wording.',
    campaigns: [
      {
        name: 'pool',
        kind: 'generation',
        accounts: 6,
        perDay: 45,
        refusals: 0.1,
        proxies: 0,
        wordings: 6,
        unevenness: 0.5,
      },
    ],
    compression: 'gzip',
  },
  {
    name: 'best-of-four',
    seed: 14,
    why: 'Every prompt four times, spread over eight accounts that pretend to be browsers.',
    campaigns: [{ name: 'sampler', kind: 'best-of-n', accounts: 8, perDay: 40, disguise: true }],
    compression: 'gzip',
    populations: { human: 90, developer: 20, app: 1, monitor: 1, eval: 1 },
    days: 1,
  },
  {
    name: 'loud-single',
    seed: 15,
    why: 'One account asks 1,200 bare questions in a row: nothing to link, everything in the open.',
    campaigns: [{ name: 'loud', kind: 'sweep', accounts: 1, perDay: 1200 }],
    shape: 'csv',
    compression: 'gzip',
    file: 'log.csv.gz',
    drop: ['request_id', 'api_key_id', 'country'],
  },
  {
    name: 'hashes-only',
    seed: 16,
    why: 'A privacy-minded export: prompt hashes instead of prompts, no TLS fingerprints. Some detectors cannot judge and must say so.',
    campaigns: [{ name: 'hydra', kind: 'generation', accounts: 12, perDay: 60 }],
    shape: 'tsv',
    file: 'log.tsv.gz',
    compression: 'gzip',
    hashPrompts: true,
    drop: ['ja4', 'request_id'],
  },
  {
    name: 'combined-only',
    seed: 17,
    why: 'Nothing but an access log in Combined format.',
    campaigns: [{ name: 'hydra', kind: 'generation', accounts: 12, perDay: 60 }],
    shape: 'combined',
    file: 'access.log.gz',
    compression: 'gzip',
  },
  {
    name: 'common-only',
    seed: 18,
    why: 'The least a log can say: Common format, innocent users only.',
    campaigns: [],
    shape: 'common',
    file: 'access.log.zst',
    compression: 'zstd',
    days: 1,
    populations: { human: 60, developer: 10, monitor: 1 },
  },
  {
    name: 'litellm-payloads',
    file: 'log.ndjson',

    seed: 19,
    why: 'Nested records as LiteLLM writes them, times in fractional seconds, prompts inside messages.',
    campaigns: [{ name: 'hydra', kind: 'generation', accounts: 8, perDay: 40 }],
    shape: 'litellm',
    populations: { human: 60, developer: 8, monitor: 1 },
    days: 1,
  },
  {
    name: 'benign-only',
    seed: 20,
    why: 'Nobody harvests here. Whoever is accused is accused wrongly.',
    campaigns: [],
    compression: 'gzip',
  },
];

export const fixtures: readonly Fixture[] = cases.map(c => ({
  name: c.name,
  shape: c.shape ?? 'ndjson',
  file: c.file ?? (c.compression === 'gzip' ? 'log.ndjson.gz' : 'log.ndjson'),
  compression: c.compression ?? 'none',
  why: c.why,
  drop: c.drop ?? [],
  hashPrompts: c.hashPrompts ?? false,
  simulation: { seed: c.seed, days: c.days ?? 1, start, populations: c.populations ?? town, campaigns: c.campaigns },
}));
