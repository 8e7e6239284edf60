/** Every option of the command line, once. Commands name those they take. */
import { defaultMemory } from './memory.js';
import { reporterNames } from '../reports/load.js';
import { severities } from '../reports/report.js';
import type { Severity } from '../reports/report.js';
import { flag, list, onOff, value } from './option.js';
import type { Holds } from './option.js';
import { networks, timeFormat, timezone, timeZone } from './places-and-times.js';
import type { Zone } from '../requests/time-zone.js';
import { special } from './special-options.js';
import { day, ids, mapping, oneOf, size, wholeNumber } from './values.js';

const text = (given: string): string | undefined => given;
const texts = (given: readonly string[]): readonly string[] => given;

const reading = {
  logFormat: value({
    group: 'Reading',
    flags: '--log-format <name>',
    help: 'format of the logs, see revenuer formats',
    parse: text,
    default: undefined,
    shownDefault: 'recognised from content',
  }),
  formatFile: list<readonly string[]>({
    group: 'Reading',
    flags: '--format-file <file>',
    help: 'describe a format of your own in YAML or JSON, see revenuer formats --propose',
    parse: texts,
    default: [],
  }),
  map: list<Record<string, string>>({
    group: 'Reading',
    flags: '--map <column=field>',
    help: "read a column from this field: account=user.id, 'account=id|name', latency=took:us, time=date+time, b.csv:account=usr; account= where there is none",
    parse: mapping,
    default: {},
  }),
  timezone: value({
    group: 'Reading',
    flags: '--timezone <offset>',
    help: 'zone of times that name none, such as +02:00',
    parse: timezone,
    default: 0,
    shownDefault: 'UTC',
  }),
  timeZone: value<Zone | undefined>({
    group: 'Reading',
    flags: '--time-zone <zone>',
    help: 'zone of times that name none: Europe/Berlin or +02:00',
    parse: timeZone,
    default: undefined,
    shownDefault: 'what the field says, else UTC',
  }),
  timeFormat: value<string | undefined>({
    group: 'Reading',
    flags: '--time-format <pattern>',
    help: 'how times are written: dd/MM/yyyy, or in full dd/MM/yyyy HH:mm:ss (tokens of date-fns)',
    parse: timeFormat,
    default: undefined,
    shownDefault: 'found out from all values',
  }),
  trustedProxies: list<readonly string[]>({
    group: 'Reading',
    flags: '--trusted-proxies <cidr>',
    help: 'your own proxies, addresses or networks: of a list the last other address is the client',
    parse: networks,
    default: [],
    shownDefault: 'none: the first public address is',
  }),
  maxRecordBytes: value({
    group: 'Reading',
    flags: '--max-record-bytes <size>',
    help: 'longer records are rejected',
    parse: size,
    default: 16 * 2 ** 20,
    shownDefault: '16M',
  }),
};

/** What is looked for, and so what is measured. */
const looking = {
  detector: list<readonly string[]>({
    group: 'Detection',
    flags: '--detector <path|package>',
    help: 'load further detectors',
    parse: texts,
    default: [],
  }),
  only: list<readonly string[]>({
    group: 'Detection',
    flags: '--only <ids>',
    help: 'run these detectors alone, separated by commas',
    parse: ids,
    default: [],
  }),
  skip: list<readonly string[]>({
    group: 'Detection',
    flags: '--skip <ids>',
    help: 'leave these detectors out',
    parse: ids,
    default: [],
  }),
  canaries: value({
    group: 'Detection',
    flags: '--canaries <file>',
    help: 'decoy strings you planted, one a line',
    parse: text,
    default: undefined,
  }),
  config: value({
    group: 'Detection',
    flags: '--config <file>',
    help: 'read options from a JSON file; the command line wins',
    parse: text,
    default: undefined,
  }),
};

const judging = {
  allow: value({
    group: 'Detection',
    flags: '--allow <file>',
    help: 'whom you vouch for: YAML or JSON with owner, reason, expiry, or accounts, one a line; shown apart, not counted',
    parse: text,
    default: undefined,
  }),
  asOf: value<string | undefined>({
    group: 'Detection',
    flags: '--as-of <date>',
    help: 'the day by which entries of --allow have expired or not, such as 2026-12-31',
    parse: day,
    default: undefined,
    shownDefault: 'today, UTC',
  }),
  baseline: value({
    group: 'Detection',
    flags: '--baseline <file>',
    help: 'profiles of another night or provider, to compare the accounts with',
    parse: text,
    default: undefined,
  }),
  failOn: value<Severity | 'never'>({
    group: 'Detection',
    flags: '--fail-on <severity>',
    help: 'exit 1 when a suspect is at least this severe, or never',
    parse: oneOf([...severities, 'never'] as const),
    default: 'high',
  }),
};

const output = {
  format: value({
    group: 'Output',
    flags: '--format <name>',
    help: `form of the report: ${reporterNames.join(', ')}`,
    parse: text,
    default: undefined,
    shownDefault: 'terminal on a terminal, else json',
  }),
  output: list<readonly string[]>({
    group: 'Output',
    flags: '-o, --output <file>',
    help: 'write to a file, FILE.html or FORMAT:FILE, - is standard output; repeatable',
    parse: texts,
    default: [],
  }),
  top: value<number | undefined>({
    group: 'Output',
    flags: '--top <n>',
    help: 'show the first n suspects',
    parse: wholeNumber(1, Number.MAX_SAFE_INTEGER),
    default: undefined,
    shownDefault: 'all, in words the first fifty',
  }),
  minSeverity: value<Severity | undefined>({
    group: 'Output',
    flags: '--min-severity <severity>',
    help: 'show suspects at least this severe',
    parse: oneOf(severities),
    default: undefined,
    shownDefault: 'all, in words from low on',
  }),
  showContent: flag({ group: 'Output', flags: '--show-content', help: 'quote the text of prompts' }),
  color: onOff({
    group: 'Output',
    flags: '--color',
    help: 'colour, also --no-color',
    shownDefault: 'on a terminal, see NO_COLOR',
  }),
};

const running = {
  threads: value<number | undefined>({
    group: 'Running',
    flags: '--threads <n>',
    help: 'threads that read and measure',
    parse: wholeNumber(1, 64),
    default: undefined,
    shownDefault: 'one a core, up to 8',
  }),
  memory: value({
    group: 'Running',
    flags: '--memory <size>',
    help: 'memory to use; accounts that do not fit go to disk',
    parse: size,
    default: defaultMemory(),
    shownDefault: 'a quarter of RAM',
  }),
  progress: onOff({
    group: 'Running',
    flags: '--progress',
    help: 'progress on standard error, also --no-progress',
    shownDefault: 'on a terminal, not in CI',
  }),
  quiet: flag({ group: 'Running', flags: '-q, --quiet', help: 'nothing on standard error but errors' }),
  debug: flag({ group: 'Running', flags: '--debug', help: 'timings, state sizes and stacks on standard error' }),
};

export const options = { ...reading, ...looking, ...judging, ...output, ...running, ...special };

export type OptionName = keyof typeof options;

/** All options parsed, defaults filled in. */
export type Settings = { [N in OptionName]: Holds<(typeof options)[N]> };

export const optionNames = namesOf(options);

/** The groups of options that commands share. */
export const readingOptions = namesOf(reading);
export const lookingOptions = namesOf(looking);
export const judgingOptions = namesOf(judging);
export const outputOptions = namesOf(output);
export const runningOptions = namesOf(running);

/** The long flag of an option, as the user types it. */
export function longFlag(name: OptionName): string {
  return /--[a-z-]+/.exec(options[name].flags)?.[0] ?? name;
}

function namesOf(group: Partial<Record<OptionName, unknown>>): OptionName[] {
  return Object.keys(group) as OptionName[];
}
