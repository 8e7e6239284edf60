/** A baseline: profiles of another night or provider, with whose accounts those of a log are compared. */
import type { BaselineAccounts } from '../detectors/panel.js';
import { RevenuerError, UsageError } from '../errors.js';
import type { AccountStore } from '../measures/account-store.js';
import type { ColumnName } from '../requests/batch.js';
import type { RunOptions } from './options.js';
import type { Plan } from './plan.js';
import { absorb } from './records.js';
import { SpanSum, type Span } from './span.js';

export interface Baseline {
  readonly name: string;
  readonly accounts: AccountStore;
  readonly columns: ReadonlySet<ColumnName>;
  readonly span: Span | undefined;
}

/**
 * Read before the logs are: a wrong file costs no night's work. Measures that only a detector package knows are passed
 * over. @throws UsageError when it cannot be read, is not of profiles, or holds no account.
 */
export async function readBaseline({ baseline, memory }: RunOptions, plan: Plan): Promise<Baseline | undefined> {
  if (baseline === undefined) return undefined;
  const { name } = baseline;
  const { profiles, runs, problems } = await absorb([baseline], { plan, memory }).catch((cause: unknown) => {
    if (!(cause instanceof RevenuerError)) throw cause;
    const where = cause.message.startsWith(`${name}: `) ? '' : `${name}: `;
    throw new UsageError(`--baseline ${where}${cause.message}`, { hint, cause });
  });
  if (problems[0] !== undefined) throw new UsageError(`--baseline ${problems[0]}`, { hint });
  if (profiles.count === 0) throw new UsageError(`--baseline ${name}: it holds no account`, { hint });
  const columns = new Set([...runs.values()].flatMap(run => run.columns));
  const span = new SpanSum();
  for (const { profile } of profiles.each()) span.add(profile);
  return { name, accounts: profiles, columns, span: span.whole };
}

const hint = 'Give a file of profiles: revenuer measure LOG -o baseline.profiles writes one.';

/** The baseline as the detectors of a log with these accounts see it: both are in order of names, and are walked together. */
export function comparedWith({ accounts, columns }: Baseline, own: AccountStore): BaselineAccounts {
  const namesakes = new Int32Array(accounts.count).fill(-1);
  const here = own.each()[Symbol.iterator]();
  let next = here.next();
  for (const { index, name } of accounts.each()) {
    while (next.done !== true && next.value.name < name) next = here.next();
    if (next.done !== true && next.value.name === name) namesakes[index] = next.value.index;
  }
  return { accounts, columns, namesakes };
}
