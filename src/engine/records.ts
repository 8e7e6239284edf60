/**
 * Profile records, `key<TAB>state` lines, read back. Keys are `account:NAME`, `log:` and `run:PATH` (the books of one
 * input); states of one key may come in any order and in any grouping.
 */
import { InputError } from '../errors.js';
import type { MeasuredLog } from '../measures/account-store.js';
import { Profiles } from '../measures/profiles.js';
import { accountMemory, Spill } from './spill/spill.js';
import type { InputSummary } from '../reports/report.js';
import type { ColumnName } from '../requests/batch.js';
import type { Plan } from './plan.js';

/** Version of the records: states of another version are refused, not misread. */
export const recordVersion = 2;

export interface RunRecord {
  version: number;
  inputs: InputSummary[];
  columns: ColumnName[];
  notes: string[];
  problems: string[];
}

export interface Absorbed {
  profiles: MeasuredLog;
  runs: Map<string, RunRecord>;
  /** Measures that this run does not know. */
  strangers: ReadonlySet<string>;
}

export interface AbsorbOptions {
  readonly plan: Plan;
  /** Bytes that may be taken. */
  readonly memory: number;
}

/** @throws InputError for what are no records, not all of them, or those of another version. */
export async function absorb(lines: AsyncIterable<string>, { plan, memory }: AbsorbOptions): Promise<Absorbed> {
  const profiles = new Profiles(plan.measures);
  const spill = new Spill(profiles, accountMemory(memory));
  const runs = new Map<string, RunRecord>();
  const strangers = new Set<string>();
  let number = 0;
  for await (const line of lines) {
    number++;
    if (line === '') continue;
    if (spill.isDue) spill.relieve();
    const tab = line.indexOf('\t');
    try {
      if (tab < 0) throw new SyntaxError('no tab');
      const key = line.slice(0, tab);
      if (key.startsWith('run:')) addRun(runs, key, JSON.parse(line.slice(tab + 1)) as RunRecord);
      else for (const id of profiles.absorb(key, line.slice(tab + 1))) strangers.add(id);
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      throw new InputError(`line ${number} of the profiles is not a key<TAB>state record`, {
        hint: 'Give what revenuer measure or revenuer merge wrote, sorted or not.',
        cause,
      });
    }
  }
  if (runs.size === 0) {
    throw new InputError('the profiles hold no run record', {
      hint: 'Give everything revenuer measure wrote, its last line too.',
    });
  }
  return { profiles: spill.result(), runs, strangers };
}

function addRun(runs: Map<string, RunRecord>, key: string, run: RunRecord): void {
  if (run.version !== recordVersion) {
    throw new InputError(`the profiles are of version ${run.version}, this program reads version ${recordVersion}`, {
      hint: 'Measure the logs again with this version.',
    });
  }
  // Content, not name, says whether a log was counted before: a second copy would double its accounts.
  if (runs.has(key)) {
    throw new InputError(`the same logs were measured twice (${run.inputs.map(input => input.path).join(', ')})`, {
      hint: 'Leave one of the copies out.',
    });
  }
  // Profiles of before requests were counted once over several inputs do not speak of it.
  const inputs = run.inputs.map(input => ({ ...input, duplicates: (input as Partial<InputSummary>).duplicates ?? [] }));
  runs.set(key, { ...run, inputs });
}
