/** Profiles to report: link, judge, rank, put into words. The same for one run, many threads, or merged nights. */
import { linkAccounts } from '../campaigns/link.js';
import { Panel } from '../detectors/panel.js';
import { places } from '../measures/catalogue/places.js';
import { timeline } from '../measures/catalogue/timeline.js';
import { traffic } from '../measures/catalogue/traffic.js';
import { accountProfile, logProfile, type Profile } from '../measures/profile.js';
import type { Profiles } from '../measures/profiles.js';
import { rankSuspects } from '../ranking/rank.js';
import type { RankedSuspect } from '../ranking/suspect.js';
import { atLeast } from '../ranking/verdict.js';
import { columnNames } from '../requests/columns.js';
import type { ColumnName } from '../requests/batch.js';
import type { DetectorStatus, InputSummary, Report } from '../reports/report.js';
import { assembleSuspect, periodOf } from './assemble.js';
import type { ReadOptions, RunOptions } from './options.js';
import type { Plan } from './plan.js';
import { timelineNotes } from './timeline-notes.js';
import { version } from './version.js';

/** Below these, tail probabilities and comparisons say little. */
const fewAccounts = 100;
const suspectShare = 0.2;

export interface Judged {
  readonly profiles: Profiles;
  readonly inputs: readonly InputSummary[];
  readonly problems: readonly string[];
  readonly columns: ReadonlySet<ColumnName>;
  readonly notes: readonly string[];
}

export function judge(reading: Judged, plan: Plan, options: ReadOptions & RunOptions): Report {
  const { profiles, columns } = reading;
  const inputs = [...reading.inputs].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const names = profiles.names();
  const each = names.map(name => accountProfile(profiles, profiles.accounts.intern(name)));
  const span = spanOf(each);
  const panel = new Panel({
    detectors: plan.detectors,
    only: options.only,
    skip: options.skip,
    columns,
    failures: profiles.failures,
    detectorOptions: options.detectorOptions as Readonly<Record<string, Readonly<Record<string, number>>>>,
    canaries: options.canaries,
    duration: span === undefined ? 0 : span.to - span.from,
  });
  const campaigns = linkAccounts(profiles);
  const ranked = rankSuspects({ names, profiles: each, campaigns, panel, allow: options.allow });
  const frame = { inputs, columns, from: span?.from ?? 0, to: span?.to ?? 0 };
  const suspects = ranked.map((suspect, i) => assembleSuspect(suspect, i + 1, frame));
  const { failOn } = options;
  return {
    schema: 'revenuer.report/1',
    tool: { name: 'revenuer', version },
    run: {
      inputs,
      period: span === undefined ? null : periodOf(span.from, span.to),
      requests: profiles.requests,
      accounts: names.length,
      networks: countNetworks(each),
      records: recordsOf(inputs),
      columns: presence(columns),
      detectors: statuses(panel),
      population: populationOf(names.length, ranked),
      timeline: { notes: [...timelineNotes(logProfile(profiles).get(timeline)), ...reading.notes] },
      config: configOf(options),
      complete: reading.problems.length === 0,
      gate: { failOn, reached: failOn !== 'never' && ranked.some(({ severity }) => atLeast(severity, failOn)) },
      problems: [...reading.problems],
    },
    suspects,
  };
}

function spanOf(profiles: readonly Profile[]): { from: number; to: number } | undefined {
  let from = Infinity;
  let to = -Infinity;
  for (const profile of profiles) {
    const { first, last } = profile.get(traffic);
    from = Math.min(from, first);
    to = Math.max(to, last);
  }
  return from <= to ? { from, to } : undefined;
}

function countNetworks(profiles: readonly Profile[]): number {
  const seen = new Set<number>();
  for (const profile of profiles) for (const { hash } of profile.get(places).network.entries()) seen.add(hash);
  return seen.size;
}

function recordsOf(inputs: readonly InputSummary[]): Report['run']['records'] {
  const total = { read: 0, requests: 0, rejected: 0, filtered: 0 };
  for (const { records, requests, rejected, filtered } of inputs) {
    total.read += records;
    total.requests += requests;
    total.rejected += rejected;
    total.filtered += filtered;
  }
  return total;
}

function presence(columns: ReadonlySet<ColumnName>): { present: string[]; absent: string[] } {
  const present = columnNames.filter(name => columns.has(name));
  return { present: [...present], absent: columnNames.filter(name => !columns.has(name)) };
}

function statuses(panel: Panel): DetectorStatus[] {
  return panel.states.map(({ detector, status, reason }) => ({
    id: detector.meta.id,
    family: detector.meta.family,
    status,
    ...(reason === undefined ? {} : { reason }),
  }));
}

function populationOf(accounts: number, ranked: readonly RankedSuspect[]): { reliable: boolean; notes: string[] } {
  const notes: string[] = [];
  if (accounts === 0) {
    notes.push('the log holds no request to judge');
  } else if (accounts < fewAccounts) {
    const few = `${accounts} account${accounts === 1 ? '' : 's'}`;
    notes.push(`only ${few} to compare with: no tail probability below 1 in ${accounts + 1} can be seen`);
  }
  const linked = ranked
    .filter(({ campaign }) => campaign !== undefined)
    .reduce((sum, s) => sum + s.subject.accounts.length, 0);
  if (linked > suspectShare * accounts) {
    notes.push(`${linked} of ${accounts} accounts belong to linked groups: what is usual here may be theirs`);
  }
  return { reliable: notes.length === 0, notes };
}

/** What decides the report; how it was computed (threads, memory) does not belong here. */
function configOf(options: ReadOptions & RunOptions): Record<string, unknown> {
  const { map, logFormat, timezoneOffset, maxRecordBytes, detectors, only, skip, detectorOptions, failOn } = options;
  const { allow, canaries } = options;
  return {
    map,
    logFormat: logFormat ?? 'auto',
    timezoneOffset,
    maxRecordBytes,
    detectors,
    only,
    skip,
    detectorOptions,
    failOn,
    allowed: allow.length,
    canaries: canaries.length,
  };
}
