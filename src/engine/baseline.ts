/** A baseline: profiles of another night or provider, with whose accounts those of a log are compared. */
import type { BaselineAccounts } from '../detectors/panel.js';
import { RevenuerError, UsageError } from '../errors.js';
import { accountProfile, type Profile } from '../measures/profile.js';
import type { ColumnName } from '../requests/batch.js';
import type { RunOptions } from './options.js';
import type { Plan } from './plan.js';
import { absorb } from './records.js';
import { spanOf, type Span } from './span.js';

export interface Baseline {
  readonly name: string;
  /** Accounts in code-unit order. */
  readonly names: readonly string[];
  readonly profiles: readonly Profile[];
  readonly columns: ReadonlySet<ColumnName>;
  readonly span: Span | undefined;
}

/**
 * Read before the logs are: a wrong file costs no night's work. Measures that only a detector package knows are passed
 * over. @throws UsageError when it cannot be read, is not of profiles, or holds no account.
 */
export async function readBaseline({ baseline }: RunOptions, plan: Plan): Promise<Baseline | undefined> {
  if (baseline === undefined) return undefined;
  const { name, lines } = baseline;
  const { profiles, runs } = await absorb(lines, plan).catch((cause: unknown) => {
    if (!(cause instanceof RevenuerError)) throw cause;
    throw new UsageError(`--baseline ${name}: ${cause.message}`, { hint, cause });
  });
  const names = profiles.names();
  if (names.length === 0) throw new UsageError(`--baseline ${name}: it holds no account`, { hint });
  const each = names.map(account => accountProfile(profiles, profiles.accounts.intern(account)));
  const columns = new Set([...runs.values()].flatMap(run => run.columns));
  return { name, names, profiles: each, columns, span: spanOf(each) };
}

const hint = 'Give a file of profiles: revenuer measure LOG -o baseline.profiles writes one.';

/** The baseline as the detectors of a log with these accounts see it. */
export function comparedWith({ names, profiles, columns }: Baseline, own: readonly string[]): BaselineAccounts {
  const positions = new Map(own.map((name, i) => [name, i]));
  return { profiles, columns, namesakes: names.map(name => positions.get(name)) };
}
