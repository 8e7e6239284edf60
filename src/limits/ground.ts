/** The log that campaigns are mixed into: read once, and what a campaign in it must look like. */
import { InputError } from '../errors.js';
import type { Plan } from '../engine/plan.js';
import { readLogs, type Reading } from '../engine/read.js';
import { traffic } from '../measures/catalogue/traffic.js';
import { Profiles } from '../measures/profiles.js';
import type { ColumnName } from '../requests/batch.js';
import { columnNames } from '../requests/columns.js';
import { day } from '../simulate/request.js';
import { flatColumns } from '../simulate/writers/row.js';
import { habitsOf, type Habits } from './habits.js';
import type { LimitOptions } from './limit.js';

export interface Ground {
  readonly reading: Reading;
  /** What was measured, in memory. */
  readonly profiles: Profiles;
  readonly names: ReadonlySet<string>;
  readonly habits: Habits;
  /** First and last moment of the campaigns, ms since the epoch. */
  readonly from: number;
  readonly to: number;
  /** Fields of the simulator that the log has no column for. */
  readonly drop: readonly string[];
  readonly hashPrompts: boolean;
  /** Sizes of answers are logged in bytes alone. */
  readonly answersInBytes: boolean;
}

/** Column that shows whether the log carries a field of the simulator. */
const shownBy: Readonly<Record<(typeof flatColumns)[number], ColumnName | undefined>> = {
  timestamp: 'time',
  request_id: 'requestId',
  // Accounts that the log does not name are told by what stands in for them.
  account_id: undefined,
  api_key_id: 'apiKey',
  organization_id: 'org',
  client_ip: 'ip',
  country: 'country',
  asn: 'asn',
  ja4: 'tls',
  user_agent: 'userAgent',
  method: 'method',
  path: 'path',
  status: 'status',
  latency_ms: 'latency',
  model: 'model',
  input_tokens: 'inputTokens',
  cached_tokens: 'cachedTokens',
  output_tokens: 'outputTokens',
  max_tokens: 'maxTokens',
  temperature: 'temperature',
  n: 'n',
  logprobs: 'logprobs',
  stream: 'stream',
  session_id: 'session',
  system_prompt_hash: 'systemHash',
  prompt: 'promptHash',
};

const mostDays = 3660;

/** @throws InputError when nothing could be read, or the log is longer than can be simulated. */
export async function readGround(options: LimitOptions, plan: Plan): Promise<Ground> {
  // Campaigns are mixed into it again and again.
  const profiles = new Profiles(plan.measures);
  const reading = await readLogs({ ...options, memory: Infinity }, plan, profiles);
  const { columns } = reading;
  if (profiles.requests === 0) {
    const [problem] = reading.problems;
    // A problem says itself what to do.
    if (problem !== undefined) throw new InputError(problem);
    throw new InputError('the log holds no request', {
      hint: 'See what it would be read as: revenuer formats --detect LOG.',
    });
  }
  const span = spanOf(profiles);
  const from = options.start ?? span.from;
  const to = options.days === undefined ? span.to : from + options.days * day - 1;
  if (to < from || to - from > mostDays * day) {
    throw new InputError(
      to < from
        ? `the log ends ${new Date(to).toISOString()}, before --start`
        : `the log reaches over ${Math.round((to - from) / day)} days, more than can be simulated`,
      { hint: 'Name the period with --start DATE and --days N.' },
    );
  }
  return {
    reading,
    profiles,
    names: new Set(profiles.names()),
    habits: habitsOf(profiles),
    from,
    to,
    drop: flatColumns.filter(field => !isLogged(field, reading)),
    hashPrompts: !columns.has('promptHead'),
    answersInBytes: columns.has('bytesOut') && !columns.has('outputTokens'),
  };
}

function isLogged(field: (typeof flatColumns)[number], { columns, inputs }: Reading): boolean {
  if (field === 'account_id') return inputs.some(({ mapping }) => Object.hasOwn(mapping, 'account'));
  const column = shownBy[field];
  return column === undefined || columns.has(column);
}

/** Columns of the log that a campaign leaves empty, since no field of the simulator fills them. */
export function unfilledOf({ reading, answersInBytes }: Ground): ColumnName[] {
  const imitated = new Set<ColumnName | undefined>([...Object.values(shownBy), ...derived]);
  return columnNames.filter(
    column => reading.columns.has(column) && !imitated.has(column) && !(column === 'bytesOut' && answersInBytes),
  );
}

/** Columns that follow from others; `topLogprobs` and the like say the same as a field that is written. */
const derived: readonly ColumnName[] = [
  'account',
  'prefix',
  'userAgentFamily',
  'network',
  'client',
  'parameters',
  'topLogprobs',
  'promptLength',
  'promptHead',
  'promptTail',
  'promptPhrase',
  'promptTopic',
  'promptTraits',
  'prompt',
  'turns',
  'conversationState',
  'conversationParent',
];

function spanOf(profiles: Profiles): { from: number; to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const name of profiles.names()) {
    const { first, last } = profiles.of(traffic, profiles.accounts.intern(name));
    from = Math.min(from, first);
    to = Math.max(to, last);
  }
  return { from, to };
}
