/** Who really harvests: `account,harvester,campaign,class`. */
import { parse } from 'csv-parse/sync';
import { UsageError } from '../errors.js';

export interface TruthRow {
  readonly account: string;
  readonly harvester: boolean;
  /** Name of the campaign, '' for none. */
  readonly campaign: string;
  /** What the account is: `human`, `batch`, `attack` … */
  readonly class: string;
}

const hint = 'It wants the columns account,harvester,campaign,class, harvester being 0 or 1.';

/** Reads a truth file; columns may stand in any order. @throws UsageError naming the line. */
export function parseTruth(text: string): TruthRow[] {
  const [head, ...records] = readRecords(text);
  if (head === undefined) throw new UsageError('the truth file is empty', { hint });
  const at = (name: string): number => head.cells.indexOf(name);
  const columns = { account: at('account'), harvester: at('harvester'), campaign: at('campaign'), class: at('class') };
  for (const name of ['account', 'harvester'] as const)
    if (columns[name] < 0) throw wrong(head.line, `has no column "${name}"`);
  const seen = new Map<string, number>();
  return records.map(({ cells, line }) => {
    const account = cells[columns.account] ?? '';
    const harvester = cells[columns.harvester] ?? '';
    if (account === '') throw wrong(line, 'has no account');
    if (harvester !== '0' && harvester !== '1') throw wrong(line, `has harvester "${harvester}"`);
    const before = seen.get(account);
    if (before !== undefined) throw wrong(line, `names account "${account}" again (first in line ${before})`);
    seen.set(account, line);
    const campaign = cells[columns.campaign] ?? '';
    return { account, harvester: harvester === '1', campaign, class: cells[columns.class] ?? '' };
  });
}

interface CsvRecord {
  readonly cells: readonly string[];
  /** 1-based line in which the record ends. */
  readonly line: number;
}

function readRecords(text: string): CsvRecord[] {
  try {
    const options = { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true, info: true } as const;
    // csv-parse types its result by `columns` alone and knows nothing of `info`.
    const parsed = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return parsed.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (cause) {
    throw new UsageError(`the truth file is no CSV: ${cause instanceof Error ? cause.message : String(cause)}`, {
      hint,
      cause,
    });
  }
}

function wrong(line: number, what: string): UsageError {
  return new UsageError(`line ${line} of the truth file ${what}`, { hint });
}
