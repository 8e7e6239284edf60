/** Profiles to report: link, judge, rank, put into words. The same for one run, many threads, or merged nights. */
import type { Campaign } from '../campaigns/campaign.js';
import { Linking } from '../campaigns/link.js';
import { Panel } from '../detectors/panel.js';
import { inGroups } from '../digits.js';
import type { AccountStore } from '../measures/account-store.js';
import { timeline } from '../measures/catalogue/timeline.js';
import { rankSuspects } from '../ranking/rank.js';
import type { RankedSuspect } from '../ranking/suspect.js';
import { atLeast } from '../ranking/verdict.js';
import { columnNames } from '../requests/columns.js';
import type { ColumnName } from '../requests/batch.js';
import { booksOf } from '../reports/books.js';
import type { DetectorStatus, InputSummary, Report, Suspect } from '../reports/report.js';
import { Allowances } from './allow/allowances.js';
import { allowList } from './allow/list.js';
import { namesGiven } from './allow/entry.js';
import { assembleSuspect, periodOf, type Frame } from './assemble.js';
import { comparedWith, type Baseline } from './baseline.js';
import type { ReadOptions, RunOptions } from './options.js';
import type { Plan } from './plan.js';
import { Overview } from './overview.js';
import { populationOf } from './population-notes.js';
import { lengthOf } from './span.js';
import { timelineNotes } from './timeline-notes.js';
import { atOnce, type Steps } from './turns.js';
import { version } from './version.js';

export interface Judged {
  readonly profiles: AccountStore;
  readonly inputs: readonly InputSummary[];
  readonly problems: readonly string[];
  readonly columns: ReadonlySet<ColumnName>;
  readonly notes: readonly string[];
  readonly baseline?: Baseline | undefined;
  /** Groups of these accounts where they are known already: a log judged again need not be linked again. */
  readonly campaigns?: readonly Campaign[];
  /** Inputs whose addresses clients may have written. */
  readonly claimed?: readonly string[];
}

/** All of it before anything else is done: {@link judging} is the same in steps. */
export function judge(reading: Judged, plan: Plan, options: ReadOptions & RunOptions): Report {
  return atOnce(judging(reading, plan, options));
}

export function* judging(reading: Judged, plan: Plan, options: ReadOptions & RunOptions): Steps<Report> {
  const { profiles: accounts, columns } = reading;
  const inputs = [...reading.inputs].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const overview = new Overview(accounts.count);
  const panel = new Panel({
    detectors: plan.detectors,
    only: options.only,
    skip: options.skip,
    columns,
    failures: accounts.failures,
    detectorOptions: options.detectorOptions as Readonly<Record<string, Readonly<Record<string, number>>>>,
    canaries: options.canaries,
    duration: () => lengthOf(overview.span),
    ...(reading.baseline !== undefined && { baseline: comparedWith(reading.baseline, accounts) }),
  });
  const linking = reading.campaigns === undefined ? new Linking(accounts) : undefined;
  const allowances = new Allowances({ ...options, claimed: reading.claimed ?? [] });
  yield* survey(accounts, { overview, panel, linking, allowances });
  const { span } = overview;
  const linked = linking?.linked() ?? { campaigns: reading.campaigns ?? [], notes: [] };
  const { campaigns } = linked;
  const { suspects: ranked, omitted } = yield* rankSuspects({
    accounts,
    campaigns,
    panel,
    overview,
  });
  const kept = ranked.length;
  const frame = { inputs, columns, from: span?.from ?? 0, to: span?.to ?? 0, allowances };
  const suspects = inWords(ranked, frame);
  return {
    schema: 'revenuer.report/1',
    tool: { name: 'revenuer', version },
    run: {
      inputs,
      period: span === undefined ? null : periodOf(span.from, span.to),
      requests: accounts.requests,
      accounts: accounts.count,
      networks: overview.networks,
      records: booksOf(inputs),
      columns: presence(columns),
      detectors: statuses(panel),
      population: populationOf(panel.compared, reading.baseline, span),
      timeline: {
        notes: [
          ...timelineNotes(accounts.ofLog(timeline)),
          ...reading.notes,
          ...linked.notes,
          ...omissionNotes(kept, omitted),
        ],
      },
      config: configOf(options),
      complete: reading.problems.length === 0,
      gate: gateOf(suspects, options),
      problems: [...reading.problems],
      ...(options.allowFile !== undefined && { allow: allowList(allowances, columns) }),
    },
    suspects,
  };
}

/** Whoever is allowed does not count. */
function gateOf(suspects: readonly Suspect[], { failOn }: RunOptions): Report['run']['gate'] {
  const counts = ({ allowed, severity }: Suspect) =>
    allowed === undefined && failOn !== 'never' && atLeast(severity, failOn);
  return { failOn, reached: suspects.some(counts) };
}

interface Surveyors {
  readonly overview: Overview;
  readonly panel: Panel;
  readonly linking: Linking | undefined;
  readonly allowances: Allowances;
}

/** Shows everybody to all who must have seen them. As few passes as can be: states may have to be read for each. */
function* survey(accounts: AccountStore, { overview, panel, linking, allowances }: Surveyors): Steps<void> {
  const { count } = accounts;
  for (const account of accounts.each()) {
    overview.add(account);
    panel.gather(account);
    linking?.observe(account);
    if (allowances.looksAtAll) allowances.observe(account);
    yield { stage: 'gathering', done: account.index, accounts: count };
  }
  allowances.observeNamed(accounts);
  panel.prepare(accounts);
  for (const account of accounts.each()) {
    panel.observe(account, overview.requests(account.index));
    yield { stage: 'comparing', done: account.index, accounts: count };
  }
  yield { stage: 'linking', done: 0, accounts: count };
}

function omissionNotes(kept: number, omitted: number): string[] {
  if (omitted === 0) return [];
  return [`${inGroups(kept + omitted)} suspects: the ${inGroups(kept)} with the highest scores are reported`];
}

/**
 * The suspects as they are reported. There may be many: each is given up for its words, and they are asked in the order of
 * their accounts, which may lie on disk side by side.
 */
function inWords(ranked: (RankedSuspect | undefined)[], frame: Frame): Suspect[] {
  const suspects = new Array<Suspect>(ranked.length);
  const firstOf = (rank: number): number => ranked[rank]?.subject.indexes[0] ?? 0;
  for (const rank of [...ranked.keys()].sort((a, b) => firstOf(a) - firstOf(b))) {
    suspects[rank] = assembleSuspect(ranked[rank] as RankedSuspect, rank + 1, frame);
    ranked[rank] = undefined;
  }
  return suspects;
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

/** What decides the report; how it was computed (threads, memory) does not belong here. */
function configOf(options: ReadOptions & RunOptions): Record<string, unknown> {
  const { map, logFormat, timezoneOffset, maxRecordBytes, detectors, only, skip, detectorOptions, failOn } = options;
  const { allow, canaries, baseline, timeZone, timeFormat, trustedProxies = [] } = options;
  return {
    map,
    logFormat: logFormat ?? 'auto',
    timezoneOffset,
    ...(timeZone !== undefined && { timeZone }),
    ...(timeFormat !== undefined && { timeFormat }),
    ...(trustedProxies.length > 0 && { trustedProxies }),
    maxRecordBytes,
    detectors,
    only,
    skip,
    detectorOptions,
    failOn,
    allowed: namesGiven(allow),
    canaries: canaries.length,
    ...(baseline !== undefined && { baseline: baseline.name }),
  };
}
