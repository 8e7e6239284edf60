/** A log of innocent users and campaigns, in order of time, the same for the same seed. */
import { campaign, type CampaignSpec } from './campaigns.js';
import { populations, type PopulationName } from './populations.js';
import { Random } from './random.js';
import { day, type Label, type SimulatedRequest, type Source, type Span } from './request.js';
import { merged } from './schedules.js';

export interface SimulateOptions {
  readonly seed: number;
  readonly days: number;
  /** ms since the epoch; cut to the midnight (UTC) before. */
  readonly start: number;
  /** Accounts of each class. */
  readonly populations: Readonly<Partial<Record<PopulationName, number>>>;
  readonly campaigns: readonly CampaignSpec[];
}

export interface Simulation {
  /** Who is who, by account. */
  readonly labels: readonly Label[];
  /** Requests in order of time. To be read once. */
  readonly requests: Generator<SimulatedRequest>;
}

export function simulate({ seed, days, start, populations: counts, campaigns }: SimulateOptions): Simulation {
  const span: Span = { start: Math.floor(start / day) * day, days };
  const sources: Source[] = [];
  for (const [name, count] of Object.entries(counts) as [PopulationName, number][]) {
    // One stream of randomness for each account: a class more or a campaign less changes nobody else.
    for (let i = 0; i < count; i += groupSize(name, count)) {
      sources.push(...populations[name](new Random(seed, `${name} ${i}`), span, groupSize(name, count)));
    }
  }
  for (const spec of campaigns) sources.push(campaign(new Random(seed, `campaign ${spec.name}`), span, spec));
  const labels = sources.flatMap(source => source.labels).sort((a, b) => (a.account < b.account ? -1 : 1));
  return {
    labels,
    requests: merged(
      sources.map(source => source.requests()),
      request => request.time,
    ),
  };
}

/** Accounts that belong together (a campus, a team, harnesses of one benchmark) are made together. */
function groupSize(name: PopulationName, count: number): number {
  return name === 'campus' || name === 'team' || name === 'eval' ? count : 1;
}

/** The truth file: `account,harvester,campaign,class`. */
export function truthCsv(labels: readonly Label[]): string {
  const rows = labels.map(l => `${l.account},${l.harvester ? 1 : 0},${l.campaign},${l.class}`);
  return `account,harvester,campaign,class\n${rows.join('\n')}\n`;
}
