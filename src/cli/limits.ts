/** `revenuer simulate --into LOG`: what is asked for, and the answer for a person and for a program. */
import { inGroups } from '../digits.js';
import { UsageError } from '../errors.js';
import type { LimitOptions, LimitReport } from '../limits/index.js';
import { printable } from '../reports/escape.js';
import { columns } from './columns.js';
import type { Call } from './command.js';
import { longFlag } from './options.js';
import type { OptionName, Settings } from './options.js';
import { planScan } from './plan.js';
import { progressLine, showsProgress } from './progress.js';

/** Options that shape a log of the simulator’s own. */
const ownLog = ['scenario', 'population', 'shape', 'drop', 'hashPrompts', 'truth'] as const;
const limitsOnly = ['at', 'rates', 'sizes', 'trials', 'format'] as const;

/** @throws UsageError for options that mean nothing with, or without, --into. */
export function requireFitting(settings: Settings, scenario: string): void {
  const given = (name: OptionName): boolean => {
    const value = settings[name];
    if (name === 'scenario') return value !== scenario;
    if (typeof value === 'object') return Object.keys(value).length > 0;
    return value !== undefined && value !== false;
  };
  const into = settings.into.length > 0;
  const wrong = (into ? ownLog : limitsOnly).find(given);
  if (wrong === undefined) return;
  throw into
    ? new UsageError(`${longFlag(wrong)} does not go with --into`, {
        hint: 'The log gives the form and the innocents.',
      })
    : new UsageError(`${longFlag(wrong)} needs --into`, { hint: 'Name your log: revenuer simulate --into LOG.' });
}

export type LimitFormat = 'terminal' | 'json';

export function limitFormat({ format }: Settings): LimitFormat {
  if (format === undefined || format === 'terminal') return 'terminal';
  if (format === 'json') return format;
  throw new UsageError(`--format ${format}: expected terminal or json`);
}

/** `kinds` and `rates` are what is tried where nothing is asked for. */
export async function planLimits(
  call: Call,
  { kinds, rates }: { kinds: readonly string[]; rates: readonly number[] },
): Promise<LimitOptions> {
  const { settings } = call;
  if (settings.campaign.some(({ accounts }) => accounts !== undefined)) {
    throw new UsageError('--campaign: with --into the number of accounts is searched for', {
      hint: 'Name the numbers to try with --sizes.',
    });
  }
  const scan = await planScan(call, settings.into);
  return {
    ...scan,
    failOn: 'never',
    campaigns: settings.campaign.length > 0 ? settings.campaign : kinds.map(kind => ({ name: kind, kind })),
    rates: settings.rates ?? rates,
    sizes: settings.sizes,
    trials: settings.trials ?? 3,
    at: settings.at ?? 'medium',
    seed: settings.seed ?? 1,
    start: settings.start,
    days: settings.days,
    ...trialProgress(call),
  };
}

function trialProgress({ settings, session }: Call): Pick<LimitOptions, 'onTrial'> {
  const { io } = session;
  if (!showsProgress(io, settings.progress, settings.quiet)) return {};
  const shown = progressLine(io);
  let begun = false;
  return {
    onTrial({ campaign, perDay, accounts, row, rows }) {
      // The line that reading has drawn goes first; from here on it is ours.
      if (!begun) session.clear();
      if (!begun) session.clearing(() => shown.clear());
      begun = true;
      shown.show(`trying ${row} of ${rows}  ${campaign}, ${perDay} a day: ${accounts} accounts`);
    },
  };
}

export function limitJson(result: LimitReport): string {
  return printable(`${JSON.stringify(result, null, 2)}\n`, 'json');
}

export function limitText({ log, search, limits, notes }: LimitReport): string {
  const rows = limits.map(({ campaign, perDay, smallest, hidden, tried }) => {
    const last = tried.find(({ accounts }) => accounts === hidden);
    return [
      campaign,
      String(perDay),
      smallest === null ? 'none' : `${smallest} accounts`,
      last === undefined ? 'none' : `${last.accounts} accounts (found ${last.found} of ${last.trials} times)`,
    ];
  });
  const absent = log.columns.absent;
  return [
    `${inGroups(log.requests)} requests of ${inGroups(log.accounts)} accounts, `,
    `${minuteOf(log.period.from)} to ${minuteOf(log.period.to)} UTC\n`,
    `found: suspects at or above ${search.at} link at least half of the campaign, in most of ${search.trials} trials\n\n`,
    columns([['campaign', 'a day each', 'found from', 'hidden at'], ...rows], '  '),
    '\n',
    ...limits.map(({ campaign, sentence }) => `${printable(campaign)}: ${sentence}\n`),
    '\n',
    absent.length > 0 ? `not in this log: ${absent.join(', ')}\n` : '',
    ...notes.map(note => `note: ${printable(note)}\n`),
    'The campaigns are simulated: a real one may hide better, and so read the numbers as lower bounds.\n',
  ].join('');
}

function minuteOf(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
