/** Seeded, labelled gateway traffic: innocent users of many kinds, and campaigns among them. */
import { UsageError } from '../errors.js';
import { campaign } from './campaigns/campaign.js';
import type { CampaignSpec } from './campaigns/spec.js';
import { merged } from './merge.js';
import { populations, type PopulationName } from './populations/index.js';
import { Random } from './random.js';
import { day, hour, type Label, type SimulatedRequest, type Source } from './request.js';
import { promptSource, type GivenPrompts } from './text/prompts.js';
import type { World } from './world.js';

export interface SimulateOptions {
  /** A whole number. */
  readonly seed: number;
  readonly days: number;
  /** ms since the epoch; cut to the midnight (UTC) before. */
  readonly start: number;
  /** Accounts of each class. */
  readonly populations: Readonly<Partial<Record<PopulationName, number>>>;
  readonly campaigns: readonly CampaignSpec[];
  /** Factor on the volume of innocent programs; people at a keyboard stay as they are. Default 1. */
  readonly intensity?: number;
  /** Day on which the newest model comes out, counted from 0. Default: the middle, where anybody waits for it. */
  readonly releaseDay?: number;
  /** Prompts in place of the built-in ones. */
  readonly prompts?: GivenPrompts;
}

export interface Simulation {
  /** Who is who, by account: also those who may not come to send anything in so short a time. */
  readonly labels: readonly Label[];
  /** Requests in order of time. To be read once; memory grows with the accounts and not with the requests. */
  readonly requests: Generator<SimulatedRequest>;
  /** Labels of the accounts that have sent something so far. */
  active(): Label[];
}

export function simulate(options: SimulateOptions): Simulation {
  const world = worldOf(options);
  const sources = sourcesOf(options, world);
  const labels = sources.flatMap(source => source.labels).sort((a, b) => (a.account < b.account ? -1 : 1));
  const seen = new Set<string>();
  function* requests() {
    for (const request of merged(sources.map(source => source.requests()))) {
      // Second attempts and last words after the end.
      if (request.time >= world.end) continue;
      seen.add(request.account);
      yield request;
    }
  }
  return { labels, requests: requests(), active: () => labels.filter(({ account }) => seen.has(account)) };
}

/** One stream of randomness for each class and campaign: one more changes nobody else. */
function sourcesOf({ seed, populations: counts, campaigns }: SimulateOptions, world: World): Source[] {
  const innocent = (Object.entries(counts) as [PopulationName, number][]).flatMap(([name, count]) =>
    populations[name].create(world, new Random(seed, name), count),
  );
  return [...innocent, ...campaigns.map(spec => campaign(world, new Random(seed, `campaign ${spec.name}`), spec))];
}

function worldOf({ seed, days, start, populations: counts, campaigns, ...rest }: SimulateOptions): World {
  if (!(days > 0 && days <= 3660)) throw new UsageError(`days must be above 0 and at most 3660, not ${days}`);
  const midnight = Math.floor(start / day) * day;
  const awaited =
    (counts.launch ?? 0) > 0 || campaigns.some(spec => spec.kind === 'release-pivot' || spec.pivot === true);
  const releaseDay = rest.releaseDay ?? (awaited ? Math.floor(days / 2) : Infinity);
  return {
    seed,
    days,
    start: midnight,
    end: midnight + days * day,
    release: midnight + releaseDay * day + (days < 1 ? 0 : 9 * hour),
    intensity: rest.intensity ?? 1,
    prompts: promptSource(rest.prompts),
  };
}

/** The truth file: `account,harvester,campaign,class`. */
export function truthCsv(labels: readonly Label[]): string {
  const rows = labels.map(l => `${l.account},${l.harvester ? 1 : 0},${l.campaign},${l.class}`);
  return `account,harvester,campaign,class\n${rows.map(row => `${row}\n`).join('')}`;
}
