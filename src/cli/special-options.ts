/** Options of single commands. */
import type { CampaignSpec } from '../simulate/campaigns/spec.js';
import { fixtures } from '../simulate/fixtures.js';
import { logShapes, populationNames, type LogShape } from '../simulate/names.js';
import { flag, list, value } from './option.js';
import { severities } from '../reports/report.js';
import type { Severity } from '../reports/report.js';
import { campaignSpecs, dailyRates, populationCounts, sizesOf } from './simulation.js';
import type { Counts } from './simulation.js';
import { date, ids, oneOf, wholeNumber } from './values.js';

const text = (given: string): string | undefined => given;
const texts = (given: readonly string[]): readonly string[] => given;

const measuring = {
  after: list<readonly string[]>({
    group: 'Reading',
    flags: '--after <profiles>',
    help: 'do not count what these profiles of earlier logs have counted; repeatable',
    parse: texts,
    default: [],
  }),
};

const simulation = {
  scenario: value<string>({
    group: 'Simulation',
    flags: '--scenario <name>',
    help: `start from one of ${fixtures.map(({ name }) => name).join(', ')}`,
    parse: oneOf(fixtures.map(({ name }) => name)),
    default: 'gateway-night',
  }),
  seed: value<number | undefined>({
    group: 'Simulation',
    flags: '--seed <n>',
    help: 'the same seed makes the same log',
    parse: wholeNumber(0, 2 ** 32 - 1),
    default: undefined,
    shownDefault: 'the scenario’s',
  }),
  days: value<number | undefined>({
    group: 'Simulation',
    flags: '--days <n>',
    help: 'days of traffic',
    parse: wholeNumber(1, 366),
    default: undefined,
    shownDefault: 'the scenario’s',
  }),
  start: value<number | undefined>({
    group: 'Simulation',
    flags: '--start <date>',
    help: 'first day, such as 2026-03-02',
    parse: date,
    default: undefined,
    shownDefault: 'the scenario’s',
  }),
  population: list<Counts>({
    group: 'Simulation',
    flags: '--population <class=n>',
    help: `accounts of a class of innocents: ${populationNames.join(', ')}`,
    parse: populationCounts,
    default: {},
  }),
  campaign: list<readonly CampaignSpec[]>({
    group: 'Simulation',
    flags: '--campaign <spec>',
    help: 'a campaign in place of the scenario’s, such as generation:accounts=24,perDay=60,proxies=3',
    parse: campaignSpecs,
    default: [],
  }),
  shape: value<LogShape | undefined>({
    group: 'Simulation',
    flags: '--shape <name>',
    help: `form of the log: ${logShapes.join(', ')}`,
    parse: oneOf(logShapes),
    default: undefined,
    shownDefault: 'the scenario’s',
  }),
  drop: list<readonly string[]>({
    group: 'Simulation',
    flags: '--drop <fields>',
    help: 'fields to leave out of the log, separated by commas',
    parse: ids,
    default: [],
  }),
  hashPrompts: flag({ group: 'Simulation', flags: '--hash-prompts', help: 'hashes instead of prompts' }),
};

/** Finding the smallest campaign that a log gives away. */
const limits = {
  into: list<readonly string[]>({
    group: 'Limits',
    flags: '--into <log>',
    help: 'mix campaigns of falling size into this log, and say which of them could hide in it',
    parse: texts,
    default: [],
  }),
  at: value<Severity | undefined>({
    group: 'Limits',
    flags: '--at <severity>',
    help: 'a campaign is found when suspects at least this severe link half of it',
    parse: oneOf(severities),
    default: undefined,
    shownDefault: 'medium',
  }),
  rates: value<readonly number[] | undefined>({
    group: 'Limits',
    flags: '--rates <list>',
    help: 'requests of an account a day to try, separated by commas',
    parse: dailyRates,
    default: undefined,
    shownDefault: '5,25,100',
  }),
  sizes: value<readonly number[] | undefined>({
    group: 'Limits',
    flags: '--sizes <list>',
    help: 'numbers of accounts to try, separated by commas',
    parse: sizesOf,
    default: undefined,
    shownDefault: '2 to 300, at most a quarter of all accounts',
  }),
  trials: value<number | undefined>({
    group: 'Limits',
    flags: '--trials <n>',
    help: 'campaigns of each size, most of which must be found',
    parse: wholeNumber(1, 99),
    default: undefined,
    shownDefault: '3',
  }),
};

export const special = {
  ...measuring,
  ...simulation,
  ...limits,
  json: flag({ group: 'Output', flags: '--json', help: 'print JSON' }),
  detect: list<readonly string[]>({
    group: 'Reading',
    flags: '--detect <log>',
    help: 'say what this log is recognised as, and which field each column is read from',
    parse: texts,
    default: [],
  }),
  propose: value({
    group: 'Reading',
    flags: '--propose <log>',
    help: 'write a first description of this log’s format, for --format-file',
    parse: text,
    default: undefined,
  }),
  report: value({
    group: 'Reading',
    flags: '--report <file>',
    help: 'the JSON report that names the suspect',
    parse: text,
    default: undefined,
  }),
  truth: value({
    group: 'Reading',
    flags: '--truth <file>',
    help: 'CSV of account,harvester,campaign,class',
    parse: text,
    default: undefined,
  }),
};

export const limitOptions = Object.keys(limits) as (keyof typeof limits)[];
export const simulationOptions = Object.keys(simulation) as (keyof typeof simulation)[];
