/** How small a campaign may be and still be found in a log: simulated ones of falling size are mixed into it. */
import { judge } from '../engine/judge.js';
import type { ScanOptions } from '../engine/options.js';
import { makePlan } from '../engine/plan.js';
import { version } from '../engine/version.js';
import { atLeast } from '../ranking/verdict.js';
import type { Period, Report, Severity } from '../reports/report.js';
import type { CampaignSpec } from '../simulate/campaigns/spec.js';
import { readGround, unfilledOf, type Ground } from './ground.js';
import { fall, foundIn, type Tried } from './search.js';
import { tryCampaign } from './trial.js';

export interface LimitOptions extends ScanOptions {
  /** Kinds of campaign with their doses; `accounts` and, where it is not given, `perDay` are what is searched over. */
  campaigns: readonly CampaignSpec[];
  /** Requests of one account a day. */
  rates: readonly number[];
  /** Numbers of accounts; undefined = those that the log has room for. */
  sizes: readonly number[] | undefined;
  /** Campaigns of each kind, rate and size; most of them must be found. */
  trials: number;
  /** Severity from which a suspect counts. */
  at: Severity;
  seed: number;
  /** ms since the epoch; undefined = the log's first request. */
  start: number | undefined;
  /** undefined = until the log's last request. */
  days: number | undefined;
  onTrial?: (trial: { campaign: string; perDay: number; accounts: number; row: number; rows: number }) => void;
}

/** One kind of campaign at one rate. */
export interface Limit {
  readonly campaign: string;
  readonly perDay: number;
  /** Accounts of the smallest campaign found, all larger ones tried having been found too; null when none was. */
  readonly smallest: number | null;
  /** Accounts of the largest campaign that was not found; null when all sizes were. */
  readonly hidden: number | null;
  readonly tried: readonly Tried[];
  readonly sentence: string;
}

/** What `simulate --into --format json` writes; documented in docs/cli.md. */
export interface LimitReport {
  readonly schema: 'revenuer.limit/1';
  readonly tool: { readonly name: 'revenuer'; readonly version: string };
  readonly log: {
    readonly inputs: readonly string[];
    readonly period: Period;
    readonly requests: number;
    readonly accounts: number;
    readonly columns: { readonly present: readonly string[]; readonly absent: readonly string[] };
    /** Columns of the log that the simulated campaigns leave empty. */
    readonly unfilled: readonly string[];
    /** Groups that are found in the log as it is. */
    readonly suspects: readonly { readonly id: string; readonly severity: Severity; readonly accounts: number }[];
    readonly complete: boolean;
    readonly problems: readonly string[];
  };
  readonly search: {
    readonly at: Severity;
    readonly seed: number;
    readonly trials: number;
    readonly sizes: readonly number[];
  };
  readonly limits: readonly Limit[];
  readonly notes: readonly string[];
}

export const defaultRates: readonly number[] = [5, 25, 100];
export const defaultKinds: readonly string[] = ['generation', 'low-and-slow'];
const usualSizes: readonly number[] = [2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 300];
/** A campaign with a larger share of the accounts decides itself what is usual in the log. */
const largestShare = 0.25;

export interface Found {
  readonly result: LimitReport;
  /** The report of the log as it is: what its exit code follows from. */
  readonly baseline: Report;
}

/** @throws InputError when the log cannot be read or is longer than can be simulated. */
export async function findLimits(options: LimitOptions): Promise<Found> {
  const plan = await makePlan(options, options.cwd);
  const ground = await readGround(options, plan);
  const baseline = judge(ground.reading, plan, options);
  const accounts = ground.names.size;
  const most = Math.floor((largestShare / (1 - largestShare)) * accounts);
  const sizes = options.sizes ?? usualSizes.filter(size => size <= Math.max(most, 2));
  const asked = options.campaigns.flatMap(spec =>
    (spec.perDay === undefined ? options.rates : [spec.perDay]).map(perDay => ({ spec, perDay })),
  );
  const limits: Limit[] = [];
  for (const [row, { spec, perDay }] of asked.entries()) {
    const campaign = labelOf(spec);
    const tried = await fall(sizes, options.trials, (size, round) => {
      options.signal?.throwIfAborted();
      options.onTrial?.({ campaign, perDay, accounts: size, row: row + 1, rows: asked.length });
      const name = `${campaign} ${perDay} ${size} ${round}`;
      return tryCampaign(ground, plan, options, sized({ ...spec, name, perDay }, size));
    });
    limits.push(limitOf(campaign, perDay, tried));
  }
  return { result: reportOf({ options, ground, baseline, sizes, limits }), baseline };
}

/** A campaign of that many accounts; who is low and slow lets each account ask in its own words. */
function sized(spec: CampaignSpec, accounts: number): CampaignSpec {
  const own = spec.kind === 'low-and-slow' && spec.wordings === undefined;
  return { ...spec, accounts, ...(own && { wordings: accounts }) };
}

/** Kind and doses that were asked for, as they would be typed. */
function labelOf({ name: _, kind, perDay: _rate, accounts: _size, ...given }: CampaignSpec): string {
  const parts = Object.entries(given).map(([dose, value]) => `${dose}=${String(value)}`);
  return parts.length === 0 ? kind : `${kind}:${parts.join(',')}`;
}

function limitOf(campaign: string, perDay: number, tried: readonly Tried[]): Limit {
  const smallest = tried.filter(foundIn).at(-1)?.accounts ?? null;
  const hidden = tried.find(one => !foundIn(one))?.accounts ?? null;
  return { campaign, perDay, smallest, hidden, tried, sentence: sentenceOf(perDay, smallest, hidden) };
}

function sentenceOf(perDay: number, smallest: number | null, hidden: number | null): string {
  const rate = `at ${perDay} request${perDay === 1 ? '' : 's'} a day each`;
  if (smallest === null) {
    return `a campaign of ${hidden ?? 0} accounts ${rate} could hide in this log; no larger one was tried`;
  }
  if (hidden === null) return `even a campaign of ${smallest} accounts ${rate} was found in this log`;
  return `a campaign of fewer than ${smallest} accounts ${rate} could hide in this log`;
}

interface Parts {
  options: LimitOptions;
  ground: Ground;
  baseline: Report;
  sizes: readonly number[];
  limits: readonly Limit[];
}

function reportOf({ options, ground, baseline, sizes, limits }: Parts): LimitReport {
  const { run, suspects } = baseline;
  const { at, seed, trials } = options;
  const groups = suspects.filter(
    ({ severity, accounts, allowed }) => allowed === undefined && accounts.length > 1 && atLeast(severity, at),
  );
  return {
    schema: 'revenuer.limit/1',
    tool: { name: 'revenuer', version },
    log: {
      inputs: run.inputs.map(({ path }) => path),
      period: { from: new Date(ground.from).toISOString(), to: new Date(ground.to).toISOString() },
      requests: run.requests,
      accounts: run.accounts,
      columns: run.columns,
      unfilled: unfilledOf(ground),
      suspects: groups.map(({ id, severity, accounts }) => ({ id, severity, accounts: accounts.length })),
      complete: run.complete,
      problems: run.problems,
    },
    search: { at, seed, trials, sizes: [...sizes].sort((a, b) => a - b) },
    limits,
    notes: notesOf({ options, ground, baseline, sizes, limits }, groups.length),
  };
}

/** What to keep in mind when reading the limits. */
function notesOf({ options, ground, baseline, sizes, limits }: Parts, groups: number): string[] {
  const { run } = baseline;
  const notes: string[] = [];
  if (groups > 0) {
    const what = `${groups} group${groups === 1 ? '' : 's'}`;
    notes.push(
      `${what} at or above ${options.at} ${groups === 1 ? 'is' : 'are'} found in the log as it is: what they share counts as usual here, and may hide or show others`,
    );
  }
  if (limits.some(({ tried }) => tried.some(({ blurred }) => blurred > 0))) {
    notes.push('some campaigns were found only as the lesser part of suspects, among accounts of the log');
  }
  if (limits.some(({ tried }) => tried.some(({ found, whole }) => whole < found))) {
    notes.push('some campaigns were found in pieces, as several suspects');
  }
  const largest = usualSizes.at(-1) ?? 0;
  if (options.sizes === undefined && !sizes.includes(largest)) {
    notes.push(
      `no campaign of more than ${Math.max(...sizes)} accounts was tried: among ${run.accounts} accounts a larger one decides itself what is usual`,
    );
  }
  notes.push(...run.population.notes);
  notes.push(...ground.reading.notes.map(note => `${note}; so are those of the campaigns`));
  const unfilled = unfilledOf(ground);
  if (unfilled.length > 0) notes.push(`the campaigns have no values for ${unfilled.join(', ')}, which the log has`);
  return notes;
}
